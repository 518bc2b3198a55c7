"""Environment variables that override keys: `BLOGENGINE_MARKUP_GOLDMARK_RENDERER_UNSAFE=true`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blogengine.config.files import Tree
from blogengine.config.sources import Layer, layer_of
from blogengine.errors import SiteError
from blogengine.parsing import parse, readable

PREFIX = "BLOGENGINE"


def environment_layers(environ: Mapping[str, str], tree: Mapping[str, Any]) -> list[Layer]:
    """A layer for each `BLOGENGINE_A_B=value`, in the order of their names; those that are empty count as unset.

    As Hugo does with `HUGO_`: the character after the prefix separates keys (`BLOGENGINExPARAMSxAPI_KEY` keeps the
    underscore); a value is read as what it replaces in the tree is, or as JSON when it looks like a list or table.
    """
    return [
        layer_of(_override(keys, readable(text), tree), f"environment variable {name}")
        for name, text in sorted(environ.items())
        if text and (keys := _keys(name))
    ]


def _keys(name: str) -> list[str]:
    """The keys that a variable names, [] when it is none of ours."""
    if not name.startswith(PREFIX) or len(name) <= len(PREFIX) + 1:
        return []
    delimiter, rest = name[len(PREFIX)], name[len(PREFIX) + 1 :]
    if delimiter.isupper():
        return []
    return [key.lower() for key in rest.split(delimiter) if key]


def _override(keys: list[str], text: str, tree: Mapping[str, Any]) -> Tree:
    """The value below its keys, each spelt as the tree spells it."""
    spelt: list[str] = []
    held: Any = tree
    for key in keys:
        names = {str(name).lower(): str(name) for name in held} if isinstance(held, Mapping) else {}
        spelt.append(names.get(key, key))
        held = held[names[key]] if key in names else None
    value: Any = _value(text, held)
    for key in reversed(spelt):
        value = {key: value}
    override: Tree = value
    return override


def _value(text: str, replaced: Any) -> Any:
    if text[0] in "[{" or isinstance(replaced, bool | int | float):
        try:
            return parse(text, "json", PREFIX)
        except SiteError:
            return text
    return text
