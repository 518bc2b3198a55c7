"""`blogengine list`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.options import moment_of, options_of, site_options

if TYPE_CHECKING:
    from blogengine.build import Listed

COLUMNS = ("path", "slug", "title", "date", "expiryDate", "publishDate", "draft", "permalink", "kind", "section")


@click.group("list", short_help="List pages: drafts, future, expired, all.")
def list_command() -> None:
    """List pages as comma-separated values, with Hugo's columns."""


def _listing(name: str, help_text: str, wanted: Callable[[Listed], bool]) -> None:
    @list_command.command(name, help=help_text)
    @site_options
    def command(**values: Any) -> None:
        from blogengine.build import survey  # noqa: PLC0415  # start-up time

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        for each in survey(values["source"], options_of(values), now=moment_of(values)):
            if wanted(each):
                writer.writerow(_row(each))


def _row(each: Listed) -> tuple[str, ...]:
    return (
        each.path,
        each.slug,
        each.title,
        _moment(each.date),
        _moment(each.expiry_date),
        _moment(each.publish_date),
        str(each.draft).lower(),
        each.permalink,
        "page",
        each.section,
    )


def _moment(value: datetime | None) -> str:
    return value.isoformat() if value else ""


_listing("all", "Every page, published or not.", lambda _: True)
_listing("drafts", "Drafts.", lambda each: each.draft)
_listing("future", "Pages of the future.", lambda each: each.reason == "future")
_listing("expired", "Expired pages.", lambda each: each.reason == "expired")
_listing("published", "Pages that are out.", lambda each: not each.reason)
