"""Measures of rendered text: plain text, word counts, reading time, automatic summary. Pure, Hugo's rules.

Words are what Go's `strings.Fields` gives; on a CJK page characters count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import ceil
from typing import Final

WORDS_PER_MINUTE: Final = 212
CHARACTERS_PER_MINUTE: Final = 500

CJK: Final = re.compile(
    "[\u1100-\u11ff\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u302e\u302f\u3038-\u303b"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u321e\u3260-\u327e\u32d0-\u32fe"
    "\u3300-\u3357\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufa6d"
    "\ufa70-\ufad9\uff66-\uff6f\uff71-\uff9d\uffa0-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc"
    "\U00016fe2\U00016fe3\U00016ff0-\U00016ff6\U0001aff0-\U0001aff3\U0001aff5-\U0001affb\U0001affd\U0001affe"
    "\U0001b000-\U0001b122\U0001b132\U0001b150-\U0001b152\U0001b155\U0001b164-\U0001b167\U0001f200"
    "\U00020000-\U0002a6df\U0002a700-\U0002b81d\U0002b820-\U0002cead\U0002ceb0-\U0002ebe0\U0002ebf0-\U0002ee5d"
    "\U0002f800-\U0002fa1d\U00030000-\U0003134a\U00031350-\U00033479]"
)
"""Han, Hangul, Hiragana and Katakana as Go's tables of Unicode 17 have them: without `ー`, `。`."""

ATTRIBUTE: Final = r"""\s*+[^\s=>"'<]++(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?)?"""
REST_OF_TAG: Final = rf"(?:{ATTRIBUTE})*+\s*+(?:>|\Z)"
SPAN: Final = r'/?span(?: class="[^"]*+")?+>'
MARKUP: Final = re.compile(
    rf"<(?:{SPAN}(?:<{SPAN})*+"
    r'|/?(?!(?i:script|style)\b)[A-Za-z][A-Za-z0-9]*+(?: [a-z-]++="[^"]*+")*+>'
    r"|!--.*?(?:-->|\Z)"
    rf"|((?i:script|style))(?=[\s/>]){REST_OF_TAG}.*?(?:\Z|(?=</(?i:\1)[\s/>]))"
    rf"|/?[A-Za-z][A-Za-z0-9:-]*+{REST_OF_TAG}"
    r"|/?[A-Za-z].*)",
    re.DOTALL,
)
"""Tags of highlighted code, many at once; a usual tag, found fast; a comment; a script or style element up to its end
tag; any tag. Malformed ones run on."""
SPACE: Final = r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
SPACES: Final = re.compile(rf"({SPACE}){SPACE}+")

VOID_ELEMENTS: Final = frozenset({"br", "hr", "img", "input"})
TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^>]*>")
UNCOUNTED: Final = re.compile(r"""^(?:>$|</?[A-Za-z]+>?$|[A-Za-z]+=["'])""")
TAG_IN_WORD: Final = re.compile(r"</?[A-Za-z][^>]*(?:>|$)")


def plain(html: str) -> str:
    """The text of rendered HTML, as Hugo's `.Plain`: `</p>` and `<br>` end lines, entities stay as they are.

    Tags, comments, scripts and styles are dropped with nothing in their place; runs of spaces keep the first.
    HTML without any tag stays as it is.
    """
    if "<" not in html and ">" not in html:
        return html
    text = html.replace("\n", " ").replace("</p>", "\n").replace("<br>", "\n").replace("<br />", "\n")
    return SPACES.sub(r"\1", MARKUP.sub("", text))


def has_cjk(text: str) -> bool:
    """Whether a text has a character of the scripts that Hugo's `hasCJKLanguage` looks for."""
    return not text.isascii() and CJK.search(text) is not None


def word_count(plain: str, cjk: bool) -> int:
    """The words of plain text; on a CJK page a word counts its characters unless it is ASCII only."""
    words = plain.split()
    return sum(map(_characters, words)) if cjk else len(words)


def fuzzy_word_count(words: int) -> int:
    """A word count rounded up to hundreds."""
    return ceil(words / 100) * 100


def reading_time(words: int, cjk: bool) -> int:
    """Minutes to read so many words (on a CJK page, characters)."""
    return ceil(words / (CHARACTERS_PER_MINUTE if cjk else WORDS_PER_MINUTE))


def auto_summary(html: str, length: int, cjk: bool) -> tuple[str, bool]:
    """The start of HTML up to the paragraph that reaches `length` words, trimmed; whether more follows.

    Hugo's rule for pages without `<!--more-->`: it counts words of the HTML, tags included, and cuts only
    after a `</p>`, or after the outermost element around it. Nothing to cut after: all of it, not truncated.
    """
    if length <= 0:
        return "", bool(html.strip())
    end = _end_of_paragraph(html, length, cjk)
    if end is None:
        return html.strip(), False
    cut = _end_of_open_element(html, end)
    return html[:cut].strip(), not (len(html) == cut or html[cut:].isspace())


def _end_of_paragraph(html: str, length: int, cjk: bool) -> int | None:
    """Where the paragraph ends in which the count is reached, None when there is none."""
    count = start = 0
    while (end := html.find("</p>", start)) >= 0:
        for word in html[start : max(end - 1, start)].split():
            count += _weight(word, cjk)
        if count >= length:
            return end + len("</p>")
        start = end + len("</p")
    return None


def _weight(word: str, cjk: bool) -> int:
    """What a piece of HTML without spaces counts: tags and attributes nothing."""
    if UNCOUNTED.match(word):
        return 0
    return _characters(TAG_IN_WORD.sub("", word)) if cjk else 1


def _characters(word: str) -> int:
    return 1 if word.isascii() else len(word)


def _end_of_open_element(html: str, cut: int) -> int:
    """Where the outermost element ends that is open at the cut and closed after it; the cut if none is."""
    stack: list[str] = []
    depths: Counter[str] = Counter()
    for end, closing, name in _tags(html):
        if end > cut and not stack:
            return cut
        if not closing:
            stack.append(name)
            depths[name] += 1
        elif depths[name]:
            while True:
                inner = stack.pop()
                depths[inner] -= 1
                if inner == name:
                    break
            if end >= cut and not stack:
                return end
    return cut


def _tags(html: str) -> Iterator[tuple[int, str, str]]:
    """(end, "/" of an end tag, name) of the tags that open or close an element.

    As Hugo reads it, `<br/>` takes the tag after it along: only raw HTML has such tags.
    """
    skip = False
    for tag in TAG.finditer(html):
        closing, name = tag.groups()
        if tag[0].endswith("/>"):
            skip = True
        elif skip:
            skip = False
        elif name not in VOID_ELEMENTS:
            yield tag.end(), closing, name
