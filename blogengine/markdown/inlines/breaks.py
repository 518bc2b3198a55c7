"""Line breaks between wide characters, which Chinese and Japanese write without spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from html import unescape
from typing import Final, Protocol

from blogengine.markdown.inlines.characters import WIDE, is_east_asian, is_hangul
from blogengine.markdown.options import Cjk, Goldmark
from blogengine.markdown.tokens import Token

BREAK: Final = "softbreak"
STAND_IN: Final = re.compile("HAHA[g-v]{12}s[g-p]+HBHB")
"""What stands for a shortcode while Markdown is converted."""
TRANSPARENT: Final = frozenset({"footnote_ref", "inline_html", "task_list_checkbox"})
"""Tokens that a line break is not looked at for: what is before or behind them counts."""
ENDS: Final = frozenset({"linebreak", "passthrough"})
DISCARDING: Final = re.compile(
    "[\u2e80-\u2fdf\u2ff0-\u2fff\u3000-\u30ff\u3190-\u319f\u31c0-\u31ff\u3300-\u4dbf\u4e00-\u9fff\ua000-\ua4cf"
    "\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003134f]"
)
"""CSS's space-discarding characters, as goldmark has them."""


class Joined(Protocol):
    """Takes the line breaks out of inline tokens that leave no space, and gives the tokens."""

    def __call__(self, tokens: list[Token]) -> list[Token]:
        """The tokens that stay."""


def joined_by(options: Goldmark, joins_wide: bool) -> Joined | None:
    """What joins lines: our rule for Japanese, else goldmark's if an option says so; None where breaks stay."""
    cjk = options.extensions.cjk
    if options.renderer.hard_wraps:
        return None
    if joins_wide:
        return join_wide
    return partial(join_as_goldmark, cjk) if cjk.enable and cjk.east_asian_line_breaks else None


def join_wide(tokens: list[Token]) -> list[Token]:
    """The tokens without line breaks between two wide characters, whatever markup is around these.

    Korean has spaces between words: beside Hangul a break stays.
    """
    before, waiting = "", list[Token]()
    for token, text in _visible(tokens):
        if token["type"] == BREAK:
            waiting.append(token)
        elif text:
            if waiting and _joins(before, text[0]):
                waiting[0]["dropped"] = True
            before, waiting = text[-1], []
        elif token["type"] in ENDS:
            before, waiting = "", []
    return _kept(tokens)


def join_as_goldmark(cjk: Cjk, tokens: list[Token]) -> list[Token]:
    """The tokens without the line breaks that goldmark's `eastAsianLineBreaks` drops.

    It looks at the text before and behind only. What else follows a text is joined to it in any case.
    """
    for index, token in enumerate(tokens):
        if token["type"] == BREAK and index and tokens[index - 1]["type"] == "text" and tokens[index - 1]["raw"]:
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if following is None or following["type"] != "text" or not following["raw"]:
                token["dropped"] = True
            elif not token.get("spaced"):
                before, after = tokens[index - 1]["raw"][-1], following["raw"][0]
                token["dropped"] = not _keeps(cjk.east_asian_line_breaks_style, before, after)
        for child in [token] if "children" in token else []:
            join_as_goldmark(cjk, child["children"])
    return _kept(tokens)


def _keeps(style: str, before: str, after: str) -> bool:
    """Whether goldmark shows the break between two characters."""
    if style != "css3draft":
        return not (is_east_asian(before) and is_east_asian(after))
    if "\u200b" in (before, after):
        return False
    if WIDE[before] and WIDE[after]:
        return is_hangul(before) or is_hangul(after)
    return not (_discards(before) or _discards(after))


def _discards(character: str) -> bool:
    return DISCARDING.match(character) is not None or unicodedata.category(character)[0] == "P"


def _joins(before: str, after: str) -> bool:
    return bool(before) and WIDE[before] and WIDE[after] and not is_hangul(before) and not is_hangul(after)


def _visible(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    """Tokens without children in order, each with the text that a reader sees of it."""
    for token in tokens:
        if token["type"] == "image":
            yield token, unescape(token["attrs"]["alt"])
        elif token.get("children"):
            yield from _visible(token["children"])
        elif token["type"] in TRANSPARENT | ENDS | {BREAK}:
            yield token, ""
        elif token["type"] in {"entity", "emoji"}:
            yield token, unescape(token["raw"])
        else:
            yield token, STAND_IN.sub("", token.get("raw", "")).strip(" ")


def _kept(tokens: list[Token]) -> list[Token]:
    """The tokens without the line breaks that are dropped, at every depth."""
    kept = [token for token in tokens if not token.get("dropped")]
    for token in kept:
        if "children" in token:
            token["children"] = _kept(token["children"])
    return kept
