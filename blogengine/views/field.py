"""Attributes of views: documented, typed, computed once, and recorded whenever a template reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, overload

from blogengine.facts import Attribute, Facts

T = TypeVar("T")
V = TypeVar("V", bound="View")


class View:
    """What a template sees of an entity: only its fields."""

    __slots__ = ("_entity", "_facts")

    def __init__(self, entity: str, facts: Facts) -> None:
        self._entity = entity
        self._facts = facts

    def __repr__(self) -> str:
        return f"<{self._entity}>"

    def evaluate(self, attribute: Attribute) -> object:
        """The value of a field, or the answer to a question with its arguments, by its recorded name."""
        if isinstance(attribute, str):
            return getattr(self, attribute)
        name, *arguments = attribute
        return getattr(self, str(name))(*arguments)


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
        return self._read(view)

    def _read(self, view: V) -> T:
        return view._facts.read(view._entity, self._name, self._function, view)


class record_field(field[V, T]):  # noqa: N801
    """A field that depends on nothing but the page's record and the configuration: it stands for itself as a ground."""

    def _read(self, view: V) -> T:
        return view._facts.read_ground(view._entity, self._name, self._function, view)


class bulky_field(field[V, T]):  # noqa: N801
    """A field whose value is too large to be kept in memory for every page."""

    def _read(self, view: V) -> T:
        return view._facts.read_bulky(view._entity, self._name, self._function, view)


class shelved_field(field[V, T]):  # noqa: N801
    """A bulky field that takes long to compute, so that it's kept on disk from build to build."""

    def _read(self, view: V) -> T:
        return view._facts.read_bulky(view._entity, self._name, self._function, view, shelved=True)
