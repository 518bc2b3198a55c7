"""Everything that templates see, under the names by which the manual calls it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from blogengine.config import Language, SiteConfig
from blogengine.embeds import Deck, Decks, Embed
from blogengine.facts import Facts
from blogengine.feeds import Feed, SitemapEntry
from blogengine.manual.entries import Entry, class_entries, contract, function_entry, one_line
from blogengine.markdown import Heading
from blogengine.render import IndexEntry
from blogengine.theme.clock import Clock
from blogengine.theme.folders import BUILTIN_TEMPLATES
from blogengine.theme.functions import QrCode, filters, functions
from blogengine.theme.i18n import Strings
from blogengine.theme.params import Params
from blogengine.theme.pictures import picture_filters
from blogengine.theme.shape_filters import shape_filters
from blogengine.theme.texts import text_filters
from blogengine.views.card import CardView
from blogengine.views.content import Shortcode
from blogengine.views.feed_item import FeedItem
from blogengine.views.feeds import FeedView
from blogengine.views.page import PageView
from blogengine.views.pagination import Pager
from blogengine.views.parts import FileView, FormatView
from blogengine.views.resource import ResourceView
from blogengine.views.site import MenuEntryView, SiteView


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of value that templates see."""

    name: str
    """What templates usually call it, which is its heading in the manual."""
    kind: type


SUBJECTS = (
    Subject(name="page", kind=PageView),
    Subject(name="site", kind=SiteView),
    Subject(name="pager", kind=Pager),
    Subject(name="entry", kind=MenuEntryView),
    Subject(name="resource", kind=ResourceView),
    Subject(name="file", kind=FileView),
    Subject(name="format", kind=FormatView),
    Subject(name="heading", kind=Heading),
    Subject(name="card", kind=CardView),
    Subject(name="language", kind=Language),
    Subject(name="params", kind=Params),
    Subject(name="shortcode", kind=Shortcode),
    Subject(name="feed_link", kind=FeedView),
    Subject(name="feed", kind=Feed),
    Subject(name="item", kind=FeedItem),
    Subject(name="sitemap_entry", kind=SitemapEntry),
    Subject(name="sitemap_link", kind=IndexEntry),
    Subject(name="embed", kind=Embed),
    Subject(name="decks", kind=Decks),
    Subject(name="deck", kind=Deck),
    Subject(name="qr", kind=QrCode),
)
"""Every class whose values reach templates; a test looks for others."""


def fields_of(subject: Subject) -> tuple[Entry, ...]:
    """What templates read of a subject."""
    return class_entries(subject.kind, subject.name)


def filter_entries() -> tuple[Entry, ...]:
    """Every filter beside Jinja2's own, by name."""
    every = {**filters(_config), **picture_filters(_config, None), **text_filters(_config, None), **shape_filters(None)}
    return tuple(function_entry(name, every[name], is_filter=True) for name in sorted(every))


def function_entries() -> tuple[Entry, ...]:
    """Every function and constant beside Jinja2's own, by name."""
    facts = Facts()
    every = functions(_config, Strings({}, facts), Clock(datetime(2000, 1, 1, tzinfo=UTC), facts))
    return tuple(_function(name, every[name]) for name in sorted(every))


def _function(name: str, value: object) -> Entry:
    return function_entry(name, value) if callable(value) else Entry(name=name, call=name, doc=contract(type(value)))


def _config(_context: object) -> SiteConfig:
    return SiteConfig()


def shortcode_entries() -> tuple[Entry, ...]:
    """Every shortcode that is built in, by name; the comment at the head of its template is its contract."""
    files = sorted((BUILTIN_TEMPLATES / "shortcodes").glob("*.html"))
    return tuple(Entry(name=file.stem, call=file.stem, doc=_comment(file)) for file in files)


def _comment(file: Path) -> str:
    text = file.read_text("utf-8")
    if not text.startswith("{#-"):
        return ""
    return one_line(text[3 : text.index("#}")].removesuffix("-"))
