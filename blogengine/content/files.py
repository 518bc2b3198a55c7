"""The files below a folder, in order; leftovers of editors are left out, links followed with care."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from blogengine.errors import Problem

Ignored = Callable[[str], bool]
"""Whether a file of this absolute path is left out."""


class Found(msgspec.Struct, frozen=True):
    """A file below a folder."""

    name: str
    """Relative to the folder, "/" separators, NFC."""
    file: Path


class Scan(msgspec.Struct, frozen=True):
    """What a folder holds."""

    files: tuple[Found, ...]
    """By name."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def ignored_by(patterns: tuple[str, ...]) -> Ignored:
    """Hugo's `ignoreFiles`: regular expressions, searched for in absolute paths. Raises `re.error`."""
    compiled = [re.compile(pattern) for pattern in patterns]
    return lambda path: any(pattern.search(path) for pattern in compiled)


def scan(folder: Path, root: Path, ignored: Ignored, apart: frozenset[Path] = frozenset()) -> Scan:
    """The files at any depth below a folder; folders in `apart` are skipped.

    Links are followed when they lead to a place inside `root` that does not hold the link; links in a linked folder are
    not. A folder that is not there holds nothing.
    """
    scanner = _Scanner(root.resolve(), ignored, apart)
    if folder.exists() and not folder.is_dir():
        what = Problem(message="this is a file, but has to be a folder", path=shown(folder, root))
        scanner.problems.append(what)
    found = list(scanner.files(folder)) if folder.is_dir() else []
    found.sort(key=lambda each: each.name)
    return Scan(tuple(found), tuple(scanner.problems), tuple(scanner.warnings))


def shown(file: Path, root: Path) -> str:
    """A file as messages name it: relative to the site's folder where it lies inside."""
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


def is_text(name: str) -> bool:
    """Whether a file's name is UTF-8: no address can have another one."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def nameless(file: Path, root: Path) -> Problem:
    """The warning of a file whose name is not UTF-8; its bytes are shown as "�"."""
    name = os.fsencode(shown(file, root)).decode("utf-8", "replace")
    return Problem(message="the name is not UTF-8, so the file is left out", path=name, hint="Rename it.")


class _Scanner:
    """Walks folders without recursion."""

    def __init__(self, root: Path, ignored: Ignored, apart: frozenset[Path]) -> None:
        self._root = root
        self._ignored = ignored
        self._apart = apart
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def files(self, top: Path) -> Iterator[Found]:
        waiting = [(top, "", False)]
        while waiting:
            folder, prefix, linked = waiting.pop()
            for entry in self._entries(folder):
                if _is_leftover(entry.name) or self._ignored(entry.path):
                    continue
                if not is_text(entry.name):
                    self.warnings.append(nameless(Path(entry.path), self._root))
                    continue
                link = entry.is_symlink()
                if link and not self._may_follow(Path(entry.path), linked):
                    continue
                name = prefix + unicodedata.normalize("NFC", entry.name)
                if entry.is_dir():
                    if Path(entry.path) not in self._apart:
                        waiting.append((Path(entry.path), f"{name}/", linked or link))
                elif entry.is_file():
                    yield Found(name, Path(entry.path))

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self.problems.append(
                Problem(message=f"cannot read the folder: {error.strerror}", path=shown(folder, self._root))
            )
            return []

    def _may_follow(self, link: Path, linked: bool) -> bool:
        reason = self._reason_not_to_follow(link, linked)
        if reason:
            message = f"the link is not followed: {reason}"
            self.warnings.append(Problem(message=message, path=shown(link, self._root), code="link-out"))
        return not reason

    def _reason_not_to_follow(self, link: Path, linked: bool) -> str:
        try:
            target = link.resolve(strict=True)
        except (OSError, RuntimeError):
            return "it leads nowhere"
        if not target.is_relative_to(self._root):
            return "it leads out of the site"
        if link.parent.resolve().is_relative_to(target):
            return "it leads to a folder around itself"
        return "it stands in a linked folder" if linked and target.is_dir() else ""


def _is_leftover(name: str) -> bool:
    """Whether Hugo never reads a file of this name: dot files, and what editors leave behind."""
    return name.startswith((".", "#")) or name.endswith("~")
