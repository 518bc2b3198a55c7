"""The command line: one file a command, and the only place that prints or exits.

Exit codes: 0; 1 for a mistake in the site, shown with its place; 2 for a wrong call; 130 when interrupted.
"""

from __future__ import annotations

import sys
import traceback

import click

from blogengine.cli.building import build_command
from blogengine.cli.configuration import config_command
from blogengine.cli.listing import list_command
from blogengine.cli.newness import new_command
from blogengine.cli.output import show_problems
from blogengine.cli.version import version_command
from blogengine.errors import SiteError

DEBUG = "--debug"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def blogengine() -> None:
    """A Hugo-style blog engine: Hugo's folders in, a finished site out."""


for command in (build_command, new_command, list_command, config_command, version_command):
    blogengine.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit with its code; no traceback without `--debug`."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = DEBUG in given
    try:
        blogengine(args=[each for each in given if each != DEBUG], prog_name="blogengine", standalone_mode=False)
    except SiteError as error:
        show_problems(error.problems)
        sys.exit(1)
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001  # the last line of defence: a bug is named, not dumped
        if debug:
            traceback.print_exc()
        else:
            click.echo(f"blogengine failed: {type(error).__name__}: {error}", err=True)
            click.echo("This is a bug of the engine. Run the command again with --debug for the details.", err=True)
        sys.exit(1)
