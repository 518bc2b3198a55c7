"""`blogengine list`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.options import json_option, options_of, site_options
from blogengine.cli.output import show_json

if TYPE_CHECKING:
    from blogengine.survey import Listed

COLUMNS = ("path", "slug", "title", "date", "expiryDate", "publishDate", "draft", "permalink", "kind", "section")
UNSET = "0001-01-01T00:00:00Z"
"""A date that a page does not have, as Hugo prints it."""


@click.group("list", short_help="List pages: all, drafts, future, expired, published.")
def list_command() -> None:
    """List pages as comma-separated values, with Hugo's columns, or as JSON."""


def _listing(name: str, help_text: str, wanted: Callable[[Listed, datetime], bool]) -> None:
    @list_command.command(name, help=help_text)
    @json_option
    @site_options
    def command(source: Path, now: datetime, as_json: bool, **values: Any) -> None:
        from blogengine.survey import survey  # noqa: PLC0415  # start-up time

        listed = [each for each in survey(source, options_of(values), now=now) if wanted(each, now)]
        if as_json:
            show_json(listed)
            return
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_row, listed))


def _row(listed: Listed) -> tuple[str, ...]:
    return (
        listed.path,
        listed.slug,
        listed.title,
        _moment(listed.date),
        _moment(listed.expiry_date),
        _moment(listed.publish_date),
        str(listed.draft).lower(),
        listed.permalink,
        "page",
        listed.section,
    )


def _moment(value: datetime | None) -> str:
    """A date in RFC 3339, as Go prints it."""
    return value.isoformat().replace("+00:00", "Z") if value else UNSET


def _is_future(listed: Listed, now: datetime) -> bool:
    return listed.publish_date is not None and listed.publish_date > now


def _is_expired(listed: Listed, now: datetime) -> bool:
    return listed.expiry_date is not None and listed.expiry_date <= now


# A draft may be of the future or expired as well, and then Hugo lists it there too.
_listing("all", "Every page, published or not.", lambda _page, _now: True)
_listing("drafts", "Drafts.", lambda page, _now: page.draft)
_listing("future", "Pages of the future.", _is_future)
_listing("expired", "Expired pages.", _is_expired)
_listing("published", "Pages that are out.", lambda page, _now: not page.reason)
