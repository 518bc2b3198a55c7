"""A page as an item of feeds: made once, printed by each feed that it belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING

import msgspec

from blogengine import urls
from blogengine.embeds import in_feed
from blogengine.feed_text import feed_text
from blogengine.formulas import Delimiters, with_formulas
from blogengine.shapes import flag_of
from blogengine.views.author import author_names
from blogengine.views.cover import cover_of

if TYPE_CHECKING:
    from blogengine.views.page import PageView

NEVER = "Mon, 01 Jan 0001 00:00:00 +0000"
"""How Hugo's RSS writes a date that was never set."""


class FeedItem(msgspec.Struct, frozen=True):
    """An item of a feed; URLs whole."""

    title: str
    """The page's title."""
    link: str
    """The page's whole address."""
    guid: str
    """What feeds call it for ever; not always an address that answers."""
    published: str
    """RFC 822."""
    published_iso: str
    """RFC 3339, "" when it was never set."""
    modified: str
    """RFC 3339, "" when it was never set."""
    description: str
    """The summary as HTML."""
    authors: tuple[str, ...]
    """Names. They, the tags and the picture are not in feeds of summaries, which are Hugo's."""
    tags: tuple[str, ...]
    """Titles of its terms of every taxonomy."""
    image: str
    """The picture that stands for it, "" without."""
    content: str = ""
    """The whole text as HTML, in a feed that holds it; it is kept apart."""


def item_of(page: PageView) -> FeedItem:
    """The page as an item; where feeds are to be as Hugo's, with what Hugo's say."""
    is_full = page._views.config.feeds.content == "full"
    return FeedItem(
        title=page.title,
        link=page.permalink,
        guid=page.guid,
        published=rfc822(page.publish_date),
        published_iso=rfc3339(page.publish_date),
        modified=rfc3339(page.lastmod),
        description=_description(page),
        authors=author_names(page) if is_full else (),
        tags=_tags(page) if is_full else (),
        image=cover_of(page) if is_full else "",
    )


def _tags(page: PageView) -> tuple[str, ...]:
    return tuple(term.title for plural in page._views.config.taxonomies.values() for term in page.terms(plural))


def whole_text_of(page: PageView) -> str:
    """The page's text as feeds carry it."""
    return _for_feeds(str(page.content), page)


def rfc822(date: datetime | None) -> str:
    """A date as RSS writes it, with its own offset: `Thu, 02 Jan 2020 03:04:05 +0900`."""
    return NEVER if date is None else format_datetime(_in_whole_minutes(date))


def rfc3339(date: datetime | None) -> str:
    """A date as sitemaps and JSON Feed write it, with its own offset; "" for none."""
    if date is None:
        return ""
    return _in_whole_minutes(date if date.tzinfo else date.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def _in_whole_minutes(date: datetime) -> datetime:
    """The date, its offset without seconds: no format has these, and Hugo leaves them out too (Tokyo before 1888)."""
    offset = date.utcoffset()
    if offset is None or not offset.seconds % 60:
        return date
    return date.replace(tzinfo=timezone(timedelta(minutes=int(offset.total_seconds() / 60))))


def _description(page: PageView) -> str:
    """The summary; Hugo's own, if feeds are to be as Hugo's."""
    config = page._views.config
    if config.feeds.content == "summary":
        return urls.absolutize(str(page.summary), config.base_url)
    return _for_feeds(str(page.summary), page)


def _in_silence(latex: str, reason: str) -> None:
    """The page warns of its formulas; a feed shows them as they are written."""


def _for_feeds(html: str, page: PageView) -> str:
    config = page._views.config
    html = in_feed(html, lambda: page.site.decks, config.base_url)
    passthrough = config.markup.goldmark.extensions.passthrough
    if passthrough.enable:
        html = with_formulas(html, Delimiters(passthrough.block, passthrough.inline), _in_silence)
    elif flag_of(page.params.math if flag_of(page.params.math) is not None else page.site.params.math):
        html = with_formulas(html, Delimiters(), _in_silence)
    return feed_text(html, page.permalink, config.base_url)
