"""Globs as Hugo writes them in `cascade` targets and `resources`: `*`, `**`, `?`, `[…]`, `{a,b}`."""

from __future__ import annotations

import re
from functools import cache


def matches(path: str, pattern: str) -> bool:
    """Whether a "/"-separated path matches; `*` stays inside a folder, `**` crosses folders."""
    compiled = _compiled(pattern)
    return compiled is not None and compiled.fullmatch(path) is not None


def is_glob(pattern: str) -> bool:
    """Whether a pattern is one; anything else, such as `[]` or `[z-a]`, matches nothing."""
    return _compiled(pattern) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    tokens = re.split(r"(\*\*/?|\*|\?|\[[^\]/]*\]|\{|\}|,)", pattern)
    pieces: list[str] = []
    depth = 0
    for token in tokens:
        match token:
            case "**/":
                pieces.append("(?:.*/)?")
            case "**":
                pieces.append(".*")
            case "*":
                pieces.append("[^/]*")
            case "?":
                pieces.append("[^/]")
            case "{":
                depth += 1
                pieces.append("(?:")
            case "}" if depth:
                depth -= 1
                pieces.append(")")
            case "," if depth:
                pieces.append("|")
            case _ if re.fullmatch(r"\[[^\]/]*\]", token):
                pieces.append(_class(token[1:-1]))
            case _:
                pieces.append(re.escape(token))
    try:
        return re.compile("".join(pieces) + ")" * depth)
    except re.error:
        return None


def _class(inside: str) -> str:
    """A class of characters: ranges, with `!` before them all others."""
    negated, listed = ("^", inside[1:]) if inside.startswith("!") else ("", inside)
    return f"[{negated}{re.escape(listed).replace(chr(92) + '-', '-')}]"
