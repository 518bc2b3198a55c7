"""JSON Schemas of the configuration and of front matter, for editors: generated from the types that decode them.

They follow draft 7, which taplo ("Even Better TOML") and the YAML and JSON language servers know. Keys that the schemas
do not have are allowed: case does not matter in Hugo's keys, which a schema cannot say; a build warns of unknown ones.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Literal

import msgspec

from blogengine.config.builtin import KINDS
from blogengine.config.checks import CHOICES
from blogengine.config.decoding import settings_of
from blogengine.config.groups import Language, MenuItem
from blogengine.config.legacy import MOVED
from blogengine.config.schema import DEFAULT_TAXONOMIES, SiteConfig
from blogengine.config.showing import field_docs
from blogengine.config.spelling import hugo_key, older_key
from blogengine.frontmatter.cascade import Cascade, Target
from blogengine.frontmatter.fields import FrontMatter

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
_SCALARS: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Any: {},
    datetime: {"type": "string"},
}
_OWN_WAYS: Mapping[str, str] = {"params": "The page's own parameters: page.params in templates."}


def config_schema() -> Schema:
    """What a config.toml may say, older spellings included."""
    site = _of_struct(SiteConfig, ())
    language = _of_struct(Language, ("language",))
    properties: Schema = {
        **site["properties"],
        "outputs": _table(_list(_SCALARS[str]), "Kind of page -> names of its formats.", sorted(KINDS)),
        "params": _table({}, "Whatever themes want to know: site.params in templates."),
        "languages": _table(
            {"type": "object", "properties": {**site["properties"], **language["properties"]}},
            "Language -> its own settings; whatever it does not set, the site says.",
        ),
        **{key: language["properties"][key] for key in ("locale", "label", "direction")},
    }
    for old, new in MOVED.items():
        if len(old) == 1:
            schema = _at(properties, new)
            properties[older_key(old[0])] = {**schema, "description": f"The older spelling of {_spelt(new)}."}
    return {"$schema": DRAFT, "title": "Configuration of blogengine", "type": "object", "properties": properties}


def front_matter_schema(taxonomies: Mapping[str, str] = DEFAULT_TAXONOMIES) -> Schema:
    """What the front matter of a page may say on a site with these taxonomies (singular -> plural).

    TOML's dates are texts to a schema.
    """
    properties: Schema = _of_struct(FrontMatter, ())["properties"]
    menu = _of_struct(MenuItem, ())
    entries = {"anyOf": [*_list(_SCALARS[str])["anyOf"], _table(menu, "")]}
    for key in ("menus", "menu"):
        properties[key] = {**entries, "description": "The menus that the page is in: names, or tables of settings."}
    target = _of_struct(Target, ())
    cascade = {"type": "object", "properties": {**properties, "target": target}}
    properties["cascade"] = {
        "anyOf": [cascade, {"type": "array", "items": cascade}],
        "description": "Front matter for this section's pages.",
    }
    properties["params"] = {"type": "object", "description": _OWN_WAYS["params"]}
    for plural in taxonomies.values():
        properties[plural] = {**_list(_SCALARS[str]), "description": f"The page's {plural}."}
    return {"$schema": DRAFT, "title": "Front matter of blogengine", "type": "object", "properties": properties}


def _of_struct(kind: type[msgspec.Struct], path: tuple[str, ...]) -> Schema:
    """A table of settings; `path` is that of its fields below `SiteConfig`."""
    docs = field_docs(kind)
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    fields = settings_of(kind).values()
    properties = {
        hugo_key(name): _field(hint, docs.get(name, ""), defaults[name], (*path, name)) for name, hint in fields
    }
    required = [hugo_key(field.name) for field in msgspec.structs.fields(kind) if field.required]
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def _field(hint: Any, doc: str, default: object, path: tuple[str, ...]) -> Schema:
    schema = _of_type(hint, path)
    if choices := CHOICES.get(path):
        schema = {"enum": list(choices)}
    if doc:
        schema = {**schema, "description": " ".join(doc.split())}
    if isinstance(default, str | int | float | bool) and default != "":
        schema = {**schema, "default": default}
    return schema


def _of_type(hint: Any, path: tuple[str, ...]) -> Schema:
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        schema = _of_struct(hint, path)
        switched = {"enable", "disable"} & set(hint.__struct_fields__)
        return {"anyOf": [schema, _SCALARS[bool]]} if switched else schema
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (typing.Union, types.UnionType):
        return _any(map(partial(_of_type, path=path), (each for each in arguments if each is not types.NoneType)))
    if origin is tuple:
        inner = _of_type(arguments[0], path)
        return _list(inner) if arguments[0] is str else _tables(inner, arguments[0])
    return _table(_of_type(arguments[1], ()), "")


def _any(schemas: Iterable[Schema]) -> Schema:
    found = list(schemas)
    return found[0] if len(found) == 1 else {"anyOf": found}


def _tables(inner: Schema, kind: object) -> Schema:
    """A list; one of tables may be a single table, as `cascade` is."""
    several: Schema = {"type": "array", "items": inner}
    return {"anyOf": [inner, several]} if typing.get_origin(kind) is not None or kind is Cascade else several


def _list(inner: Schema) -> Schema:
    """A list of texts, or one text."""
    return {"anyOf": [inner, {"type": "array", "items": inner}]}


def _table(inner: Schema, doc: str, names: Iterable[str] = ()) -> Schema:
    """A table whose keys the author chooses."""
    schema: Schema = {"type": "object", "additionalProperties": inner}
    if doc:
        schema["description"] = doc
    return schema | ({"properties": dict.fromkeys(names, inner)} if names else {})


def _at(properties: Schema, keys: tuple[str, ...]) -> Schema:
    """The schema of a setting by its lower-cased path."""
    by_lower = {key.lower(): key for key in properties}
    schema: Schema = properties[by_lower[keys[0]]]
    tables = (schema, *schema.get("anyOf", ()))
    inner: Schema = next((each["properties"] for each in tables if "properties" in each), {})
    return _at(inner, keys[1:]) if keys[1:] else schema


def _spelt(keys: tuple[str, ...]) -> str:
    names = {key: hugo_key(name) for group in (SiteConfig, Language) for key, (name, _) in settings_of(group).items()}
    return ".".join(names.get(key, {"pagersize": "pagerSize", "id": "ID"}.get(key, key)) for key in keys)
