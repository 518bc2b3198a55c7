"""Inline extensions: footnotes, emoji, passthrough (math)."""

# ruff: noqa: ARG001 (rules share mistune's signature)

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from blogengine.markdown.emoji import EMOJI
from blogengine.markdown.inlines.state import Inline
from blogengine.markdown.options import Passthrough

if TYPE_CHECKING:
    from blogengine.markdown.inlines import InlineParser

FOOTNOTE: Final = r"(!?)\[\^((?:[^\\\[\]]|\\.)++)\]"
NAME: Final = r":([a-zA-Z0-9_+-]+):"


def parse_footnote(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    """`[^label]` of a footnote that is defined; footnotes are numbered as they are first referred to."""
    references: dict[str, list[int]] = state.env["footnote_references"]
    label = match[2]
    if label not in state.env["footnote_labels"]:
        return None
    numbers = references.setdefault(label, [])
    number = numbers[0] if numbers else len(references)
    if match[1]:
        state.append_text("!")
    attrs = {"number": number, "occurrence": len(numbers)}
    numbers.append(number)
    state.append_token({"type": "footnote_ref", "raw": label, "attrs": attrs})
    return match.end()


def parse_emoji(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    """`:name:`."""
    html = EMOJI.get(match[1])
    if html is None:
        return None
    state.append_token({"type": "emoji", "raw": html, "name": match[0]})
    return match.end()


def passthrough(
    options: Passthrough,
) -> tuple[str, Callable[[InlineParser, re.Match[str], Inline], int | None]]:
    """The pattern of opening delimiters, and the rule for what is between them and closing ones."""
    closing = {**dict(options.inline), **dict(options.block)}
    blocks = set(options.block)

    def parse(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
        opening = match[0]
        end = state.delimiters.find(closing[opening], match.end())
        if end is None:
            state.append_text(opening)
            return match.end()
        if end == match.end():
            return None
        is_block = (opening, closing[opening]) in blocks
        state.append_token(
            {
                "type": "passthrough",
                "raw": state.src[match.end() : end],
                "attrs": {"opening": opening, "closing": closing[opening], "block": is_block},
            }
        )
        return end + len(closing[opening])

    return "|".join(map(re.escape, sorted(closing, key=len, reverse=True))), parse
