"""Older spellings of Hugo's keys, brought to today's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blogengine.config.files import Tree, merge

MOVED: Mapping[str, tuple[str, ...]] = {
    "paginate": ("pagination", "pagerSize"),
    "paginatepath": ("pagination", "path"),
    "googleanalytics": ("services", "googleAnalytics", "id"),
    "disqusshortname": ("services", "disqus", "shortname"),
    "rsslimit": ("services", "rss", "limit"),
    "languagecode": ("locale",),
    "menu": ("menus",),
}
"""Old key, lower-cased -> where it is today."""

PERMALINK_KINDS = ("page", "section", "taxonomy", "term")


def modernised(tree: Tree) -> Tree:
    """The tree with every old spelling moved; a new spelling beside it wins."""
    found: Tree = {}
    for key, value in tree.items():
        if key.lower() in MOVED:
            merge(found, _nested(MOVED[key.lower()], value))
    for key, value in tree.items():
        if key.lower() not in MOVED:
            merge(found, {key: value})
    _reshape(found)
    for name, settings in _tables(found, "languages"):
        if isinstance(settings, dict):
            modern = modernised(settings)
            settings.clear()
            settings.update(modern)
            if "locale" in settings and name:
                settings["languageCode"] = settings.pop("locale")
    return found


def _reshape(tree: Tree) -> None:
    """Bring permalinks, passthrough delimiters and footnote switches to one shape."""
    for key, value in list(tree.items()):
        if key.lower() == "permalinks" and isinstance(value, Mapping):
            tree[key] = _permalinks(value)
        if key.lower() == "markup" and isinstance(value, dict):
            _reshape_markup(value)


def _permalinks(value: Mapping[str, Any]) -> Tree:
    """Patterns by kind; one that names no kind is for pages, and for the terms of a taxonomy."""
    found: Tree = {}
    for key, pattern in value.items():
        if isinstance(pattern, Mapping):
            merge(found, {key.lower(): dict(pattern)})
        else:
            merge(found, {"page": {key: pattern}, "term": {key: pattern}})
    return found


def _reshape_markup(markup: Tree) -> None:
    for _, goldmark in _tables({"x": {k: v for k, v in markup.items() if k.lower() == "goldmark"}}, "x"):
        for _, extensions in _tables(
            {"x": {k: v for k, v in goldmark.items() if k.lower() == "extensions"}}, "x"
        ):
            for name, passthrough in list(extensions.items()):
                if name.lower() == "passthrough" and isinstance(passthrough, dict):
                    for inner in [key for key in passthrough if key.lower() == "delimiters"]:
                        passthrough.update(passthrough.pop(inner) or {})


def _tables(tree: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    value = next((value for name, value in tree.items() if name.lower() == key), None)
    return (
        [(name, inner) for name, inner in value.items() if isinstance(inner, dict)]
        if isinstance(value, dict)
        else []
    )


def _nested(path: tuple[str, ...], value: Any) -> Tree:
    for key in reversed(path):
        value = {key: value}
    return value  # type: ignore[no-any-return]  # the path is never empty
