"""A site's folder on disk that is edited and built again and again, each time held against a clean build.

Every method that changes something is recorded as the line of Python that would do it again, so that a failure is a
script: `python -m tests.oracle --replay FILE` runs one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial, wraps
from itertools import count
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from unittest import mock

from msgspec.structs import replace

from blogengine import crew
from blogengine.build import build
from blogengine.config import Options
from blogengine.errors import SiteError
from tests.oracle.outcome import Built, Failed, Mismatch, Outcome, compare, tree_of
from tests.oracle.script import Call, Engine, Script

P = ParamSpec("P")
T = TypeVar("T")

"""Whether builds can spread over several processes."""
OLD = 1_500_000_000_000_000_000
"""A time long ago, in nanoseconds since the epoch."""


def recorded(method: Callable[Concatenate[World, P], T]) -> Callable[Concatenate[World, P], T]:
    """Note the call in the world before it is made."""

    @wraps(method)
    def noting(self: World, *args: P.args, **kwargs: P.kwargs) -> T:
        self.calls.append(Call(method.__name__, args, kwargs))
        return method(self, *args, **kwargs)

    return noting


@dataclass
class World:
    """A site in `folder`/site, its outputs in `folder`/out (and other names), and its cache, kept between builds."""

    folder: Path
    cache_inside: bool = False
    """Whether the cache is within the site's folder."""
    engine: Engine = build
    """What builds in place."""
    calls: list[Call] = field(default_factory=list)
    """What was done."""
    clean_builds: int = 0
    """Comparisons so far."""

    def __post_init__(self) -> None:
        self.root = self.folder / "site"
        self.cache = self.root / ".blogengine" if self.cache_inside else self.folder / "cache"
        self.root.mkdir(parents=True)
        self._foreign: dict[Path, dict[str, bytes]] = {}
        self._lost: dict[Path, set[str]] = {}
        self._destination = self.folder / "out"

    @property
    def script(self) -> Script:
        """All that was done, to be done again."""
        return Script(tuple(self.calls), self.cache_inside, self.engine)

    # The author's edits

    @recorded
    def write(self, path: str, content: str, how: str = "") -> None:
        """Write a file: "" in place, "replaced" by another one as editors do, "kept" with its time set back, "old"
        with a time long ago.
        """
        (file := self.root / path).parent.mkdir(parents=True, exist_ok=True)
        before = file.stat() if file.exists() else None
        if how == "replaced":
            (fresh := file.with_name(f"{file.name}~")).write_bytes(content.encode("utf-8", "surrogateescape"))
            fresh.replace(file)
        else:
            file.write_bytes(content.encode("utf-8", "surrogateescape"))
        if how == "old" or (how == "kept" and before):
            time = before.st_mtime_ns if before and how == "kept" else OLD
            os.utime(file, ns=(time, time))

    @recorded
    def remove(self, path: str) -> None:
        """Remove a file, and its folders if nothing else is in them."""
        (file := self.root / path).unlink()
        _remove_empty(file.parent, self.root)

    @recorded
    def move(self, old: str, new: str) -> None:
        """Move a file, its times kept."""
        (target := self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(target)
        _remove_empty((self.root / old).parent, self.root)

    @recorded
    def swap(self, one: str, other: str) -> None:
        """Exchange two files by moving them."""
        between = self.root / f"{one}~"
        (self.root / one).rename(between)
        (self.root / other).rename(self.root / one)
        between.rename(self.root / other)

    @recorded
    def touch(self, path: str, time: int) -> None:
        """Set a file's time, in nanoseconds since the epoch."""
        os.utime(self.root / path, ns=(time, time))

    @recorded
    def link(self, path: str, target: str) -> None:
        """Put a link to another file of the site, which may be missing, where nothing is."""
        link = self.root / path
        if not os.path.lexists(link) and link.parent.is_dir():
            link.symlink_to(os.path.relpath(self.root / target, link.parent))

    # What happens to the output and the cache

    @recorded
    def to(self, name: str) -> None:
        """Build into another folder from now on; what the earlier builds left there may be forgotten."""
        if name == self._destination.name:
            return
        self._destination = self.folder / name
        self._lost.setdefault(self._destination, set()).update(_everything(self._destination))

    @recorded
    def tamper(self, place: int, how: str) -> None:
        """Change an output by hand: "edit", "quietly" (size and time kept), "delete", "empty", "all" (delete all)."""
        files = sorted(set(tree_of(self._destination).files) - set(self._foreign_here))
        if not files:
            return
        if how == "all":
            shutil.rmtree(self._destination)
            self._foreign_here.clear()
            return
        path = files[place % len(files)]
        file = self._destination / path
        self._lost.setdefault(self._destination, set()).add(path)  # it stays, should the site have it no more
        stat, content = file.stat(), file.read_bytes()
        match how:
            case "delete":
                file.unlink()
            case "empty":
                file.write_bytes(b"")
            case "edit":
                file.write_bytes(content + b"by hand")
            case "quietly":
                file.write_bytes(bytes(byte ^ 1 for byte in content))
                os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @recorded
    def put_foreign(self, path: str, content: bytes = b"mine") -> None:
        """Put a file into the output that is not the engine's, unless something is there."""
        file = self._destination / path
        blocked = any(parent.is_file() for parent in file.parents)
        if file.exists() or blocked or not self._destination.is_dir():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self._foreign_here[path] = content

    @recorded
    def harm_cache(self, how: str, place: int = 0) -> None:
        """Harm the cache: "delete", "truncate", "garbage", "empty", "flip" (one byte), "a file" (instead of it),
        "save" and "restore" (a copy of it).
        """
        files = [file for file in sorted(self.cache.rglob("*")) if file.is_file()] if self.cache.is_dir() else []
        saved = self.folder / "saved"
        if how == "save":
            shutil.rmtree(saved, ignore_errors=True)
            if self.cache.is_dir():
                shutil.copytree(self.cache, saved)
            return
        for destination in [self._destination, *self._lost]:
            self._lost.setdefault(destination, set()).update(_everything(destination))
        match how:
            case "delete" | "a file" | "restore":
                _delete(self.cache)
                if how == "restore" and saved.is_dir():
                    shutil.copytree(saved, self.cache)
                if how == "a file":
                    self.cache.write_bytes(b"not a folder")
            case _:
                for file in files:
                    _harm(file, how, place)

    # Building

    @recorded
    def build(self, *, now: str, jobs: int = 1, environ: Mapping[str, str] | None = None, **options: Any) -> bool:
        """Build in place with what the cache knows, and clean elsewhere; whether the site could be built.

        Raises `Mismatch` where the two differ.
        """
        before = tree_of(self._destination)
        beside = _names(self.folder)
        moment = datetime.fromisoformat(now)
        with mock.patch.dict(os.environ, environ or {}):
            given = Options(**options)
            with mock.patch.object(crew, "WORTHWHILE", 1):
                fast = _attempt(self._spread(jobs), self.root, self._destination, self.cache, given, moment)
                if isinstance(fast, Failed) and any("in the way" in problem for problem in fast.problems):
                    self._clear_away()
                    before = tree_of(self._destination)
                    fast = _attempt(self._spread(jobs), self.root, self._destination, self.cache, given, moment)
            clean = self.clean(given, moment)
        after = tree_of(self._destination)
        lost = self._lost.setdefault(self._destination, set())
        self.clean_builds += 1
        leftovers = _names(self.folder) - beside - {self._destination.name, self.cache.name}
        if leftovers:
            raise Mismatch(f"the build left {', '.join(sorted(leftovers))} beside the output")
        compare(before, after, fast, clean, self._foreign_here, lost)
        if isinstance(clean, Built):
            lost -= clean.tree.files.keys() | clean.tree.folders
            for path in clean.tree.files.keys() & self._foreign_here.keys():
                del self._foreign_here[path]
        if not self.cache.is_dir():  # there is no place to remember what was written
            lost |= {*after.files, *after.folders}
        return isinstance(clean, Built)

    @recorded
    def interrupt(
        self, step: int, *, now: str, jobs: int = 1, environ: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        """Build in place and stop it at one of its steps, as Ctrl-C does; with fewer steps it comes to its end."""
        steps = count()

        def stop(_what: str, _done: int, _total: int) -> None:
            if next(steps) == step:
                raise KeyboardInterrupt

        given = Options(destination=self._destination, cache_dir=self.cache, **options)
        with mock.patch.dict(os.environ, environ or {}), contextlib.suppress(KeyboardInterrupt, SiteError):
            self._spread(jobs)(self.root, given, now=datetime.fromisoformat(now), progress=stop)

    def _clear_away(self) -> None:
        """Do as the message says: move away what the engine no longer knows of."""
        for path in sorted(self._lost.get(self._destination, ())):
            _delete(self._destination / path)

    def _spread(self, jobs: int) -> Engine:
        """The engine with so many workers, if it is ours."""
        return partial(build, jobs=jobs) if self.engine is build else self.engine

    def clean(self, options: Options, now: datetime) -> Outcome:
        """What a build makes of a copy of the folder that never saw one."""
        fresh = self.folder / "fresh"
        shutil.copytree(self.root, fresh / "site", symlinks=True, ignore=shutil.ignore_patterns(".blogengine"))
        try:
            return _attempt(build, fresh / "site", fresh / "out", fresh / "cache", options, now)
        finally:
            shutil.rmtree(fresh)

    @property
    def _foreign_here(self) -> dict[str, bytes]:
        return self._foreign.setdefault(self._destination, {})


def _attempt(engine: Engine, root: Path, destination: Path, cache: Path, options: Options, now: datetime) -> Outcome:
    """What a build does; names of folders in what it says are replaced by "SITE" and "OUT"."""

    def neutral(text: str | None) -> str | None:
        return text and text.replace(str(root), "SITE").replace(str(destination), "OUT")

    def said(problems: Any) -> tuple[str, ...]:
        return tuple(f"{neutral(str(each))} | {neutral(each.snippet)} | {neutral(each.hint)}" for each in problems)

    try:
        report = engine(root, replace(options, destination=destination, cache_dir=cache), now=now)
    except SiteError as error:
        return Failed(said(error.problems))
    except Exception as error:
        raise Mismatch(f"{type(error).__name__} from a build: {error}") from error
    of_site = [each for each in report.warnings if each.code != "left-over"]  # a clean destination holds nothing else
    return Built(report, said(of_site), tree_of(destination))


def _everything(folder: Path) -> set[str]:
    tree = tree_of(folder)
    return {*tree.files, *tree.folders}


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in os.scandir(folder)}


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _harm(file: Path, how: str, place: int) -> None:
    content = file.read_bytes()
    at = place * 37 % max(len(content), 1)
    harmed = {
        "truncate": content[:at],
        "garbage": bytes((each * 7 + place) % 256 for each in range(len(content))),
        "empty": b"",
        "flip": content[:at] + bytes(each ^ 255 for each in content[at : at + 1]) + content[at + 1 :],
    }
    file.write_bytes(harmed[how])
