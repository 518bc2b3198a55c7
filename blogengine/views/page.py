"""What a template sees of a page: Hugo's page variables in snake_case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from blogengine import prose, urls
from blogengine.content import read_body
from blogengine.frontmatter import PageSitemap
from blogengine.outputs import formats_of
from blogengine.search import Counted, Entry, count
from blogengine.site import NODE_KINDS, Page
from blogengine.theme.params import Found, Params, RecordedParams, find_param
from blogengine.views.card import CardView, card_of
from blogengine.views.content import Content, render_content
from blogengine.views.field import View, bulky_field, field, record_field, shelved_field
from blogengine.views.pagination import Pager
from blogengine.views.parts import FileView, FormatView, file_of, format_of
from blogengine.views.references import find_page, suggestion
from blogengine.views.resource import ResourceView, resources_of
from blogengine.views.searching import entry_of

if TYPE_CHECKING:
    from blogengine.markdown import Heading
    from blogengine.views.site import SiteView
    from blogengine.views.views import Views


class PageView(View):
    """A page as templates see it."""

    __slots__ = ("_id", "_views")

    def __init__(self, id_: str, views: Views) -> None:
        super().__init__(views.entity_of(id_), views.facts)
        self._id = id_
        self._views = views

    @property
    def described(self) -> str:
        """How messages call it."""
        return f"the page {self._page.name}"

    @property
    def _page(self) -> Page:
        return self._views.record(self._id)

    # What the page is

    @record_field
    def kind(self) -> str:
        """One of "home", "section", "taxonomy", "term", "page"."""
        return self._page.kind

    @record_field
    def title(self) -> str:
        """The title, as plain text."""
        return self._page.title

    @record_field
    def link_title(self) -> str:
        """`linkTitle` of the front matter, else the title."""
        return self._page.link_title

    @record_field
    def description(self) -> str:
        """`description` of the front matter, as plain text."""
        return self._page.matter.description

    @record_field
    def draft(self) -> bool:
        """Whether the front matter calls it a draft."""
        return self._page.matter.draft

    @record_field
    def weight(self) -> int:
        """`weight` of the front matter, 0 without."""
        return self._page.matter.weight

    @record_field
    def section(self) -> str:
        """The first folder, lower-cased; "" at the root."""
        return self._page.section

    @record_field
    def type(self) -> str:
        """`type` of the front matter, else the section, else "page"."""
        return self._page.type

    @record_field
    def slug(self) -> str:
        """`slug` of the front matter."""
        return self._page.matter.slug

    @record_field
    def layout(self) -> str:
        """`layout` of the front matter."""
        return self._page.matter.layout

    @record_field
    def keywords(self) -> tuple[str, ...]:
        """`keywords` of the front matter."""
        return tuple(self._page.matter.keywords)

    @record_field
    def aliases(self) -> tuple[str, ...]:
        """Old addresses, as site-relative paths without a trailing slash."""
        return self._page.aliases

    @property
    def params(self) -> Params:
        """All front matter; keys in any letter case, a missing one is None."""
        return RecordedParams(self._param, lambda: self._params)

    @record_field
    def _params(self) -> Params:
        return Params(self._page.matter.params or {"draft": False, "iscjklanguage": False})

    def _param(self, key: str) -> Found:
        return self._facts.read_ground(self._entity, ("_param", key), partial(_param, key=key), self)

    @record_field
    def _sitemap(self) -> PageSitemap:
        return self._page.matter.sitemap

    @record_field
    def is_home(self) -> bool:
        """Whether it is the home page."""
        return self._page.kind == "home"

    @record_field
    def is_page(self) -> bool:
        """Whether it is a regular page."""
        return self._page.kind == "page"

    @record_field
    def is_section(self) -> bool:
        """Whether it is a section."""
        return self._page.kind == "section"

    @record_field
    def is_node(self) -> bool:
        """Whether it lists other pages."""
        return self._page.kind in NODE_KINDS

    @record_field
    def file(self) -> FileView | None:
        """The file it comes from; None for a node without one."""
        return file_of(self._page)

    # Where it is

    @record_field
    def rel_permalink(self) -> str:
        """Its address from the host's root, percent-encoded, with the base URL's path; "" when never rendered."""
        page, base = self._page, self._views.config.base_url
        return urls.rel_permalink(page.path, base) if page.path and page.linked else ""

    @record_field
    def permalink(self) -> str:
        """Its whole address, percent-encoded; "" when never rendered."""
        page, base = self._page, self._views.config.base_url
        return urls.permalink(page.path, base) if page.path and page.linked else ""

    @property
    def guid(self) -> str:
        """What feeds call it for ever: the id it was first published with, before that its whole address."""
        return self._published_guid if self._views.is_published else self.permalink

    @field
    def _published_guid(self) -> str:
        return self._views.feed_id(self._page) or self.permalink

    @record_field
    def output_formats(self) -> tuple[FormatView, ...]:
        """Every format it is written in, with its address."""
        config = self._views.config
        return tuple(format_of(self._page, output, config) for output in formats_of(self._page, config))

    @record_field
    def alternative_output_formats(self) -> tuple[FormatView, ...]:
        """The formats to announce beside the page itself: feeds and such."""
        config = self._views.config
        return tuple(
            format_of(self._page, output, config)
            for output in formats_of(self._page, config)
            if output.name != "html" and not output.not_alternative
        )

    # Dates, each with its own offset; None when unset

    @record_field
    def date(self) -> datetime | None:
        """The date; of a node without one, the newest of the pages below."""
        return self._page.date

    @record_field
    def lastmod(self) -> datetime | None:
        """When it was last modified."""
        return self._page.lastmod

    @record_field
    def publish_date(self) -> datetime | None:
        """When it is published."""
        return self._page.publish_date

    @record_field
    def expiry_date(self) -> datetime | None:
        """When it stops being published."""
        return self._page.matter.expiry_date

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
    def _feed_description(self) -> str:
        """The summary for feeds, whose readers know no base: several feeds show it, and all of them, whole."""
        return urls.absolutize(str(self.summary), self._views.config.base_url)

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
        """The same page in the site's other languages."""
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
        if self.kind != "home":
            return self.regular_pages
        main = self._views.site.main_sections
        return [page for page in self._views.site.regular_pages if page.type in main]

    def pager_url(self, number: int) -> str:
        """The address of its pager with a number (from 1)."""
        config = self._views.config
        path = urls.pager_path(self._page.path, number, config.pagination.path)
        return urls.rel_permalink(path, config.base_url)

    def _all(self, ids: Any) -> tuple[PageView, ...]:
        return tuple(self._views.page(id_) for id_ in ids)


def _param(view: PageView, key: str) -> Found:
    return find_param(view._params, key)


def _related(view: PageView, limit: int) -> tuple[PageView, ...]:
    return view._all(view._views.related_to(view._page, limit))


def _terms(view: PageView, taxonomy: str) -> tuple[PageView, ...]:
    return view._all(view._views.relation("terms", view._id, {}).get(taxonomy, ()))


def _find(view: PageView, reference: str, language: str) -> tuple[PageView | None, str, str | None]:
    path, hash_, fragment = reference.partition("#")
    views = view._views.by_language.get(language, view._views)
    found = find_page(path, view._page, views.ids) if path else view._id
    hint = suggestion(path, views.ids) if found is None else None
    return views.page(found) if found is not None else None, hash_ + fragment, hint


def _linked(view: PageView, path: str) -> str | None:
    try:
        found = find_page(path, view._page, view._views.ids)
    except LookupError:
        return None
    return view._views.page(found).rel_permalink if found is not None else None


RECORD_FIELDS: frozenset[str] = frozenset(
    name for name, attribute in vars(PageView).items() if isinstance(attribute, record_field)
)
"""Fields that are grounds themselves."""
