"""Writing a tree of settings as TOML."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(tree: Mapping[str, Any]) -> str:
    """The tree as TOML: plain values first, then tables. None is left out, as TOML has no such value."""
    return "\n".join(_table(tree, ())).strip("\n") + "\n"


def toml_value(value: Any) -> str:
    """One value as TOML writes it on a line; a mapping is an inline table."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(value) if math.isfinite(value) else str(value).replace("-nan", "nan")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {toml_value(each)}" for key, each in value.items() if each is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(each) for each in value if each is not None)}]"
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _table(tree: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for key, value in tree.items():
        if value is not None and not _is_table(value) and not _are_tables(value):
            yield f"{_key(key)} = {toml_value(value)}"
    for key, value in tree.items():
        inner = (*path, str(key))
        name = ".".join(map(_key, inner))
        if _is_table(value):
            if not _only_tables(value):
                yield f"\n[{name}]"
            yield from _table(value, inner)
        elif _are_tables(value):
            for each in value:
                yield f"\n[[{name}]]"
                yield from _table(each, inner)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _are_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _only_tables(value: Mapping[str, Any]) -> bool:
    """Whether a table's own header can be left out: it holds nothing but tables."""
    return bool(value) and all(_is_table(each) for each in value.values())


def _key(key: Any) -> str:
    return str(key) if _BARE_KEY.fullmatch(str(key)) else _quoted(str(key))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
