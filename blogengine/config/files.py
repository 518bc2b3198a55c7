"""Reading a file in TOML, YAML or JSON: its syntax, its values, and where each of its keys stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from blogengine import parsing
from blogengine.config.places import MAX_DEPTH, KeyPath, Outline, Place, TooLargeError, outline_of
from blogengine.errors import Problem, SiteError, problem_on_line

Tree = dict[str, Any]
"""Values by key, as a file holds them: an open mapping until it is decoded."""

SUFFIXES = (".toml", ".yaml", ".yml", ".json")
FORMATS: Mapping[str, parsing.Format] = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}


class ConfigFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of settings: its text, what it holds, and where."""

    path: Path
    shown: str
    """The path as problems name it: relative to the site's root when it lies there."""
    text: str
    values: Tree
    outline: Outline
    warnings: tuple[Problem, ...] = ()
    """Keys that stand twice."""

    def problem(self, place: Place | None, message: str, hint: str | None = None) -> Problem:
        """A problem at a place of this file, or with the file as a whole."""
        if place is None:
            return Problem(message=message, path=self.shown, hint=hint)
        problem = problem_on_line(message, self.shown, self.text, place.line, hint)
        return msgspec.structs.replace(problem, column=place.column)

    def place(self, keys: KeyPath) -> Place | None:
        """Where a path of keys (lower-cased) is set in this file."""
        return self.outline.places.get(keys)


def read_file(path: Path, root: Path) -> ConfigFile:
    """The settings in a file. Raises `SiteError` when it cannot be read, or at a mistake in its syntax."""
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    text = _read(path, shown)
    values = parse(text, path.suffix, shown)
    file = ConfigFile(path=path, shown=shown, text=text, values=values, outline=_outline(text, path.suffix, shown))
    repeated = tuple(
        file.problem(place, f"{keys[-1]} is set twice", "Keep one of the two; letter case makes no difference.")
        for keys, place in file.outline.repeated
    )
    return msgspec.structs.replace(file, warnings=repeated)


def parse(text: str, suffix: str, shown: str) -> Tree:
    """The mapping that a text in TOML, YAML or JSON holds. Raises `SiteError` at a syntax error."""
    if not text.strip():
        return {}
    values = parsing.parse(text, FORMATS[suffix], shown)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise SiteError(problem_on_line("a configuration is a mapping of keys to values", shown, text, 1))
    return values


def _outline(text: str, suffix: str, shown: str) -> Outline:
    try:
        return outline_of(text, suffix) if text.strip() else Outline()
    except TooLargeError as error:
        raise SiteError(_too_deep(shown)) from error


def _read(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError(Problem(message="the file is not UTF-8", path=shown)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SiteError(Problem(message=f"cannot read the configuration: {reason}", path=shown)) from error


def _too_deep(shown: str) -> Problem:
    return Problem(message=f"values are nested more than {MAX_DEPTH} deep, or too many", path=shown)
