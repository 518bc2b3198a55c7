"""Ids of headings and definition terms, as Hugo makes them from rendered text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Final

HEADING: Final = "heading"
"""The id of a heading whose text holds no letter, digit, `_` or `-`."""
TERM: Final = "id"
"""The same for a definition term."""


class Ids:
    """The ids given in one document; `claim` never gives the same id twice.

    `kind` is Hugo's `autoHeadingIDType`: "github", "github-ascii" or "blackfriday". Else: ValueError.
    """

    def __init__(self, kind: str = "github") -> None:
        if kind not in _ANCHORS:
            raise ValueError(f"unknown kind of heading ids: {kind!r}")
        self._anchor = _ANCHORS[kind]
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def claim(self, text: str, fallback: str = HEADING) -> str:
        """The id of a heading with this rendered plain text; duplicates get `-1`, `-2`…

        Empty text has no id: "". Text without a usable character becomes `fallback`. Takes time linear in the
        text, however many equal headings came before.
        """
        if not text:
            return ""
        anchor = unique = self._anchor(text) or fallback
        number = self._next.get(anchor, 1)
        while unique in self._taken:
            unique = f"{anchor}-{number}"
            number += 1
        self._next[anchor] = number
        self._taken.add(unique)
        return unique

    def reserve(self, id: str) -> None:
        """Take an id that the author wrote (`{#id}`); it is not checked, and later headings avoid it."""
        self._taken.add(id)


def _github(text: str, *, ascii_only: bool = False) -> str:
    if ascii_only:
        text = without_accents(text)
    return "".join([_github_character(character, ascii_only) for character in text.strip()])


def _github_character(character: str, ascii_only: bool) -> str:
    if character == " ":
        return "-"
    if character in "_-" or (_is_letter_or_digit(character) and (character.isascii() or not ascii_only)):
        return _lower(character)
    return ""


def _blackfriday(text: str) -> str:
    """Blackfriday's `SanitizedAnchorName`: letters and numbers, one `-` between runs of them."""
    cleaned = (_lower(character) if unicodedata.category(character)[0] in "LN" else " " for character in text)
    return "-".join("".join(cleaned).split())


def without_accents(text: str) -> str:
    """Text without combining marks, recomposed: `é` → `e`, `が` → `か` (Hugo's `RemoveAccents`)."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join([character for character in decomposed if unicodedata.category(character) != "Mn"])
    return unicodedata.normalize("NFC", bare)


def _is_letter_or_digit(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "L" or category == "Nd"


def _lower(character: str) -> str:
    """One character for one, as Go lower-cases: `İ` → `i`, `Σ` → `σ` at the end of a word too."""
    return character.lower()[0]


_ANCHORS: Final[dict[str, Callable[[str], str]]] = {
    "github": _github,
    "github-ascii": partial(_github, ascii_only=True),
    "blackfriday": _blackfriday,
}
