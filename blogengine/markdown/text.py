"""Text as CommonMark sees it: escapes, character references, link parts, URLs, widths."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final, NamedTuple
from urllib.parse import quote


def _balanced(depth: int) -> str:
    """The pattern of a destination without `<`, up to space or a parenthesis that is not balanced."""
    plain = rf"[^\t-\r ()\\]|\\[{PUNCTUATION}]|\\"
    pattern = rf"(?:{plain})*+"
    for _ in range(depth):
        pattern = rf"(?:{plain}|\({pattern}\))*+"
    return pattern


MAX_LABEL: Final = 999
"""Characters of a link's label."""
MAX_PARENTHESES: Final = 32
"""How deep parentheses nest in a link's destination."""
PUNCTUATION: Final = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
REFERENCE: Final = r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));"
ESCAPE: Final = re.compile(rf"\\([{PUNCTUATION}])|{REFERENCE}")
ANGLED: Final = re.compile(r"<((?:[^<>\\\n]|\\.)*+)>|<([^>\\\n]{0,1000}+)>")
"""goldmark takes `<` inside; how far it is looked for then is bounded, so that time stays linear."""
TITLES: Final = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL),
    "(": re.compile(r"\(((?:[^()\\]|\\.)*+)\)", re.DOTALL),
}
BARE: Final = re.compile(_balanced(MAX_PARENTHESES))
BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
URL_SAFE: Final = "!#$%&'()*+,-./:;=?@_~"
PLAIN_URL: Final = re.compile(r"[A-Za-z0-9!#$&'()*+,\-./:;=?@_~]*")
SPACES: Final = re.compile(r"[ \t\r\n\v\f]+")
HTML: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}
SPECIAL: Final = re.compile('[&<>"]')
DANGEROUS: Final = re.compile(
    r"(?:javascript|vbscript|file):|data:(?!image/(?:png|gif|jpeg|webp|svg\+xml);)", re.IGNORECASE
)


class Reference(NamedTuple):
    """Where a label leads: a destination and a title as HTML text, both still without URL or HTML escapes."""

    url: str
    title: str | None


def escaped(text: str) -> str:
    """Text as HTML: `& < > "` escaped."""
    return text.translate(HTML) if SPECIAL.search(text) else text


def unescaped(text: str) -> str:
    """Source with backslash escapes and character references resolved."""
    return ESCAPE.sub(_resolved, text) if "\\" in text or "&" in text else text


def _resolved(match: re.Match[str]) -> str:
    return match[1] or character(match[2], match[3], match[4]) or match[0]


def character(hexadecimal: str | None, decimal: str | None, name: str | None) -> str | None:
    """What a character reference stands for; None when nothing has this name."""
    if name:
        return html5.get(f"{name};")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal or "0")
    is_valid = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_valid else "�"


def normalized_label(label: str) -> str:
    """A label as it is compared: case folded, runs of space as one."""
    return SPACES.sub(" ", label.strip(" \t\r\n\v\f")).casefold()


def link_destination(text: str, pos: int) -> tuple[str, int] | None:
    """The destination at a position, resolved, and the position behind it."""
    if text.startswith("<", pos):
        angled = ANGLED.match(text, pos)
        return (unescaped(angled[1] if angled[1] is not None else angled[2]), angled.end()) if angled else None
    bare = BARE.match(text, pos)
    if bare is None or not bare[0] or text.startswith("(", bare.end()):
        return None
    return unescaped(bare[0]), bare.end()


def link_title(text: str, pos: int) -> tuple[str, int] | None:
    """The title in quotes or parentheses at a position, resolved, and the position behind it."""
    pattern = TITLES.get(text[pos : pos + 1])
    found = pattern.match(text, pos) if pattern else None
    if found is None or BLANK_LINE.search(found[1]):
        return None
    return unescaped(found[1]), found.end()


def escaped_url(url: str) -> str:
    """A URL with everything percent-encoded that may not stand in one; what is encoded stays (goldmark's table)."""
    if PLAIN_URL.fullmatch(url):
        return url
    return PERCENT.sub("%25", quote(url, safe=URL_SAFE, errors="replace"))


def is_dangerous(url: str) -> bool:
    """Whether a URL runs code or reads files in the reader's browser: `javascript:` and the like."""
    return DANGEROUS.match(url) is not None
