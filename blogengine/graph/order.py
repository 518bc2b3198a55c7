"""Hugo's default order: weight, date, title, path."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from itertools import groupby

from blogengine.site import Page

EARLIEST = datetime.min.replace(tzinfo=UTC)


def in_default_order(pages: Iterable[Page]) -> list[Page]:
    """Pages by weight (ascending, 0 last), date (newest first), link title (Unicode collation), then path."""
    ranked = sorted(pages, key=_rank)
    ordered: list[Page] = []
    for _, tied in groupby(ranked, key=_rank):
        group = list(tied)
        ordered += sorted(group, key=_by_title) if len(group) > 1 else group
    return ordered


def moment(date: datetime | None) -> float:
    """A date as seconds since the epoch, an unset one before all others."""
    return date.timestamp() if date else EARLIEST.timestamp()


def collation_key(text: str) -> tuple[tuple[int, ...], str]:
    """The place of a text in Unicode's default collation (a < B < é < z < Z < あ)."""
    return _sort_key(text), text


def _rank(page: Page) -> tuple[bool, int, float]:
    weight = page.matter.weight
    return weight == 0, weight, -moment(page.date)


def _by_title(page: Page) -> tuple[tuple[tuple[int, ...], str], str]:
    return collation_key(page.link_title), page.id


@cache
def _sort_key(text: str) -> tuple[int, ...]:
    key: tuple[int, ...] = _collator().sort_key(text)
    return key


@cache
def _collator():  # type: ignore[no-untyped-def]  # pyuca has no types; its table takes a sixth of a second to read
    from pyuca import Collator  # noqa: PLC0415

    return Collator()
