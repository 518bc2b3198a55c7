"""Bare URLs and e-mail addresses, by goldmark's rules."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from blogengine.markdown.inlines.characters import WIDE
from blogengine.markdown.inlines.spans import EMAIL_DOMAIN

PATH: Final = r"[-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*"
WWW_PATH: Final = r"[-a-zA-Z0-9@:%_+.~#!?&/=();,'\">^{}\[\]`]*"
HOST: Final = r"[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+"
BARE: Final = re.compile(
    rf"(?P<url>(?:https?|ftp)://{HOST}(?::[0-9]+)?(?:[/#?]{PATH})?)"
    rf"|(?P<www>www\.{HOST}(?:[/#?]{WWW_PATH})?)"
    rf"|(?<![a-zA-Z0-9.!#$%&'+/=?^`{{|}}-])(?P<mail>[a-zA-Z0-9][a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]{{0,255}}+@{EMAIL_DOMAIN})"
)
HINTS: Final = ("://", "www.", "@")
BEFORE: Final = frozenset(" \t\n\r\v\f*_~(")
ENTITY_END: Final = re.compile(r"&[a-zA-Z0-9]+;$")
TRAILING: Final = "?!.,:*_~"


class Bare(NamedTuple):
    """A bare URL or address in the source."""

    start: int
    end: int
    text: str
    url: str


def bare_links(src: str, protocol: str) -> list[Bare]:
    """All that look like a URL or an address, wherever they stand; `protocol` is that of `www.` ones."""
    if not any(hint in src for hint in HINTS):
        return []
    return [link for match in BARE.finditer(src) if (link := _link(match, src, protocol))]


def _link(match: re.Match[str], src: str, protocol: str) -> Bare | None:
    mail = match["mail"]
    text = _mail(match, src) if mail else _trimmed(match[0])
    if not text:
        return None
    kept = text[0] + text[1:].rstrip(TRAILING)
    prefix = "mailto:" if mail else f"{protocol}://" if match["www"] else ""
    return Bare(match.start(), match.start() + len(kept), kept, prefix + kept)


def _mail(match: re.Match[str], src: str) -> str | None:
    text = match[0]
    domain = text.partition("@")[2]
    follows = src[match.end() : match.end() + 1]
    return text if "." in domain[:-1] and follows not in ("-", "_") else None


def _trimmed(url: str) -> str:
    """A URL without the `.`, the unbalanced `)` or the character reference at its end."""
    if url.endswith("."):
        return url[:-1]
    if url.endswith(")"):
        extra = max(url.count(")") - url.count("("), 0)
        return url[: len(url) - extra]
    return ENTITY_END.sub("", url)


def may_begin(src: str, pos: int, *, after_wide: bool) -> bool:
    """Whether a bare URL may stand at a position: at a line's start, behind space or one of `*_~(`.

    With `after_wide` also behind a Chinese, Japanese or Korean character, which needs no space.
    """
    return pos == 0 or src[pos - 1] in BEFORE or (after_wide and WIDE[src[pos - 1]])
