"""Alphabetical order as readers expect it: Unicode's, with Han characters in the order of a national standard."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import normalize

from pyuca import Collator
from pyuca.collator import COLL_ELEMENT_PATTERN, hexstrings2int

Key = tuple[tuple[int, ...], str]

FIRST_HAN = 0x4E00
BEYOND_HAN = 0x20000
"""Where characters outside of a standard go: after all that are in it."""
LONGEST = 500
"""Characters that are collated; what is equal in them goes by code point. The time grows with their square."""
STANDARDS: Mapping[str, str] = {"ja": "euc_jp", "zh": "gb2312"}
"""Language -> the encoding that holds its standard order of Han characters."""


def collation_keys(texts: Sequence[str], language: str = "") -> list[Key]:
    """The places of texts in Unicode's default collation (a < B < é < z < Z < あ).

    In Japanese, kanji stand in the order of JIS X 0208, as in CLDR; in Chinese, in that of GB 2312, whose common
    characters are by pinyin, close to CLDR's.
    """
    codec = STANDARDS.get(language.lower(), STANDARDS.get(language.partition("-")[0].lower()))
    ranked = [text.translate(_order_of(codec)) if codec else text for text in texts]
    table = _table_for(frozenset(normalize("NFD", "".join(ranked))))
    return [(table.sort_key(each[:LONGEST]), text) for each, text in zip(ranked, texts, strict=True)]


class _Table(Collator):  # type: ignore[misc]  # pyuca has no types
    """Unicode's table of weights, as far as some characters need it: reading it all takes a sixth of a second."""

    def __init__(self, characters: Collection[str]) -> None:
        self._needed = {f"{ord(character):04X}" for character in characters}
        super().__init__()

    def load(self, filename: str) -> None:
        """Read the lines of sequences that begin with one of the characters."""
        with Path(filename).open(encoding="ascii") as lines:
            for line in lines:
                if line.partition(" ")[0] in self._needed:
                    sequence, weights = line.partition("#")[0].split(";")
                    elements = [hexstrings2int(found.groups()) for found in COLL_ELEMENT_PATTERN.finditer(weights)]
                    self.table.add(hexstrings2int(sequence.split()), elements)
                elif line.startswith("@implicitweights"):
                    places, base = line.partition("#")[0].removeprefix("@implicitweights").split(";")
                    first, last = places.split("..")
                    self.implicit_weights.append([int(first, 16), int(last, 16), int(base, 16)])


@lru_cache(maxsize=8)
def _table_for(characters: frozenset[str]) -> _Table:
    return _Table(characters)


@cache
def _order_of(codec: str) -> Mapping[int, str]:
    """Han character -> a stand-in whose code point is its rank in a national standard."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    standard = [char for pair in rows if len(char := pair.decode(codec, errors="ignore")) == 1]
    ranked = {ord(char): chr(FIRST_HAN + rank) for rank, char in enumerate(standard)}
    others = (code for code in range(FIRST_HAN, 0xA000) if code not in ranked)
    return ranked | {code: chr(BEYOND_HAN + code - FIRST_HAN) for code in others}
