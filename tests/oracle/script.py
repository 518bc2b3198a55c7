"""What was done to a world, as calls that can be printed, done again, and cut down to those that matter."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from blogengine.build import Report, build

T = TypeVar("T")

Engine = Callable[..., Report]
"""What builds a site: `blogengine.build.build`, or something that stands in for it."""

HEADER = """\
from pathlib import Path
from tempfile import mkdtemp
from tests.oracle.world import World

world = World(Path(mkdtemp(), "a"), cache_inside={inside})
"""


@dataclass(frozen=True)
class Call:
    """A call of one of a world's methods."""

    name: str
    arguments: tuple[Any, ...] = ()
    options: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        given = [*map(repr, self.arguments), *(f"{key}={value!r}" for key, value in (self.options or {}).items())]
        return f"world.{self.name}({', '.join(given)})"


@dataclass(frozen=True)
class Script:
    """Everything that was done to a world; printed, it is Python."""

    calls: tuple[Call, ...]
    cache_inside: bool = False
    engine: Engine = build

    def __str__(self) -> str:
        return HEADER.format(inside=self.cache_inside) + "\n".join(map(str, self.calls)) + "\n"

    def failure(self) -> AssertionError | None:
        """The mismatch that it still ends in, or None; calls that make no sense any more count as none."""
        from tests.oracle.world import World

        folder = Path(tempfile.mkdtemp(prefix="oracle-"))
        world = World(folder / "a", cache_inside=self.cache_inside, engine=self.engine)
        try:
            for call in self.calls:
                getattr(world, call.name)(*call.arguments, **(call.options or {}))
        except AssertionError as error:
            return error
        except OSError:
            return None
        finally:
            shutil.rmtree(folder)
        return None


def minimal(script: Script, seconds: float) -> Script:
    """The script without what its failure does not need, calls and lines of files, found in at most so long."""
    end = time.monotonic() + seconds
    kind = _kind(script.failure())

    def fails(calls: Sequence[Call]) -> bool:
        return time.monotonic() < end and _kind(replace(script, calls=tuple(calls)).failure()) == kind

    calls: list[Call] = list(script.calls)
    before: list[Call] = []
    while kind is not None and calls != before:
        before = calls
        calls = _shorter_files(_without(calls, fails), fails)
    return replace(script, calls=tuple(calls))


def _shorter_files(calls: list[Call], fails: Callable[[list[Call]], bool]) -> list[Call]:
    for place in [place for place, call in enumerate(calls) if call.name == "write"]:
        calls = _shorter_file(calls, place, fails)
    return calls


def _shorter_file(calls: list[Call], place: int, fails: Callable[[list[Call]], bool]) -> list[Call]:
    lines = calls[place].arguments[1].splitlines(keepends=True)
    return _with_content(calls, place, _without(lines, lambda fewer: fails(_with_content(calls, place, fewer))))


def _kind(error: AssertionError | None) -> str | None:
    """What a failure is about, however it is worded in detail."""
    return str(error).partition("\n")[0].partition(":")[0] if error else None


def _with_content(calls: Sequence[Call], place: int, lines: Sequence[str]) -> list[Call]:
    path, _, *rest = calls[place].arguments
    return [*calls[:place], replace(calls[place], arguments=(path, "".join(lines), *rest)), *calls[place + 1 :]]


def _without(items: list[T], fails: Callable[[list[T]], bool]) -> list[T]:
    """The items that are needed for the failure: ever smaller runs of them are left out from the end."""
    size = max(len(items) // 2, 1)
    while size:
        for start in _starts(len(items), size):
            fewer = items[:start] + items[start + size :]
            if len(fewer) < len(items) and fails(fewer):
                items = fewer
        size //= 2
    return items


def _starts(length: int, size: int) -> Iterator[int]:
    return reversed(range(0, length, size))
