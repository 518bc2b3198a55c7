"""Translated strings of themes: `i18n/ja.toml` and its kin, Hugo's formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from blogengine import parsing

FORMATS: Mapping[str, parsing.Format] = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}

Strings = Mapping[str, Mapping[str, str]]
"""Key -> plural form ("other", "one") -> text."""


def read_strings(folders: Sequence[Path], languages: Sequence[str]) -> Strings:
    """The strings for the first of these languages that has them, key by key; earlier folders win.

    Raises `SiteError` at a file's syntax error.
    """
    found: dict[str, Mapping[str, str]] = {}
    for language in languages:
        for folder in folders:
            for key, forms in _read(folder, language).items():
                found.setdefault(key, forms)
    return found


def translate(strings: Strings, key: str, count: int | None, values: Mapping[str, Any]) -> str:
    """A string with its `{name}` places filled; the key itself when there is none."""
    forms = strings.get(key)
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
