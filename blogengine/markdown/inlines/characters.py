"""Classes of characters: what flanks a delimiter, what is wide."""

from __future__ import annotations

import unicodedata
from typing import Final

OTHER: Final = 0
SPACE: Final = 1
PUNCTUATION: Final = 2


class _Classes(dict[str, int]):
    """The class of each character, found when first asked."""

    def __missing__(self, character: str) -> int:
        self[character] = found = _class(character)
        return found


def _class(character: str) -> int:
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\v\f\r\x85\u2028\u2029":
        return SPACE
    return PUNCTUATION if category[0] in "PS" else OTHER


CLASSES: Final = _Classes()
"""OTHER, SPACE or PUNCTUATION (symbols too) by character."""


class _Wide(dict[str, bool]):
    def __missing__(self, character: str) -> bool:
        self[character] = found = unicodedata.east_asian_width(character) in "WF" or _is_halfwidth(character)
        return found


def _is_halfwidth(character: str) -> bool:
    return "\uff61" <= character <= "\uffdc" or character == "\u20a9"


WIDE: Final = _Wide()
"""Whether a character is wide or fullwidth (or halfwidth Katakana and Hangul): Chinese, Japanese, Korean."""


def is_cjk(character: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text, its punctuation included, emoji not."""
    if character.isascii():
        return False
    if unicodedata.category(character) == "So" and not _is_cjk_symbol(character):
        return False
    return WIDE[character] or is_hangul(character)


def is_east_asian(character: str) -> bool:
    """goldmark's wide characters: neither fullwidth forms nor emoji."""
    is_form = unicodedata.east_asian_width(character) == "F" or unicodedata.category(character) == "So"
    return WIDE[character] and not is_form


def is_hangul(character: str) -> bool:
    """Whether a character is Korean."""
    return "HANGUL" in unicodedata.name(character, "")


def _is_cjk_symbol(character: str) -> bool:
    """Whether a symbol is text rather than an emoji: enclosed and squared characters, 〽 and the like."""
    return "\u3000" <= character <= "\u33ff" or "\U0001f200" <= character <= "\U0001f2ff"


def is_variation_selector(character: str) -> bool:
    """Whether a character only says how the one before it looks (the selector of emoji excepted)."""
    return "\ufe00" <= character <= "\ufe0e" or "\U000e0100" <= character <= "\U000e01ef"
