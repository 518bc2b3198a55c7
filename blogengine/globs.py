"""Globs as Hugo writes them in `cascade` targets and `resources`: `*`, `**`, `?`, `[…]`, `{a,b}`."""

from __future__ import annotations

import re
from functools import cache


def matches(path: str, pattern: str) -> bool:
    """Whether a "/"-separated path matches; `*` stays inside a folder, `**` crosses folders."""
    return _compiled(pattern).fullmatch(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
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
                pieces.append(token.replace("[!", "[^"))
            case _:
                pieces.append(re.escape(token))
    return re.compile("".join(pieces) + ")" * depth)
