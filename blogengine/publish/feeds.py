"""Items of feeds, as readers' programs tell them apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import msgspec

ATOM = "{http://www.w3.org/2005/Atom}"


class Item(msgspec.Struct, frozen=True):
    """An item of a feed."""

    id: str
    link: str
    title: str
    date: str = ""
    """ISO 8601, "" when it has none that can be read."""


class FeedRead(msgspec.Struct, frozen=True):
    """A feed."""

    link: str
    """The address of what it is the feed of."""
    items: tuple[Item, ...]


def path_of(link: str) -> str:
    """The path of a feed's link, decoded, without the host, which may have changed; "" for what is no address."""
    try:
        return unquote(urlsplit(link).path)
    except ValueError:
        return ""


def read_feed(content: bytes) -> FeedRead | None:
    """A feed in RSS 2.0, Atom 1.0 or JSON Feed; None for what is no feed."""
    if content.lstrip()[:1] == b"{":
        return _json_feed(content)
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return None
    if root.tag == "rss" and (channel := root.find("channel")) is not None:
        return FeedRead((channel.findtext("link") or "").strip(), tuple(_rss(channel)))
    return FeedRead(_link(root), tuple(_atom(root))) if root.tag == f"{ATOM}feed" else None


def _rss(channel: ElementTree.Element) -> Iterator[Item]:
    for item in channel.iter("item"):
        link = (item.findtext("link") or "").strip()
        date = ""
        with suppress(ValueError, TypeError):
            date = parsedate_to_datetime((item.findtext("pubDate") or "").strip()).isoformat()
        yield Item((item.findtext("guid") or link).strip(), link, (item.findtext("title") or "").strip(), date)


def _atom(root: ElementTree.Element) -> Iterator[Item]:
    for entry in root.iter(f"{ATOM}entry"):
        link = _link(entry)
        date = entry.findtext(f"{ATOM}published") or entry.findtext(f"{ATOM}updated") or ""
        id_ = (entry.findtext(f"{ATOM}id") or link).strip()
        yield Item(id_, link, (entry.findtext(f"{ATOM}title") or "").strip(), date.strip())


def _link(element: ElementTree.Element) -> str:
    links = element.findall(f"{ATOM}link")
    return next((link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"), "")


def _json_feed(content: bytes) -> FeedRead | None:
    try:
        feed: Any = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/") or not isinstance(feed.get("items"), list):
        return None
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return FeedRead(str(feed.get("home_page_url", "")), tuple(map(_json_item, items)))


def _json_item(item: dict[str, Any]) -> Item:
    link = str(item.get("url", ""))
    return Item(str(item.get("id", link)), link, str(item.get("title", "")), str(item.get("date_published", "")))
