"""Environment variables that override keys: `BLOGENGINE_MARKUP_GOLDMARK_RENDERER_UNSAFE=true`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from blogengine.config.files import Tree, merge

PREFIX = "BLOGENGINE"


def from_environment(environ: Mapping[str, str], tree: Mapping[str, Any]) -> Tree:
    """The settings in `BLOGENGINE_A_B=value` as a tree.

    As Hugo does with `HUGO_`: the character after the prefix separates keys (`BLOGENGINExPARAMSxAPI_KEY` keeps the
    underscore); a value that is JSON or a boolean is taken as such; a key that the tree has keeps its spelling there.
    """
    found: Tree = {}
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or len(name) <= len(PREFIX) + 1:
            continue
        delimiter, rest = name[len(PREFIX)], name[len(PREFIX) + 1 :]
        keys = [key for key in rest.split(delimiter) if key]
        if delimiter.isupper() or not keys:
            continue
        merge(found, _nested(_spelt_as_in(tree, keys), _value(text)))
    return found


def _nested(keys: list[str], value: Any) -> Tree:
    tree: Tree = {keys[-1]: value}
    for key in reversed(keys[:-1]):
        tree = {key: tree}
    return tree


def _spelt_as_in(tree: Any, keys: list[str]) -> list[str]:
    spelt: list[str] = []
    for key in keys:
        names = {name.lower(): name for name in tree} if isinstance(tree, Mapping) else {}
        known = names.get(key.lower())
        spelt.append(known or key.lower())
        tree = tree[known] if known else None
    return spelt


def _value(text: str) -> Any:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
