"""Turns an output of the plan into its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from blogengine import urls
from blogengine.errors import Problem, SiteError
from blogengine.facts import CircularReadError, Reads
from blogengine.feeds import feed_of, sitemap_of
from blogengine.outputs import (
    Drawn,
    Output,
    Redirect,
    Rendered,
    Searched,
    further_pagers,
    further_search_files,
    sitemap_path,
)
from blogengine.search import MANIFEST, encode
from blogengine.theme.templates import Templates
from blogengine.views.feeds import is_feed
from blogengine.views.page import PageView
from blogengine.views.rendering import Rendering
from blogengine.views.views import Views
from blogengine.xml_characters import is_xml, printable

ALIAS_TEMPLATE = "alias.html"
TEXT_FIELDS = (
    "_content",
    "_gist",
    "feed_content",
    "_feed_item",
    "fuzzy_word_count",
    "headings",
    "reading_time",
    "summary",
    "toc",
    "truncated",
    "word_count",
)
"""Fields of a page that are computed from its converted text."""


class Result(msgspec.Struct, frozen=True):
    """A rendered output."""

    content: bytes | bytearray
    reads: Reads
    """What the template read, directly."""
    further: tuple[Output, ...] = ()
    """What it turned out to need: pagers, their redirects, pictures, the files of the search index."""
    warnings: tuple[Problem, ...] = ()


def render(output: Rendered | Redirect | Searched, views: Mapping[str, Views], templates: Templates) -> Result:
    """The output's content; raises `SiteError` where the template or the page is wrong."""
    own = views[output.language]
    further: tuple[Output, ...] = ()
    content: bytes | bytearray
    with own.facts.recording() as reads, own.album.asking() as asked:
        if isinstance(output, Redirect):
            content = _render_redirect(output, own, templates).encode()
        elif isinstance(output, Searched):
            content, further = _render_search_file(output, own)
        else:
            content, further = _render_page(output, own, tuple(views.values()), templates)
    pictures = (Drawn(path=each.path, origin=each.origin, work=each.work) for each in asked.files.values())
    return Result(content, frozenset(reads), (*further, *pictures), tuple(asked.warnings))


def _render_redirect(output: Redirect, views: Views, templates: Templates) -> str:
    context = {"target": output.target, "language": views.site.language_code}
    return templates.render(ALIAS_TEMPLATE, context, output.origin)


def _render_page(
    output: Rendered, views: Views, all_views: tuple[Views, ...], templates: Templates
) -> tuple[bytes | bytearray, tuple[Output, ...]]:
    view = views.view_of(output)
    views.rendering = Rendering(view._id, output.number)
    try:
        context = _context(output, views, all_views)
        content = templates.render_encoded(output.template, context, output.origin)
    except CircularReadError as error:
        raise SiteError(Problem(message=f"{output.origin} needs its own {error.key[1]} to make it")) from error
    finally:
        pager, views.rendering = views.rendering.pager, Rendering()
    _warn_of_text(view, views)
    further: tuple[Output, ...] = ()
    if pager is not None and output.number == 1:
        further = further_pagers(output, view._page, len(pager.pagers), views.site_data.config)
    return _finished(content, output, views), further


def _warn_of_text(view: PageView, views: Views) -> None:
    """Tell what is odd in the page's own text, if the output shows anything of it.

    A text that nobody reads is not converted for this: what the template read decides, in every build alike.
    """
    if any(views.facts.has_read(view._entity, name) for name in TEXT_FIELDS):
        for warning in view._content.warnings:
            views.album.warn(warning)


def _render_search_file(output: Searched, views: Views) -> tuple[bytes, tuple[Output, ...]]:
    if output.page:
        return encode(views.page(output.page)._search_entry), ()
    search = views.search
    content = search.file(output.name)
    if output.name != MANIFEST:
        return content, ()
    for name in search.names:
        search.file(name)  # now that the index is at hand: whoever writes it then finds it on the shelf
    return content, further_search_files(output, search.names, search.ids)


def _finished(content: bytearray, output: Rendered, views: Views) -> bytes | bytearray:
    """The content with its addresses as `canonifyURLs` or `relativeURLs` wants them, if it is HTML; XML well-formed."""
    config = views.config
    if is_xml(config.output_formats[output.format].media_type if output.format in config.output_formats else ""):
        return printable(content)
    if not output.path.endswith((".html", ".htm")):
        return content
    if config.canonify_urls:
        return urls.absolutize(content.decode(), config.base_url).encode()
    if config.relative_urls:
        return urls.relativize(content.decode(), config.base_url, f"/{output.path}").encode()
    return content


def _context(output: Rendered, views: Views, all_views: tuple[Views, ...]) -> dict[str, Any]:
    context: dict[str, Any] = {"page": views.view_of(output), "site": views.site}
    match output.format:
        case "sitemap":
            context["sitemap"] = sitemap_of(views)
        case "sitemapindex":
            context["sitemaps"] = [_index_entry(each) for each in all_views]
        case name if is_feed(name, views.config):
            context["feed"] = feed_of(context["page"], views, output.path)
    return context


class IndexEntry(msgspec.Struct, frozen=True):
    """A language's sitemap in the index of all."""

    loc: str
    """Its whole address."""
    lastmod: str
    """RFC 3339 with offset, or ""."""


def _index_entry(views: Views) -> IndexEntry:
    config = views.config
    newest = max((entry.lastmod for entry in sitemap_of(views)), default="")
    return IndexEntry(loc=config.base_url + sitemap_path(views.site_data, several=True), lastmod=newest)
