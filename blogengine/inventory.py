"""What is in the destination: which files the engine left there, and whether they are still as it left them."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from blogengine.ledger import Ledger, OutputStamp
from blogengine.stamps import NEVER, USUAL_NS, Stamp, settled, stamp_of
from blogengine.writer import digest_of_file


class Inventory:
    """The outputs of earlier builds, compared with the files that are there."""

    def __init__(self, ledger: Ledger, destination: Path, *, is_ours: bool) -> None:
        """`is_ours` says that nobody has touched the destination since the last build, so that nothing is compared."""
        self._destination = os.fspath(destination)
        self._ledger = ledger
        self._earlier = ledger.earlier
        self.unfit: set[str] = set()
        """Paths of outputs whose file is missing or has been changed, or is a copy of a file that has."""
        self.restamped: list[OutputStamp] = []
        """Outputs whose file has another stamp but says the same."""
        if not is_ours:
            for stamp in self._stamps.values():
                self._compare(stamp)

    @cached_property
    def _stamps(self) -> dict[str, OutputStamp]:
        return self._ledger.output_stamps()

    @property
    def count(self) -> int:
        """How many outputs there are."""
        return len(self._stamps)

    def left_behind(self, gone: Collection[str], live: Collection[str]) -> Iterator[str]:
        """The files of outputs that are `gone`, or not `live` since before this ledger, if nobody changed them."""
        for path in self._earlier.keys() - live - set(gone):
            if self._digest(self._place(path)) == self._earlier[path].digest:
                yield path
        for path in gone:
            stamp = self._stamps[path]
            if path not in self.unfit or self._digest(self._place(path)) == stamp.digest:
                yield path

    def _compare(self, left: OutputStamp) -> None:
        place = self._place(left.path)
        now, origin = stamp_of(place), stamp_of(left.source) if left.source else left.origin
        if now == left.stamp != NEVER and (not left.source or origin == left.origin != NEVER):
            return
        if self._digest(place) == left.digest and (not left.source or self._digest(left.source) == left.digest):
            self.restamped.append(stamped(left, now, origin))
        else:
            self.unfit.add(left.path)

    def _place(self, path: str) -> str:
        return f"{self._destination}{os.sep}{path}"

    def _digest(self, file: str) -> bytes | None:
        try:
            return digest_of_file(Path(file))
        except OSError:
            return None


def stamped(output: OutputStamp, stamp: Stamp, origin: Stamp) -> OutputStamp:
    """The output with new stamps, as far as they can be trusted."""
    taken = time.time_ns()
    return msgspec.structs.replace(
        output, stamp=settled(stamp, taken, USUAL_NS), origin=settled(origin, taken, USUAL_NS)
    )
