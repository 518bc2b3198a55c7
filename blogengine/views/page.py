"""What a template sees of a page: Hugo's page variables in snake_case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup

from blogengine import prose, urls
from blogengine.content import read_body
from blogengine.search import Counted, Entry, count
from blogengine.views.author import author_names
from blogengine.views.card import CardView, card_of
from blogengine.views.content import Content, render_content
from blogengine.views.cover import cover_of
from blogengine.views.feed_item import FeedItem, item_of, whole_text_of
from blogengine.views.feeds import FeedView, feeds_of
from blogengine.views.field import bulky_field, field, record_field, shelved_field
from blogengine.views.page_record import PageRecord
from blogengine.views.pagination import Pager
from blogengine.views.references import find_page, suggestion
from blogengine.views.resource import ResourceView, resources_of
from blogengine.views.searching import entry_of

if TYPE_CHECKING:
    from blogengine.markdown import Heading
    from blogengine.views.site import SiteView


class PageView(PageRecord):
    """A page as templates see it."""

    __slots__ = ()

    # What it says

    @shelved_field
    def _content(self) -> Content:
        return render_content(self, self._id, self._views)

    @property
    def content(self) -> Markup:
        """Its text as HTML, shortcodes and render hooks filled in."""
        return Markup(self._content.html)

    @property
    def raw_content(self) -> str:
        """Its text as written, without front matter."""
        source = self._views.text(self._id)
        return read_body(source) if source else ""

    @bulky_field
    def summary(self) -> Markup:
        """Its summary as HTML: up to `<!--more-->`, or from the front matter, or cut after `summaryLength` words."""
        _, summary, _ = self._gist
        return Markup(self._views.summary_markdown(self._page.matter.summary) if summary is None else summary)

    @field
    def truncated(self) -> bool:
        """Whether there is more than the summary."""
        return self._gist[2]

    @shelved_field
    def _gist(self) -> tuple[int, str | None, bool]:
        """What lists and feeds show of its text, kept apart from it: its words; its summary, None when the front
        matter has it; whether there is more."""
        content = self._content
        words = prose.word_count(self.plain, self._is_cjk)
        if content.before_divider is not None:
            return words, content.before_divider, content.more_after_divider
        if self._page.matter.summary:
            return words, None, False
        return words, *prose.auto_summary(content.html, self._views.config.summary_length, self._is_cjk)

    @shelved_field
    def _feed_item(self) -> FeedItem:
        """What feeds say of it: several feeds say it, and all of them the same."""
        return item_of(self)

    @shelved_field
    def feed_content(self) -> str:
        """Its text as feeds carry it: every address whole, no script, embeds as title, picture and link."""
        return whole_text_of(self)

    @field
    def feeds(self) -> tuple[FeedView, ...]:
        """The feeds to announce on it: its own, those of its section and its terms, and the site's."""
        return feeds_of(self)

    @shelved_field
    def _search_entry(self) -> Entry:
        """What is found of it by search, and what a hit on it shows."""
        return entry_of(self)

    @shelved_field
    def _search_terms(self) -> Counted:
        """The terms that it is found by, kept apart from its text: an index needs those of all pages at once."""
        return count(self._search_entry)

    @property
    def plain(self) -> str:
        """Its text without markup."""
        return prose.plain(self._content.html)

    @bulky_field
    def toc(self) -> Markup:
        """The table of contents, `<nav id="TableOfContents">`."""
        return Markup(self._content.toc)

    @bulky_field
    def headings(self) -> tuple[Heading, ...]:
        """Its headings in order: id, level (1 to 6), title (HTML)."""
        return self._content.headings

    @field
    def word_count(self) -> int:
        """Words of its text; on a CJK page, characters."""
        return self._gist[0]

    @field
    def fuzzy_word_count(self) -> int:
        """`word_count` rounded up to the next hundred."""
        return prose.fuzzy_word_count(self.word_count)

    @field
    def reading_time(self) -> int:
        """Minutes to read it, rounded up."""
        return prose.reading_time(self.word_count, self._is_cjk)

    @record_field
    def _is_cjk(self) -> bool:
        return self._views.is_cjk(self._page)

    @field
    def authors(self) -> tuple[str, ...]:
        """Names of its authors: `authors` or `author` of its front matter, else of the site's parameters."""
        return author_names(self)

    @field
    def cover(self) -> str:
        """The whole address of the picture that it names (`images`, `cover`) or has in its bundle; "" without."""
        return cover_of(self)

    @property
    def card(self) -> CardView | None:
        """The picture that is drawn of it for social networks: `permalink`, `width`, `height`; None without."""
        return card_of(self)

    # Its neighbours

    @field
    def prev(self) -> PageView | None:
        """The regular page after it in the site's list: the older one."""
        return self._neighbour("neighbours", 0)

    @field
    def next(self) -> PageView | None:
        """The regular page before it in the site's list: the newer one."""
        return self._neighbour("neighbours", 1)

    @field
    def prev_in_section(self) -> PageView | None:
        """The older page of its section."""
        return self._neighbour("neighbours_in_section", 0)

    @field
    def next_in_section(self) -> PageView | None:
        """The newer page of its section."""
        return self._neighbour("neighbours_in_section", 1)

    def _neighbour(self, relation: str, side: int) -> PageView | None:
        found = self._views.relation(relation, self._id, (None, None))[side]
        return self._views.page(found) if found is not None else None

    def related(self, limit: int = 5) -> tuple[PageView, ...]:
        """The pages most related to it by the `[related]` configuration, best first, at most `limit`."""
        compute = partial(_related, limit=limit)
        return self._facts.read_bulky(self._entity, ("related", limit), compute, self, shelved=True)

    @record_field
    def parent(self) -> PageView | None:
        """Its section, or the home page; None for the home page."""
        parent = self._page.parent
        return self._views.page(parent) if parent is not None else None

    @field
    def ancestors(self) -> tuple[PageView, ...]:
        """Its parent, the parent's parent, and so on to the home page."""
        found, parent = [], self.parent
        while parent is not None:
            found.append(parent)
            parent = parent.parent
        return tuple(found)

    @field
    def pages(self) -> tuple[PageView, ...]:
        """Of a node, the pages directly below it, sections and pages mixed, in default order."""
        return self._all(self._views.relation("children", self._id, ()))

    @field
    def regular_pages(self) -> tuple[PageView, ...]:
        """Of a node, the regular pages directly below it; of a term, whatever has it."""
        if self.kind == "term":
            return self.pages
        return self._all(self._views.relation("regular_children", self._id, ()))

    @field
    def regular_pages_recursive(self) -> tuple[PageView, ...]:
        """Of a node, the regular pages at any depth below it."""
        if self.kind in ("taxonomy", "term"):
            return self.regular_pages
        return self._all(self._views.relation("descendants", self._id, ()))

    @field
    def sections(self) -> tuple[PageView, ...]:
        """Of a node, the sections directly below it."""
        return tuple(page for page in self.pages if page.is_section)

    @field
    def resources(self) -> tuple[ResourceView, ...]:
        """The files of its bundle."""
        return resources_of(self._id, self._views)

    @field
    def translations(self) -> tuple[PageView, ...]:
        """The same page in the site's other languages, or the pages with the same `translationKey`."""
        return self._views.translations(self._id)

    @record_field
    def language(self) -> Any:
        """Its language: `key`, `label`, `locale`, `weight`."""
        return self._views.config.language

    @field
    def site(self) -> SiteView:
        """The site it belongs to."""
        return self._views.site

    def terms(self, taxonomy: str) -> tuple[PageView, ...]:
        """The pages of the terms it has in a taxonomy (its plural name), as its front matter lists them."""
        return self._facts.read(self._entity, ("terms", taxonomy), partial(_terms, taxonomy=taxonomy), self)

    def find(self, reference: str, language: str = "") -> tuple[PageView | None, str, str | None]:
        """The page that a reference means, its fragment ("" or "#…"), and a hint when there is none (`ref`)."""
        compute = partial(_find, reference=reference, language=language)
        return self._facts.read(self._entity, ("find", reference, language), compute, self)

    def linked(self, path: str) -> str | None:
        """The address of the page that a link in its text means by a path of content, or None."""
        return self._facts.read(self._entity, ("linked", path), partial(_linked, path=path), self)

    # Pagination, only on the page that is being rendered

    @property
    def paginator(self) -> Pager:
        """The current pager of its default list: on home the main sections' pages, else its regular pages."""
        return self._views.rendering.paginator(self, self._default_list, None)

    def paginate(self, pages: Sequence[PageView], size: int | None = None) -> Pager:
        """The current pager of a list, `size` pages each (default: `pagination.pagerSize`)."""
        return self._views.rendering.paginator(self, lambda: pages, size)

    def _default_list(self) -> Sequence[PageView]:
        return self._main_pages if self.kind == "home" else self.regular_pages

    @field
    def _main_pages(self) -> tuple[PageView, ...]:
        """The pages of the main sections; as a fact of its own, as each of many pagers would depend on every page."""
        main = self._views.site.main_sections
        return tuple(page for page in self._views.site.regular_pages if page.type in main)

    def pager_url(self, number: int) -> str:
        """The address of its pager with a number (from 1)."""
        config = self._views.config
        path = urls.pager_path(self._page.path, number, config.pagination.path)
        return urls.rel_permalink(path, config.base_url)

    def _all(self, ids: Any) -> tuple[PageView, ...]:
        return tuple(self._views.page(id_) for id_ in ids)


def _related(view: PageView, limit: int) -> tuple[PageView, ...]:
    return view._all(view._views.related_to(view._page, limit))


def _terms(view: PageView, taxonomy: str) -> tuple[PageView, ...]:
    return view._all(view._views.relation("terms", view._id, {}).get(taxonomy, ()))


def _find(view: PageView, reference: str, language: str) -> tuple[PageView | None, str, str | None]:
    path, hash_, fragment = reference.partition("#")
    path = unquote(urls.reference_path(path))
    views = view._views.by_language.get(language, view._views)
    try:
        found = find_page(path, view._page, views.ids) if path else view._id
        hint = suggestion(path, views.ids) if found is None else None
    except LookupError as error:
        found, hint = None, f"{error.args[0]}: write it with its folder."
    return views.page(found) if found is not None else None, hash_ + fragment, hint


def _linked(view: PageView, path: str) -> str | None:
    found = find_page(path, view._page, view._views.ids, bare=False)
    return view._views.page(found).rel_permalink if found is not None else None


RECORD_FIELDS: frozenset[str] = frozenset(
    name
    for owner in (PageRecord, PageView)
    for name, attribute in vars(owner).items()
    if isinstance(attribute, record_field)
)
"""Fields that are grounds themselves."""
