"""Files of translated strings, in every form that Hugo reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogengine.config.sources import theme_folder
from blogengine.theme.i18n import read_strings


@pytest.mark.parametrize(
    ("name", "text", "strings"),
    [
        (
            "en.yaml",
            "- id: x\n  translation: y\n- id: n\n  translation:\n    one: 1\n    other: many\n- id: o\n  other: oo\n",
            {"x": {"other": "y"}, "n": {"one": "1", "other": "many"}, "o": {"id": "o", "other": "oo"}},
        ),
        ("en.json", '[{"id": "x", "translation": "y"}]', {"x": {"other": "y"}}),
        ("en.toml", '[a]\nb = "n"\n[a.c]\nother = "c"\n', {"a.b": {"other": "n"}, "a.c": {"other": "c"}}),
        ("EN.yaml", "x: y\n", {"x": {"other": "y"}}),
        ("en.yaml", "x:\n", {"x": {"other": ""}}),
        ("en.yaml", "", {}),
        ("en.yaml", "- a\n", {}),
        ("en.yaml", "abc\n", {}),
    ],
)
def test_every_form_is_read(tmp_path: Path, name: str, text: str, strings: dict[str, dict[str, str]]) -> None:
    """Lists of go-i18n 1, tables within tables, names in any letter case: what Hugo 0.168 prints. Nothing crashes."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_strings([tmp_path], ["en"]) == strings


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Hugo-Octopress", "Hugo-Octopress"),
        ("hugo-octopress", "Hugo-Octopress"),
        ("github.com/x/hugo-octopress", "Hugo-Octopress"),
        ("github.com/x/hugo-octopress/v2", "Hugo-Octopress"),
        ("other", None),
    ],
)
def test_a_theme_is_found_in_any_letter_case_and_by_its_modules_path(
    tmp_path: Path, name: str, folder: str | None
) -> None:
    """As file systems that mind no case, and Hugo's modules, find it."""
    (tmp_path / "Hugo-Octopress").mkdir()
    assert theme_folder(name, tmp_path) == (tmp_path / folder if folder else None)
