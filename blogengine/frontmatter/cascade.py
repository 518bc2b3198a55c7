"""`cascade`: values that a node hands down to what is below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from blogengine.parsing import lowered


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """`target`: which pages a cascade means; "" for any. Glob patterns, `{a,b}` chooses."""

    kind: str = ""
    path: str = ""
    lang: str = ""
    environment: str = ""


class Cascade(msgspec.Struct, frozen=True):
    """Values for the pages below a node, and for the node itself."""

    target: Target
    values: Mapping[str, Any]
    """Keys lower-cased at every depth."""


def parse_cascade(value: object) -> tuple[Cascade, ...]:
    """The cascades of one value of `cascade`, a mapping or a list of mappings; whatever else it holds is left out."""
    entries = value if isinstance(value, list | tuple) else [value]
    return tuple(_cascade(lowered(entry)) for entry in entries if isinstance(entry, Mapping))


def cascaded(own: Mapping[str, Any], cascade: Cascade) -> dict[str, Any]:
    """A page's values with those of a cascade that it lacks; what a cascade has in `params` stands for itself."""
    handed = {**cascade.values, **_table(cascade.values.get("params"))}
    kept = {*own, *_table(own.get("params")), "params"}
    return {**{key: value for key, value in handed.items() if key not in kept}, **own}


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _cascade(entry: Mapping[str, Any]) -> Cascade:
    target = entry.get("target") or entry.get("_target")
    values = {key: value for key, value in entry.items() if key not in ("target", "_target")}
    if not isinstance(target, Mapping):
        return Cascade(Target(), values)
    known = {name: str(target[name]) for name in Target.__struct_fields__ if target.get(name) is not None}
    return Cascade(Target(**known), values)
