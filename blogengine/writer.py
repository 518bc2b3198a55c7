"""The finished site on disk: all of it or nothing, equal bytes left alone, and only own files ever removed.

Outputs are staged beside the destination while the site is rendered and moved into place only when every one of them
succeeded; each move is atomic. So a failed or killed build leaves whole files only, and a file that did not change
keeps its time, for servers and synchronising tools.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from blogengine.errors import Problem, SiteError

DIGEST_BYTES = 16


class Staged(msgspec.Struct, frozen=True):
    """A file of the finished site that waits for the commit."""

    path: str
    digest: bytes
    """Of its content."""
    place: str
    """Name of the file that waits to be moved; "" when the one in place says the same."""

    @property
    def is_new(self) -> bool:
        """Whether the file in place says something else, or is missing."""
        return bool(self.place)


class Writer:
    """Stages the files of one build and commits them together."""

    def __init__(self, destination: Path, staging: Path) -> None:
        self.destination = destination
        self.staging = staging
        self._folder = f"{staging}{os.sep}"
        self._process = 0
        self._count = 0

    def stage(self, path: str, content: bytes | bytearray) -> Staged:
        """Stage a file's content under its path relative to the destination ("/" separators)."""
        if self._read(path, len(content)) == content:
            return Staged(path, digest_of(content), "")
        place = self._place()
        with open(f"{self._folder}{place}", "wb", buffering=0) as file:  # noqa: PTH123  # ten thousand at a time
            file.write(content)
        return Staged(path, digest_of(content), place)

    def stage_copy(self, path: str, source: Path) -> Staged:
        """Stage a copy of a file, its bytes untouched."""
        current, digest = self.destination / path, digest_of_file(source)
        if current.is_file() and digest_of_file(current) == digest:
            return Staged(path, digest, "")
        place = self._place()
        shutil.copyfile(source, self.staging / place)
        return Staged(path, digest, place)

    def file_of(self, staged: Staged) -> Path:
        """Where the content of a file is until the commit."""
        return self.staging / staged.place if staged.place else self.destination / staged.path

    def commit(self, staged: Iterable[Staged], vanished: Iterable[str]) -> None:
        """Remove vanished files and the folders that this empties, then move staged files into place."""
        self.remove(vanished)
        self.destination.mkdir(parents=True, exist_ok=True)
        fresh = [each for each in staged if each.place]
        if obstacles := [problem for each in fresh if (problem := self._obstacle(each.path))]:
            raise SiteError(*obstacles)
        folders: set[str] = set()
        for each in fresh:
            self._move(each, folders)

    def strangers(self, own: Collection[str]) -> list[str]:
        """Files in the destination that are not its `own`, by their paths; names that begin with "." are left out."""
        found: list[str] = []
        for folder, folders, files in os.walk(self.destination):
            folders[:] = [name for name in folders if not name.startswith(".")]
            place = Path(folder).relative_to(self.destination)
            visible = (name for name in files if not name.startswith("."))
            found += [path for name in visible if (path := (place / name).as_posix()) not in own]
        return sorted(found)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files of the destination, and the folders that this empties."""
        for path in paths:
            self._remove(path)

    def _obstacle(self, path: str) -> Problem | None:
        """What is where a file is to be, and cannot be replaced; folders with nothing in them can."""
        target = f"{self.destination}{os.sep}{path}"
        with suppress(OSError):
            os.rmdir(target)  # noqa: PTH106  # nearly always there is none
        if os.path.isdir(target):  # noqa: PTH112
            return _in_the_way(target, "a folder", path)
        return None

    def _move(self, staged: Staged, folders: set[str]) -> None:
        """Move a file into place; `folders` are known to be there."""
        target = f"{self.destination}{os.sep}{staged.path}"
        folder = target.rpartition("/")[0]
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            folders.add(folder)
        os.replace(f"{self._folder}{staged.place}", target)  # noqa: PTH105

    def _place(self) -> str:
        """A name for a staged file, in a folder that no other process uses: in one folder they wait for each other."""
        if self._process != os.getpid():
            self._process, self._count = os.getpid(), 0
            os.makedirs(f"{self._folder}{self._process}", exist_ok=True)  # noqa: PTH103
        self._count += 1
        return f"{self._process}/{self._count}"

    def _read(self, path: str, size: int) -> bytes | None:
        """What stands in place; None for nothing, and for a file of another `size` in bytes."""
        current = f"{self.destination}{os.sep}{path}"
        try:
            if os.stat(current).st_size != size:  # noqa: PTH116
                return None
            return Path(current).read_bytes()
        except OSError:
            return None

    def _remove(self, path: str) -> None:
        file = self.destination / path
        with suppress(FileNotFoundError, NotADirectoryError):
            file.unlink()
        for folder in file.relative_to(self.destination).parents[:-1]:
            try:
                (self.destination / folder).rmdir()
            except OSError:  # it holds something else
                break


@contextmanager
def open_writer(destination: Path) -> Iterator[Writer]:
    """A writer whose staged files are gone after the block, committed or not.

    Raises `SiteError` when the destination cannot be written.
    """
    if sys.getfilesystemencoding() != "utf-8":
        message = f"cannot write the site: file names are {sys.getfilesystemencoding()} for this process"
        raise SiteError(Problem(message=message, hint="Set the environment variable PYTHONUTF8=1."))
    try:
        (parent := destination.resolve().parent).mkdir(parents=True, exist_ok=True)
        _remove_leftovers(parent, destination.name)
        prefix = f".{destination.name}.{os.getpid()}-"
        staging = Path(tempfile.mkdtemp(prefix=prefix, suffix=".staging", dir=parent))
    except OSError as error:
        raise SiteError(_unwritable(destination, error)) from error
    try:
        yield Writer(destination, staging)
    except OSError as error:
        raise SiteError(_unwritable(Path(error.filename or destination), error)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _remove_leftovers(parent: Path, name: str) -> None:
    """Remove what builds left that were killed."""
    for folder in parent.glob(f".{glob.escape(name)}.*-*.staging"):
        process = folder.name.removeprefix(f".{name}.").partition("-")[0]
        if process.isdecimal() and not _is_running(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # where this question would be a signal
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    return True


def digest_of(content: bytes | bytearray) -> bytes:
    """What tells a file's content from others: `DIGEST_BYTES` bytes."""
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


def digest_of_file(file: Path) -> bytes:
    """As `digest_of`, of a file of any size. Raises `OSError`."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: blake2b(digest_size=DIGEST_BYTES)).digest()


def _in_the_way(place: str, what: str, path: str) -> Problem:
    return Problem(
        message=f"{what} is in the way of the site's “{path}”",
        path=place,
        hint="Move it away: the engine did not write it, or no longer knows that it did.",
    )


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(
        message=f"cannot write the site: {error.strerror or error}",
        path=os.fspath(path),
        hint="Choose another folder with --destination, or make this one writable.",
    )
