"""`blogengine config` and `blogengine schema`."""

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


@click.command("schema", short_help="Print a JSON Schema for editors: of config.toml, or of front matter.")
@click.argument("what", type=click.Choice(("config", "front-matter")))
@site_options
def schema_command(what: str, source: Path, **values: Any) -> None:
    """Print the JSON Schema of WHAT, with which an editor completes, explains and checks keys.

    That of front matter knows the taxonomies of the site in the current folder.
    """
    import json  # noqa: PLC0415  # start-up time

    from blogengine.config import load_config  # noqa: PLC0415
    from blogengine.schemas import config_schema, front_matter_schema  # noqa: PLC0415

    front = what == "front-matter"
    schema = front_matter_schema(load_config(source, options_of(values)).main.taxonomies) if front else config_schema()
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
