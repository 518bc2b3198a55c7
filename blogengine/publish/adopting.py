"""What an earlier engine published, from its output: so that moving here breaks no link and sends nothing again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from unicodedata import normalize
from urllib.parse import unquote
from xml.etree import ElementTree

import msgspec

from blogengine.config import Config
from blogengine.errors import Problem, SiteError
from blogengine.publish.addresses import FEEDS, is_kept
from blogengine.publish.feeds import FeedRead, Item, path_of, read_feed
from blogengine.publish.git import files_below
from blogengine.published import Entry, Published, address_of
from blogengine.urls import base_path

SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Adopted(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in an earlier engine's output."""

    published: Published
    addresses: int
    ids: int
    """Items of feeds whose id is known now."""
    feeds: int
    base: str
    """Where the earlier site stood: the path that its addresses had in common, "/portfolio"."""
    strangers: tuple[str, ...] = ()
    """Links of items that lead to no page of the output."""


def adopt(folder: Path, config: Config, known: Published, today: date) -> Adopted:
    """The ledger with what an earlier engine's output has; what is in it already stays as it is.

    Raises `SiteError` for a folder without a page. Ids are taken from feeds of every kind, first dates from the items.
    """
    names = tuple(files_below(folder)) if folder.is_dir() else ()
    if not any(name.endswith(".html") for name in names):
        hint = "Name the folder that the earlier engine wrote, such as Hugo's public or docs."
        raise SiteError(Problem(message="the folder holds no page", path=str(folder), hint=hint))
    feeds = {name: feed for name in names if name.endswith(FEEDS) and (feed := read_feed((folder / name).read_bytes()))}
    base = _base(feeds, config)
    outputs = {address_of(normalize("NFC", name)): name for name in names if is_kept(name)}
    outputs |= {address: "" for address in _mapped(folder, names, base) if is_kept(address)}
    items = _items(feeds, base)
    entries = dict(known.entries)
    for address in outputs:
        entries[address] = _entry(entries.get(address), items.get(address), today)
    return Adopted(
        published=Published(entries),
        addresses=len(outputs),
        ids=len(items.keys() & outputs.keys()),
        feeds=len(feeds),
        base=base,
        strangers=tuple(sorted(items[address].link for address in items.keys() - outputs.keys())),
    )


def _entry(before: Entry | None, item: Item | None, today: date) -> Entry:
    if before is None:
        return Entry(first=_day(item.date if item else "") or today, id=item.id if item else None)
    return msgspec.structs.replace(before, id=before.id or (item.id if item else None))


def _base(feeds: Mapping[str, FeedRead], config: Config) -> str:
    """The path of the earlier base URL, as its home page's feed has it; today's where no feed says it."""
    places = Counter(
        path.removesuffix(folder)
        for name, feed in feeds.items()
        if feed.link and (path := path_of(feed.link)).endswith(folder := f"/{name.rpartition('/')[0]}/" * ("/" in name))
    )
    if "index.xml" in feeds and feeds["index.xml"].link:
        return path_of(feeds["index.xml"].link).rstrip("/")
    return places.most_common(1)[0][0].rstrip("/") if places else unquote(base_path(config.main.base_url))


def _items(feeds: Mapping[str, FeedRead], base: str) -> dict[str, Item]:
    """Address -> its item; where feeds disagree on the id, what most of them say."""
    votes: dict[str, Counter[Item]] = {}
    for feed in feeds.values():
        for item in feed.items:
            if item.id and (address := _address(item.link, base)):
                votes.setdefault(address, Counter())[item] += 1
    return {address: counted.most_common(1)[0][0] for address, counted in votes.items()}


def _address(link: str, base: str) -> str | None:
    """The address of a link below the base; None for one elsewhere."""
    path = normalize("NFC", path_of(link))
    if not path.startswith(f"{base}/"):
        return None
    return address_of(path[len(base) + 1 :])


def _mapped(folder: Path, names: tuple[str, ...], base: str) -> Iterator[str]:
    """The addresses of the sitemaps."""
    for name in names:
        if not name.endswith(".xml") or "sitemap" not in name:
            continue
        with suppress(ElementTree.ParseError):
            for place in ElementTree.fromstring((folder / name).read_bytes()).iter(f"{SITEMAP}loc"):
                if address := _address((place.text or "").strip(), base):
                    yield address


def _day(text: str) -> date | None:
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    return None
