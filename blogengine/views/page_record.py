"""What stands in a page's record: its front matter, its place, its dates."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from blogengine import urls
from blogengine.frontmatter import PageSitemap
from blogengine.outputs import formats_of
from blogengine.site import NODE_KINDS, Page
from blogengine.theme.params import Found, Params, RecordedParams, find_param
from blogengine.views.field import View, field, record_field
from blogengine.views.parts import FileView, FormatView, file_of, format_of

if TYPE_CHECKING:
    from blogengine.views.views import Views


class PageRecord(View):
    """A page as far as its record and the configuration tell."""

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


def _param(view: PageRecord, key: str) -> Found:
    return find_param(view._params, key)
