"""Older spellings of Hugo's keys, brought to today's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from blogengine.config.files import Tree
from blogengine.config.merging import merge

Keys = tuple[str, ...]

_GOLDMARK = ("markup", "goldmark")
_DELIMITERS = (*_GOLDMARK, "extensions", "passthrough", "delimiters")

MOVED: Mapping[Keys, Keys] = {
    ("paginate",): ("pagination", "pagersize"),
    ("paginatepath",): ("pagination", "path"),
    ("googleanalytics",): ("services", "googleanalytics", "id"),
    ("disqusshortname",): ("services", "disqus", "shortname"),
    ("rsslimit",): ("services", "rss", "limit"),
    ("languagecode",): ("locale",),
    ("languagename",): ("label",),
    ("languagedirection",): ("direction",),
    ("menu",): ("menus",),
    ("indexes",): ("taxonomies",),
    ("outputs", "taxonomyterm"): ("outputs", "taxonomy"),
    (*_GOLDMARK, "parser", "autoheadingidtype"): (*_GOLDMARK, "parser", "autoidtype"),
    (*_DELIMITERS, "block"): (*_DELIMITERS[:-1], "block"),
    (*_DELIMITERS, "inline"): (*_DELIMITERS[:-1], "inline"),
}
"""Keys as older sites write them (lower-cased) -> where they are decoded."""


class Modern(msgspec.Struct, frozen=True):
    """A tree in today's spelling, and for each key that moved, the keys that the author wrote."""

    tree: Tree
    written: Mapping[Keys, Keys]


def modernised(tree: Mapping[str, Any]) -> Modern:
    """The tree (keys lower-cased) with every old spelling moved, in each language too; a new one beside it wins."""
    languages = {
        str(name): modernised(settings)
        for name, settings in _table(tree, "languages").items()
        if isinstance(settings, Mapping)
    }
    moves = {**MOVED, **dict(_flat_permalinks(tree))}
    found: Tree = {}
    written: dict[Keys, Keys] = {}
    for old, new in moves.items():
        holder = _at(tree, old[:-1])
        if isinstance(holder, Mapping) and old[-1] in holder:
            merge(found, _nested(new, holder[old[-1]]))
            written[new] = old
    merge(found, _without(tree, frozenset(moves)))
    _add_term_permalinks(found, tree)
    _gather_static_folders(found)
    for name, language in languages.items():
        found["languages"][name] = language.tree
        written |= {("languages", name, *new): ("languages", name, *old) for new, old in language.written.items()}
    return Modern(found, written)


def _flat_permalinks(tree: Mapping[str, Any]) -> Iterator[tuple[Keys, Keys]]:
    """A pattern that names no kind is for pages (and for terms: see `_add_term_permalinks`)."""
    for key, pattern in _table(tree, "permalinks").items():
        if not isinstance(pattern, Mapping):
            yield ("permalinks", key), ("permalinks", "page", key)


def _add_term_permalinks(found: Tree, tree: Mapping[str, Any]) -> None:
    for key, pattern in _table(tree, "permalinks").items():
        if not isinstance(pattern, Mapping) and isinstance(found.get("permalinks"), dict):
            terms = found["permalinks"].setdefault("term", {})
            if isinstance(terms, dict):
                terms.setdefault(key, pattern)


def _gather_static_folders(tree: Tree) -> None:
    """`staticDir`, `staticDir0` … `staticDir10` are one list."""
    names = ["staticdir", *(f"staticdir{number}" for number in range(11))]
    if not any(name in tree for name in names[1:]):
        return
    folders: list[Any] = []
    for name in names:
        value = tree.pop(name, [])
        folders += value if isinstance(value, list) else [value]
    tree["staticdir"] = folders


def _without(tree: Mapping[str, Any], moved: frozenset[Keys], path: Keys = ()) -> Tree:
    """The tree without the keys that moved, and without tables that held nothing else."""
    kept: Tree = {}
    prefixes = {keys[: len(path) + 1] for keys in moved}
    for key, value in tree.items():
        inner = (*path, key)
        if inner in moved:
            continue
        if inner in prefixes and isinstance(value, Mapping):
            below = _without(value, moved, inner)
            if below or not value:
                kept[key] = below
        else:
            kept[key] = value
    return kept


def _at(tree: Mapping[str, Any], keys: Keys) -> Any:
    value: Any = tree
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _table(tree: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = tree.get(key)
    return value if isinstance(value, Mapping) else {}


def _nested(path: Keys, value: Any) -> Tree:
    tree: Tree = {path[-1]: value}
    for key in reversed(path[:-1]):
        tree = {key: tree}
    return tree
