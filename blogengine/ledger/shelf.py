"""Values that take long to compute, kept from build to build."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from blogengine.facts import Key
from blogengine.ledger.codec import Resolve, checksum, dump_answer, load_answer
from blogengine.ledger.tables import Ledger
from blogengine.search import Counted, Entry
from blogengine.views.content import Content
from blogengine.views.feed_item import FeedItem
from blogengine.views.field import View

KINDS: Mapping[bytes, type[object]] = {b"c": Content, b"e": Entry, b"t": Counted, b"i": FeedItem}
"""Structs that are values, by their marks; any other value is an answer."""
MARKS = {type_: mark for mark, type_ in KINDS.items()}
ANSWER = b"a"


class LedgerShelf:
    """Keeps values of facts in the ledger; gives back those that no change has reached since."""

    def __init__(self, ledger: Ledger, resolve: Resolve, build: int) -> None:
        self._ledger = ledger
        self._resolve = resolve
        self._build = build
        self._waiting: dict[Key, bytes] = {}
        self.refused: set[Key] = set()
        """Facts that may have changed, so that they have to be computed."""

    def take(self, key: Key) -> object | None:
        """The value of a fact, or None when it has to be computed."""
        content = self._waiting.get(key) or self._kept(key)
        return None if content is None else self._read(content)

    def earlier(self, key: Key) -> object | None:
        """The value that a fact had at some time, right or not any more."""
        _, content = self._ledger.answer(key) or (0, None)
        return None if content is None else self._read(content)

    def put(self, key: Key, value: Any) -> bytes:
        """Keep a value for later builds; its digest."""
        content = _written(value)
        self._waiting[key] = content
        return checksum(content)

    def handed_over(self) -> dict[Key, bytes]:
        """What was put since the last call, to be written to the ledger."""
        waiting, self._waiting = self._waiting, {}
        return waiting

    def _kept(self, key: Key) -> bytes | None:
        """What the ledger has of a value: of this build, or of an earlier one if it is still right."""
        build, content = self._ledger.answer(key) or (0, None)
        if content is None or build == self._build:
            return content
        return None if key in self.refused else content

    def _read(self, content: bytes) -> object:
        if type_ := KINDS.get(content[:1]):
            return msgspec.msgpack.decode(content[1:], type=type_)
        return load_answer(content[1:], self._resolve)


def _written(value: object) -> bytes:
    if mark := MARKS.get(type(value)):
        return mark + msgspec.msgpack.encode(value, enc_hook=str)
    return ANSWER + dump_answer(value, _name_of)


def _name_of(value: object) -> str | None:
    return value._entity if isinstance(value, View) else None
