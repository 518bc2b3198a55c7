"""What feeds and the sitemap say, as values; `rss.xml`, `jsonfeed.json`, `sitemap.xml` and their kin print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from blogengine import prose, urls
from blogengine.shapes import table_of, text_of
from blogengine.views.author import author_names
from blogengine.views.feed_item import FeedItem, rfc822, rfc3339
from blogengine.views.page import PageView
from blogengine.views.views import Views

JSON_FEED = "https://jsonfeed.org/version/1.1"


class Feed(msgspec.Struct, frozen=True):
    """A channel as Hugo's RSS template describes it."""

    title: str
    """The page's title and the site's."""
    link: str
    """The whole address of the page that it is the feed of."""
    self_link: str
    """Its own whole address."""
    description: str
    """What it is about, in a sentence."""
    language: str
    """The site's language: "ja"."""
    copyright: str
    """`copyright` of the configuration."""
    author: str
    """The site's author as RSS wants it: "mail (name)", "" without a mail address."""
    author_names: tuple[str, ...]
    """The site's authors by name."""
    last_build_date: str | None
    """Of the newest modification among the items, "" without items; None for a node without a date."""
    items: tuple[FeedItem, ...]
    """Its posts, in the order of the list."""

    @property
    def as_json(self) -> str:
        """The feed as JSON Feed 1.1 has it."""
        author = [{"name": name} for name in self.author_names]
        head = {
            "version": JSON_FEED,
            "title": self.title,
            "home_page_url": self.link,
            "feed_url": self.self_link,
            "description": self.description,
            "language": self.language,
            "authors": author,
        }
        items = [_json_item(item) for item in self.items]
        return msgspec.json.format(msgspec.json.encode(_given(head) | {"items": items}), indent=1).decode() + "\n"


class SitemapEntry(msgspec.Struct, frozen=True):
    """A URL of the sitemap."""

    loc: str
    """The whole address."""
    lastmod: str
    """RFC 3339 with offset, or ""."""
    changefreq: str
    """How often it changes; "" when not given."""
    priority: str
    """"" when not given."""
    alternates: tuple[tuple[str, str], ...]
    """(language, URL) of every translation, itself included; empty without translations."""


def feed_of(page: PageView, views: Views, path: str) -> Feed:
    """The feed of a node that is written to `path`: all regular pages on home, else its own, a taxonomy's terms."""
    config = views.config
    items = _feed_pages(page)
    if config.feed_limit >= 0:
        items = items[: config.feed_limit]
    whole = config.feeds.content == "full"
    made = [_item(item, whole=whole) for item in items]
    entries = tuple(
        {item.guid or number: item for number, item in enumerate(made)}.values()
    )  # a reader wants each once
    title = config.title if page.title in ("", config.title) else f"{page.title} on {config.title}"
    topic = "" if page.title in ("", config.title) else f"in {page.title} "
    newest = max((datetime.fromisoformat(entry.modified) for entry in entries if entry.modified), default=None)
    return Feed(
        title=title,
        link=page.permalink,
        self_link=urls.permalink(f"/{path}", config.base_url),
        description=f"Recent content {topic}on {config.title}",
        language=views.site.language_code,
        copyright=config.copyright,
        author=_author(views),
        author_names=author_names(views.site.home),
        last_build_date=None if page.date is None else rfc822(newest) if entries else "",
        items=entries,
    )


def sitemap_of(views: Views) -> tuple[SitemapEntry, ...]:
    """Every rendered page of every kind, in one default order."""
    return tuple(_entry(page, views) for page in views.pages(views.listing("mapped")))


def _feed_pages(page: PageView) -> Sequence[PageView]:
    if page.kind == "home":
        return page.site.regular_pages
    return page.pages if page.kind == "taxonomy" else page.regular_pages


def _item(page: PageView, *, whole: bool) -> FeedItem:
    item: FeedItem = page._feed_item
    return msgspec.structs.replace(item, content=page.feed_content) if whole else item


def _json_item(item: FeedItem) -> dict[str, object]:
    return (
        {"id": item.guid, "url": item.link}
        | _given(
            {
                "title": item.title,
                "summary": " ".join(prose.plain(item.description).split()),
                "image": item.image,
                "date_published": item.published_iso,
                "date_modified": item.modified,
                "authors": [{"name": name} for name in item.authors],
                "tags": item.tags,
            }
        )
        | {"content_html": item.content or item.description}
    )


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}


def _author(views: Views) -> str:
    """`params.author` as RSS wants it: "mail (name)", only with a mail address."""
    author = table_of(views.site.params.author)
    email, name = text_of(author.get("email")), text_of(author.get("name"))
    if not email:
        return ""
    return f"{email} ({name})" if name else email


def _entry(page: PageView, views: Views) -> SitemapEntry:
    config, own = views.config.sitemap, page._sitemap
    priority = own.priority if own.priority is not None else config.priority
    return SitemapEntry(
        loc=page.permalink,
        lastmod=rfc3339(page.lastmod),
        changefreq=own.change_freq or config.change_freq,
        priority="" if priority is None or priority < 0 else f"{priority:g}",
        alternates=_alternates(page),
    )


def _alternates(page: PageView) -> tuple[tuple[str, str], ...]:
    if not page.translations:
        return ()
    return tuple((other.site.language_code, other.permalink) for other in (*page.translations, page))
