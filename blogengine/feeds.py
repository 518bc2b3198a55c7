"""What feeds and the sitemap say, as values; `rss.xml`, `sitemap.xml` and their kin print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

import msgspec

from blogengine import urls
from blogengine.graph.order import moment
from blogengine.views.page import PageView
from blogengine.views.views import Views

NEVER = "Mon, 01 Jan 0001 00:00:00 +0000"
"""How Hugo's RSS writes a date that was never set."""


class FeedItem(msgspec.Struct, frozen=True):
    """An item of a feed; URLs whole, dates as RFC 822 texts."""

    title: str
    link: str
    guid: str
    published: str
    description: str
    """The summary as HTML, its root-relative URLs made whole."""
    author: str


class Feed(msgspec.Struct, frozen=True):
    """A channel as Hugo's RSS template describes it."""

    title: str
    link: str
    self_link: str
    description: str
    language: str
    copyright: str
    author: str
    last_build_date: str | None
    """Of the newest modification among the items, "" without items; None for a node without a date."""
    items: tuple[FeedItem, ...]


class SitemapEntry(msgspec.Struct, frozen=True):
    """A URL of the sitemap."""

    loc: str
    lastmod: str
    """RFC 3339 with offset, or ""."""
    changefreq: str
    priority: str
    """"" when not given."""
    alternates: tuple[tuple[str, str], ...]
    """(language, URL) of every translation, itself included; empty without translations."""


def feed_of(page: PageView, views: Views, path: str) -> Feed:
    """The feed of a node that is written to `path`: all regular pages on home, else its own, a taxonomy's terms."""
    config = views.config
    items = _feed_pages(page)
    if config.rss_limit >= 0:
        items = items[: config.rss_limit]
    author = _author(views)
    title = config.title if page.title in ("", config.title) else f"{page.title} on {config.title}"
    topic = "" if page.title in ("", config.title) else f"in {page.title} "
    newest = max((item.lastmod for item in items if item.lastmod), key=moment, default=None)
    return Feed(
        title=title,
        link=page.permalink,
        self_link=urls.permalink(f"/{path}", config.base_url),
        description=f"Recent content {topic}on {config.title}",
        language=views.site.language_code,
        copyright=config.copyright,
        author=author,
        last_build_date=None if page.date is None else rfc822(newest) if items else "",
        items=tuple(_item(item, author) for item in items),
    )


def sitemap_of(views: Views) -> tuple[SitemapEntry, ...]:
    """Every rendered page of every kind, in one default order."""
    return tuple(_entry(page, views) for page in views.pages(views.listing("mapped")))


def rfc822(date: datetime | None) -> str:
    """A date as RSS writes it, with its own offset: `Thu, 02 Jan 2020 03:04:05 +0900`."""
    if date is None:
        return NEVER
    return format_datetime(date)


def _feed_pages(page: PageView) -> Sequence[PageView]:
    if page.kind == "home":
        return page.site.regular_pages
    return page.pages if page.kind == "taxonomy" else page.regular_pages


def _item(page: PageView, author: str) -> FeedItem:
    return FeedItem(
        title=page.title,
        link=page.permalink,
        guid=page.guid,
        published=rfc822(page.publish_date),
        description=page._feed_description,
        author=author,
    )


def _author(views: Views) -> str:
    """`params.author` as RSS wants it: "mail (name)", only with a mail address."""
    author = views.site.params.author
    email = author.email if hasattr(author, "email") else None
    name = author.name if hasattr(author, "name") else None
    if not isinstance(email, str) or not email:
        return ""
    return f"{email} ({name})" if name else email


def _entry(page: PageView, views: Views) -> SitemapEntry:
    config, own = views.config.sitemap, page._sitemap
    priority = own.priority if own.priority is not None else config.priority
    return SitemapEntry(
        loc=page.permalink,
        lastmod=_rfc3339(page.lastmod),
        changefreq=own.change_freq or config.change_freq,
        priority="" if priority is None or priority < 0 else f"{priority:g}",
        alternates=_alternates(page),
    )


def _alternates(page: PageView) -> tuple[tuple[str, str], ...]:
    if not page.translations:
        return ()
    return tuple((other.site.language_code, other.permalink) for other in (*page.translations, page))


def _rfc3339(date: datetime | None) -> str:
    if date is None:
        return ""
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).isoformat(timespec="seconds")
