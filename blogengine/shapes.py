"""The shapes in which authors give a parameter, brought to the one that a template prints. Pure; nothing is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

NAMES: Final = ("name", "title", "text")
"""Keys of a table that hold what it is called, the one that wins first."""
ADDRESSES: Final = ("url", "src", "image", "link", "href", "path")
"""Keys of a table that hold an address."""
SWITCHES: Final = ("enable", "enabled")
"""Keys of a table that hold whether it is meant at all."""
FALSE: Final = frozenset({"false", "no", "off", "0", "f", "n"})


def as_text(value: object) -> str:
    """A scalar as Hugo prints it: `true`, `5`, `1.5`; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "+Inf" if value > 0 else "-Inf"
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def texts_of(value: Any) -> tuple[str, ...]:
    """The texts in a value: itself, those of a list at any depth, the `name` of a table; true and false are none."""
    return tuple(_texts(value, NAMES, _printed))


def addresses_of(value: Any) -> tuple[str, ...]:
    """The addresses in a value: a text, those of a list at any depth, the `url`, `src` or `image` of a table."""
    return tuple(_texts(value, ADDRESSES, lambda each: each.strip() if isinstance(each, str) else ""))


def text_of(value: Any) -> str:
    """A value as one text; several are listed with commas."""
    return ", ".join(texts_of(value))


def flag_of(value: Any) -> bool | None:
    """Whether a value means yes; None where nothing is said. A table says it by its `enable`."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, Mapping):
        switch = next((value[name] for name in SWITCHES if name in value), True)
        return None if switch is None else bool(flag_of(switch))
    if isinstance(value, str):
        return value.strip().lower() not in FALSE
    return bool(value)


def table_of(value: Any) -> Mapping[str, Any]:
    """A value if it is a table, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def tables_of(value: Any) -> tuple[Mapping[str, Any], ...]:
    """The tables in a list; a table alone is a list of one, a text is a table with a `name`."""
    entries = value if isinstance(value, list | tuple) else (value,)
    named = (each if isinstance(each, Mapping) else {"name": text_of(each)} for each in entries)
    return tuple(each for each in named if any(each.values()))


def misfit(name: str, value: Any) -> str | None:
    """What a parameter of this name should be, if no page, feed or theme can do anything with its value; else None."""
    expected, used = READ.get(name.lower(), ("", texts_of))
    if not expected or not value or isinstance(value, Mapping) or used(value):
        return None
    return expected


READ: Final[Mapping[str, tuple[str, Callable[[Any], object]]]] = {
    "author": ("a name or a list of names", texts_of),
    "authors": ("a name or a list of names", texts_of),
    "images": ("a path or a list of paths", addresses_of),
}
"""Parameters that every theme's authors use alike: what they are, and what is taken of them."""


def _texts(value: Any, keys: tuple[str, ...], printed: Callable[[Any], str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key in keys:
            if found := tuple(_texts(value.get(key), keys, printed)):
                yield from found
                return
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each, keys, printed)
    elif text := printed(value):
        yield text


def _printed(value: Any) -> str:
    return "" if isinstance(value, bool) else as_text(value).strip()
