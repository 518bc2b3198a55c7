"""Translated strings of themes: `i18n/ja.toml` and its kin, Hugo's formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from blogengine import parsing
from blogengine.facts import Facts

FORMATS: Mapping[str, parsing.Format] = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}

Table = Mapping[str, Mapping[str, str]]
"""Key -> plural form ("other", "one") -> text."""


class Strings:
    """The strings of every language; each look-up is recorded as a ground."""

    def __init__(self, tables: Mapping[str, Table], facts: Facts) -> None:
        self.tables = tables
        """Language -> its strings; what is read of it this way is not recorded."""
        self._facts = facts

    def forms(self, language: str, key: str) -> Mapping[str, str] | None:
        """The plural forms of a string, or None when there is none of this key."""
        self._facts.ground(f"strings:{language}", key)
        return self.tables[language].get(key)


def read_strings(folders: Sequence[Path], languages: Sequence[str]) -> Table:
    """The strings for the first of these languages that has them, key by key; earlier folders win.

    Raises `SiteError` at a file's syntax error.
    """
    found: dict[str, Mapping[str, str]] = {}
    for language in languages:
        for folder in folders:
            for key, forms in _read(folder, language).items():
                found.setdefault(key, forms)
    return found


def translate(forms: Mapping[str, str] | None, key: str, count: int | None, values: Mapping[str, Any]) -> str:
    """A string with its `{name}` places filled; the key itself when there is none."""
    if forms is None:
        return key
    text = forms.get("one" if count == 1 and "one" in forms else "other", "")
    given = values if count is None else {"count": count, **values}
    for name, value in given.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def _read(folder: Path, language: str) -> dict[str, Mapping[str, str]]:
    files = (folder / f"{language}{suffix}" for suffix in FORMATS)
    file = next((each for each in files if each.is_file()), None)
    if file is None:
        return {}
    values = parsing.parse(parsing.decode_text(file.read_bytes(), str(file)), FORMATS[file.suffix], str(file))
    return {key: _forms(value) for key, value in (values or {}).items()}


def _forms(value: object) -> Mapping[str, str]:
    if isinstance(value, Mapping):
        return {str(form).lower(): str(text) for form, text in value.items()}
    return {"other": str(value)}
