"""What readers will see of a publish: pages, and items of feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec

from blogengine.publish.addresses import FEEDS, PASSING
from blogengine.publish.feeds import Item, path_of, read_feed
from blogengine.published import address_of

HTML: Final = (".html", ".htm")


class FeedChange(msgspec.Struct, frozen=True):
    """What is new in a feed."""

    address: str
    new: tuple[Item, ...]
    sent_again: tuple[Item, ...]
    """New to readers' programs, but of pages that the feed had under another id."""
    is_new: bool
    """Whether nobody can follow the feed yet."""


class Changes(msgspec.Struct, frozen=True):
    """Pages by their addresses below the base URL, and feeds."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    feeds: tuple[FeedChange, ...] = ()
    others: int = 0
    """How many other files are new, changed or gone."""


def compare(old: Mapping[str, str], new: Mapping[str, str], read: Callable[[str], bytes]) -> Changes:
    """What differs between two versions of a site; both are path -> id of the content, which `read` gives."""
    differing = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    pages = sorted(path for path in differing if path.endswith(HTML) and not PASSING.search(path))
    feeds = tuple(_feeds(differing, old, new, read))
    return Changes(
        added=tuple(address_of(path) for path in pages if path not in old),
        changed=tuple(address_of(path) for path in pages if path in old and path in new),
        gone=tuple(address_of(path) for path in pages if path not in new),
        feeds=feeds,
        others=len(differing) - len(pages),
    )


def _feeds(
    differing: set[str], old: Mapping[str, str], new: Mapping[str, str], read: Callable[[str], bytes]
) -> Iterator[FeedChange]:
    for path in sorted(differing & new.keys()):
        if not path.endswith(FEEDS) or (after := read_feed(read(new[path]))) is None:
            continue
        before = read_feed(read(old[path])) if path in old else None
        items = before.items if before else ()
        ids, links = {item.id for item in items}, {path_of(item.link) for item in items}
        fresh = [item for item in after.items if item.id not in ids]
        again = tuple(item for item in fresh if path_of(item.link) in links)
        yield FeedChange(f"/{path}", tuple(item for item in fresh if item not in again), again, before is None)
