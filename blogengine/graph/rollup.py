"""Dates of nodes without one: the newest of the pages below, each of the three on its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from blogengine.graph.order import moment
from blogengine.graph.relations import ancestors_of
from blogengine.graph.terms import TermIndex, terms_above
from blogengine.site import Page

Dates = tuple[datetime | None, datetime | None, datetime | None]


def with_dates_of_pages_below(pages: Sequence[Page], terms: TermIndex) -> list[Page]:
    """The pages, nodes without a date given the newest date, lastmod and publish_date of those below.

    Sections come first: one that has a term counts for it with the dates of its pages (Hugo).
    """
    return _of_terms(_of_sections(pages), terms)


def _of_sections(pages: Sequence[Page]) -> list[Page]:
    """The pages, the home page and sections dated."""
    by_id = {page.id: page for page in pages}
    newest: dict[str, list[Dates]] = defaultdict(list)
    for page in pages:
        if page.kind in ("page", "section"):
            for node in ancestors_of(page, by_id):
                newest[node.id].append(_dates(page))
    return _with(newest, pages)


def _of_terms(pages: Sequence[Page], terms: TermIndex) -> list[Page]:
    """The pages, terms and taxonomies dated."""
    newest: dict[str, list[Dates]] = defaultdict(list)
    for page in pages:
        if page.kind not in ("page", "section"):
            continue
        for plural, ids in terms.of_page.get(page.id, {}).items():
            for id_ in {node for each in ids for node in terms_above(each)}:
                newest[id_].append(_dates(page))
            if ids:
                newest[f"/{plural}"].append(_dates(page))
    return _with(newest, pages)


def _dates(page: Page) -> Dates:
    held_back = page.is_node and not page.linked
    return page.date, page.lastmod, None if held_back else page.publish_date


def _with(newest: Mapping[str, Sequence[Dates]], pages: Sequence[Page]) -> list[Page]:
    return [_dated(page, newest[page.id]) if page.is_node and page.id in newest else page for page in pages]


def _dated(page: Page, below: Sequence[Dates]) -> Page:
    if page.date is not None:
        return page
    date, lastmod, publish_date = (max(column, key=moment) for column in zip(*below, strict=True))
    return msgspec.structs.replace(page, date=date, lastmod=lastmod, publish_date=publish_date)
