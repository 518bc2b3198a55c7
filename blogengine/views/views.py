"""The views of one language's site, and what they need to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from blogengine.content import Source
from blogengine.data import Data
from blogengine.errors import SiteError
from blogengine.facts import Facts, recorded
from blogengine.graph.related import Relatedness
from blogengine.outputs import Rendered, keys_of, resource_paths
from blogengine.pictures import Album
from blogengine.published import Published, id_known
from blogengine.site import Page, Site, page_entity
from blogengine.theme.params import Found, Params, find_param
from blogengine.theme.templates import Templates
from blogengine.views.page import PageView
from blogengine.views.rendering import Rendering
from blogengine.views.searching import SearchView
from blogengine.views.site import SiteView

NOT_FOUND = "404"
"""Stands for the id of the page behind 404.html; ids of pages start with "/"."""


class Views:
    """Gives the one view of each page, and the site's; whatever they read of the site is recorded here as grounds."""

    def __init__(
        self,
        site: Site,
        templates: Templates,
        facts: Facts,
        data: Data,
        album: Album,
        published: Published | None = None,
    ) -> None:
        self._published = published
        self.album = album
        """The site's pictures."""
        self.site_data = site
        """The site itself; what is read of it this way is not recorded."""
        self.language = site.config.language.key
        self.config = recorded(site.config, f"config:{self.language}", facts)
        self.templates = templates
        self.facts = facts
        self.all_data = Params(data.values)
        self._broken_data = data.broken
        self.site = SiteView(self)
        self.search = SearchView(self)
        self.ids = _Ids(self)
        self.by_language: Mapping[str, Views] = {self.language: self}
        """Filled in by `views_of`, once the views of every language exist."""
        self.rendering = Rendering()
        """What is being rendered now."""
        self.highlighted: Mapping[str, str] = {}
        """Blocks of code that were highlighted before anybody asked, by digest."""
        self._pages: dict[str, PageView] = {}

    def entity_of(self, id_: str) -> str:
        """What facts call a page."""
        return page_entity(self.language, id_)

    def page(self, id_: str) -> PageView:
        """The view of a page by its id."""
        view = self._pages.get(id_)
        if view is None:
            view = self._pages[id_] = PageView(id_, self)
        return view

    def pages(self, ids: Iterable[str]) -> tuple[PageView, ...]:
        """The views of pages by their ids."""
        return tuple(self.page(id_) for id_ in ids)

    def view_of(self, output: Rendered) -> PageView:
        """The view of the page that an output is made of."""
        return self.page(NOT_FOUND if output.format == "404" else output.page)

    # Grounds: each method records that the site was asked, and for what

    def record(self, id_: str) -> Page:
        """A page as it was assembled, all but its text and its relations."""
        self.facts.ground(self.entity_of(id_), "#record")
        return self.site_data.not_found if id_ == NOT_FOUND else self.site_data.pages[id_]

    def text(self, id_: str) -> Source | None:
        """Where a page's text is."""
        self.facts.ground(self.entity_of(id_), "#text")
        return self.record(id_).source

    def relation(self, name: str, id_: str, default: Any) -> Any:
        """What one of the site's mappings from pages says of a page: "children", "neighbours"."""
        self.facts.ground(self.entity_of(id_), f"#{name}")
        return getattr(self.site_data, name).get(id_, default)

    def listing(self, name: str) -> Any:
        """One of the site's lists: "regular_pages", "menus"."""
        self.facts.ground(f"site:{self.language}", f"#{name}")
        return getattr(self.site_data, name)

    def has(self, id_: str) -> bool:
        """Whether there is a page of an id."""
        self.facts.ground(self.entity_of(id_), "#exists")
        return id_ in self.site_data.pages

    def translations(self, id_: str) -> tuple[PageView, ...]:
        """A page's counterparts, by the weight of their languages: those with its `translationKey`, or its place."""
        if key := self.record(id_).matter.translation_key:
            same = ((views, found) for views in self.by_language.values() for found in views.with_translation_key(key))
            return tuple(views.page(found) for views, found in same if (views, found) != (self, id_))
        others = (views for views in self.by_language.values() if views is not self)
        return tuple(views.page(id_) for views in others if views.has(id_))

    def with_translation_key(self, key: str) -> tuple[str, ...]:
        """Ids of the pages with a `translationKey`."""
        found: tuple[str, ...] = self.listing("translation_keys").get(key, ())
        return found

    def resource_paths(self, id_: str) -> tuple[str, ...]:
        """Where each of a page's resources stands in the output."""
        self.facts.ground(self.entity_of(id_), "#resource_paths")
        return self.paths_of_resources(id_)

    def related_to(self, page: Page, limit: int) -> tuple[str, ...]:
        """Ids of the pages most related to one, best first."""
        self.facts.ground(f"site:{self.language}", "#relatedness")
        return self.relatedness.related_to(page, limit)

    def datum(self, key: str) -> Found:
        """What a data file or folder says, by its lower-cased name. Raises `SiteError` for one that is malformed."""
        self.facts.ground("data", key)
        if key in self._broken_data:
            raise SiteError(*self._broken_data[key])
        return find_param(self.all_data, key)

    def data(self) -> Params:
        """All data. Raises `SiteError` when a file is malformed."""
        self.facts.ground("data", "#all")
        if self._broken_data:
            raise SiteError(*(problem for problems in self._broken_data.values() for problem in problems))
        return self.all_data

    @property
    def is_published(self) -> bool:
        """Whether there is a list of what was published; its being read is recorded."""
        self.facts.ground("published", "#exists")
        return self.has_published

    def feed_id(self, page: Page) -> str | None:
        """The feed id that a page was published with, by its address, an alias, or its place; None before that."""
        return id_known(self._id_of(key) for key in keys_of(page, self.language))

    def _id_of(self, key: str) -> str | None:
        self.facts.ground(f"published:{key}", "id")
        return self.published_id(key)

    # What grounds are worked out from

    @property
    def has_published(self) -> bool:
        """Whether the site has a list of what was published."""
        return self._published is not None

    def published_id(self, key: str) -> str | None:
        """The feed id that an address or a page was published with."""
        if self._published is None:
            return None
        entry = self._published.entries.get(key)
        return entry.id if entry else self._ids_by_page.get(key)

    @cached_property
    def _ids_by_page(self) -> Mapping[str, str]:
        return self._published.by_page if self._published else {}

    def paths_of_resources(self, id_: str) -> tuple[str, ...]:
        """Where each of a page's resources stands in the output."""
        page = self.site_data.pages.get(id_)
        sites = [views.site_data for views in self.by_language.values()]
        return resource_paths(page, sites) if page else ()

    @cached_property
    def relatedness(self) -> Relatedness:
        """Which pages are related; built when first asked for."""
        pages = [self.site_data.pages[id_] for id_ in self.site_data.regular_pages]
        return Relatedness(pages, self.site_data.config.related)

    def is_cjk(self, page: Page) -> bool:
        """Whether words count as characters: `isCJKLanguage`, else the site's `hasCJKLanguage` and such text."""
        declared = page.matter.is_cjk_language
        if declared is not None:
            return declared
        return self.config.has_cjk_language and page.source is not None and page.source.has_cjk

    def summary_markdown(self, text: str) -> str:
        """A front matter summary as HTML."""
        from blogengine.markdown.convert import convert_summary  # noqa: PLC0415  # start-up time

        return convert_summary(text, self.config.markup)

    def render(self, template: str, context: Mapping[str, Any], subject: str) -> str:
        """What a template prints for a page."""
        return self.templates.render(template, context, subject)


class _Ids:
    """The ids of a site's pages; each look-up is recorded."""

    def __init__(self, views: Views) -> None:
        self._views = views

    def __contains__(self, id_: str) -> bool:
        return self._views.has(id_)

    def __iter__(self) -> Iterator[str]:
        return iter(self._views.listing("ids"))


def views_of(
    sites: tuple[Site, ...],
    templates: Templates,
    facts: Facts,
    data: Data,
    album: Album,
    published: Published | None = None,
) -> tuple[Views, ...]:
    """The views of every language, knowing of each other."""
    found = tuple(Views(site, templates, facts, data, album, published) for site in sites)
    by_language = {views.language: views for views in found}
    for views in found:
        views.by_language = by_language
    return found
