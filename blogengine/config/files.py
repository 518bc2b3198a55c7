"""Reading a file in TOML, YAML or JSON: its syntax, its values, and where each of its keys stands."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from blogengine.config.places import MAX_DEPTH, KeyPath, Outline, Place, TooLargeError, outline_of
from blogengine.errors import Problem, SiteError, problem_at, problem_on_line

SUFFIXES = (".toml", ".yaml", ".yml", ".json")

Tree = dict[str, Any]
"""Values by key, as a file holds them: an open mapping until it is decoded."""

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class ConfigFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of settings: its text, what it holds, and where."""

    path: Path
    shown: str
    """The path as problems name it: relative to the site's root when it lies there."""
    text: str
    values: Tree
    outline: Outline

    def problem(self, place: Place | None, message: str, hint: str | None = None) -> Problem:
        """A problem at a place of this file, or with the file as a whole."""
        if place is None:
            return Problem(message=message, path=self.shown, hint=hint)
        problem = problem_on_line(message, self.shown, self.text, place.line, hint)
        return msgspec.structs.replace(problem, column=place.column)

    def place(self, keys: KeyPath) -> Place | None:
        """Where a path of keys (lower-cased) is set in this file."""
        return self.outline.places.get(keys)


def read_file(path: Path, root: Path) -> ConfigFile:
    """The settings in a file. Raises `SiteError` when it cannot be read, or at a mistake in its syntax."""
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    text = _read(path, shown)
    values = parse(text, path.suffix, shown)
    file = ConfigFile(path=path, shown=shown, text=text, values=values, outline=_outline(text, path.suffix, shown))
    repeated = [
        file.problem(place, f"{keys[-1]} is set twice", "Keep one of the two; letter case makes no difference.")
        for keys, place in file.outline.repeated
    ]
    if repeated:
        raise SiteError(*repeated)
    return file


def parse(text: str, suffix: str, shown: str) -> Tree:
    """The mapping that a text in TOML, YAML or JSON holds. Raises `SiteError` at a syntax error."""
    if not text.strip():
        return {}
    values = parse_value(text, suffix, shown)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise SiteError(problem_on_line("a configuration is a mapping of keys to values", shown, text, 1))
    return values


def parse_value(text: str, suffix: str, shown: str) -> Any:
    """The value that a text in TOML, YAML or JSON holds. Raises `SiteError` at a syntax error."""
    try:
        if suffix in (".yaml", ".yml"):
            outline_of(text, suffix)
        value = _LOADERS[suffix](text)
    except tomllib.TOMLDecodeError as error:
        raise SiteError(_toml_problem(str(error), text, shown)) from error
    except yaml.YAMLError as error:
        raise SiteError(_yaml_problem(error, text, shown)) from error
    except json.JSONDecodeError as error:
        raise SiteError(problem_at(f"JSON syntax: {error.msg}", shown, text, error.pos)) from error
    except (RecursionError, TooLargeError) as error:
        raise SiteError(_too_deep(shown)) from error
    except ValueError as error:
        raise SiteError(Problem(message=f"a value cannot be read: {error}", path=shown)) from error
    if _is_deep(value):
        raise SiteError(_too_deep(shown))
    return value


def load_yaml(text: str) -> Any:
    """The value of a text in YAML with 1.2's booleans, dates left as text; raises `yaml.YAMLError`."""
    return yaml.load(text, _Yaml)  # a safe loader


def yaml_int(text: str) -> int:
    """A whole number as YAML writes it: `012` and `0o12` are octal, `_` separates digits."""
    digits = text.replace("_", "").lower()
    bare = digits.lstrip("+-")
    is_octal = len(bare) > 1 and bare[0] == "0" and bare[1].isdigit()
    return int(digits, 8 if is_octal else 0)


def toml_place(message: str) -> tuple[str, int | None, int | None]:
    """A message of `tomllib` without the place in it, and the place: line and column, from 1."""
    place = _TOML_PLACE.search(message)
    plain = _TOML_PLACE.sub("", message).replace("(at end of document)", "at the end").strip()
    return (plain, int(place[1]), int(place[2])) if place else (plain, None, None)


def _outline(text: str, suffix: str, shown: str) -> Outline:
    try:
        return outline_of(text, suffix) if text.strip() else Outline()
    except TooLargeError as error:
        raise SiteError(_too_deep(shown)) from error


def _read(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError(Problem(message="the file is not UTF-8", path=shown)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SiteError(Problem(message=f"cannot read the configuration: {reason}", path=shown)) from error


def _toml_problem(message: str, text: str, shown: str) -> Problem:
    plain, line, column = toml_place(message)
    problem = problem_on_line(f"TOML syntax: {plain}", shown, text, line or text.rstrip().count("\n") + 1)
    return msgspec.structs.replace(problem, column=column)


def _yaml_problem(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    if mark is None:
        return Problem(message=f"YAML syntax: {reason}", path=shown)
    return problem_at(f"YAML syntax: {reason}", shown, text, mark.index)


def _too_deep(shown: str) -> Problem:
    return Problem(message=f"values are nested more than {MAX_DEPTH} deep, or too many", path=shown)


def _is_deep(value: Any) -> bool:
    """Whether mappings and lists are nested beyond what the decoder follows."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


class _Yaml(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C loader is optional
    """YAML 1.2's scalars, as Hugo reads them: only true and false are booleans, dates and 1:30 stay text."""


_REPLACED = tuple(f"tag:yaml.org,2002:{name}" for name in ("bool", "timestamp", "int", "float"))
_Yaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _REPLACED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Yaml.add_implicit_resolver(
    "tag:yaml.org,2002:int",
    re.compile(r"^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*)$"),
    list("-+0123456789"),
)
_Yaml.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(
        r"^(?:[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))"
        r"|\.(?:nan|NaN|NAN))$"
    ),
    list("-+0123456789."),
)
_Yaml.add_constructor("tag:yaml.org,2002:int", lambda loader, node: yaml_int(loader.construct_scalar(node)))

_LOADERS: Mapping[str, Callable[[str], Any]] = {
    ".toml": tomllib.loads,
    ".yaml": load_yaml,
    ".yml": load_yaml,
    ".json": json.loads,
}
