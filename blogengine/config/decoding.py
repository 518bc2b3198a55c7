"""Decoding a tree of settings into typed values: keys in any letter case, every mistake collected."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from blogengine.errors import did_you_mean

Path = tuple[str, ...]
Complain = Callable[[Path, str, str | None], None]
"""Called with a path of keys, a message and a hint."""

OTHER_NAMES: Mapping[str, Mapping[str, str]] = {
    "Footnote": {},
    "Parser": {"autoidtype": "autoheadingidtype"},
    "Highlight": {"linenos": "linenos"},
    "Language": {"languagename": "label", "languagecode": "locale", "languagedirection": "direction"},
    "SiteConfig": {"menu": "menus", "languagecode": "locale"},
    "Passthrough": {},
}
"""Struct -> another spelling of a key -> the spelling it stands for, both lower-cased."""


class Decoder:
    """Decodes values by type; what does not fit is complained about and left at its default."""

    def __init__(self, mistake: Complain, unknown: Complain, accepted: frozenset[str]) -> None:
        self._mistake = mistake
        self._unknown = unknown
        self._accepted = accepted

    def struct(
        self, kind: type[msgspec.Struct], values: Mapping[str, Any], path: Path = ()
    ) -> dict[str, Any]:
        """The fields of a struct that the values set, decoded."""
        hints = typing.get_type_hints(kind)
        fields = {name.replace("_", "").lower(): name for name in hints}
        other = OTHER_NAMES.get(kind.__name__, {})
        found: dict[str, Any] = {}
        for key, value in values.items():
            lower = str(key).lower().replace("_", "") if kind.__name__ != "SiteConfig" else str(key).lower()
            name = fields.get(other.get(lower, lower))
            if name is None:
                self._report_unknown((*path, str(key)), tuple(fields.values()))
                continue
            decoded = self.value(hints[name], value, (*path, str(key)))
            if decoded is not msgspec.UNSET:
                found[name] = decoded
        return found

    def value(self, kind: Any, value: Any, path: Path) -> Any:
        """The value as the type wants it, or `msgspec.UNSET` after complaining."""
        if kind is Any:
            return value
        origin = typing.get_origin(kind)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._nested(kind, value, path)
        if origin is not None and _is_mapping(origin):
            return self._mapping(typing.get_args(kind)[1], value, path)
        if origin is tuple:
            return self._sequence(kind, value, path)
        if origin in (typing.Union, types.UnionType):
            return self._union(typing.get_args(kind), value, path)
        return self._leaf(kind, value, path)

    def _nested(self, kind: type[msgspec.Struct], value: Any, path: Path) -> Any:
        if isinstance(value, bool) and "enable" in kind.__struct_fields__:
            return kind(enable=value)
        if value is False and "disable" in kind.__struct_fields__:
            return kind(disable=True)
        if not isinstance(value, Mapping):
            return self._complain(path, "a table of settings", value)
        fields = self.struct(kind, value, path)
        try:
            return kind(**fields)
        except TypeError as error:
            self._mistake(path, f"{'.'.join(path)}: {error}", None)
            return msgspec.UNSET

    def _mapping(self, inner: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, Mapping):
            return self._complain(path, "a table", value)
        decoded = {str(key): self.value(inner, each, (*path, str(key))) for key, each in value.items()}
        return {key: each for key, each in decoded.items() if each is not msgspec.UNSET}

    def _sequence(self, kind: Any, value: Any, path: Path) -> Any:
        inner = typing.get_args(kind)[0]
        values = value if isinstance(value, list | tuple) else [value]
        if value is None or isinstance(value, Mapping):
            return self._complain(path, "a list", value)
        decoded = [self.value(inner, each, path) for each in values]
        return tuple(each for each in decoded if each is not msgspec.UNSET)

    def _union(self, kinds: tuple[Any, ...], value: Any, path: Path) -> Any:
        for kind in kinds:
            if kind is type(None):
                if value is None:
                    return None
            elif typing.get_origin(kind) is None and isinstance(value, kind):
                return value
        last = next(kind for kind in reversed(kinds) if kind is not type(None))
        return self.value(last, value, path)

    def _leaf(self, kind: Any, value: Any, path: Path) -> Any:
        try:
            return msgspec.convert(_loosened(kind, value), kind, strict=True)
        except msgspec.ValidationError:
            return self._complain(path, _NAMES.get(kind, getattr(kind, "__name__", str(kind))), value)

    def _complain(self, path: Path, expected: str, value: Any) -> Any:
        self._mistake(path, f"{'.'.join(path)} must be {expected}, but is {_described(value)}", None)
        return msgspec.UNSET

    def _report_unknown(self, path: Path, fields: tuple[str, ...]) -> None:
        name = ".".join(path)
        if name.lower() in self._accepted or path[0].lower() in self._accepted:
            return
        known = [camel_case(field) for field in fields]
        self._unknown(path, f"unknown setting “{name}”", did_you_mean(path[-1], known))


def camel_case(field: str) -> str:
    """A field's name as Hugo spells the key: `summary_length` is `summaryLength`, `base_url` is `baseURL`."""
    if field in _SPELT:
        return _SPELT[field]
    first, *rest = field.split("_")
    return first + "".join(_SPELT_WORDS.get(word, word.capitalize()) for word in rest)


_SPELT: Mapping[str, str] = {}
_SPELT_WORDS = {
    "url": "URL",
    "urls": "URLs",
    "cjk": "CJK",
    "txt": "TXT",
    "html": "HTML",
    "id": "ID",
    "toc": "TOC",
}
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _loosened(kind: Any, value: Any) -> Any:
    """What Hugo takes for a type without complaint: "true" for a boolean, "10" for a number, 5 for a text."""
    if kind is bool and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if kind in (int, float) and isinstance(value, str):
        try:
            return kind(value)
        except ValueError:
            return value
    if kind is str and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if kind is str and value is None:
        return ""
    return value


def _described(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text “{value}”"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"{value}"
