"""What each output read while it was rendered: the one place that records.

A fact is a value named by an entity ("page:ja:/post/a", "template", "site:ja") and an attribute ("title"). It is
computed when first read and kept; whatever it reads on the way becomes its own reads. So the reads of an output,
followed down, are all it depends on: what an incremental build compares.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

T = TypeVar("T")
V = TypeVar("V")

Key = tuple[str, Hashable]


class CircularReadError(Exception):
    """A fact needs itself to be computed; `key` names it."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"{key[0]} {key[1]} needs itself")
        self.key = key


class Facts:
    """Every fact of one build: computed once, with what its computation read."""

    def __init__(self) -> None:
        self._values: dict[Key, object] = {}
        self._reads: dict[Key, frozenset[Key]] = {}
        self._readers: list[set[Key]] = []
        self._under_way: set[Key] = set()

    def read(self, entity: str, attribute: Hashable, compute: Callable[[V], T], subject: V) -> T:
        """The fact's value, `compute(subject)` the first time; raises `CircularReadError` when it needs itself."""
        key = (entity, attribute)
        if self._readers:
            self._readers[-1].add(key)
        if key in self._values:
            return cast(T, self._values[key])
        if key in self._under_way:
            raise CircularReadError(key)
        self._under_way.add(key)
        try:
            with self.recording() as reads:
                value = compute(subject)
        finally:
            self._under_way.discard(key)
        self._values[key] = value
        self._reads[key] = frozenset(reads)
        return value

    @contextmanager
    def recording(self) -> Iterator[set[Key]]:
        """Collect the keys read inside the block, directly; `reads_of` leads further down."""
        reads: set[Key] = set()
        self._readers.append(reads)
        try:
            yield reads
        finally:
            self._readers.pop()

    def reads_of(self, key: Key) -> frozenset[Key]:
        """What the computation of a fact read; empty for a fact that was never computed."""
        return self._reads.get(key, frozenset())
