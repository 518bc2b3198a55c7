"""The search index of a site: what each page gives to it, and the index of them all, both recorded."""

from __future__ import annotations

from html import unescape
from unicodedata import normalize

from blogengine.search import Counted, Entry, Index, build_index, count
from blogengine.views.page import PageView
from blogengine.views.views import Views


def search_index(views: Views) -> Index:
    """The index of a language's regular pages: those that lists have and that have an address."""
    return views.facts.read(views.site._entity, "search_files", _index, views)


def _index(views: Views) -> Index:
    pages = (page for page in reversed(views.site.regular_pages) if page.rel_permalink)
    return build_index(tuple(_counted(page) for page in pages))


def _counted(page: PageView) -> Counted:
    return page._facts.read(page._entity, "search_entry", lambda view: count(_entry(view)), page)


def _entry(page: PageView) -> Entry:
    terms = (term for plural in page.site.taxonomies for term in page.terms(plural))
    return Entry(
        title=_shown(page.title),
        url=page.rel_permalink,
        tags=tuple(_shown(term.title) for term in terms),
        date=page.date.strftime("%Y-%m-%d") if page.date else "",
        text=_shown(" ".join((page.description, unescape(page.plain)))),
    )


def _shown(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
