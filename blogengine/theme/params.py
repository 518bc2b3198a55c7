"""`params`, the one open mapping: a missing key is None, so that themes ask plainly (`{% if page.params.share %}`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Params(Mapping[str, Any]):
    """Parameters as templates see them: keys keep their spelling, look-up ignores case, a missing key is None.

    Attribute and item look-up are the same; nested mappings are `Params` too.
    """

    __slots__ = ("_spelling", "_values")

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self._spelling = {str(key).lower(): key for key in values}

    def __getitem__(self, key: str) -> Any:
        spelt = self._spelling.get(str(key).lower())
        return None if spelt is None else wrapped(self._values[spelt])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key in any letter case, or the default."""
        return self[key] if key in self else default  # noqa: SIM401  # this is what it would call

    def __contains__(self, key: object) -> bool:
        return str(key).lower() in self._spelling

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Params({self._values!r})"


Found = tuple[bool, Any]
"""Whether there is a parameter, and its value."""


class RecordedParams(Params):
    """Parameters that know which of them were asked for: each look-up is a fact of its own."""

    __slots__ = ("_one", "_whole")

    def __init__(self, one: Callable[[str], Found], whole: Callable[[], Params]) -> None:
        self._one = one
        self._whole = whole

    def __getitem__(self, key: str) -> Any:
        return self._one(str(key).lower())[1]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key in any letter case, or the default."""
        there, value = self._one(str(key).lower())
        return value if there else default

    def __contains__(self, key: object) -> bool:
        return self._one(str(key).lower())[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def __repr__(self) -> str:
        return repr(self._whole())


def find_param(params: Params, key: str) -> Found:
    """Whether there is a parameter of this key, lower-cased, and its value."""
    return key in params, params[key]


def wrapped(value: Any) -> Any:
    """The value with every mapping in it as `Params`."""
    if isinstance(value, Params):
        return value
    if isinstance(value, Mapping):
        return Params(value)
    if isinstance(value, list | tuple):
        return [wrapped(inner) for inner in value]
    return value
