"""data/: TOML, YAML, JSON and CSV files as one tree of values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from blogengine.content.files import scan, shown
from blogengine.errors import Problem, SiteError, problem_on_line
from blogengine.parsing import decode_text, parse


class Data(msgspec.Struct, frozen=True):
    """What the data files say."""

    values: Mapping[str, Any] = {}
    """File names without extension -> what is in them, folders as mappings, CSV as lists of rows (lists of texts)."""
    broken: Mapping[str, tuple[Problem, ...]] = {}
    """Lower-cased name of a file or folder at the top -> what is wrong in it; nothing of these files is in `values`."""
    warnings: tuple[Problem, ...] = ()
    """The same as warnings, and of files that say what another has said."""


def read_data(folder: Path) -> Data:
    """The data files. A folder and a file of one name are merged, the file over the folder.

    Of two files that say different things under one key the first stands, as in Hugo. Empty if there is no such folder.
    Raises `SiteError` for a folder that cannot be read.
    """
    root = folder.parent
    scanned = scan(folder, root, lambda _: False)
    if scanned.problems:
        raise SiteError(*scanned.problems)
    tree: dict[str, Any] = {}
    broken: dict[str, tuple[Problem, ...]] = {}
    warnings: list[Problem] = []
    for found in scanned.files:
        *folders, name = found.name.split("/")
        stem, _, extension = name.rpartition(".")
        read = _READERS.get(extension.lower())
        if read is None or not stem:
            continue
        path = shown(found.file, root)
        keys = (*folders, stem)
        try:
            value = read(_text(found.file, path), path)
        except SiteError as error:
            broken[keys[0].lower()] = (*broken.get(keys[0].lower(), ()), *error.problems)
            continue
        if (taken := _put(tree, keys, value)) is not None:
            warnings.append(_taken(taken, path))
    warnings += [_unread(problem) for problems in broken.values() for problem in problems]
    return Data(tree, broken, tuple(warnings))


def _unread(problem: Problem) -> Problem:
    return msgspec.structs.replace(problem, message=f"no template may read this: {problem.message}", code="broken-data")


def _put(tree: dict[str, Any], keys: tuple[str, ...], value: Any) -> str | None:
    """Add a value at its place; the key that has another one already, where there is one."""
    for key in keys[:-1]:
        inner = tree.setdefault(key, {})
        if not isinstance(inner, dict):
            return key
        tree = inner
    there = tree.get(keys[-1])
    if there is None:
        tree[keys[-1]] = value
    elif isinstance(there, dict) and isinstance(value, dict):
        tree[keys[-1]] = {**there, **value}
    else:
        return keys[-1]
    return None


def _taken(key: str, path: str) -> Problem:
    return Problem(
        message=f"another file already gives the data “{key}”: this one is left out",
        path=path,
        hint="Rename one: a name stands for one file, whatever its extension.",
        code="broken-data",
    )


def _text(file: Path, path: str) -> str:
    try:
        return decode_text(file.read_bytes(), path).removeprefix("\ufeff")
    except OSError as error:
        raise SiteError(Problem(message=f"cannot read the file: {error.strerror}", path=path)) from error


def _toml(text: str, path: str) -> Any:
    return parse(text, "toml", path)


def _yaml(text: str, path: str) -> Any:
    return parse(text, "yaml", path)


def _json(text: str, path: str) -> Any:
    return parse(text, "json", path) if text.strip() else None


def _csv(text: str, path: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [row for row in rows if row]
    except csv.Error as error:
        raise SiteError(problem_on_line(f"CSV: {error}", path, text, rows.line_num)) from error


_READERS: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "toml": _toml,
    "yaml": _yaml,
    "yml": _yaml,
    "json": _json,
    "csv": _csv,
}
