"""`blogengine version`."""

from __future__ import annotations

import platform

import click

from blogengine import __version__


@click.command("version", short_help="Print the version.")
def version_command() -> None:
    """Print the versions of the engine and of Python."""
    click.echo(f"blogengine {__version__} (Python {platform.python_version()})")
