"""Hugo's default order: weight, date, title, path."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

from blogengine.graph.collation import Key, collation_key
from blogengine.site import Page

EARLIEST = datetime.min.replace(tzinfo=UTC)


def in_default_order(pages: Iterable[Page], language: str) -> list[Page]:
    """Pages by weight (ascending, 0 last), date (newest first), link title (collation of the language), then path."""
    ranked = sorted(pages, key=_rank)
    ordered: list[Page] = []

    def by_title(page: Page) -> tuple[Key, str]:
        return collation_key(page.link_title, language), page.id

    for _, tied in groupby(ranked, key=_rank):
        group = list(tied)
        ordered += sorted(group, key=by_title) if len(group) > 1 else group
    return ordered


def moment(date: datetime | None) -> float:
    """A date as seconds since the epoch, an unset one before all others."""
    return date.timestamp() if date else EARLIEST.timestamp()


def _rank(page: Page) -> tuple[bool, int, float]:
    weight = page.matter.weight
    return weight == 0, weight, -moment(page.date)
