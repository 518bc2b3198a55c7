"""The conformance suites: CommonMark, GFM, cmark, goldmark and CJK-friendly emphasis, and what Hugo prints."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from blogengine.markdown.convert import convert
from blogengine.markdown.options import (
    Attribute,
    Cjk,
    Extensions,
    Footnote,
    Goldmark,
    Highlight,
    Japanese,
    Markup,
    Parser,
    Renderer,
    Typographer,
)
from tests.markdown.semantics import meaning

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(
    not SHARED.exists() and "CI" not in os.environ, reason="the suites are not beside the repository"
)

NO_EXTENSIONS = Extensions(
    definition_list=False,
    footnote=Footnote(enable=False),
    linkify=False,
    strikethrough=False,
    table=False,
    task_list=False,
    typographer=Typographer(disable=True),
)
HUGO = Markup(goldmark=Goldmark(renderer=Renderer(unsafe=True)))
COMMONMARK = Markup(
    goldmark=Goldmark(
        extensions=NO_EXTENSIONS,
        parser=Parser(auto_heading_id=False, attribute=Attribute(title=False)),
        renderer=Renderer(unsafe=True, xhtml=True),
    ),
    highlight=Highlight(code_fences=False),
)
JAPANESE = Markup(
    goldmark=Goldmark(extensions=Extensions(typographer=Typographer(disable=True))),
    japanese=Japanese(enable=True, soft_breaks=False),
)
SPACE_BEFORE_BREAK = "goldmark keeps what is more than three spaces before a hard break, CommonMark drops them"
LEFT_OUT: dict[str, dict[str, str]] = {
    "commonmark-0.31.2": {"Paragraphs 226": SPACE_BEFORE_BREAK, "Hard line breaks 635": SPACE_BEFORE_BREAK},
    "gfm-spec": {"Paragraphs 196": SPACE_BEFORE_BREAK, "Hard line breaks 656": SPACE_BEFORE_BREAK},
}
"""What differs from Hugo on purpose: suite -> section and number -> reason."""


def cases(suite: str) -> list[dict[str, Any]]:
    """The cases of a suite."""
    found: list[dict[str, Any]] = json.loads((SHARED / "suites" / f"{suite}.json").read_text("utf-8"))
    return found


def differing(suite: str, column: str, markup: Markup) -> Iterator[str]:
    """Section and number of the cases that give another HTML."""
    for case in cases(suite):
        if meaning(convert(case["markdown"], markup).html) != meaning(case[column]):
            yield f"{case['section']} {case['n']}"


def test_commonmark() -> None:
    """Every example of CommonMark 0.31.2 gives its HTML with all extensions off."""
    assert list(differing("commonmark-0.31.2", "html", COMMONMARK)) == []


@pytest.mark.parametrize(
    "suite",
    [
        "commonmark-0.31.2",
        "gfm-spec",
        "gfm-extensions",
        "cmark-regression",
        "cmark-smart-punct",
        "goldmark",
        "cjk-friendly",
    ],
)
def test_hugo_by_default(suite: str) -> None:
    """Every case of every suite gives what Hugo prints by default, but for those left out with a reason."""
    assert sorted(differing(suite, "hugo168", HUGO)) == sorted(LEFT_OUT.get(suite, {}))


def test_cjk_friendly_emphasis() -> None:
    """Emphasis beside Chinese, Japanese and Korean characters and punctuation works with our Japanese extras."""
    assert list(differing("cjk-friendly", "html", JAPANESE)) == []


HUGOS_TABLES = "Hugo prints tables itself: `style` instead of `align`, always a `tbody`"
GOLDMARK_LEFT_OUT = {
    "attribute+autoHeadingID 2": "Hugo gives a heading without text no id",
    "table 2": HUGOS_TABLES,
    "table 8": HUGOS_TABLES,
    "table 11": HUGOS_TABLES,
}
SETTABLE = frozenset(
    {
        "definition_list",
        "footnote",
        "linkify",
        "Linkify",
        "NewCJK",
        "strikethrough",
        "table",
        "tasklist",
        "typographer",
    }
)
"""goldmark's extensions that Hugo's configuration switches on and off as they are."""


def goldmark_markup(options: dict[str, Any]) -> Markup | None:
    """A case's options as configuration, None where Hugo's configuration cannot say them."""
    extensions = set(options.get("ext", ()))
    if extensions - SETTABLE:
        return None
    cjk = options.get("cjk", {})
    style = cjk.get("eastAsianLineBreaks") or "simple"
    enabled = replace(
        NO_EXTENSIONS,
        definition_list="definition_list" in extensions,
        footnote=Footnote(enable="footnote" in extensions),
        linkify=bool(extensions & {"linkify", "Linkify"}),
        linkify_protocol="http",
        strikethrough="strikethrough" in extensions,
        table="table" in extensions,
        task_list="tasklist" in extensions,
        typographer=Typographer(disable="typographer" not in extensions),
        cjk=Cjk(
            enable="NewCJK" in extensions,
            escaped_space=cjk.get("escapedSpace", False),
            east_asian_line_breaks=bool(cjk.get("eastAsianLineBreaks")),
            east_asian_line_breaks_style=style,
        ),
    )
    title = options.get("attribute", False)
    goldmark = Goldmark(
        extensions=enabled,
        parser=Parser(attribute=Attribute(title=title), auto_heading_id=options.get("autoHeadingID", False)),
        renderer=Renderer(
            unsafe=options.get("unsafe", False),
            xhtml=options.get("xhtml", False),
            hard_wraps=options.get("hardWraps", False),
        ),
    )
    return Markup(goldmark=goldmark, highlight=Highlight(code_fences=False))


def test_goldmark_under_its_options() -> None:
    """goldmark's own cases give its HTML under those options that Hugo's configuration can set."""
    found = [
        f"{case['section']} {case['n']}"
        for case in cases("goldmark")
        if (markup := goldmark_markup(case["options"]))
        and meaning(convert(case["markdown"], markup).html) != meaning(case["html"])
    ]
    assert sorted(found) == sorted(GOLDMARK_LEFT_OUT)


ROW = re.compile(r"^\| (`+)(.+?)\1 \| (?:(`+)(.*?)\3|\(nothing\)) \|$", re.MULTILINE)


def rows(section: str) -> list[tuple[str, str]]:
    """Markdown and HTML of a section's table in the parity reference."""
    text = (SHARED / "parity" / "README.md").read_text("utf-8")
    body = text.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return [(_cell(row[2]), _cell(row[4] or "")) for row in ROW.finditer(body)]


def _cell(text: str) -> str:
    return text.strip(" ").replace("\\|", "|").replace("⏎", "\n") if "|" in text else text.replace("⏎", "\n")


@pytest.mark.parametrize(("section", "count"), [("Markdown", 22), ("Code", 3)])
def test_parity_tables(section: str, count: int) -> None:
    """Every row of the parity reference's tables about Markdown and code holds."""
    found = rows(section)
    assert len(found) == count
    for markdown, html in found:
        assert meaning(convert(markdown, Markup()).html) == meaning(html), markdown
