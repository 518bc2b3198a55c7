"""Hugo's default order: weight, date, title, path."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

from blogengine.site import Page

EARLIEST = datetime.min.replace(tzinfo=UTC)


def in_default_order(pages: Iterable[Page], language: str) -> list[Page]:
    """Pages by weight (ascending, 0 last), date (newest first), link title (collation of the language), then path."""
    groups = [list(tied) for _, tied in groupby(sorted(pages, key=_rank), key=_rank)]
    tied = [page for group in groups if len(group) > 1 for page in group]
    if not tied:
        return [page for group in groups for page in group]
    from blogengine.graph.collation import collation_keys  # noqa: PLC0415  # only where titles decide

    keys = collation_keys([page.link_title for page in tied], language)
    places = {page.id: (key, page.id) for page, key in zip(tied, keys, strict=True)}
    return [
        page
        for group in groups
        for page in (sorted(group, key=lambda page: places[page.id]) if len(group) > 1 else group)
    ]


def moment(date: datetime | None) -> float:
    """A date as seconds since the epoch, an unset one before all others."""
    return date.timestamp() if date else EARLIEST.timestamp()


def _rank(page: Page) -> tuple[bool, int, float]:
    weight = page.matter.weight
    return weight == 0, weight, -moment(page.date)
