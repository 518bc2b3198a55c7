"""data/: TOML, YAML, JSON and CSV files as one tree of values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from blogengine.content.files import scan, shown
from blogengine.errors import Problem, SiteError, problem_on_line
from blogengine.parsing import decode_text, parse


def read_data(folder: Path) -> Mapping[str, Any]:
    """File names without extension -> what is in them, folders as mappings, CSV as lists of rows (lists of texts).

    A folder and a file of one name are merged, the file over the folder. Empty if there is no such folder. Raises
    `SiteError` with the mistakes of all files, and two files that say different things under one key.
    """
    root = folder.parent
    scanned = scan(folder, root, lambda _: False)
    problems = list(scanned.problems)
    tree: dict[str, Any] = {}
    for found in scanned.files:
        *folders, name = found.name.split("/")
        stem, _, extension = name.rpartition(".")
        read = _READERS.get(extension.lower())
        if read is None or not stem:
            continue
        path = shown(found.file, root)
        try:
            _put(tree, (*folders, stem), read(_text(found.file, path), path), path)
        except SiteError as error:
            problems += error.problems
    if problems:
        raise SiteError(*problems)
    return tree


def _put(tree: dict[str, Any], keys: tuple[str, ...], value: Any, path: str) -> None:
    for key in keys[:-1]:
        inner = tree.setdefault(key, {})
        if not isinstance(inner, dict):
            raise _taken(key, path)
        tree = inner
    there = tree.get(keys[-1])
    if there is None:
        tree[keys[-1]] = value
    elif isinstance(there, dict) and isinstance(value, dict):
        tree[keys[-1]] = {**there, **value}
    else:
        raise _taken(keys[-1], path)


def _taken(key: str, path: str) -> SiteError:
    return SiteError(
        Problem(
            message=f"another file already gives the data “{key}”",
            path=path,
            hint="Rename one: a name stands for one file, whatever its extension.",
        )
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
