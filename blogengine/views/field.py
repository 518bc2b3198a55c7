"""Attributes of views: documented, typed, computed once, and recorded whenever a template reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from blogengine.facts import Facts

T = TypeVar("T")
V = TypeVar("V", bound="View")


class View:
    """What a template sees of an entity: only its fields."""

    __slots__ = ("_entity", "_facts")

    def __init__(self, entity: str, facts: Facts) -> None:
        self._entity = entity
        self._facts = facts

    def _read(self, attribute: str, compute: Callable[[Any], T]) -> T:
        return self._facts.read(self._entity, attribute, compute, self)


class field(Generic[V, T]):  # noqa: N801  # reads like the decorator `property`, which it stands in for
    """A recorded, memoised read-only attribute of a view."""

    def __init__(self, function: Callable[[V], T]) -> None:
        self._function = function
        self._name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, view: None, owner: type[V]) -> field[V, T]: ...
    @overload
    def __get__(self, view: V, owner: type[V]) -> T: ...
    def __get__(self, view: V | None, owner: type[V]) -> field[V, T] | T:
        if view is None:
            return self
        return view._read(self._name, self._function)
