"""`blogengine new`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from blogengine.cli.options import FOLDER, clock_option, moment_of, source_option


@click.group("new", short_help="Create a site or a post.")
def new_command() -> None:
    """Create a site or a post."""


@new_command.command("site")
@click.argument("folder", type=FOLDER)
@click.option("-f", "--force", is_flag=True, help="Create it in a folder that has files; they are kept.")
@clock_option
def new_site_command(folder: Path, force: bool, now: datetime | None) -> None:
    """Create a site in FOLDER that builds: configuration, a first post, an archetype."""
    from blogengine.scaffold import new_site  # noqa: PLC0415  # start-up time

    for path in new_site(folder, moment_of({"now": now}).astimezone(), force=force):
        click.echo(f"Created {path}")
    click.echo(f"Build it: blogengine build --source {folder}")


@new_command.command("post")
@click.argument("path")
@source_option
@click.option("-k", "--kind", help="The archetype to use; default: the first folder of PATH.")
@clock_option
def new_post_command(path: str, source: Path, kind: str | None, now: datetime | None) -> None:
    """Create content at PATH below content/, from its archetype: `post/my-first.md`; a bare name goes into post/."""
    from blogengine.config import Options, load_config  # noqa: PLC0415  # start-up time
    from blogengine.scaffold import new_content  # noqa: PLC0415

    config = load_config(source, Options())
    main = next(iter(config.main.main_sections or ()), "post")
    for created in new_content(
        config, path if "/" in path else f"{main}/{path}", moment_of({"now": now}).astimezone(), kind
    ):
        click.echo(f"Created {created}")


new_command.add_command(new_post_command, "content")
