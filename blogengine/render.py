"""Turns an output of the plan into its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from blogengine import urls
from blogengine.errors import Problem, SiteError
from blogengine.facts import CircularReadError, Key
from blogengine.feeds import feed_of, sitemap_of
from blogengine.outputs import (
    Output,
    Redirect,
    Rendered,
    Searched,
    further_pagers,
    further_search_files,
    sitemap_path,
)
from blogengine.search import MANIFEST
from blogengine.theme.templates import Templates
from blogengine.views.rendering import Rendering
from blogengine.views.searching import search_index
from blogengine.views.views import Views

ALIAS_TEMPLATE = "alias.html"


class Result(msgspec.Struct, frozen=True):
    """A rendered output."""

    content: bytes
    reads: frozenset[Key]
    """What the template read, directly."""
    further: tuple[Output, ...] = ()
    """What it turned out to need: pagers, their redirects, the files of the search index."""


def render(output: Rendered | Redirect | Searched, views: Mapping[str, Views], templates: Templates) -> Result:
    """The output's content; raises `SiteError` where the template or the page is wrong."""
    own = views[output.language]
    if isinstance(output, Redirect):
        context = {"target": output.target, "language": own.site.language_code}
        return Result(templates.render(ALIAS_TEMPLATE, context, output.origin).encode(), frozenset())
    if isinstance(output, Searched):
        return _render_search_file(output, own)
    return _render_page(output, own, tuple(views.values()), templates)


def _render_page(output: Rendered, views: Views, all_views: tuple[Views, ...], templates: Templates) -> Result:
    page = views.site_data.not_found if output.format == "404" else views.site_data.pages[output.page]
    views.rendering = Rendering(page, output.number)
    try:
        with views.facts.recording() as reads:
            context = _context(output, views, all_views)
            text = templates.render(output.template, context, output.origin)
    except CircularReadError as error:
        raise SiteError(Problem(message=f"{output.origin} needs its own {error.key[1]} to make it")) from error
    finally:
        pager, views.rendering = views.rendering.pager, Rendering()
    further: tuple[Output, ...] = ()
    if pager is not None and output.number == 1:
        further = further_pagers(output, page, len(pager.pagers), views.site_data.config)
    return Result(_with_urls(text, output, views).encode(), frozenset(reads), further)


def _render_search_file(output: Searched, views: Views) -> Result:
    with views.facts.recording() as reads:
        files = search_index(views).files
    others = (name for name in files if name != MANIFEST) if output.name == MANIFEST else ()
    return Result(files[output.name], frozenset(reads), further_search_files(output, others))


def _with_urls(text: str, output: Rendered, views: Views) -> str:
    """The text with its addresses as `canonifyURLs` or `relativeURLs` wants them, if it is HTML."""
    config = views.site_data.config
    if not output.path.endswith((".html", ".htm")):
        return text
    if config.canonify_urls:
        return urls.absolutize(text, config.base_url)
    return urls.relativize(text, config.base_url, f"/{output.path}") if config.relative_urls else text


def _context(output: Rendered, views: Views, all_views: tuple[Views, ...]) -> dict[str, Any]:
    context: dict[str, Any] = {"page": views.view_of(output), "site": views.site}
    match output.format:
        case "rss":
            context["feed"] = feed_of(context["page"], views, output.path)
        case "sitemap":
            context["sitemap"] = sitemap_of(views)
        case "sitemapindex":
            context["sitemaps"] = [_index_entry(each) for each in all_views]
    return context


class IndexEntry(msgspec.Struct, frozen=True):
    """A language's sitemap in the index of all."""

    loc: str
    lastmod: str


def _index_entry(views: Views) -> IndexEntry:
    config = views.site_data.config
    newest = max((entry.lastmod for entry in sitemap_of(views)), default="")
    return IndexEntry(loc=config.base_url + sitemap_path(views.site_data, several=True), lastmod=newest)
