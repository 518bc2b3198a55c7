"""`blogengine new`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.options import (
    FOLDER,
    clock_option,
    config_file_option,
    content_dir_option,
    debug_option,
    environment_option,
    options_of,
    source_option,
    with_options,
)

if TYPE_CHECKING:
    from blogengine.scaffold import Syntax

FALLBACK_SECTION = "post"


@click.group("new", short_help="Create a site, a post, a theme or a workflow.")
def new_command() -> None:
    """Create a site, a post, a theme or a workflow."""


@new_command.command("site")
@click.argument("folder", type=FOLDER)
@click.option("-f", "--force", is_flag=True, help="Create it in a folder that has files; they are kept.")
@click.option(
    "--format",
    "syntax",
    type=click.Choice(("toml", "yaml", "json")),
    default="toml",
    show_default=True,
    help="The format of the configuration and of front matter.",
)
@with_options(clock_option, debug_option)
def new_site_command(folder: Path, force: bool, syntax: Syntax, now: datetime) -> None:
    """Create a site in FOLDER that builds: configuration, a first post, an archetype."""
    from blogengine.scaffold import new_site  # noqa: PLC0415  # start-up time

    _show_created(new_site(folder, now.astimezone(), syntax=syntax, force=force))
    click.echo(f"Build it: blogengine build --source {folder}")


@new_command.command("post")
@click.argument("path")
@click.option("-k", "--kind", help="The archetype to use; default: the first folder of PATH.")
@with_options(source_option, environment_option, config_file_option, content_dir_option, clock_option, debug_option)
def new_post_command(path: str, source: Path, kind: str | None, now: datetime, **values: Any) -> None:
    """Create content at PATH below content/, from its archetype: `post/my-first.md`; a bare name goes into post/."""
    from blogengine.config import load_config  # noqa: PLC0415  # start-up time
    from blogengine.scaffold import new_content  # noqa: PLC0415

    config = load_config(source, options_of(values))
    section = next(iter(config.main.main_sections or ()), FALLBACK_SECTION)
    name = path if "/" in path else f"{section}/{path}"
    _show_created(new_content(config, name, now.astimezone(), kind))


@new_command.command("theme")
@click.argument("name")
@with_options(source_option, environment_option, config_file_option, debug_option)
def new_theme_command(name: str, source: Path, **values: Any) -> None:
    """Create the theme NAME in themes/: small and complete, in Jinja2 templates, to make your own."""
    from blogengine.config import load_config  # noqa: PLC0415  # start-up time
    from blogengine.scaffold import new_theme  # noqa: PLC0415

    _show_created(new_theme(load_config(source, options_of(values)), name))
    click.echo(f'See it: blogengine serve --theme {name}; then set theme = "{name}" in the settings.')


@new_command.command("workflow")
@click.option("--branch", default="main", show_default=True, help="The branch with your texts.")
@with_options(source_option, debug_option)
def new_workflow_command(source: Path, branch: str) -> None:
    """Create a workflow for GitHub Actions that checks the site and publishes it: with each push, and daily."""
    from blogengine import __version__  # noqa: PLC0415  # start-up time
    from blogengine.publish import new_workflow  # noqa: PLC0415

    _show_created((new_workflow(source.resolve(), __version__, branch=branch),))


def _show_created(files: Iterable[Path]) -> None:
    for path in files:
        click.echo(f"Created {path}")


new_command.add_command(new_post_command, "content")
