"""What each output read while it was rendered: the one place that records.

A fact is a value named by an entity ("page:ja:/post/a", "site:ja") and an attribute ("title"). It is computed when
first read and kept; whatever it reads on the way becomes its own reads. Where computing ends there are grounds: what
stands in a file or in the assembled site ("template" "single.html", "page:ja:/post/a" "#record"). So the reads of an
output, followed down to the grounds, are all it depends on: what an incremental build compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol, TypeVar, cast

T = TypeVar("T")
V = TypeVar("V")

Attribute = str | tuple[str | int | None, ...]
"""A name, or the name of a question with its arguments: ("related", 5)."""
Key = tuple[str, Attribute]
Reads = frozenset[Key]

_MISSING = object()

DIGEST_BYTES = 8
"""A digest is only ever compared with an earlier one of the same fact."""


class CircularReadError(Exception):
    """A fact needs itself to be computed; `key` names it."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"{key[0]} {key[1]} needs itself")
        self.key = key


class Fact(NamedTuple):
    """A fact that was computed: its value's digest, and what the computation read."""

    digest: bytes
    reads: Reads


class Shelf(Protocol):
    """Where values of an earlier build are that are still right."""

    def take(self, key: Key) -> object | None:
        """The value of a fact, or None when it has to be computed."""

    def earlier(self, key: Key) -> object | None:
        """The value that a fact had at some time, right or not any more."""

    def put(self, key: Key, value: Any) -> bytes:
        """Keep a value for later builds; its digest."""


class NoShelf:
    """Keeps nothing."""

    def take(self, key: Key) -> object | None:  # noqa: ARG002
        """None."""
        return None

    def earlier(self, key: Key) -> object | None:  # noqa: ARG002
        """None."""
        return None

    def put(self, key: Key, value: Any) -> bytes:  # noqa: ARG002
        """The digest alone."""
        return digest(value)


class Facts:
    """Every fact of one build: computed once, with what its computation read."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf: Shelf = shelf or NoShelf()
        self._values: dict[Key, object] = {}
        self._grounds: dict[Key, object] = {}
        self._bulky: dict[Key, object] = {}
        self._shelved: dict[Key, bytes] = {}
        self._reads: dict[Key, set[Key]] = {}
        self._reader: set[Key] = set()
        self._under_way: set[Key] = set()

    def read(self, entity: str, attribute: Attribute, compute: Callable[[V], T], subject: V) -> T:
        """The fact's value, `compute(subject)` the first time; raises `CircularReadError` when it needs itself."""
        key = (entity, attribute)
        self._reader.add(key)
        value = self._values.get(key, _MISSING)
        if value is _MISSING:
            value = self._values[key] = self._computed(key, compute, subject)
        return cast(T, value)

    def read_bulky(
        self, entity: str, attribute: Attribute, compute: Callable[[V], T], subject: V, *, shelved: bool = False
    ) -> T:
        """As `read`, but the value is forgotten by `drain`; a `shelved` one can then be found on the shelf."""
        key = (entity, attribute)
        self._reader.add(key)
        if key in self._bulky:
            return cast(T, self._bulky[key])
        value = self.shelf.take(key) if shelved else None
        if value is None:
            value = self._computed(key, compute, subject)
            if shelved:
                self._shelved[key] = self.shelf.put(key, value)
        self._bulky[key] = value
        return cast(T, value)

    def read_ground(self, entity: str, attribute: Attribute, compute: Callable[[V], T], subject: V) -> T:
        """As `read`, of a value that is a ground itself: nothing that `compute` reads is recorded.

        It is soon computed, and there are many of them: `drain` forgets it.
        """
        key = (entity, attribute)
        self._reader.add(key)
        value = self._grounds.get(key, _MISSING)
        if value is _MISSING:
            outer, self._reader = self._reader, set()
            try:
                value = self._grounds[key] = compute(subject)
            finally:
                self._reader = outer
        return cast(T, value)

    def ground(self, entity: str, attribute: Attribute) -> None:
        """Record that something was read which no computation gives."""
        self._reader.add((entity, attribute))

    @contextmanager
    def recording(self) -> Iterator[set[Key]]:
        """Collect the keys read inside the block, directly."""
        outer, self._reader = self._reader, set()
        try:
            yield self._reader
        finally:
            self._reader = outer

    def has_read(self, entity: str, attribute: Attribute) -> bool:
        """Whether whatever is being recorded has read this directly so far."""
        return (entity, attribute) in self._reader

    @property
    def is_computing(self) -> bool:
        """Whether a fact is being computed, rather than an output printed."""
        return bool(self._under_way)

    def reads_of(self, key: Key) -> frozenset[Key]:
        """What the computation of a fact read; empty for a fact that was never computed."""
        return frozenset(self._reads.get(key, ()))

    def drain(self) -> dict[Key, Fact]:
        """The facts computed since the last call; bulky values, and those of grounds, are forgotten."""
        drained = {key: Fact(self.digest_of(key), frozenset(reads)) for key, reads in self._reads.items()}
        for kept in (self._reads, self._shelved, self._bulky, self._grounds):
            kept.clear()
        return drained

    def forget(self, keys: set[Key]) -> None:
        """Have facts computed again when they are next read."""
        for key in keys:
            self._values.pop(key, None)
            self._grounds.pop(key, None)
            self._bulky.pop(key, None)

    def digest_of(self, key: Key) -> bytes:
        """The digest of a fact that was computed since the last `drain`."""
        if key in self._shelved:
            return self._shelved[key]
        return digest(self._bulky[key] if key in self._bulky else self._values[key])

    def _computed(self, key: Key, compute: Callable[[V], T], subject: V) -> T:
        if key in self._under_way:
            raise CircularReadError(key)
        self._under_way.add(key)
        outer, self._reader = self._reader, set()
        try:
            value = compute(subject)
            self._reads[key] = self._reader
        finally:
            self._reader = outer
            self._under_way.discard(key)
        return value


class Recorded:
    """Stands for a value whose attributes are grounds."""

    def __init__(self, value: object, entity: str, facts: Facts) -> None:
        self._value = value
        self._entity = entity
        self._facts = facts

    def __getattr__(self, name: str) -> Any:
        self._facts.ground(self._entity, name)
        return getattr(self._value, name)


def recorded(value: T, entity: str, facts: Facts) -> T:
    """The value with every read of its attributes recorded as a ground."""
    return cast(T, Recorded(value, entity, facts))


def digest(value: object) -> bytes:
    """What tells a value from others: `DIGEST_BYTES` bytes of its type and content.

    Values are built of texts, numbers, dates, tuples, lists, mappings and frozen structs; whatever else is in them must
    have a `repr` that tells it apart, and none may have an order of its own making.
    """
    text = value if isinstance(value, str) else repr(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES, person=_kind(value)).digest()


def _kind(value: object) -> bytes:
    return b"text" if isinstance(value, str) else b""
