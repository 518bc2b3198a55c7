"""What a page and a site give to the search index."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

from blogengine.search import Entry, Index, build_index

if TYPE_CHECKING:
    from blogengine.views.page import PageView
    from blogengine.views.site import SiteView


def entry_of(page: PageView) -> Entry:
    """What is found of a page, and what a hit on it shows."""
    terms = (term for plural in page.site.taxonomies for term in page.terms(plural))
    return Entry(
        title=_shown(page.title),
        url=page.rel_permalink,
        tags=tuple(_shown(term.title) for term in terms),
        date=page.date.strftime("%Y-%m-%d") if page.date else "",
        text=_shown(" ".join((page.description, unescape(page.plain)))),
    )


def pages_of(site: SiteView) -> tuple[PageView, ...]:
    """The pages to be found, oldest first: the regular ones that lists have and that have an address."""
    return tuple(page for page in reversed(site.regular_pages) if page.rel_permalink)


def index_of(site: SiteView) -> Index:
    """The index of a language's pages."""
    return build_index([page._search_terms for page in pages_of(site)])


def _shown(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
