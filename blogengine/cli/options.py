"""Options that several commands share, under Hugo's names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from blogengine.config import Options

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)


@dataclass
class Switches:
    """What `main` has to know after a command failed."""

    debug: bool = False
    source: Path | None = None
    """The site's folder, for links to its files."""
    as_json: bool = False
    """Whether a program reads what comes, so that errors are told to it, too."""


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime:
    """The moment a text means, UTC unless it says otherwise; now for none. A usage error for anything else."""
    if value is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        message = f"“{value}” is not a date such as 2026-01-02 or 2026-01-02T15:04:05+09:00"
        raise click.BadParameter(message) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _switch_debug(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and isinstance(context.obj, Switches):
        context.obj.debug = True


def _note_source(context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    if isinstance(context.obj, Switches):
        context.obj.source = value
    return value


def _note_json(context: click.Context, _parameter: click.Parameter, value: bool) -> bool:
    if isinstance(context.obj, Switches):
        context.obj.as_json = value
    return value


source_option = click.option(
    "-s",
    "--source",
    type=FOLDER,
    callback=_note_source,
    default=Path(),
    show_default="this folder",
    help="The folder of the site.",
)
clock_option = click.option(
    "--clock", "--now", "now", callback=_moment, metavar="DATE", help="Act as of this moment instead of now."
)
debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_switch_debug,
    help="Show the traceback of an unexpected failure.",
)
json_option = click.option("--json", "as_json", is_flag=True, callback=_note_json, help="Print it for programs.")
environment_option = click.option(
    "-e", "--environment", default="production", show_default=True, help="Which folder of config/ to merge."
)
config_file_option = click.option(
    "--config",
    "config_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The configuration file, seen from the site's folder.",
)
content_dir_option = click.option("-c", "--contentDir", "content_dir", type=FOLDER, help="The content folder.")

_WRITTEN_OPTIONS = (
    click.option("-d", "--destination", type=FOLDER, help="Where to write the site (publishDir)."),
    click.option("-D", "--buildDrafts", "--drafts", "drafts", is_flag=True, default=None, help="Include drafts."),
    click.option(
        "-F", "--buildFuture", "--future", "future", is_flag=True, default=None, help="Include pages of the future."
    ),
)
_SHOWN_OPTIONS = (
    click.option("-t", "--theme", help="The theme to use."),
    click.option("-b", "--baseURL", "base_url", help="The address the site will stand at."),
    click.option(
        "-E", "--buildExpired", "--expired", "expired", is_flag=True, default=None, help="Include expired pages."
    ),
    environment_option,
    config_file_option,
    content_dir_option,
    click.option("--cacheDir", "cache_dir", type=FOLDER, help="Where the engine keeps what it may forget."),
    clock_option,
    debug_option,
)


def site_options(function: F) -> F:
    """Add the options that change what a site is."""
    return with_options(source_option, *_WRITTEN_OPTIONS, *_SHOWN_OPTIONS)(function)


def served_options(function: F) -> F:
    """Add the options that change what a site that is only shown is: drafts are in it, and it is written nowhere."""
    return with_options(source_option, *_SHOWN_OPTIONS)(function)


def with_options(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Add options to a command; help lists them in this order."""

    def add(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def options_of(values: dict[str, Any]) -> Options:
    """The engine's options from a command's values."""
    from blogengine.config import Options  # noqa: PLC0415  # start-up time

    return Options(**{name: values[name] for name in Options.__struct_fields__ if name in values})
