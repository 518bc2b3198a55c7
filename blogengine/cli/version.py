"""`blogengine version`."""

from __future__ import annotations

import platform

import click

from blogengine.cli.options import debug_option


@click.command("version", short_help="Print the version.")
@debug_option
def version_command() -> None:
    """Print the versions of the engine and of Python."""
    from blogengine import __version__  # noqa: PLC0415  # start-up time

    click.echo(f"blogengine {__version__} (Python {platform.python_version()})")
