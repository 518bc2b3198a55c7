"""Decoding a tree of settings into typed values: every mistake collected, none raised."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from blogengine.config.places import KeyPath
from blogengine.config.spelling import hugo_key
from blogengine.errors import did_you_mean
from blogengine.markdown.options import Markup


class Spot(msgspec.Struct, frozen=True):
    """Which setting is meant: its path of lower-cased keys, and its name as Hugo spells it."""

    path: KeyPath = ()
    name: str = ""

    def key(self, key: str, spelt: str | None = None) -> Spot:
        """The setting of a key in this one."""
        spelt = spelt or key
        return Spot((*self.path, key.lower()), f"{self.name}.{spelt}" if self.name else spelt)

    def item(self, index: int) -> Spot:
        """An item of this list; it shares the list's name."""
        return Spot((*self.path, index), self.name)


Report = Callable[[Spot, str, str | None], None]
"""Called with a setting, what is wrong with it (a clause that follows its name), and a hint."""


class Decoder:
    """Decodes values by type. What does not fit is reported and left at its default."""

    def __init__(self, mistake: Report, unknown: Report) -> None:
        self._mistake = mistake
        self._unknown = unknown

    def fields(self, kind: type[msgspec.Struct], values: Mapping[str, Any], spot: Spot) -> dict[str, Any]:
        """The fields of a struct that the values (keys lower-cased) set, decoded."""
        known = settings_of(kind)
        found: dict[str, Any] = {}
        for key, value in values.items():
            lower = str(key).lower()
            if lower in known:
                name, hint = known[lower]
                decoded = self.value(hint, value, spot.key(lower, hugo_key(name)))
                if decoded is not msgspec.UNSET:
                    found[name] = decoded
            elif lower != "_merge":
                names = [hugo_key(name) for name, _ in known.values()]
                self._unknown(spot.key(str(key)), "is not a setting", did_you_mean(str(key), names))
        return found

    def value(self, kind: Any, value: Any, spot: Spot) -> Any:
        """The value as the type wants it, or `msgspec.UNSET` after a report."""
        if kind is Any:
            return value
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._struct(kind, value, spot)
        origin = typing.get_origin(kind)
        if origin in (typing.Union, types.UnionType):
            return self._union(typing.get_args(kind), value, spot)
        if origin is tuple:
            return self._tuple(typing.get_args(kind), value, spot)
        if _is_mapping(kind):
            return self._mapping(typing.get_args(kind)[1], value, spot)
        return self._scalar(kind, value, spot)

    def _struct(self, kind: type[msgspec.Struct], value: Any, spot: Spot) -> Any:
        if isinstance(value, bool) and "enable" in kind.__struct_fields__:
            return kind(enable=value)
        if isinstance(value, bool) and "disable" in kind.__struct_fields__:
            return kind(disable=not value)
        if not isinstance(value, Mapping):
            return self._misfit(spot, "a table", value)
        fields = self.fields(kind, value, spot)
        missing = [field.name for field in msgspec.structs.fields(kind) if field.required and field.name not in fields]
        if not missing:
            return kind(**fields)
        if not any(hugo_key(name).lower() in value for name in missing):
            self._mistake(spot, f"must have {' and '.join(hugo_key(name) for name in missing)}", None)
        return msgspec.UNSET

    def _mapping(self, inner: Any, value: Any, spot: Spot) -> Any:
        if not isinstance(value, Mapping):
            return self._misfit(spot, "a table", value)
        decoded = {
            str(key): self.value(inner, each, spot.key(str(key)))
            for key, each in value.items()
            if inner is Any or str(key).lower() != "_merge"
        }
        return {key: each for key, each in decoded.items() if each is not msgspec.UNSET}

    def _tuple(self, kinds: tuple[Any, ...], value: Any, spot: Spot) -> Any:
        inner, is_open = kinds[0], len(kinds) == 2 and kinds[1] is Ellipsis
        if isinstance(value, str | int | float) and inner is str and is_open:
            value = [value]
        if isinstance(value, Mapping) and is_open and isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            value = [value]  # as Hugo's decoder takes one table for a list of one
        if not isinstance(value, list) or not (is_open or len(value) == len(kinds)):
            return self._misfit(spot, "a list" if is_open else f"a list of {len(kinds)}", value)
        decoded = [self.value(inner, each, spot.item(index)) for index, each in enumerate(value)]
        return tuple(each for each in decoded if each is not msgspec.UNSET)

    def _union(self, kinds: tuple[Any, ...], value: Any, spot: Spot) -> Any:
        """The first kind that is made for a value like this one: of the kinds in use, at most one is."""
        if value is None and type(None) in kinds:
            return None
        if bool in kinds and isinstance(_as_bool(value), bool):
            return _as_bool(value)
        fitting = [kind for kind in kinds if kind not in (bool, type(None))] or [bool]
        if bool in kinds and _is_mapping(fitting[0]) and not isinstance(value, Mapping):
            return self._misfit(spot, "true, false or a table", value)
        return self.value(fitting[0], value, spot)

    def _scalar(self, kind: Any, value: Any, spot: Spot) -> Any:
        try:
            return msgspec.convert(_LOOSENED[kind](value), kind)
        except msgspec.ValidationError:
            return self._misfit(spot, _NAMES[kind], value)

    def _misfit(self, spot: Spot, expected: str, value: Any) -> Any:
        self._mistake(spot, f"must be {expected}, but is {described(value)}", None)
        return msgspec.UNSET


@cache
def settings_of(kind: type[msgspec.Struct]) -> Mapping[str, tuple[str, Any]]:
    """Lower-cased key -> the field and its type, for the fields of a struct that the author can set."""
    derived: frozenset[str] = (
        frozenset({"emoji", "plugins"}) if kind is Markup else getattr(kind, "derived", frozenset())
    )
    hints = typing.get_type_hints(kind)
    return {hugo_key(name).lower(): (name, hints[name]) for name in kind.__struct_fields__ if name not in derived}


def described(value: Any) -> str:
    """A value as a message names it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text “{value if len(value) <= 60 else value[:60] + '…'}”"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    return "nothing" if value is None else str(value)


def _is_mapping(kind: Any) -> bool:
    origin = typing.get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _as_bool(value: Any) -> Any:
    """What Go's `strconv.ParseBool` takes for a boolean, and 1 and 0."""
    if isinstance(value, str):
        return _BOOLEANS.get(value, value)
    return bool(value) if type(value) is int and value in (0, 1) else value


def _as_int(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    try:
        return int(value) if isinstance(value, str) and len(value) < 20 else value
    except ValueError:
        return value


def _as_float(value: Any) -> Any:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _as_text(value: Any) -> Any:
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_BOOLEANS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "t", "T", "true", "True", "TRUE"), True),
    **dict.fromkeys(("0", "f", "F", "false", "False", "FALSE"), False),
}
_LOOSENED: Mapping[Any, Callable[[Any], Any]] = {
    str: _as_text,
    int: _as_int,
    float: _as_float,
    bool: _as_bool,
}
_NAMES: Mapping[Any, str] = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
