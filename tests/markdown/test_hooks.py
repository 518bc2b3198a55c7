"""Render hooks: tokens in the HTML, and what is known of the places that they stand for."""

from __future__ import annotations

import pytest

from blogengine.markdown import Document
from blogengine.markdown.convert import convert
from blogengine.markdown.options import Attribute, Extensions, Goldmark, Markup, Parser, Passthrough

MARKUP = Markup(
    goldmark=Goldmark(
        parser=Parser(attribute=Attribute(block=True)),
        extensions=Extensions(passthrough=Passthrough(enable=True, block=(("$$", "$$"),), inline=(("$", "$"),))),
    )
)


def hooked(text: str, *hooks: str) -> Document:
    """A text with some render hooks."""
    return convert(text, MARKUP, hooks=frozenset(hooks))


def fields(text: str, *hooks: str) -> list[dict[str, object]]:
    """What the places in a text that hooks fill are known to be."""
    return [place.fields for place in hooked(text, *hooks).hooked]


def test_without_hooks_nothing_is_hooked() -> None:
    """Only what has a hook gets a token."""
    text = "[a](b) ![c](d)\n\n```go\nx\n```"
    assert convert(text, MARKUP).hooked == ()
    assert [place.kind for place in hooked(text, "image").hooked] == ["image"]
    assert hooked(text, "heading").html == convert(text, MARKUP).html


def test_tokens_are_in_the_html() -> None:
    """Each token stands once in the HTML, or in a field of a later place that is around it."""
    document = hooked("# a [b](c)\n\n[d](e)", "link", "heading")
    inner, heading, last = document.hooked
    assert heading.fields["text"] == f"a {inner.token}"
    assert document.html == f"{heading.token}<p>{last.token}</p>\n"
    assert document.links == ("c", "e")


def test_link() -> None:
    """A link, bare ones too: destination as written, text as HTML and plain, title."""
    assert fields('[a *b*](/ü "t") www.a.b me@x.y', "link") == [
        {"destination": "/ü", "text": "a <em>b</em>", "plain_text": "a b", "title": "t"},
        {"destination": "https://www.a.b", "text": "www.a.b", "plain_text": "www.a.b", "title": ""},
        {"destination": "mailto:me@x.y", "text": "me@x.y", "plain_text": "me@x.y", "title": ""},
    ]


def test_image() -> None:
    """An image is numbered in the document."""
    first, second = fields("![a *b*](c) ![d](e 'f')", "image")
    assert (first["plain_text"], first["ordinal"], first["is_block"]) == ("a b", 0, False)
    assert (second["destination"], second["title"], second["ordinal"]) == ("e", "f", 1)


def test_heading() -> None:
    """A heading's anchor and attributes."""
    assert fields("## H *e* {#x .y}", "heading") == [
        {
            "level": 2,
            "anchor": "x",
            "text": "H <em>e</em>",
            "plain_text": "H e",
            "attributes": {"id": "x", "class": "y"},
        }
    ]


@pytest.mark.parametrize(
    ("text", "alert"),
    [
        ("> [!NOTE]\n> a", ("note", "", "", "<p>a</p>")),
        ("> [!tip]+ My *title*\n> b\n>\n> c", ("tip", "+", "My <em>title</em>", "<p>b</p>\n<p>c</p>")),
        ("> [!x]- only", ("x", "-", "only", "")),
        ("> [!NOTE]\n>\n> para", ("note", "", "", "<p>para</p>")),
        ("> [!NOTE]Title", ("note", "", "Title", "")),
    ],
)
def test_alerts(text: str, alert: tuple[str, str, str, str]) -> None:
    """A quotation that begins with `[!TYPE]` is an alert."""
    (found,) = fields(text, "blockquote")
    assert (found["alert_type"], found["alert_sign"], found["alert_title"], found["text"]) == alert
    assert found["type"] == "alert"


def test_regular_quotations() -> None:
    """A hook for alerts only leaves other quotations as they are; nested ones come first."""
    assert hooked("> a", "blockquote-alert").hooked == ()
    assert [place["ordinal"] for place in fields("> > in\n> [!no te]", "blockquote")] == [0, 1]


def test_code() -> None:
    """A fence's language, code without blank lines at its end, options apart from attributes."""
    text = '```go {linenos=true .c title="x" hl_lines=[1,"2-3"]}\na < b\n\n```'
    assert fields(text, "codeblock") == [
        {
            "type": "go",
            "inner": "a < b",
            "options": {"linenos": True, "hl_lines": ["1", "2-3"]},
            "attributes": {"class": "c", "title": "x"},
            "ordinal": 0,
        }
    ]


def test_code_of_one_language() -> None:
    """`render-codeblock-LANG` is for that language only."""
    document = hooked("```mermaid\na\n```\n\n```go\nb\n```", "codeblock-mermaid")
    assert [place.variant for place in document.hooked] == ["mermaid"]
    assert 'data-lang="go"' in document.html


def test_table() -> None:
    """A table's cells as HTML with their alignment."""
    (table,) = fields("|a *x*|b|\n|:-:|-|\n|e|\n{.t}", "table")
    assert table["thead"] == [[{"text": "a <em>x</em>", "alignment": "center"}, {"text": "b", "alignment": ""}]]
    assert table["attributes"] == {"class": "t"}


def test_passthrough() -> None:
    """What is between delimiters, without them."""
    places = fields("q $x$ $$y<$$ z", "passthrough")
    assert [(place["type"], place["inner"], place["ordinal"]) for place in places] == [
        ("inline", "x", 0),
        ("block", "y<", 1),
    ]
