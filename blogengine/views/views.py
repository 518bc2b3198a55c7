"""The views of one language's site, and what they need to answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from blogengine.facts import Facts
from blogengine.graph.related import Relatedness
from blogengine.markdown import convert_summary
from blogengine.outputs import Rendered
from blogengine.site import Page, Site
from blogengine.theme.templates import Templates
from blogengine.views.page import PageView
from blogengine.views.rendering import Rendering
from blogengine.views.site import SiteView


class Views:
    """Gives the one view of each page, and the site's."""

    def __init__(self, site: Site, templates: Templates, facts: Facts, data: Mapping[str, Any]) -> None:
        self.site_data = site
        self.templates = templates
        self.facts = facts
        self.data = data
        self.site = SiteView(self)
        self.by_language: Mapping[str, Views] = {site.config.language.key: self}
        """Filled in by `views_of`, once the views of every language exist."""
        self.rendering = Rendering()
        """What is being rendered now."""
        self._pages: dict[str, PageView] = {}

    def page(self, id_: str) -> PageView:
        """The view of a page by its id."""
        view = self._pages.get(id_)
        if view is None:
            view = self._pages[id_] = PageView(self.site_data.pages[id_], self)
        return view

    def view_of(self, output: Rendered) -> PageView:
        """The view of the page that an output is made of."""
        if output.format == "404":
            return PageView(self.site_data.not_found, self)
        return self.page(output.page)

    def translations(self, page: Page) -> tuple[PageView, ...]:
        """The page's counterparts in the other languages, by their weight."""
        return tuple(
            views.page(page.id)
            for key, views in self.by_language.items()
            if key != self.site_data.config.language.key and page.id in views.site_data.pages
        )

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
        return self.site_data.config.has_cjk_language and page.source is not None and page.source.has_cjk

    def summary_markdown(self, text: str) -> str:
        """A front matter summary as HTML."""
        return convert_summary(text, self.site_data.config.markup)

    def render(self, template: str, context: Mapping[str, Any], subject: str) -> str:
        """What a template prints for a page."""
        return self.templates.render(template, context, subject)


def views_of(sites: tuple[Site, ...], templates: Templates, facts: Facts, data: Mapping[str, Any]) -> tuple[Views, ...]:
    """The views of every language, knowing of each other."""
    found = tuple(Views(site, templates, facts, data) for site in sites)
    by_language = {views.site_data.config.language.key: views for views in found}
    for views in found:
        views.by_language = by_language
    return found
