"""Options that several commands share, under Hugo's names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from blogengine.config import Options

F = TypeVar("F", bound=Callable[..., Any])


class Moment(click.ParamType[datetime]):
    """A date with its offset, UTC without one: `2026-01-02` or `2026-01-02T15:04:05+09:00`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment a text means; a usage error for anything else."""
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a date such as 2026-01-02T15:04:05+09:00", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


FOLDER = click.Path(file_okay=False, path_type=Path)

source_option = click.option(
    "-s", "--source", type=FOLDER, default=Path(), show_default="this folder", help="The folder of the site."
)
clock_option = click.option(
    "--clock", "now", type=Moment(), default=None, metavar="DATE", help="Build as of this moment instead of now."
)


def site_options(function: F) -> F:
    """Add the options that change what a site is."""
    for option in reversed(
        (
            source_option,
            click.option("-d", "--destination", type=FOLDER, help="Where to write the site (publishDir)."),
            click.option("-t", "--theme", help="The theme to use."),
            click.option("-b", "--baseURL", "base_url", help="The address the site will stand at."),
            click.option(
                "-D", "--buildDrafts", "--drafts", "drafts", is_flag=True, default=None, help="Include drafts."
            ),
            click.option(
                "-F",
                "--buildFuture",
                "--future",
                "future",
                is_flag=True,
                default=None,
                help="Include pages of the future.",
            ),
            click.option(
                "-E",
                "--buildExpired",
                "--expired",
                "expired",
                is_flag=True,
                default=None,
                help="Include expired pages.",
            ),
            click.option(
                "-e", "--environment", default="production", show_default=True, help="Which config/ folder to merge."
            ),
            click.option(
                "--config",
                "config_file",
                type=click.Path(dir_okay=False, exists=True, path_type=Path),
                help="The configuration file.",
            ),
            click.option("-c", "--contentDir", "content_dir", type=FOLDER, help="The content folder."),
            click.option("--cacheDir", "cache_dir", type=FOLDER, help="Where the engine keeps what it may forget."),
            clock_option,
        )
    ):
        function = option(function)
    return function


def options_of(values: dict[str, Any]) -> Options:
    """The engine's options from a command's values."""
    return Options(**{name: values[name] for name in Options.__struct_fields__ if name in values})


def moment_of(values: dict[str, Any]) -> datetime:
    """The moment to build for: the one given, else now."""
    given: datetime | None = values.get("now")
    return given or datetime.now(UTC)
