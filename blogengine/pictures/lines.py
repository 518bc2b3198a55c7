"""Breaks a title into lines as a Japanese typesetter would: between phrases, and never before a closing mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from budoux import Parser

Fits = Callable[[str], bool]
"""Whether a text is short enough for a line."""

NOT_FIRST: Final = frozenset(
    "、。，．・：；！？!?,.:;)]}）］｝〉》」』】〕〗〙’”»›"
    "ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ々〻ゝゞヽヾ゛゜‐゠–〜～…‥%％℃℉"
    "\u3099\u309a\ufe0e\ufe0f\u200d"
)
"""Characters that no line starts with (JIS X 4051)."""
NOT_LAST: Final = frozenset("([{（［｛〈《「『【〔〖〘‘“«‹¥￥$＄£#＃№")
"""Characters that no line ends with."""
CJK: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
ELLIPSIS: Final = "…"


def lines_of(text: str, fits: Fits, most: int) -> tuple[list[str], bool]:
    """The text in at most so many lines, and whether that is all of it; else the last one ends in "…"."""
    lines = list(islice(_filled(phrases(text), fits), most + 1))
    if len(lines) <= most:
        return lines, True
    last = "".join(lines[most - 1 :])  # what follows the next line cannot fit either
    while last and not fits(last + ELLIPSIS):
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + ELLIPSIS], False


def phrases(text: str) -> list[str]:
    """The pieces between which a line may be broken, spaces at their ends; together they are the text.

    Phrases are found as if there were no spaces: in "Glue の" it is for the eye, and の belongs to what it follows.
    """
    words = text.split()
    letters, spaces = "".join(words), frozenset(accumulate(map(len, words)))
    ends = frozenset(accumulate(map(len, _parser().parse(letters)))) if CJK.search(letters) else frozenset()
    pieces = [""]
    for at, letter in enumerate(letters):
        if at and _is_breakable(letters, at, at in spaces, at in ends):
            pieces.append("")
        pieces[-1] += f"{letter} " if at + 1 in spaces and at + 1 < len(letters) else letter
    return pieces if letters else []


def _is_breakable(letters: str, at: int, is_space: bool, is_end: bool) -> bool:
    """Whether a line may be broken before the letter at a place."""
    if _is_tied(letters[at - 1], letters[at]):
        return False
    if is_space:
        return is_end or bool(CJK.match(letters[at - 1])) == bool(CJK.match(letters[at]))
    return is_end and not _is_in_word(letters, at)


def _filled(pieces: list[str], fits: Fits) -> Iterator[str]:
    line = ""
    for piece in pieces:
        if fits((line + piece).rstrip()):
            line += piece
            continue
        if line.strip():
            yield line.strip()
        line = piece
        while not fits(line.rstrip()):
            head = _longest(line, fits)
            yield head.strip()
            line = line[len(head) :]
    if line.strip():
        yield line.strip()


def _longest(text: str, fits: Fits) -> str:
    """As much of a phrase as a line takes; at least one character."""
    end = next((at - 1 for at in range(2, len(text)) if not fits(text[:at])), len(text) - 1) or 1
    good = (at for at in range(end, 0, -1) if not _is_tied(text[:at], text[at:]) and not _is_in_word(text, at))
    return text[: next(good, end)]


def _is_tied(before: str, after: str) -> bool:
    """Whether no line may be broken between two pieces."""
    return after[:1] in NOT_FIRST or before[-1:] in NOT_LAST


def _is_in_word(text: str, at: int) -> bool:
    return text[at - 1].isascii() and text[at - 1].isalnum() and text[at].isascii() and text[at].isalnum()


@cache
def _parser() -> Parser:
    import budoux  # noqa: PLC0415  # start-up time

    return budoux.load_default_japanese_parser()
