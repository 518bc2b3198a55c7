"""The plain text of inline tokens: what ids of headings and texts of images are made from."""

from __future__ import annotations

from html import unescape
from itertools import takewhile
from typing import Any

from blogengine.markdown.text import escaped

Token = dict[str, Any]

NESTED = frozenset({"emphasis", "strong", "link", "strikethrough"})


def plain_text(tokens: list[Token]) -> str:
    """Text and code without markup, raw HTML, URLs that are links and footnotes (Hugo's `PlainText`)."""
    return "".join([_plain(token) for token in tokens])


def _plain(token: Token) -> str:
    kind = token["type"]
    if kind in {"text", "codespan"}:
        return str(token["raw"])
    if kind == "entity":
        return unescape(token["raw"])
    if kind == "emoji":
        return str(token["name"])
    if kind in {"softbreak", "linebreak"}:
        return "\n"
    children = token.get("children")
    if not children:
        return ""
    if kind == "image":
        return "".join([child["raw"] for child in children if child["type"] == "text"])
    text = plain_text(children)
    return f"{text}\n" if "\n" in text else text


def heading_text(tokens: list[Token]) -> str:
    """What a heading's id is made from: its plain text, but of emphasis and links only the text before anything else.

    So Hugo computes it: `**Company's blog**` gives "Company", for the typographic apostrophe ends it.
    """
    return "".join([_leading_text(token) if token["type"] in NESTED else _plain(token) for token in tokens])


def _leading_text(token: Token) -> str:
    children = token.get("children") or []
    return "".join([str(child["raw"]) for child in takewhile(lambda child: child["type"] == "text", children)])


def alternative_text(tokens: list[Token]) -> str:
    """The HTML of an image's `alt`: the text in its label, typographic marks included."""
    return "".join([_alternative(token) for token in tokens])


def _alternative(token: Token) -> str:
    kind = token["type"]
    if kind in {"text", "codespan"}:
        return escaped(token["raw"])
    if kind == "entity":
        return str(token["raw"])
    if kind in {"softbreak", "linebreak"}:
        return "\n"
    return alternative_text(token.get("children", []))
