"""How trees of settings become one: files over files, and a theme's below the site's as Hugo merges them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blogengine.config.files import Tree

OPEN_KEYS = frozenset({"params", "cascade"})
"""Keys below which the author's spelling is kept."""

_EMPTY_IF_NULL = frozenset({"taxonomies"})
"""Keys that a null empties instead of leaving them at their default."""
_SHALLOW = frozenset({"feeds", "menus", "mediatypes", "outputformats"})


def lowered(values: Mapping[str, Any]) -> Tree:
    """The tree with its keys in lower case, but for the inside of `params` and `cascade`. Nulls count as unset.

    Of two keys that differ in letter case alone the one with capitals wins, as in Hugo.
    """
    found: Tree = {}
    for key, value in sorted(values.items(), key=lambda pair: str(pair[0]) != str(pair[0]).lower()):
        lower = str(key).lower()
        if value is None and lower not in _EMPTY_IF_NULL:
            continue
        merge(found, {lower: value if lower in OPEN_KEYS else _lowered_value({} if value is None else value)})
    return found


def merge(target: Tree, source: Mapping[str, Any]) -> None:
    """Put source over target: mappings key by key whatever their letter case, all else replaced."""
    spelt = {str(key).lower(): key for key in target}
    for key, value in source.items():
        known = spelt.get(str(key).lower(), key)
        if isinstance(value, Mapping) and isinstance(target.get(known), dict):
            merge(target[known], value)
            continue
        target.pop(known, None)
        target[key] = copied(value)
        spelt[str(key).lower()] = key


def merge_theme(site: Tree, theme: Mapping[str, Any]) -> None:
    """Put a theme's settings below the site's by Hugo's `_merge` strategies.

    Without `_merge`: `params` deeply; `menus`, `mediaTypes`, `outputFormats`, our `feeds` one level; nothing else.
    """
    _merge_below(site, theme, (), None)


def _merge_below(site: Tree, theme: Mapping[str, Any], path: tuple[str, ...], inherited: str | None) -> None:
    explicit = _own_strategy(site) or inherited
    strategy = explicit or _default_strategy(path)
    spelt = {str(key).lower(): key for key in site}
    for key, value in theme.items():
        lower = str(key).lower()
        inner = (*path, lower)
        known = spelt.get(lower)
        if lower == "_merge":
            continue
        if known is None and isinstance(value, Mapping) and not path:
            added: Tree = {}
            _merge_below(added, value, inner, explicit)
            if added:
                site[key] = added
        elif known is None and strategy != "none":
            site[key] = copied(value)
        elif known is not None and isinstance(site[known], dict) and isinstance(value, Mapping):
            below = "none" if strategy == "shallow" else explicit
            _merge_below(site[known], value, inner, below)


def _own_strategy(values: Mapping[str, Any]) -> str | None:
    strategy = values.get("_merge")
    return strategy.lower() if isinstance(strategy, str) else None


def _default_strategy(path: tuple[str, ...]) -> str:
    below = path[2:] if path[:1] == ("languages",) else path
    if below[:1] == ("params",):
        return "deep"
    return "shallow" if len(below) == 1 and below[0] in _SHALLOW else "none"


def copied(value: Any) -> Any:
    """The value with mappings and lists of its own."""
    if isinstance(value, Mapping):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list | tuple) else value


def _lowered_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return lowered(value)
    return [_lowered_value(inner) for inner in value] if isinstance(value, list) else value
