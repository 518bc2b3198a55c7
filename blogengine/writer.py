"""The finished site on disk: all of it or nothing, equal bytes left alone.

Outputs are staged beside the destination while the site is rendered and moved into place only when every one of them
succeeded; each move is atomic. So a failed or killed build leaves the previous site as it was, and a file that did not
change keeps its time, for servers and synchronising tools.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from blogengine.errors import Problem, SiteError

BLOCK = 1 << 18
"""Bytes of files that are compared at a time."""


class Written(msgspec.Struct, frozen=True):
    """What a build changed on disk, in numbers of files."""

    written: int
    unchanged: int


class Writer:
    """Stages the files of one build and commits them together."""

    def __init__(self, destination: Path, staging: Path) -> None:
        self.destination = destination
        self._staging = staging
        self._staged: list[str] = []
        self._unchanged = 0

    def write(self, path: str, content: bytes) -> None:
        """Stage a file's content under its path relative to the destination ("/" separators)."""
        if self._same(path, content):
            self._unchanged += 1
            return
        (staged := self._staging / path).parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        self._staged.append(path)

    def copy(self, path: str, source: Path) -> None:
        """Stage a copy of a file, its bytes untouched."""
        if _equal(source, self.destination / path):
            self._unchanged += 1
            return
        (staged := self._staging / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, staged)
        self._staged.append(path)

    def commit(self) -> Written:
        """Move every staged file into place."""
        for path in self._staged:
            (target := self.destination / path).parent.mkdir(parents=True, exist_ok=True)
            (self._staging / path).replace(target)
        self.destination.mkdir(parents=True, exist_ok=True)
        return Written(len(self._staged), self._unchanged)

    def _same(self, path: str, content: bytes) -> bool:
        current = self.destination / path
        try:
            return current.stat().st_size == len(content) and current.read_bytes() == content
        except OSError:
            return False


@contextmanager
def open_writer(destination: Path) -> Iterator[Writer]:
    """A writer whose staged files are gone after the block, committed or not.

    Raises `SiteError` when the destination cannot be written.
    """
    try:
        (parent := destination.resolve().parent).mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", suffix=".staging", dir=parent))
    except OSError as error:
        raise SiteError(_unwritable(destination, error)) from error
    try:
        yield Writer(destination, staging)
    except OSError as error:
        path = Path(error.filename or destination)
        if path.is_relative_to(staging):
            path = destination / path.relative_to(staging)
        raise SiteError(_unwritable(path, error)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _equal(one: Path, other: Path) -> bool:
    """Whether two files have the same bytes; `filecmp` would remember its answer for as long as size and time stay."""
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(BLOCK):
            if block != second.read(BLOCK):
                return False
    return True


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(
        message=f"cannot write the site: {error.strerror or error}",
        path=os.fspath(path),
        hint="Choose another folder with --destination, or make this one writable.",
    )
