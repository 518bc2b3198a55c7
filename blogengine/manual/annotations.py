"""An annotation of the code in the manual's words: `tuple[PageView, ...]` is "list of page"."""

from __future__ import annotations

import ast
from collections.abc import Mapping

PLAIN: Mapping[str, str] = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "datetime": "date",
    "Markup": "HTML",
    "NeverClosed": "",
    "Any": "",
    "None": "none",
}


def type_words(annotation: str, links: Mapping[str, str]) -> str:
    """An annotation in words; classes are what `links` has for their names, whatever is unknown is left out."""
    return _words(ast.parse(annotation, mode="eval").body, links) if annotation else ""


def _words(node: ast.expr, links: Mapping[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            return links.get(name, PLAIN.get(name, ""))
        case ast.Constant(value=None):
            return "none"
        case ast.BinOp(left=left, right=right):
            return " or ".join(filter(None, (_words(left, links), _words(right, links))))
        case ast.Subscript(value=ast.Name(id="tuple" | "Sequence"), slice=inner):
            return _many("list", _repeated(inner), links)
        case ast.Subscript(value=ast.Name(id="Mapping"), slice=ast.Tuple(elts=[_, values])):
            return _many("table", values, links)
    return ""


def _repeated(inner: ast.expr) -> ast.expr | None:
    """What a list has any number of, such as `tuple[str, ...]`; None when its items are of several types."""
    if not isinstance(inner, ast.Tuple):
        return inner
    return inner.elts[0] if isinstance(inner.elts[-1], ast.Constant) else None


def _many(what: str, inner: ast.expr | None, links: Mapping[str, str]) -> str:
    of = _words(inner, links) if inner is not None else ""
    return f"{what} of {of}" if of else what
