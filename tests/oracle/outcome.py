"""What a build did, and whether an incremental one did what a clean one does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from blogengine.build import Report

MOST_SHOWN = 30
"""Lines of a difference that are shown."""


class Mismatch(AssertionError):  # noqa: N818  # it names what was found
    """An incremental build that differs from a clean one."""


@dataclass(frozen=True)
class File:
    """A file as it stands: its bytes, when it was written, and its number in the file system."""

    content: bytes
    modified: int
    inode: int


@dataclass(frozen=True)
class Tree:
    """A folder's files and folders by their paths below it; none if it is not there."""

    files: Mapping[str, File]
    folders: frozenset[str]


@dataclass(frozen=True)
class Built:
    """A build that succeeded."""

    report: Report
    warnings: tuple[str, ...]
    tree: Tree


@dataclass(frozen=True)
class Failed:
    """A build that stopped with problems."""

    problems: tuple[str, ...]


Outcome = Built | Failed


def tree_of(top: Path) -> Tree:
    """All that is below a folder, but for links that lead nowhere."""
    files: dict[str, File] = {}
    folders: set[str] = set()
    for place, names, leaves in os.walk(top):
        below = os.path.relpath(place, top)
        prefix = "" if below == "." else f"{below}/"
        folders.update(prefix + name for name in names)
        for name in leaves:
            if not (file := Path(place, name)).exists():
                continue
            stat = file.stat()
            files[prefix + name] = File(file.read_bytes(), stat.st_mtime_ns, stat.st_ino)
    return Tree(files, frozenset(folders))


def compare(
    before: Tree, after: Tree, fast: Outcome, clean: Outcome, foreign: Mapping[str, bytes], lost: Iterable[str]
) -> None:
    """Raise `Mismatch` unless an incremental build did what a clean one does, and no more than it had to.

    `before` and `after` are its destination. Of what is there beside the clean build's files, `foreign` must stay, and
    what is `lost` (the engine cannot know that it wrote it) may.
    """
    if isinstance(fast, Failed) or isinstance(clean, Failed):
        _same("problems", _problems(fast), _problems(clean))
        _untouched(before, after)
        return
    _same_files(after, clean.tree, foreign, frozenset(lost))
    for name in ("pages", "outputs", "held_back"):
        _same(f"report's {name}", getattr(fast.report, name), getattr(clean.report, name))
    _same("warnings", fast.warnings, clean.warnings)
    _no_needless_write(before, after, fast.report)


def _problems(outcome: Outcome) -> tuple[str, ...]:
    return outcome.problems if isinstance(outcome, Failed) else ()


def _same(what: str, fast: object, clean: object) -> None:
    if fast != clean:
        raise Mismatch(f"{what}\n  incremental: {fast}\n  clean:       {clean}")


def _untouched(before: Tree, after: Tree) -> None:
    if before != after:
        changed = sorted(path for path in before.files | after.files if before.files.get(path) != after.files.get(path))
        raise Mismatch(f"a build that failed changed the output: {changed or 'its folders'}")


def _same_files(after: Tree, clean: Tree, foreign: Mapping[str, bytes], lost: frozenset[str]) -> None:
    missing = sorted(clean.files.keys() - after.files.keys())
    if missing:
        raise Mismatch(f"missing after an incremental build: {missing}")
    stale = sorted(after.files.keys() - clean.files.keys() - foreign.keys() - lost)
    if stale:
        raise Mismatch(f"stale after an incremental build: {stale}")
    for path, file in sorted(clean.files.items()):
        if after.files[path].content != file.content:
            raise Mismatch(f"{path} differs after an incremental build:\n{_diff(after.files[path], file)}")
    for path, content in foreign.items():
        if path not in clean.files and (path not in after.files or after.files[path].content != content):
            raise Mismatch(f"the build touched {path}, which is not its own")
    around = {parent.as_posix() for path in {*foreign, *lost} for parent in Path(path).parents}
    empty = sorted(after.folders - clean.folders - around - lost)
    if empty:
        raise Mismatch(f"stale folders after an incremental build: {empty}")


def _no_needless_write(before: Tree, after: Tree, report: Report) -> None:
    """Files with equal bytes keep their times, and the report counts the others."""
    same = [path for path in before.files.keys() & after.files.keys() if _equal(before, after, path)]
    touched = sorted(path for path in same if before.files[path] != after.files[path])
    if touched:
        raise Mismatch(f"written again though their bytes are equal: {touched}")
    new = len(after.files) - len(same)
    _same("report's written", report.written, new)
    _same("report's written and unchanged", report.written + report.unchanged, report.outputs)


def _equal(before: Tree, after: Tree, path: str) -> bool:
    return before.files[path].content == after.files[path].content


def _diff(fast: File, clean: File) -> str:
    lines = unified_diff(_lines(fast), _lines(clean), "incremental", "clean", lineterm="", n=1)
    return "\n".join(list(lines)[:MOST_SHOWN])


def _lines(file: File) -> list[str]:
    return file.content.decode(errors="backslashreplace").splitlines()
