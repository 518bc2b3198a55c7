"""What there is to say of a name: its call, what it gives, its contract. Read from the code itself."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec

from blogengine.config.showing import field_docs
from blogengine.views.field import field

HIDDEN = frozenset({"context", "self", "view"})
"""Parameters that no template gives."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a reference."""

    name: str
    call: str
    """As a template writes it."""
    gives: str = ""
    """What its value is, as the code's annotation; "" where that says nothing."""
    doc: str
    """Its contract, on one line; "" when the code has none, which a test refuses."""


def function_entry(name: str, function: Callable[..., Any], *, is_filter: bool = False) -> Entry:
    """A filter or function of templates; the first parameter of a filter stands before the bar."""
    signature = inspect.signature(function)
    parameters = [each for each in signature.parameters.values() if each.name not in HIDDEN]
    subject = f"{parameters.pop(0).name} | " if is_filter else ""
    arguments = ", ".join(_parameter(each) for each in parameters)
    call = f"{subject}{name}({arguments})" if arguments or not is_filter else f"{subject}{name}"
    return Entry(name=name, call=call, gives=_annotation(signature.return_annotation), doc=contract(function))


def class_entries(kind: type, called: str) -> tuple[Entry, ...]:
    """What templates may read of a class, in the order of the code: fields, properties, methods; bases first."""
    found = {
        entry.name: entry
        for owner in reversed(kind.__mro__)
        if owner.__module__.startswith("blogengine")
        for entry in _members(owner, called)
    }
    return tuple(found.values())


def _members(owner: type, called: str) -> Iterator[Entry]:
    annotations = inspect.get_annotations(owner) if issubclass(owner, msgspec.Struct) else {}
    attributes = {name: text for name, text in annotations.items() if not str(text).startswith("ClassVar")}
    docs = {**field_docs(owner), **_docs_of_init(owner)}
    for name in dict.fromkeys((*attributes, *_docs_of_init(owner))):
        yield Entry(
            name=name, call=f"{called}.{name}", gives=str(attributes.get(name, "")), doc=one_line(docs.get(name))
        )
    for name, member in vars(owner).items():
        if name.startswith("_") or name in INTERNAL:
            continue
        if isinstance(member, field | property):
            function = member._function if isinstance(member, field) else member.fget
            gives = _annotation(inspect.signature(function).return_annotation) if function else ""
            yield Entry(name=name, call=f"{called}.{name}", gives=gives, doc=contract(member))
        elif inspect.isfunction(member):
            entry = function_entry(name, member)
            yield msgspec.structs.replace(entry, call=f"{called}.{entry.call}")


INTERNAL = frozenset({"described", "evaluate"})
"""Names without an underscore that are the engine's own."""


def _docs_of_init(owner: type) -> Mapping[str, str]:
    """Attribute -> the text below its assignment in `__init__`."""
    if "__init__" not in vars(owner) or issubclass(owner, msgspec.Struct):
        return {}
    tree = ast.parse(textwrap.dedent(inspect.getsource(owner.__init__)))
    found = {}
    for statement, text in pairwise(tree.body[0].body):  # type: ignore[attr-defined]  # a function's
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        if isinstance(target, ast.Attribute) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[target.attr] = str(text.value.value)
    return found


def contract(thing: object) -> str:
    """A docstring on one line; "" without one of its own."""
    return one_line(inspect.getdoc(thing))


def one_line(text: str | None) -> str:
    """A text with every run of white space as one space."""
    return " ".join((text or "").split())


def _parameter(parameter: inspect.Parameter) -> str:
    if parameter.kind is inspect.Parameter.VAR_KEYWORD:
        return "name=value, …"
    if parameter.default is inspect.Parameter.empty:
        return parameter.name
    return f"{parameter.name}={_default(parameter.default)}"


def _default(value: object) -> str:
    """A default as Jinja2 writes it."""
    return str(value).lower() if value is None or isinstance(value, bool) else repr(value).replace("'", '"')


def _annotation(annotation: object) -> str:
    return "" if annotation in (inspect.Signature.empty, "Any", Any) else re.sub(r"\s+", " ", str(annotation))
