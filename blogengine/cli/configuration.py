"""`blogengine config`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from blogengine.cli.options import options_of, site_options
from blogengine.cli.output import show_warnings


@click.command("config", short_help="Print the configuration in force.")
@site_options
def config_command(source: Path, **values: Any) -> None:
    """Print the configuration in force, with every default, as TOML in Hugo's spelling."""
    from blogengine.config import as_toml, load_config  # noqa: PLC0415  # start-up time

    config = load_config(source, options_of(values))
    show_warnings(config.warnings)
    click.echo(as_toml(config), nl=False)
