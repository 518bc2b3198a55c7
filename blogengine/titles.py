"""Titles that Hugo makes up: title case, and plurals of section names."""

from __future__ import annotations

import re
from collections.abc import Iterable

SMALL_AP = frozenset("a an and as at but by en for if in nor of on or per the to v via vs v. vs.".split())
SMALL_CHICAGO = SMALL_AP | frozenset("from into like over with upon so yet".split()) - {"as"}
WORD_START = re.compile(r"(?:^|[\s\-/\"“‘'(\[{])(\w)")
IRREGULAR = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "mouse": "mice", "goose": "geese",
    "foot": "feet", "tooth": "teeth", "ox": "oxen", "quiz": "quizzes", "index": "indices", "vertex": "vertices",
    "matrix": "matrices", "datum": "data", "medium": "media", "analysis": "analyses", "basis": "bases",
    "criterion": "criteria", "phenomenon": "phenomena", "octopus": "octopi", "virus": "viri", "alumnus": "alumni",
}  # fmt: skip
UNCOUNTED = frozenset(
    "equipment information rice money species series fish sheep jeans police news data media research people music "
    "software hardware advice furniture luggage metadata multimedia".split()
)


def title_case(text: str, style: str = "ap") -> str:
    """A text in title case: "ap" (default), "chicago", "go" (every word), "firstupper" or "none".

    Each word's first letter is upper-cased, the others stay; small words are lower-cased but at the ends and after ":".
    """
    match style.lower():
        case "none":
            return text
        case "firstupper":
            return text[:1].upper() + text[1:]
        case "go":
            return re.sub(r"(^|[^\w'])(\w)", lambda match: match[1] + match[2].upper(), text)
        case "chicago":
            return _with_small_words(text, SMALL_CHICAGO)
        case _:
            return _with_small_words(text, SMALL_AP)


def section_title(folder: str, *, capitalize: bool, pluralize: bool, style: str = "ap") -> str:
    """The title of a section without one: its folder's name, title-cased, then made plural."""
    title = title_case(folder, style) if capitalize else folder
    return plural(title) if pluralize else title


def plural(word: str) -> str:
    """The English plural of a name, by its last word; one that is plural already stays."""
    head, last = _split_last(word)
    return head + _plural_of(last)


def _with_small_words(text: str, small: Iterable[str]) -> str:
    words = re.split(r"([\s\-/]+)", text)
    spoken = range(0, len(words), 2)
    for index in spoken:
        word = words[index]
        after_colon = index >= 2 and words[index - 2].endswith(":")
        inner = index not in (spoken[0], spoken[-1]) and not after_colon
        words[index] = word.lower() if inner and word.lower() in small else _capitalised(word)
    return "".join(words)


def _capitalised(word: str) -> str:
    def upper(match: re.Match[str]) -> str:
        return match[0][:-1] + match[1].upper()

    if "'" in word[1:]:
        head, quote, tail = word.partition("'")
        return WORD_START.sub(upper, head) + quote + tail if head else WORD_START.sub(upper, word)
    return WORD_START.sub(upper, word)


def _split_last(word: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*[-_\s])?(.*)", word, re.DOTALL)
    assert match is not None
    return match[1] or "", match[2]


def _plural_of(word: str) -> str:
    lower = word.lower()
    if not word or lower in UNCOUNTED or lower in IRREGULAR.values():
        return word
    if lower in IRREGULAR:
        end = IRREGULAR[lower]
        return word[0] + end[1:] if word[0].lower() == end[0] else end
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return word
    if re.search(r"(ss|sh|ch|x|z)$", lower):
        return word + "es"
    if re.search(r"[^aeiou]y$", lower):
        return word[:-1] + "ies"
    if lower.endswith("is"):
        return word[:-2] + "es"
    if lower.endswith("us"):
        return word + "es"
    return word + "s"
