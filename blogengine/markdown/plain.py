"""The plain text of inline tokens: what ids of headings and texts of images are made from."""

from __future__ import annotations

from html import unescape
from itertools import takewhile
from typing import Final

from blogengine.markdown.text import escaped
from blogengine.markdown.tokens import Token

BREAKS: Final = frozenset({"softbreak", "linebreak"})


def plain_text(tokens: list[Token]) -> str:
    """Text and code without markup, raw HTML, URLs that are links and footnotes (Hugo's `PlainText`)."""
    return "".join([_plain(token) for token in tokens])


def _plain(token: Token) -> str:
    children = token.get("children")
    return plain_text(children) if children else _own_text(token)


def heading_text(tokens: list[Token]) -> str:
    """What a heading's id is made from: its plain text, but only the first piece of emphasis, links and images.

    So Hugo computes it: `**Company's blog**` gives "Company", for the typographic apostrophe ends it, as brackets do.
    Numeric character references count as they are written: `&#8211;` gives "8211".
    """
    return "".join([_leading_text(token) for token in tokens])


def _leading_text(token: Token) -> str:
    children = token.get("children")
    if not children:
        return str(token.get("first_line") or token.get("source") or _own_text(token))
    if children[0]["type"] != "text":
        return _leading_text(children[0])
    texts = [_written(child) for child in _first_piece(children)]
    is_broken = len(texts) < len(children) and children[len(texts)]["type"] in BREAKS
    return "".join(texts) + "\n" * is_broken


def _first_piece(children: list[Token]) -> list[Token]:
    """The texts at the start that are one text for goldmark: a bracket stands alone."""
    first, *rest = children
    if first.get("opener"):
        return [first]
    return [first, *takewhile(lambda child: child["type"] == "text" and not child.get("opener"), rest)]


def _written(token: Token) -> str:
    return str(token.get("source") or token["raw"])


def _own_text(token: Token) -> str:
    kind = token["type"]
    if kind in {"text", "codespan"}:
        return str(token["raw"])
    if kind == "entity":
        return unescape(token["raw"])
    if kind == "emoji":
        return str(token["name"])
    return "\n" if kind in BREAKS else ""


def alternative_text(tokens: list[Token]) -> str:
    """The HTML of an image's `alt`: the text in its label, typographic marks included."""
    return "".join([_alternative(token) for token in tokens])


def _alternative(token: Token) -> str:
    kind = token["type"]
    if kind in {"text", "codespan"}:
        return escaped(token["raw"])
    if kind == "entity":
        return str(token["raw"])
    if kind in BREAKS:
        return "\n"
    return alternative_text(token.get("children", []))
