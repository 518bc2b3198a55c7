"""Where a site is served, and which folders it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import msgspec

from blogengine.config import Config, Options, load_config
from blogengine.errors import SiteError
from blogengine.theme.folders import theme_folders
from blogengine.urls import base_path


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What the server has to know of the configuration."""

    base_url: str = "/"
    path: str = ""
    """The path of the base URL, decoded, without its trailing "/"."""
    zone: tzinfo | None = None
    """Of dates without an offset; None until it is known."""
    config_files: frozenset[Path] = frozenset()
    folders: frozenset[Path] = frozenset()
    """Folders that the site is made of, whether they are there or not; none lies below another."""
    ignored: frozenset[Path] = frozenset()
    """Folders that the engine itself writes to."""


USUAL: Final = ("archetypes", "assets", "config", "content", "data", "i18n", "static", "templates", "themes")


def usual_place(root: Path, options: Options) -> Place:
    """Where to look for changes while the configuration cannot be read."""
    named = {root / options.config_file} if options.config_file else set()
    return Place(config_files=frozenset(named), folders=frozenset(root / name for name in USUAL))


def read_place(root: Path, options: Options) -> Place:
    """The place of the site in a folder. Raises `SiteError` as the build does."""
    config = load_config(root, options)
    return Place(
        base_url=config.main.base_url,
        path=unquote(base_path(config.main.base_url)),
        zone=config.main.zone,
        config_files=frozenset(config.files),
        folders=_outermost(_folders(config)),
        ignored=frozenset((config.publish_dir, config.cache_dir)),
    )


def _folders(config: Config) -> Iterator[Path]:
    for site in config.sites:
        yield config.root / site.content_dir
    yield from config.static_dirs
    yield from (config.templates_dir, config.themes_dir, config.data_dir, config.i18n_dir, config.archetype_dir)
    yield from (config.assets_dir, config.root / "config")
    with suppress(SiteError):  # a theme that is missing is told by the build
        yield from theme_folders(config)  # one that came with the engine, too: its author works on it


def _outermost(folders: Iterable[Path]) -> frozenset[Path]:
    found: set[Path] = set()
    for folder in sorted(folders):
        if not any(folder.is_relative_to(above) for above in found):
            found.add(folder)
    return frozenset(found)
