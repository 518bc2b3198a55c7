"""The configuration shown to its author: every key with its documentation, and the values in effect."""

from __future__ import annotations

import ast
import inspect
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from blogengine.config.decoding import settings_of
from blogengine.config.groups import Language
from blogengine.config.schema import Config, SiteConfig
from blogengine.config.spelling import hugo_key
from blogengine.config.toml import toml_text, toml_value
from blogengine.markdown.options import Passthrough

_PLAIN: Mapping[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false", Any: "anything"}
_NAMES: Mapping[str, str] = {
    "menus": "MENU",
    "outputFormats": "FORMAT",
    "mediaTypes": "TYPE",
}


class DocumentedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key of the configuration as the manual lists it."""

    key: str
    """Its path in Hugo's spelling; a name that the author chooses is in capitals (`menus.MENU.weight`)."""
    type: str
    """What its value is, in words."""
    default: str
    """As TOML; "" when it is not set by default."""
    doc: str
    """A sentence or two."""


def documented_keys() -> tuple[DocumentedKey, ...]:
    """Every key that has an effect, as the types document it: those of a site, then those of `languages.LANGUAGE`."""
    return (*_documented(SiteConfig, ""), *_documented(Language, "languages.LANGUAGE."))


def as_toml(config: Config) -> str:
    """The configuration in effect, defaults included, as TOML in Hugo's spelling.

    Loading it gives the same sites, but for nulls in `params`, which TOML cannot say.
    """
    every = [_settings(site) for site in config.sites]
    if not config.main.has_languages:
        return toml_text({**every[0], **_shown_at_the_root(config.main.language)})
    shared = {key: value for key, value in every[0].items() if all(each[key] == value for each in every)}
    shared["languages"] = {
        site.language.key: {
            **_settings(site.language),
            **{key: value for key, value in settings.items() if key not in shared},
        }
        for site, settings in zip(config.sites, every, strict=True)
    }
    return toml_text(shared)


def _shown_at_the_root(language: Language) -> dict[str, Any]:
    """What a site without `languages` says of its one language: what is not its default."""
    settings = _settings(language)
    plain = _settings(Language(key=language.key, label=language.key))
    shown = {key: value for key, value in settings.items() if key not in ("title", "disabled", "weight")}
    return {key: value for key, value in shown.items() if value != plain.get(key)}


def _documented(kind: type[msgspec.Struct], prefix: str) -> Iterator[DocumentedKey]:
    docs = field_docs(kind)
    defaults = {field.name: field for field in msgspec.structs.fields(kind)}
    for name, hint in settings_of(kind).values():
        key = f"{prefix}{hugo_key(name)}"
        group, below = _group(hint, key)
        if group is not None:
            yield from _documented(group, below)
            continue
        default = _default(defaults[name])
        doc = " ".join(docs.get(name, "").split())
        yield DocumentedKey(key=_hugo_path(key), type=_type_name(hint), default=default, doc=doc)


def _group(hint: Any, key: str) -> tuple[type[msgspec.Struct] | None, str]:
    """The struct that a type holds, and the prefix of its keys."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint, f"{key}."
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return _group(arguments[0], key)
    if arguments and isinstance(typing.get_origin(hint), type) and issubclass(typing.get_origin(hint), Mapping):
        return _group(arguments[1], f"{key}.{_NAMES.get(key, 'NAME')}")
    return None, ""


def _type_name(hint: Any) -> str:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_type_name(each) for each in arguments if each is not type(None))
    if origin is tuple:
        return f"list of {_type_name(arguments[0])}"
    return f"table of {_type_name(arguments[1])}"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default_factory is not msgspec.NODEFAULT:
        return toml_value(field.default_factory())
    return "" if field.default in (msgspec.NODEFAULT, None) else toml_value(field.default)


@cache
def field_docs(kind: type[msgspec.Struct]) -> Mapping[str, str]:
    """Field of a class -> the text that stands below it in the source; a field without one is not in it."""
    body = typing.cast(ast.ClassDef, ast.parse(inspect.getsource(kind)).body[0]).body
    found: dict[str, str] = {}
    for field, text in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            found[field.target.id] = str(text.value.value)
    return found


def _settings(value: Any) -> Any:
    """A struct as a tree in Hugo's spelling; other values as they are."""
    if isinstance(value, Passthrough):
        delimiters = {"block": value.block, "inline": value.inline}
        return {"enable": value.enable, "delimiters": delimiters}
    if isinstance(value, msgspec.Struct):
        return {hugo_key(name): _settings(getattr(value, name)) for name, _ in settings_of(type(value)).values()}
    if isinstance(value, Mapping):
        return {str(key): _settings(each) for key, each in value.items()}
    return [_settings(each) for each in value] if isinstance(value, list | tuple) else value


def _hugo_path(key: str) -> str:
    """A key's path where Hugo has it in a table that the types leave out."""
    return key.replace("passthrough.block", "passthrough.delimiters.block").replace(
        "passthrough.inline", "passthrough.delimiters.inline"
    )
