"""How pages stand to each other: children, descendants, neighbours. Every list keeps Hugo's default order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from blogengine.site import Page

Neighbours = Mapping[str, tuple[str | None, str | None]]


def listed_regular(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The regular pages that lists show."""
    return tuple(page for page in pages if page.kind == "page" and page.listed)


def listed_locally(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The regular pages that the lists of their own section show."""
    return tuple(page for page in pages if page.kind == "page" and page.listed_locally)


def children_of(pages: Iterable[Page]) -> dict[str, tuple[str, ...]]:
    """Home and sections -> pages and sections directly below (terms and taxonomies are `terms`' business)."""
    below: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if page.kind in ("page", "section") and page.listed_locally and page.parent is not None:
            below[page.parent].append(page.id)
    return {node: tuple(ids) for node, ids in below.items()}


def descendants_of(pages: Mapping[str, Page]) -> dict[str, tuple[str, ...]]:
    """Home and sections -> regular pages at any depth below."""
    below: dict[str, list[str]] = defaultdict(list)
    for page in listed_locally(pages.values()):
        for node in ancestors_of(page, pages):
            below[node.id].append(page.id)
    return {node: tuple(ids) for node, ids in below.items()}


def ancestors_of(page: Page, pages: Mapping[str, Page]) -> tuple[Page, ...]:
    """A page's parent, the parent's parent, and so on to the home page."""
    found: list[Page] = []
    while page.parent is not None and page.parent in pages:
        page = pages[page.parent]
        found.append(page)
    return tuple(found)


def neighbours_in(pages: Sequence[Page], descending: bool = True) -> dict[str, tuple[str | None, str | None]]:
    """Page -> (prev, next) in a list: next towards its start, or its end when not `descending`."""
    ids = [page.id for page in (pages if descending else reversed(pages))]
    return {
        id_: (ids[index + 1] if index + 1 < len(ids) else None, ids[index - 1] if index else None)
        for index, id_ in enumerate(ids)
    }


def neighbours_by_parent(pages: Sequence[Page], descending: bool = True) -> Neighbours:
    """Page -> (prev, next) among the regular pages of its own section."""
    by_parent: dict[str | None, list[Page]] = defaultdict(list)
    for page in pages:
        by_parent[page.parent].append(page)
    found: dict[str, tuple[str | None, str | None]] = {}
    for siblings in by_parent.values():
        found |= neighbours_in(siblings, descending)
    return found


def by_translation_key(pages: Iterable[Page]) -> dict[str, tuple[str, ...]]:
    """`translationKey` -> the pages that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if page.matter.translation_key:
            found[page.matter.translation_key].append(page.id)
    return {key: tuple(ids) for key, ids in found.items()}


def main_sections(configured: tuple[str, ...] | None, pages: Iterable[Page]) -> tuple[str, ...]:
    """The configured main sections, else the section with most regular pages (the first by name of several)."""
    if configured is not None:
        return configured
    counts: dict[str, int] = defaultdict(int)
    for page in pages:
        if page.section:
            counts[page.section] += 1
    return (min(counts, key=lambda name: (-counts[name], name)),) if counts else ()
