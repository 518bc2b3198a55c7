"""Emphasis and its kin: delimiter runs, which of them open or close, and how they pair."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from blogengine.markdown.inlines.characters import CLASSES, OTHER, PUNCTUATION, SPACE, is_cjk, is_variation_selector
from blogengine.markdown.inlines.state import MAX_DEPTH, Inline, depth_of
from blogengine.markdown.options import Extensions
from blogengine.markdown.tokens import Token

if TYPE_CHECKING:
    from blogengine.markdown.inlines import InlineParser

Flanking = Callable[[str, str], tuple[bool, bool]]
"""(before, after) -> whether a run between these characters is left-flanking and right-flanking."""

Names = Mapping[tuple[str, int], str]
"""(character, how many of them) -> the type of token; of `~` the length of the opening run counts."""


def names(options: Extensions) -> Names:
    """What pairs of delimiters make."""
    found = {("*", 1): "emphasis", ("*", 2): "strong", ("_", 1): "emphasis", ("_", 2): "strong"}
    extras = options.extras
    if options.strikethrough:
        found |= {("~", 1): "strikethrough", ("~", 2): "strikethrough"}
    elif extras.subscript.enable or extras.delete.enable:
        single = "subscript" if extras.subscript.enable else ""
        double = "strikethrough" if extras.delete.enable else "subscript"
        found |= {("~", 1): single, ("~", 2): double}
    if extras.superscript.enable:
        found |= {("^", 1): "superscript", ("^", 2): "superscript"}
    if extras.insert.enable:
        found["+", 2] = "insert"
    if extras.mark.enable:
        found["=", 2] = "mark"
    return {key: name for key, name in found.items() if name}


WIDE_QUOTES: Final = dict.fromkeys("‘’“”", "」")
"""Quotation marks that a variation selector made wide -> a mark that is."""


def flanking(before: str, after: str) -> tuple[bool, bool]:
    """CommonMark's rule."""
    kind_before, kind_after = CLASSES[before], CLASSES[after]
    left = kind_after == OTHER or (kind_after == PUNCTUATION and kind_before != OTHER)
    right = kind_before == OTHER or (kind_before == PUNCTUATION and kind_after != OTHER)
    return left, right


def cjk_flanking(before: str, after: str) -> tuple[bool, bool]:
    """CommonMark's rule, but Chinese, Japanese and Korean characters are neither letters nor punctuation."""
    kind_before, kind_after = CLASSES[before], CLASSES[after]
    cjk_before, cjk_after = is_cjk(before), is_cjk(after)
    left = kind_after != SPACE and (kind_after != PUNCTUATION or cjk_after or kind_before != OTHER or cjk_before)
    right = kind_before != SPACE and (kind_before != PUNCTUATION or cjk_before or kind_after != OTHER or cjk_after)
    return left, right


def parse_run(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """A run of one delimiter: what it may open and close is known at once, what it pairs with at the end."""
    rule = parser.flanking
    run = match[0]
    start, end = match.span()
    src = state.src
    before = src[start - 1] if start else "\n"
    if start > 1 and rule is cjk_flanking and is_variation_selector(before):
        before = WIDE_QUOTES.get(src[start - 2], src[start - 2])
    after = src[end] if end < len(src) else "\n"
    left, right = rule(before, after)
    if run[0] == "_":
        opens = left and (not right or CLASSES[before] == PUNCTUATION)
        closes = right and (not left or CLASSES[after] == PUNCTUATION)
    else:
        opens, closes = left, right
    if opens or closes:
        length = len(run)
        state.tokens.append(
            {
                "type": "delimiter",
                "raw": run,
                "opens": opens,
                "closes": closes,
                "left": length,
                "length": length,
            }
        )
    else:
        state.append_text(run)
    return end


def paired(tokens: list[Token], names: Names) -> list[Token]:
    """The tokens with delimiters that pair replaced by what they make, the others by text.

    CommonMark's algorithm with a floor for each kind of closer, so time is linear.
    """
    out: list[Token] = []
    openers: list[int] = []
    floors: dict[tuple[str, bool, int], int] = {}
    for token in tokens:
        if token["type"] != "delimiter":
            out.append(token)
            continue
        if token["closes"]:
            _close(token, out, openers, floors, names)
        if token["left"]:
            if token["opens"]:
                openers.append(len(out))
            out.append(token)
    _to_text(out)
    return out


def _close(
    closer: Token,
    out: list[Token],
    openers: list[int],
    floors: dict[tuple[str, bool, int], int],
    names: Names,
) -> None:
    """Pair a closing run with the nearest openers, as long as characters of it are left."""
    key = (closer["raw"][0], closer["opens"], closer["length"] % 3)
    while closer["left"]:
        height = len(openers) - 1
        floor = floors.get(key, 0)
        while height >= floor and not _may_pair(out[openers[height]], closer):
            height -= 1
        if height < floor:
            floors[key] = len(openers)
            return
        index = openers[height]
        opener = out[index]
        used = 2 if opener["left"] >= 2 and closer["left"] >= 2 else 1
        children = out[index + 1 :]
        depth = depth_of(children) + 1
        if depth > MAX_DEPTH:
            openers.clear()
            floors.clear()
            return
        opener["left"] -= used
        closer["left"] -= used
        del out[index + 1 :]
        del openers[height + (opener["left"] > 0) :]
        for other, height_of_other in floors.items():
            floors[other] = min(height_of_other, len(openers))
        if not opener["left"]:
            out.pop()
        _to_text(children)
        size = opener["length"] if key[0] == "~" else used
        out.append({"type": names[key[0], size], "children": children, "depth": depth})


def _may_pair(opener: Token, closer: Token) -> bool:
    if opener["raw"][0] != closer["raw"][0]:
        return False
    if opener["closes"] or closer["opens"]:
        total: Any = opener["length"] + closer["length"]
        return bool(total % 3 != 0 or closer["length"] % 3 == 0)
    return True


def _to_text(tokens: list[Token]) -> None:
    """Make delimiters that are left over text."""
    for index, token in enumerate(tokens):
        if token["type"] == "delimiter":
            tokens[index] = {"type": "text", "raw": token["raw"][0] * token["left"]}
