"""Text -> the terms that it is found by: pairs of characters for Chinese, Japanese and Korean, words for the rest.

The one definition: `client.js` folds and cuts a query in the same way, with the class of characters that the manifest
hands it, and `tests/search/terms.json` is run on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import add
from typing import Final
from unicodedata import normalize

WIDE: Final = (
    "\u3005-\u3007\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han, kana with their marks, Hangul: what is written without spaces, as the inside of a character class."""
LONGEST: Final = 24
"""Characters of a word that count: what is longer is an address, a digest or a picture in base64."""

RUN: Final = re.compile(rf"([{WIDE}]+)|(?:(?![{WIDE}])[^\W_])+")
HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[a-z])")
"""Where a word begins inside a word: `Fast|API`, `ML|flow`, `HTML|Parser`."""
HIRAGANA: Final = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}


def fold(text: str) -> str:
    """One form for what reads the same: width and composition (NFKC), letter case, katakana as hiragana.

    Upper case and back is case folding that JavaScript has, too: `ß` is `ss`, and both sigmas are one.
    """
    return normalize("NFKC", text).upper().lower().replace("ς", "σ").translate(HIRAGANA)


def terms_of(text: str) -> Iterator[str]:
    """Every term of a text, as often as it stands there.

    The last character of a wide run is a term by itself, so that every character begins one: a query of one character
    asks for the terms that begin with it. A word gives itself and each word inside it from its hump to its end.
    """
    for run in RUN.finditer(normalize("NFKC", text)):
        yield from _pairs(fold(run[0])) if run[1] else _words(run[0])


def _pairs(run: str) -> Iterator[str]:
    yield from map(add, run, run[1:])
    yield run[-1]


def _words(run: str) -> Iterable[str]:
    if run.islower() or run.isdigit():
        return (fold(run)[:LONGEST],)
    starts = (0, *(hump.start() for hump in HUMP.finditer(run[:LONGEST])))
    return [fold(run[start:])[:LONGEST] for start in starts]
