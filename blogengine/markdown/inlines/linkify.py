"""Bare URLs and e-mail addresses, by goldmark's rules."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from blogengine.markdown.inlines.characters import WIDE
from blogengine.markdown.inlines.spans import EMAIL_DOMAIN

PATH: Final = r"[-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*"
WWW_PATH: Final = r"[-a-zA-Z0-9@:%_+.~#!?&/=();,'\">^{}\[\]`]*"
HOST: Final = r"[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+"
URL: Final = re.compile(rf"(?:https?|ftp)://{HOST}(?::[0-9]+)?(?:[/#?]{PATH})?")
WWW: Final = re.compile(rf"www\.{HOST}(?:[/#?]{WWW_PATH})?")
LOCAL: Final = r"[a-zA-Z0-9][a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{0,255}+@"
MAIL: Final = re.compile(LOCAL + EMAIL_DOMAIN)
START: Final = re.compile(rf"(?:https?|ftp)://|www\.|(?<![a-zA-Z0-9]){LOCAL}")
HINTS: Final = ("://", "www.", "@")
BEFORE: Final = frozenset(" \t\n\r\v\f*_~(")
ENTITY_END: Final = re.compile(r"&[a-zA-Z0-9]+;$")
TRAILING: Final = "?!.,:*_~"


class Bare(NamedTuple):
    """A bare URL or address in the source."""

    end: int
    text: str
    url: str


def next_start(src: str, pos: int) -> int:
    """Where something that may be a bare URL or address begins, from a position on; past the end if nowhere."""
    found = START.search(src, pos)
    return found.start() if found else len(src) + 1


def has_bare_links(src: str) -> bool:
    """Whether it is worth to look for any."""
    return any(hint in src for hint in HINTS)


def bare_link(src: str, pos: int, protocol: str) -> Bare | None:
    """The bare URL or address at a position; `protocol` is that of `www.` ones."""
    if found := URL.match(src, pos):
        text, prefix = found[0], ""
    elif found := WWW.match(src, pos):
        text, prefix = found[0], f"{protocol}://"
    elif (found := MAIL.match(src, pos)) and _is_mail(found, src):
        text, prefix = found[0], "mailto:"
    else:
        return None
    text = _trimmed(text[0] + text[1:].rstrip(TRAILING))
    return Bare(pos + len(text), text, prefix + text)


def _is_mail(match: re.Match[str], src: str) -> bool:
    domain = match[0].partition("@")[2]
    return "." in domain[:-1] and src[match.end() : match.end() + 1] not in ("-", "_")


def _trimmed(url: str) -> str:
    """A URL without the unbalanced `)` or the character reference at its end."""
    if url.endswith(")"):
        extra = max(url.count(")") - url.count("("), 0)
        return url[: len(url) - extra]
    return ENTITY_END.sub("", url)


def may_begin(src: str, pos: int, *, after_wide: bool) -> bool:
    """Whether a bare URL may stand at a position: at a line's start, behind space or one of `*_~(`.

    With `after_wide` also behind a Chinese, Japanese or Korean character, which needs no space.
    """
    return pos == 0 or src[pos - 1] in BEFORE or (after_wide and WIDE[src[pos - 1]])
