"""Which feeds a page belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from blogengine.config import SiteConfig

if TYPE_CHECKING:
    from blogengine.views.page import PageView

FEED_TYPES = frozenset({"application/rss+xml", "application/feed+json", "application/atom+xml"})
"""Media types of output formats that are feeds."""


def is_feed(name: str, config: SiteConfig) -> bool:
    """Whether an output format is one of feeds."""
    return name in config.output_formats and config.output_formats[name].media_type in FEED_TYPES


class FeedView(msgspec.Struct, frozen=True):
    """A feed that a page belongs to."""

    title: str
    """Whose it is: the title of the page that it is the feed of, "" for the site."""
    name: str
    """Name of the output format: "rss", "jsonfeed"."""
    media_type: str
    """Such as "application/rss+xml"."""
    permalink: str
    """Its whole address."""
    rel_permalink: str
    """Its address from the host's root."""


def feeds_of(page: PageView) -> tuple[FeedView, ...]:
    """A list's own feeds; those of a post's section and of its terms; the site's: the most special first."""
    return tuple(dict.fromkeys(feed for owner in _owners(page) for feed in _own(owner)))


def _owners(page: PageView) -> Iterator[PageView]:
    if page.kind == "page":
        for plural in page._views.config.taxonomies.values():
            yield from page.terms(plural)
        if page.parent is not None:
            yield page.parent
    elif not page.is_home:
        yield page
    yield page.site.home


def _own(owner: PageView) -> Iterator[FeedView]:
    title = "" if owner.is_home else owner.title
    for each in owner.output_formats:
        if each.media_type in FEED_TYPES:
            yield FeedView(title, each.name, each.media_type, each.permalink, each.rel_permalink)
