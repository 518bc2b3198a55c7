"""Alphabetical order as readers expect it: Unicode's, with kanji in the order of the Japanese standard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol

Key = tuple[tuple[int, ...], str]

FIRST_HAN = 0x4E00
BEYOND_HAN = 0x20000
"""Where characters outside of the Japanese standard go: after all that are in it."""


class Collator(Protocol):
    """What `pyuca.Collator` offers."""

    def sort_key(self, string: str) -> tuple[int, ...]:
        """The weights of a text."""


def collation_key(text: str, language: str = "") -> Key:
    """The place of a text in Unicode's default collation (a < B < é < z < Z < あ); in Japanese, kanji by JIS X 0208."""
    table = _japanese_order() if language.partition("-")[0].lower() == "ja" else {}
    return _weights(text.translate(table)), text


@cache
def _weights(text: str) -> tuple[int, ...]:
    return _collator().sort_key(text)


@cache
def _collator() -> Collator:
    """The collator; its table takes a sixth of a second to read, so it is read only when titles decide."""
    from pyuca import Collator as Table  # noqa: PLC0415

    found: Collator = Table()
    return found


@cache
def _japanese_order() -> Mapping[int, str]:
    """Kanji -> a stand-in whose code point is its rank in JIS X 0208, where CLDR's Japanese order puts it."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF5) for cell in range(0xA1, 0xFF))
    standard = [char for pair in rows if len(char := pair.decode("euc_jp", errors="ignore")) == 1]
    ranked = {ord(char): chr(FIRST_HAN + rank) for rank, char in enumerate(standard)}
    others = (code for code in range(FIRST_HAN, 0xA000) if code not in ranked)
    return ranked | {code: chr(BEYOND_HAN + code - FIRST_HAN) for code in others}
