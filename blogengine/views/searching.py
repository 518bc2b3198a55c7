"""What pages give to the search index, and the index as facts: one for each file, so that an edit changes few."""

from __future__ import annotations

from functools import partial
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

from blogengine.search import MANIFEST, Entry, Index, build_index
from blogengine.views.field import View, field

if TYPE_CHECKING:
    from blogengine.views.page import PageView
    from blogengine.views.views import Views


class SearchView(View):
    """The search index of a language: an entity of its own, as nearly everything reads the site's."""

    __slots__ = ("_views",)

    def __init__(self, views: Views) -> None:
        super().__init__(f"search:{views.language}", views.facts)
        self._views = views

    @field
    def ids(self) -> tuple[str, ...]:
        """The pages to be found, oldest first: the regular ones that lists have and that have an address."""
        return tuple(page._id for page in reversed(self._views.site.regular_pages) if page.rel_permalink)

    @field
    def names(self) -> tuple[str, ...]:
        """The files of the index beside its manifest and those of its pages."""
        return tuple(name for name in self._index.files if name != MANIFEST)

    def file(self, name: str) -> bytes:
        """The manifest or a file of `names`; empty when the index has it no more."""
        compute = partial(_file, name=name)
        return self._facts.read_bulky(self._entity, ("file", name), compute, self, shelved=True)

    @field
    def _index(self) -> Index:
        return build_index([self._views.page(id_)._search_terms for id_ in self.ids])


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


def _file(view: SearchView, name: str) -> bytes:
    return view._index.files.get(name, b"")


def _shown(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
