"""Undefined names in templates are errors that name the nearest known one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.utils import missing, object_type_repr

from blogengine.errors import did_you_mean

NAMES = ("page", "site", "feed", "sitemap", "shortcode", "embed", "t", "ref", "relref", "now", "highlight", "loop")
"""What templates are given: names to suggest for an unknown one."""


class Undefined(StrictUndefined):
    """What an unknown name stands for until it is used; using it raises `jinja2.UndefinedError`."""

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            hint = did_you_mean(str(name), NAMES)
            return f"“{name}” is not defined" + (f". {hint}" if hint else "")
        hint = did_you_mean(str(name), _attributes(self._undefined_obj))
        message = f"{_described(self._undefined_obj)} has no “{name}”"
        if self._undefined_obj is None:
            hint = "Ask first whether there is one: {% if … %}"
        return f"{message}. {hint}" if hint else message


def _described(value: Any) -> str:
    described = getattr(value, "described", None)
    return described if isinstance(described, str) else object_type_repr(value)


def _attributes(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    return [name for name in dir(value) if not name.startswith("_")]
