"""What is served: the site as it was when it last could be built, and what is already made of the next one."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import sqlite3
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import perf_counter
from urllib.parse import unquote

import msgspec

from blogengine.build import build
from blogengine.config import Config, Options, load_config
from blogengine.errors import Problem, SiteError
from blogengine.ledger import DamagedError, Ledger, ledger_file
from blogengine.memory import Memory, Remembered
from blogengine.outputs import Rendered
from blogengine.site import Page, page_entity
from blogengine.urls import PathError, base_path, page_output

HTML = (".html", ".htm")
PATIENCE = 60.0
"""Seconds that an answer waits for a page that is being made for the first time."""


class UnfinishedError(Exception):
    """A build was interrupted."""


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """What looking at the author's files again led to."""

    changed: frozenset[str] = frozenset()
    """URL paths whose bytes are not what they were, appeared or vanished: decoded, with the base path."""
    problems: tuple[Problem, ...] = ()
    """Why the site cannot be built now; empty when all is well. What was served before goes on being served, but for
    pages that are edited or looked at and could be made."""
    warnings: tuple[Problem, ...] = ()
    edited: str | None = None
    """URL path of the page whose source was touched, when exactly one was."""
    is_whole: bool = True
    """Whether it came to its end; else only what somebody waits for is up to date, until the next one."""
    seconds: float = 0.0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a URL path answers."""

    body: bytes | Path
    """Pages are bytes; whatever is only copied may be a file."""
    media_type: str
    """Without a charset."""
    source: Path | None = None
    """The file of a page, absolute; None for what has none."""


class Session:
    """A site that is kept up to date, drafts and pages of the future included; built into a folder of its own.

    `viewed` tells which URL paths somebody looks at: those are made first, and `shown` is called with each as soon as
    it is there and new, by the thread that refreshes. The rest is made when it is asked for, or after `rest` seconds in
    which nothing was.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        *,
        clock: Callable[[], datetime],
        viewed: Callable[[], Collection[str]] = tuple,
        shown: Callable[[str], None] = lambda _path: None,
        rest: float = 0.0,
    ) -> None:
        self._root = root
        self._clock = clock
        self._options = msgspec.structs.replace(options, drafts=True, future=True)
        self._folder: Path | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._memory = Memory()
        self._untold: set[Path] | None = None
        """What was touched since the site could last be built; None for anything."""
        self._is_well = False
        """Whether the last refresh found no problems."""
        self._edits: frozenset[str] = frozenset()
        """The outputs of the pages that were edited last."""
        self._served: _Served | None = None
        self._coming = _Coming(
            wanted=lambda: {*self._edits, *(name for path in viewed() for name in _outputs(path, self._base))},
            shown=lambda output: shown(_address(output, self._base)),
            rest=rest,
        )
        self._base = ""
        with suppress(SiteError):  # the first refresh says what is wrong
            self._base = _base_of(load_config(root, self._options))

    def refresh(self, touched: Collection[Path] | None) -> Refresh:
        """Bring what is served up to date after files were touched; None: after anything may have been.

        Called by one thread at a time, and never raises `SiteError`.
        """
        began, before = perf_counter(), self._served
        self._untold = None if touched is None or self._untold is None else {*self._untold, *touched}
        self._edits = frozenset(filter(None, map(before.output_of, touched or ()))) if before else frozenset()
        try:
            with self._coming.under_way(in_haste=not self._is_well, is_first=before is None) as new:
                served, warnings = self._built()
                self._served = served
        except SiteError as error:
            self._is_well = False
            return Refresh(problems=error.problems, seconds=perf_counter() - began)
        except UnfinishedError:
            return Refresh(is_whole=False, edited=self._edited(touched or ()), seconds=perf_counter() - began)
        self._untold, self._is_well = set(), True
        return Refresh(
            changed=served.changes(before, new),
            warnings=warnings,
            edited=self._edited(touched or ()),
            seconds=perf_counter() - began,
        )

    def _built(self) -> tuple[_Served, tuple[Problem, ...]]:
        self._folder = self._folder or self._place_for(load_config(self._root, self._options).cache_dir)
        report = build(
            self._root,
            msgspec.structs.replace(self._options, destination=self._folder),
            now=self._clock(),
            audience=self._coming,
            memory=self._memory,
            touched=self._untold,
            start="spawn",  # a copy of a process with threads may wait for ever
        )
        assert self._memory.last is not None
        self._base = _base_of(self._memory.last.config)
        return _Served(self._memory.last, self._base), report.warnings

    def interrupt(self) -> None:
        """Have a refresh that runs come back as soon as everything is made that somebody waits for.

        To be called when files are touched: the next refresh makes up for it.
        """
        self._coming.interrupt()

    def stop(self) -> None:
        """Have nobody wait any longer, and a refresh that runs end."""
        self._coming.stop()

    def _place_for(self, cache: Path) -> Path:
        """A folder apart from what `build` writes: no draft gets where `publish` could find it."""
        name = hashlib.blake2b(os.fsencode(self._root), digest_size=8).hexdigest()
        folder = cache / f"served-{name}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self._temporary = tempfile.TemporaryDirectory(prefix="blogengine-")
            return Path(self._temporary.name, name)
        return folder

    def _edited(self, touched: Collection[Path]) -> str | None:
        pages = {address for file in touched if (address := self.address(file)) is not None}
        return pages.pop() if len(pages) == 1 else None

    def address(self, source: Path) -> str | None:
        """The URL path of the page that a file is the source of."""
        return self._served.address_of(source) if self._served else None

    @property
    def is_built(self) -> bool:
        """Whether there is a whole site."""
        return self._served is not None

    def answer(self, path: str, *, waits: bool = True) -> Answer | None:
        """What a URL path (decoded, with the base path) answers; None for what there is not.

        May be called by any thread while a refresh runs, and waits for what is still to be made; without `waits` it is
        what it was before. Either is whole.
        """
        names = _outputs(path, self._base)
        made = self._coming.body(names, waits=waits)
        served = self._served
        if made is not None:
            name, body = made
            return Answer(body=body, media_type=_media_type(name), source=served.source(name) if served else None)
        return served.answer(names) if served else None

    def missing(self, *, waits: bool = True) -> Answer:
        """What is answered where there is nothing: the site's own 404 page."""
        page = self.answer(f"{self._base}/404.html", waits=waits)
        return page or Answer(
            body=b"<!doctype html><title>404</title><p>There is no such page.", media_type="text/html"
        )

    def close(self) -> None:
        """Give back what the session holds."""
        if self._temporary is not None:
            self._temporary.cleanup()


class _Served:
    """One state of the site."""

    def __init__(self, last: Remembered, base: str) -> None:
        self._last = last
        self._base = base
        self._ledger = ledger_file(last.config.cache_dir, last.config.publish_dir)

    def answer(self, names: Collection[str]) -> Answer | None:
        """The first of these outputs that there is."""
        name = next((name for name in names if name in self._last.records), None)
        if name is None:
            return None
        file = self._last.config.publish_dir / name
        try:
            body = file.read_bytes() if name.endswith(HTML) else file
        except OSError:  # a refresh has just removed it
            return None
        return Answer(body=body, media_type=_media_type(name), source=self.source(name))

    def changes(self, before: _Served | None, new: Collection[str]) -> frozenset[str]:
        """The URL paths that tell this state from another, when these outputs were made and are `new`."""
        names = self._last.records.keys()
        if before is None or before._base != self._base:
            return frozenset(_address(name, self._base) for name in names)
        return frozenset(_address(name, self._base) for name in {*new, *(before._last.records.keys() - names)})

    def source(self, output: str) -> Path | None:
        """The file of the page that an output shows."""
        record = self._last.records.get(output)
        made = record.output if record else None
        page = self._page(page_entity(made.language, made.page)) if isinstance(made, Rendered) else None
        return page.source.file if page and page.source else None

    def address_of(self, source: Path) -> str | None:
        """The URL path of the page that a file is the source of."""
        output = self.output_of(source)
        return None if output is None else _address(output, self._base)

    def output_of(self, source: Path) -> str | None:
        """The output of that page."""
        page = self._page(self._last.noticed.pages.get(os.fsencode(source), ""))
        with suppress(PathError):
            output = page_output(page.path) if page else ""
            return output if output in self._last.records else None
        return None

    def _page(self, entity: str) -> Page | None:
        """A page as the ledger has it; None also where that cannot be read just now."""
        if not entity or not self._ledger.is_file():
            return None
        with suppress(sqlite3.Error, DamagedError), closing(Ledger.to_read(self._ledger)) as ledger:
            return ledger.page(entity)
        return None


class _Coming:
    """What is already made of the site that is being built: the audience of that build."""

    def __init__(self, wanted: Callable[[], Collection[str]], shown: Callable[[str], None], rest: float) -> None:
        self._wanted = wanted
        self._shown = shown
        self._rest = self._pause = rest
        self._changed = threading.Condition()
        self._awaited: Counter[str] = Counter()
        self._expected: set[str] = set()
        """Outputs that will be made; once they are, they are in `_bodies` where somebody wants them."""
        self._bodies: dict[str, bytes] = {}
        """Outputs that are not in place yet."""
        self._new: set[str] = set()
        self._is_under_way = True  # so that the first answers wait
        self._is_first = True
        self._is_interrupted = False
        self._is_stopped = False

    @contextmanager
    def under_way(self, *, in_haste: bool, is_first: bool) -> Iterator[Collection[str]]:
        """While a site is built, `in_haste` without a rest; gives the outputs that turned out new, known at the end."""
        with self._changed:
            self._new = set()
            self._is_under_way, self._is_first, self._is_interrupted = True, is_first, False
            self._pause = 0.0 if in_haste else self._rest
        try:
            yield self._new
            self._bodies.clear()
        finally:
            with self._changed:
                self._is_under_way = False
                self._expected.clear()
                self._changed.notify_all()

    def interrupt(self) -> None:
        """End the build as soon as all is made that somebody waits for, unless it is the first."""
        with self._changed:
            self._is_interrupted = True
            self._changed.notify_all()

    def stop(self) -> None:
        """End the build, and all waiting."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def expects(self, paths: Collection[str]) -> None:
        """Let those who ask for one of these wait for it."""
        with self._changed:
            self._expected.update(paths)

    def wants(self) -> Collection[str]:
        """What is asked for, then what is looked at; raises `UnfinishedError` when that is all that is to be made."""
        looked_at = self._wanted()
        with self._changed:
            if self._is_stopped:
                raise UnfinishedError
            if not self._is_first and self._expected.isdisjoint(looked_at):
                if not self._changed.wait_for(self._is_disturbed, self._pause):
                    self._pause = 0.0
                if self._is_interrupted and not self._is_asked():
                    raise UnfinishedError
            return (*self._awaited, *looked_at)

    def _is_disturbed(self) -> bool:
        return self._is_interrupted or self._is_stopped or self._is_asked()

    def _is_asked(self) -> bool:
        return not self._expected.isdisjoint(self._awaited)

    def see(self, path: str, file: Path, *, is_new: bool) -> None:
        """Give a page that is wanted to those who wait."""
        if is_new:
            self._new.add(path)
        is_wanted = path in self._wanted()
        with self._changed:
            self._expected.discard(path)
            if is_wanted or path in self._awaited:
                self._bodies[path] = file.read_bytes()
                self._changed.notify_all()
        if is_wanted and is_new:
            self._shown(path)

    def body(self, names: Sequence[str], *, waits: bool) -> tuple[str, bytes] | None:
        """The first of some outputs that is made but not in place, and its content."""
        with self._changed:
            if waits and self._is_to_come(names):
                self._awaited.update(names)
                self._changed.notify_all()
                self._changed.wait_for(lambda: not self._is_to_come(names), PATIENCE)
                self._awaited -= Counter(names)
            return next(((name, self._bodies[name]) for name in names if name in self._bodies), None)

    def _is_to_come(self, names: Sequence[str]) -> bool:
        if not self._is_under_way or self._is_stopped:
            return False
        if self._is_first:
            return self._bodies.keys().isdisjoint(names)
        return not self._expected.isdisjoint(names)


def _base_of(config: Config) -> str:
    """The path of `baseURL`, decoded, without its trailing "/"."""
    return unquote(base_path(config.main.base_url))


def _outputs(path: str, base: str) -> tuple[str, ...]:
    """The outputs that a URL path may mean, as on GitHub Pages: a folder's index, a page without its ".html"."""
    if not path.startswith(f"{base}/"):
        return ()
    name = path[len(base) + 1 :]
    return (name, f"{name}.html") if name and not name.endswith("/") else (f"{name}index.html",)


def _address(output: str, base: str) -> str:
    """The URL path of an output."""
    is_index = output == "index.html" or output.endswith("/index.html")
    return f"{base}/{output.removesuffix('index.html') if is_index else output}"


def _media_type(output: str) -> str:
    return mimetypes.guess_type(output)[0] or "application/octet-stream"
