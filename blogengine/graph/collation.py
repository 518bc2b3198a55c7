"""Alphabetical order as readers expect it: Unicode's, with Han characters in the order of a national standard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol

Key = tuple[tuple[int, ...], str]

FIRST_HAN = 0x4E00
BEYOND_HAN = 0x20000
"""Where characters outside of a standard go: after all that are in it."""
STANDARDS: Mapping[str, str] = {"ja": "euc_jp", "zh": "gb2312"}
"""Language -> the encoding that holds its standard order of Han characters."""


class Collator(Protocol):
    """What `pyuca.Collator` offers."""

    def sort_key(self, string: str) -> tuple[int, ...]:
        """The weights of a text."""


def collation_key(text: str, language: str = "") -> Key:
    """The place of a text in Unicode's default collation (a < B < é < z < Z < あ).

    In Japanese, kanji stand in the order of JIS X 0208, as in CLDR; in Chinese, in that of GB 2312, whose common
    characters are by pinyin, close to CLDR's.
    """
    codec = STANDARDS.get(language.lower(), STANDARDS.get(language.partition("-")[0].lower()))
    return _weights(text.translate(_order_of(codec)) if codec else text), text


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
def _order_of(codec: str) -> Mapping[int, str]:
    """Han character -> a stand-in whose code point is its rank in a national standard."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    standard = [char for pair in rows if len(char := pair.decode(codec, errors="ignore")) == 1]
    ranked = {ord(char): chr(FIRST_HAN + rank) for rank, char in enumerate(standard)}
    others = (code for code in range(FIRST_HAN, 0xA000) if code not in ranked)
    return ranked | {code: chr(BEYOND_HAN + code - FIRST_HAN) for code in others}
