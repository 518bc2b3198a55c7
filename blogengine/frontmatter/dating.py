"""The four dates of a page, from the keys and file names that `[frontmatter]` lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final

import msgspec

from blogengine.config.schema import SiteConfig
from blogengine.dates import DateError, parse_date
from blogengine.frontmatter.values import Values, published

if TYPE_CHECKING:
    from blogengine.frontmatter.decoding import Origin

FILE_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2})-(\d{2})-(\d{2}))?(.*)", re.DOTALL)


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """The dates of a page, each with its own offset."""

    date: datetime | None
    lastmod: datetime | None
    publish_date: datetime | None
    expiry_date: datetime | None
    slug: str
    """What `:filename` leaves of the name; "" otherwise."""
    params: Mapping[str, datetime]
    """By lower-cased key: the four dates where known, and every other key that was read as a date."""


def date_fields(reader: Values, origin: Origin, config: SiteConfig) -> Dates:
    """The dates of a page: of each list the first key that is set."""
    return _DateReader(reader, origin, config.zone).read(config)


def _known(dates: Mapping[str, datetime | None]) -> dict[str, datetime]:
    return {key: value for key, value in dates.items() if value is not None}


class _DateReader:
    """Reads the dates of one page."""

    def __init__(self, reader: Values, origin: Origin, zone: tzinfo) -> None:
        self._reader = reader
        self._origin = origin
        self._zone = zone
        self._slug = ""
        self._parsed: dict[str, datetime | None] = {}

    def read(self, config: SiteConfig) -> Dates:
        lists = config.frontmatter
        date = self._first(lists.date)
        lastmod = self._first(lists.lastmod, date)
        publish_date = self._first(lists.publish_date, date)
        expiry_date = self._first(lists.expiry_date, date)
        own = {"date": date, "lastmod": lastmod, "publishdate": publish_date, "expirydate": expiry_date}
        return Dates(
            date=date,
            lastmod=lastmod,
            publish_date=publish_date,
            expiry_date=expiry_date,
            slug=self._slug,
            params={**_known(own), **_known(self._parsed)},
        )

    def _first(self, keys: tuple[str, ...], date: datetime | None = None) -> datetime | None:
        """The date of the first key that has one; `date` stands for the key of that name where it has none."""
        for key in keys:
            found = self._value(key) or (date if key == "date" else None)
            if found is not None:
                return found
        return None

    def _value(self, key: str) -> datetime | None:
        if key == ":filename":
            return self._from_file_name()
        if key == ":filemodtime":
            return self._origin.modified
        if key == ":git":
            return self._origin.committed
        if key not in self._parsed:
            self._parsed[key] = self._from_key(key)
        return self._parsed[key]

    def _from_key(self, key: str) -> datetime | None:
        value = self._reader.values.get(key)
        if key == "published" and published(value) is not None:
            return None
        try:
            return parse_date(value, self._zone)
        except DateError as error:
            self._reader.complain(key, f"{key}: {error}", error.hint)
            return None

    def _from_file_name(self) -> datetime | None:
        *folders, name = self._origin.id.split("/")
        bundle = folders[-1] if folders else ""
        match = FILE_NAME.fullmatch(name.rpartition(".")[0] if self._origin.kind == "page" else bundle)
        if match is None:
            return None
        day, *clock, rest = match.groups()
        text = f"{day}T{':'.join(clock)}" if clock[0] else day
        try:
            found = parse_date(text, self._zone)
        except DateError:
            return None
        self._slug = rest.strip(" -_")
        return found
