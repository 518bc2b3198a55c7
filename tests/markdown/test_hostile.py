"""Hostile input: time linear in the text, no depth that Python's stack cannot bear."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogengine.markdown.convert import convert
from blogengine.markdown.options import Highlight, Markup
from tests.timing import grows_linearly, no_hang

MARKUP = Markup(emoji=True, highlight=Highlight(code_fences=False))
SIZE = 100_000

UNITS = [
    "[", "![", "[a](", "[a](b", "[a](<b", '[a](b "c', "[a](b (", "[a][b", "[a]: /u\n", '[a]: /u "\n', "[^a]: ",
    "*a ", "*a **b ", "a**b", "**x* ", "_a __b ", "*", "*a***b", "~~a ", "> ", ">", "> " * 200 + "a\n", "- ",
    "1. a\n", "- a\n\n  b\n\n", "` a `` b ", "`", "<", "<a ", '<a b="', "<!--", "<?", "<![CDATA[", "&amp", "\\*",
    "http://", "xhttp://a.b/", "a@", "a_", "www.", '"', "'a ", "a|b\n", "|-|-|\n", "a\n-:|x\n", "```\n",
    "    a\n", "<div>\n", "a\n===\n", "- [ ] a\n", ":a", "a\n: b\n", ": b\n", "# a {", "{.a", "\t", " ", "\n", "\0",
]  # fmt: skip
TEXTS = {
    "closed brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "nested links": "[a " * (SIZE // 6) + "](b)" * (SIZE // 6),
    "nested images": "![a " * (SIZE // 8) + "](b)" * (SIZE // 8),
    "nested emphasis": "*a _b " * (SIZE // 12) + "c_ d* " * (SIZE // 12),
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(500)),
    "nested quotations": "\n".join(">" * depth for depth in range(400)),
    "blank lines under lists": "- " * 50 + "a\n" + "\n" * SIZE,
    "all lengths of backticks": "".join("`" * length + " " for length in range(400)),
    "many definitions": "".join(f"[a{number}]: /u\n" for number in range(SIZE // 12)),
    "many footnotes": "".join(f"x[^{number}]\n\n[^{number}]: x\n\n" for number in range(SIZE // 25)),
    "a long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * (SIZE // 6),
    "a wide table": "|a" * (SIZE // 4) + "|\n" + "|-" * (SIZE // 4) + "|\n",
    "a long label": "[" + "a" * SIZE + "]: /u",
    "braces after a heading": "# " + "{" * SIZE + "}",
    "space before a break": "a" + " " * SIZE + "\nb",
}


@pytest.mark.parametrize("unit", UNITS)
def test_repetition(unit: str) -> None:
    """Anything repeated converts in linear time."""
    assert grows_linearly(lambda size: convert(unit * (size // len(unit)), MARKUP), SIZE)


@pytest.mark.parametrize("name", TEXTS)
def test_structure(name: str) -> None:
    """Deep and wide structures convert, however deep they are."""
    with no_hang():
        convert(TEXTS[name], MARKUP)


MEGABYTES = {
    "brackets": "[" * 500_000 + "]" * 500_000,
    "brackets that are links": "[a](" * 250_000,
    "emphasis": "*a **b " * 142_000,
    "a run of stars": "*" * 1_000_000,
    "quotations": "> " * 500_000,
    "a table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 166_000,
    "definitions": "".join(f"[a{number}]: /u\n" for number in range(70_000)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_converts(name: str) -> None:
    """In seconds; with the square of the length it would be hours."""
    with no_hang():
        convert(MEGABYTES[name], MARKUP)


def test_what_is_too_deep_is_text() -> None:
    """Beyond a hundred open blocks, markers are text; nothing is lost."""
    html = convert("> " * 500 + "a", MARKUP).html
    assert html.count("<blockquote>") == html.count("</blockquote>") < 500
    assert html.count("&gt;") + html.count("<blockquote>") == 500


PIECES = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[^1]",
        "[^1]:",
        "[r]",
        "[r]:",
        "~",
        "~~",
        "a",
        "b",
        ">",
        "-",
        "1.",
        "#",
        "##",
        "```",
        "~~~",
        "---",
        "===",
        "|",
        "|-|",
        ":",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "&amp;",
        "\\",
        "{.c}",
        "{",
        "}",
        "http://a.b",
        "www.a.b",
        "me@x.y",
        '"',
        "'",
        "...",
        "--",
        "日本",
        "「",
        "」",
        "😀",
        "$",
        "$$",
        "<script>",
        "<div>",
        "[x]",
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "  ",
        "\t",
        "\n> ",
        "\n- ",
        "\x00",
        "\r\n",
        "\u3000",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_converts(text: str) -> None:
    """Any mixture of markup converts, to the same document each time."""
    assert convert(text, MARKUP) == convert(text, MARKUP)
