"""Where in a configuration file each key is set: a path of keys -> a line and a column.

`tomllib` and `json` give no positions, so TOML is scanned a second time here, and JSON is read as the YAML that it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

KeyPath = tuple[str | int, ...]
"""Keys, lower-cased, and indices into lists: `("menus", "main", 0, "weight")`."""

MAX_DEPTH = 100
MAX_NODES = 500_000
"""Most values of a file once its YAML aliases are followed: a guard against a few lines that stand for billions."""


class Place(msgspec.Struct, frozen=True):
    """A position in a file, line and column from 1."""

    line: int
    column: int


class Outline(msgspec.Struct, frozen=True):
    """The keys of a file with their places, and the keys that are set twice."""

    places: Mapping[KeyPath, Place] = {}
    repeated: tuple[tuple[KeyPath, Place], ...] = ()


class TooLargeError(Exception):
    """A file's values are nested too deeply, or its aliases stand for too many."""


def outline_of(text: str, suffix: str) -> Outline:
    """The outline of a text in TOML, YAML or JSON. TOML must be free of syntax errors.

    Raises `yaml.YAMLError` for a mistake in YAML and `TooLargeError`; JSON that YAML cannot read has an empty outline.
    """
    if suffix == ".toml":
        return _TomlScan(text).outline()
    from blogengine.config.yaml_places import yaml_outline  # noqa: PLC0415  # PyYAML takes its time

    return yaml_outline(text if suffix != ".json" else _SURROGATE.sub(r"\\u0020", text), is_json=suffix == ".json")


class Found:
    """Places as they are collected; the first of a repeated key counts, as it is where the value began."""

    def __init__(self) -> None:
        self.places: dict[KeyPath, Place] = {}
        self.repeated: list[tuple[KeyPath, Place]] = []

    def add(self, path: KeyPath, place: Place) -> None:
        """Remember a key that is set here."""
        if path in self.places:
            self.repeated.append((path, place))
        self.places[path] = place

    def outline(self) -> Outline:
        """All of it, as a value."""
        return Outline(places=self.places, repeated=tuple(self.repeated))


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""Half of a character as JSON escapes it, which YAML does not know."""
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL)
_BARE = re.compile(r"[^,\]}\n#]+")


class _TomlScan:
    """Goes through a text in TOML that is known to be right, remembering where keys stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found = Found()
        self._tables: dict[KeyPath, int] = {}
        """Array of tables -> the number of its tables so far."""
        self._line = 1
        self._line_start = 0
        self._counted = 0

    def outline(self) -> Outline:
        table: KeyPath = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._setting(table)
            self._skip(_BLANK)
        return self._found.outline()

    def _header(self) -> KeyPath:
        """`[a.b]` or `[[a.b]]`: the path of what follows."""
        place = self._place()
        several = self._text.startswith("[[", self._at)
        self._at += 2 if several else 1
        keys = self._keys()
        path: KeyPath = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            is_last = number == len(keys) - 1
            if several and is_last:
                self._tables[path] = self._tables.get(path, 0) + 1
            self._found.places.setdefault(path, place)
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
                self._found.places.setdefault(path, place)
        self._skip(_SPACE)
        self._at += 2 if several else 1
        return path

    def _setting(self, table: KeyPath) -> None:
        """`a.b = value`."""
        place = self._place()
        path = table
        keys = self._keys()
        for key in keys[:-1]:
            path = (*path, key)
            self._found.places.setdefault(path, place)
        path = (*path, keys[-1])
        self._found.add(path, place)
        self._skip(_SPACE)
        self._at += 1
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        start = self._text[self._at : self._at + 1]
        if start == "[":
            self._array(path)
        elif start == "{":
            self._inline_table(path)
        elif start and start in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_BARE)

    def _array(self, path: KeyPath) -> None:
        index = 0
        self._at += 1
        while self._more("]"):
            self._found.add((*path, index), self._place())
            self._value((*path, index))
            index += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while self._more("}"):
            self._setting(path)

    def _more(self, end: str) -> bool:
        """Move to the next item of an array or inline table; False behind its end."""
        self._skip(_BLANK)
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip(_BLANK)
        if self._at >= len(self._text) or self._text[self._at] == end:
            self._at += 1
            return False
        return True

    def _keys(self) -> list[str]:
        """A dotted key, lower-cased."""
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            match = _KEY.match(self._text, self._at)
            if match is None:
                return keys or [""]
            self._at = match.end()
            keys.append(next(group for group in match.groups() if group is not None).lower())
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        self._at = max(match.end(), self._at) if match else self._at + 1

    def _place(self) -> Place:
        """Where the scan stands; line breaks are counted on from the last place."""
        lines = self._text.count("\n", self._counted, self._at)
        if lines:
            self._line += lines
            self._line_start = self._text.rfind("\n", self._counted, self._at) + 1
        self._counted = self._at
        return Place(self._line, self._at - self._line_start + 1)
