"""Hugo's own test cases, checked on the real binary: small sites, and what one field of a page must print."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from blogengine.build import build
from blogengine.config import Options

CASES = Path(__file__).parents[1].parent / "shared" / "suites" / "hugo_cases.json"
NOW = datetime(2026, 11, 1, tzinfo=UTC)

TEMPLATES = {
    "{{ .Content }}": "{{ page.content }}",
    "{{ .Summary }}": "{{ page.summary }}",
    "{{ .RelPermalink }}": "{{ page.rel_permalink }}",
    "{{ .WordCount }}": "{{ page.word_count }}",
    "{{ .TableOfContents }}": "{{ page.toc }}",
    "{{ .Title }}": "{{ page.title }}",
    "{{ .Truncated }}": "{{ page.truncated | tojson }}",
    "{{ .FuzzyWordCount }}": "{{ page.fuzzy_word_count }}",
    "{{ .ReadingTime }}": "{{ page.reading_time }}",
    "{{ .Date }}": "{{ page.date.strftime('%Y-%m-%d %H:%M:%S +0000 UTC') if page.date else '' }}",
    "{{ .Lastmod }}": "{{ page.lastmod.strftime('%Y-%m-%d %H:%M:%S +0000 UTC') if page.lastmod else '' }}",
    "{{ .RawContent }}": "{{ page.raw_content }}",
    "{{ .Plain }}": "{{ page.plain }}",
    "{{ .Kind }}": "{{ page.kind }}",
    "{{ with .Next }}{{ .RelPermalink }}{{ end }}": "{% if page.next %}{{ page.next.rel_permalink }}{% endif %}",
    "{{ range site.RegularPages.Related . }}{{ .Title }}|{{ end }}": (
        "{% for other in page.related() %}{{ other.title }}|{% endfor %}"
    ),
    "{{ .Inner }}": "{{ shortcode.inner }}",
}
"""Each Go template of the cases -> ours."""

LEFT_OUT = {
    "codefence-hl-lines-attr": "Pygments marks the line break of a shell script as white space, Chroma does not",
}
"""Name of a case -> why it differs here."""


def cases() -> list[Any]:
    if not CASES.is_file():
        return []
    return [pytest.param(case, id=case["name"]) for case in json.loads(CASES.read_text(encoding="utf-8"))]


@pytest.mark.skipif(not CASES.is_file() and not os.environ.get("CI"), reason="the cases are not beside this checkout")
def test_every_case_left_out_exists() -> None:
    """The list of exceptions is not out of date."""
    assert set(LEFT_OUT) <= {case.id for case in cases()}


@pytest.mark.parametrize("case", cases())
def test_prints_what_hugo_prints(case: dict[str, Any], tmp_path: Path) -> None:
    """The page holds every expected text, or its file does not exist; an exception must really differ."""
    for name, text in _our_files(case["files"]):
        (file := tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    build(tmp_path / "site", Options(destination=tmp_path / "out"), now=NOW)
    wrong = [path for path, expected in case["expect"].items() if not _fits(tmp_path / "out", path, expected)]
    if case["name"] in LEFT_OUT:
        assert wrong, "this case passes now: remove it from LEFT_OUT"
    else:
        found = {path: _read(tmp_path / "out" / path.lstrip("!")) for path in wrong}
        assert found == {}, case["expect"]


def _our_files(files: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The site's files for this engine: templates translated, `all.html` for every kind of page."""
    for name, text in files.items():
        if name == "layouts/all.html":
            yield "templates/single.html", _ours(text)
            yield "templates/list.html", _ours(text)
        elif name.startswith("layouts/_shortcodes/"):
            yield name.replace("layouts/_shortcodes", "templates/shortcodes"), _ours(text)
        else:
            yield name, text


def _ours(text: str) -> str:
    for go in sorted(TEMPLATES, key=len, reverse=True):
        text = text.replace(go, TEMPLATES[go])
    return text


def _fits(out: Path, path: str, expected: list[str]) -> bool:
    if path.startswith("!"):
        return not (out / path[1:]).exists()
    text = _read(out / path)
    return text is not None and all(_plain(each) in _plain(text) for each in expected)


def _plain(text: str) -> str:
    """The text with entities decoded and white space that HTML ignores folded."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", unescape(text)))


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None
