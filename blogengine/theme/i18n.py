"""Translated strings of themes: `i18n/ja.toml` and its kin, Hugo's formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from blogengine import parsing
from blogengine.facts import Facts
from blogengine.theme.folders import is_within

FORMATS: Mapping[str, parsing.Format] = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}

FORMS: Final = frozenset({"zero", "one", "two", "few", "many", "other", "description", "translation"})
"""Keys that tell the forms of one string from a table of strings."""

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
    file = _file_of(folder, language)
    if file is None:
        return {}
    text = parsing.decode_text(file.read_bytes(), str(file)).removeprefix("\ufeff")
    values = parsing.parse(text, FORMATS[file.suffix.lower()], str(file)) if text.strip() else None
    return dict(_messages(values))


def _file_of(folder: Path, language: str) -> Path | None:
    """The file of a language, whatever the letter case of its name."""
    if not language or not folder.is_dir():
        return None
    names = [f"{language}{suffix}".lower() for suffix in FORMATS]
    found = {each.name.lower(): each for each in sorted(folder.iterdir()) if each.name.lower() in names}
    return next((found[name] for name in names if name in found and _is_read(found[name], folder)), None)


def _is_read(file: Path, folder: Path) -> bool:
    return file.is_file() and is_within(file, folder)


def _messages(values: object, prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every string with its key: of tables, within each other with dots, or of go-i18n's older list of `id`s."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            if isinstance(value, Mapping) and not FORMS & {str(form).lower() for form in value}:
                yield from _messages(value, f"{prefix}{key}.")
            else:
                yield f"{prefix}{key}", _forms(value)
    elif isinstance(values, list):
        for entry in values:
            if isinstance(entry, Mapping) and "id" in entry:
                yield str(entry["id"]), _forms(entry.get("translation", entry))


def _forms(value: object) -> Mapping[str, str]:
    if isinstance(value, Mapping):
        return {str(form).lower(): _text(text) for form, text in value.items()}
    return {"other": _text(value)}


def _text(value: object) -> str:
    return "" if value is None else str(value)
