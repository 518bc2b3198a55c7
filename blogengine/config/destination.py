"""Where a site must not be written: over what it is made of, or over everything else that there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from blogengine.config.schema import Config
from blogengine.errors import Problem, SiteError


def check_destination(config: Config) -> None:
    """Raise `SiteError` when the destination holds the site's own files, lies among them, or is no place for a site."""
    destination = config.publish_dir.resolve()
    reason = next(_reasons(destination, config), None)
    if reason is not None:
        raise SiteError(
            Problem(
                message=f"the site cannot be written to {config.publish_dir}: {reason}",
                hint='Choose a folder of its own, such as --destination public or publishDir = "public".',
            )
        )


def _reasons(destination: Path, config: Config) -> Iterator[str]:
    if destination == Path(destination.anchor):
        yield "that is the top of the file system"
    if destination == Path.home().resolve():
        yield "that is your home folder"
    if config.root.resolve().is_relative_to(destination):
        yield "the site's own folder is in it"
    for folder in _sources(config):
        if folder.is_relative_to(destination) or destination.is_relative_to(folder):
            yield f"{folder.name}/ is what the site is made of"


def _sources(config: Config) -> Iterator[Path]:
    named = (site.content_dir for site in config.sites)
    places = (*(config.root / name for name in named), config.data_dir, config.i18n_dir, config.archetype_dir)
    for place in (*places, config.templates_dir, config.themes_dir, config.assets_dir, *config.static_dirs):
        if (folder := place.resolve()) != config.root.resolve():
            yield folder
