"""What the author's editor does to the files of a site."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from blogengine.errors import Problem, SiteError
from blogengine.serve.place import Place
from blogengine.serve.settling import Settling

SCRATCH: Final = re.compile(
    r"""4913                       # Vim tries whether it can write
    | \..*\.sw[a-z]                # Vim's swap files
    | .*~                          # backups
    | \.\#.* | \#.*\#              # Emacs's locks and auto-saves
    | .*\.(?:tmp|temp|bak|part)    # written first, then renamed
    | .*___jb_(?:tmp|old)___       # JetBrains
    | \.goutputstream-.*           # GNOME
    | \.~lock\..*                  # LibreOffice
    | \.DS_Store""",
    re.VERBOSE | re.DOTALL,
)
"""Names of files that programs keep beside what the author edits."""
HISTORY: Final = frozenset((".git", ".hg", ".jj", ".svn"))
"""Folders of version control, which a theme's folder may have."""
CONFIG: Final = re.compile(r"(?:config|hugo)\.(?:toml|ya?ml|json)")
EVENTS: Final[list[type[FileSystemEvent]]] = [
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
"""Reading is not among them: the build itself reads."""
GRACE = 2.0
"""Seconds that the observer's threads get to end; they end with the process."""
POLL = 0.5
"""Seconds between two looks where the system does not notify."""


class Watcher(FileSystemEventHandler):
    """Waits for changes of a site's files."""

    def __init__(self, root: Path, *, poll: bool, touched: Callable[[], None] = lambda: None) -> None:
        """`touched` is called at every event, by the observer's threads, before what was touched has come to rest."""
        self._root = root
        self._touched = touched
        self._place = Place()
        self._settling = Settling()
        self._changed = threading.Condition()
        self._look_at_all = False
        self._is_closed = False
        self._watches: dict[Path, ObservedWatch] = {}
        self._lost: set[Path] = set()
        self._observer: BaseObserver = PollingObserver(timeout=POLL) if poll else Observer()
        self._observer.start()

    def watch(self, place: Place) -> None:
        """Watch the folders of a place that are there, and no others; raises `SiteError` where the system cannot."""
        self._place = place
        beside = {self._root, *(file.parent for file in place.config_files)}
        wanted = {folder: folder in place.folders for folder in beside | place.folders if folder.is_dir()}
        with self._changed:
            lost, self._lost = self._lost, set()
        for folder in (self._watches.keys() - wanted.keys()) | (self._watches.keys() & lost):
            self._observer.unschedule(self._watches.pop(folder))
        try:
            for folder in wanted.keys() - self._watches.keys():
                watch = self._observer.schedule(self, os.fspath(folder), recursive=wanted[folder], event_filter=EVENTS)
                self._watches[folder] = watch
        except OSError as error:
            raise SiteError(_unwatchable(error)) from error

    def batches(self) -> Iterator[frozenset[Path] | None]:
        """Files that were touched together, as soon as they have come to rest; None for anything. Ends when closed."""
        while (batch := self._next()) is not None:
            looks_at_all, files = batch
            yield None if looks_at_all else files

    def _next(self) -> tuple[bool, frozenset[Path]] | None:
        with self._changed:
            while not self._is_closed:
                due = self._settling.due
                rest = None if due is None else due - monotonic()
                if rest is not None and rest <= 0:
                    looks_at_all, self._look_at_all = self._look_at_all, False
                    return looks_at_all, self._settling.take()
                self._changed.wait(rest)
        return None

    def close(self) -> None:
        """Stop watching."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._observer.stop()
        self._observer.join(GRACE)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take down what an event touched; called by the observer's threads."""
        self._touch(event, event.src_path, is_whole=isinstance(event, FileClosedEvent))
        if event.dest_path:
            self._touch(event, event.dest_path, is_whole=True)

    def _touch(self, event: FileSystemEvent, path: bytes | str, *, is_whole: bool) -> None:
        file = Path(os.fsdecode(path))
        if not self._matters(file):
            return
        with self._changed:
            if event.is_directory:
                self._look_at_all = True
                self._lost.add(file)  # its watch, if it has one, went with it
            is_new = isinstance(event, FileCreatedEvent)
            self._settling.add(file, monotonic(), is_whole=is_whole, is_new=is_new)
            self._changed.notify_all()
        self._touched()

    def _matters(self, file: Path) -> bool:
        """Whether a change of a file can change the site."""
        place = self._place
        if SCRATCH.fullmatch(file.name) or any(file.is_relative_to(folder) for folder in place.ignored):
            return False
        folder = next((folder for folder in place.folders if file.is_relative_to(folder)), None)
        if folder is not None:
            return HISTORY.isdisjoint(file.relative_to(folder).parts)
        return file in place.config_files or (file.parent == self._root and bool(CONFIG.fullmatch(file.name)))


def _unwatchable(error: OSError) -> Problem:
    return Problem(
        message=f"the site's folders cannot be watched: {error.strerror or error}",
        hint="Look at them again and again instead, with --poll; or raise the limits of inotify.",
    )
