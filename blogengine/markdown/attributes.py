"""Attributes in braces, `{#id .class key="value"}`, as goldmark reads them."""

from __future__ import annotations

import re
from typing import Final

from blogengine.markdown.text import unescaped

SHORT: Final = re.compile(r"([#.])((?:[^\s!-/:-@\[-`{-~]|[_:.-])*)")
PAIR: Final = re.compile(
    r"""(?!class\s*=\s*[-0-9\[])([a-zA-Z_:][a-zA-Z0-9_:.-]*)\s*=\s*"""
    r"""("(?:[^"\\]|\\.)*+"|\[[^\]]*+\]|-?[0-9][0-9.eE+-]*|[a-zA-Z_:][a-zA-Z0-9_:.-]*)""",
    re.DOTALL,
)
SEPARATOR: Final = re.compile(r"[\s,]*")
BRACE: Final = re.compile(r"\\.|\{", re.DOTALL)
MAX_BRACES: Final = 32
"""How many opening braces at the end of a heading are tried, so that time stays linear."""

Attributes = dict[str, str | list[str]]
"""By name; a list where the author wrote `[2, "4-6"]`."""


def parse_attributes(text: str, pos: int = 0) -> tuple[Attributes, int] | None:
    """The attributes in the braces at a position, and the position behind them; None if there are none.

    Several classes are joined by spaces, of other names the last counts.
    """
    if not text.startswith("{", pos):
        return None
    found: Attributes = {}
    pos = _skip(text, pos + 1)
    while not text.startswith("}", pos):
        match = SHORT.match(text, pos) or PAIR.match(text, pos)
        if match is None:
            return None
        name, value = _pair(match)
        found[name] = f"{found[name]} {value}" if name == "class" and name in found else value
        pos = _skip(text, match.end())
    return found, pos + 1


def _skip(text: str, pos: int) -> int:
    match = SEPARATOR.match(text, pos)
    return match.end() if match else pos


def _pair(match: re.Match[str]) -> tuple[str, str | list[str]]:
    if match.re is SHORT:
        return ("id" if match[1] == "#" else "class"), match[2]
    value = match[2]
    if value[0] == "[":
        return match[1], [item.strip(' "') for item in value[1:-1].split(",")]
    return match[1], unescaped(value[1:-1]) if value[0] == '"' else value


def trailing_attributes(text: str) -> tuple[str, Attributes]:
    """A heading's text without the attributes at its end, and those."""
    if not text.endswith("}"):
        return text, {}
    braces = [match.start() for match in BRACE.finditer(text) if match[0] == "{"]
    for pos in braces[-MAX_BRACES:]:
        found = parse_attributes(text, pos)
        if found is not None and found[1] == len(text):
            return text[:pos].rstrip(" \t"), found[0]
    return text, {}
