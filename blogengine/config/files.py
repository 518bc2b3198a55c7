"""Reading configuration files: which ones, their syntax, and how they merge."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from blogengine.errors import Problem, SiteError, problem_at, problem_on_line

NAMES = ("hugo", "config")
SUFFIXES = (".toml", ".yaml", ".yml", ".json")
TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

Tree = dict[str, Any]


class ConfigFile:
    """A configuration file: its text, and what it holds."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        self.text = _read(path, self.shown)
        self.values = parse(self.text, path.suffix, self.shown)

    def problem(self, keys: tuple[str, ...], message: str, hint: str | None = None) -> Problem:
        """A problem with the value at a path of keys, at its line when that can be found."""
        offset = locate(self.text, keys)
        if offset is None:
            return Problem(message=message, path=self.shown, hint=hint)
        return problem_at(message, self.shown, self.text, offset, hint)


def find_files(root: Path, environment: str, chosen: Path | None) -> list[ConfigFile]:
    """The site's configuration files, later ones over earlier ones. Raises `SiteError` when there is none."""
    paths = [chosen] if chosen else [path for path in [_main_file(root)] if path]
    for folder in ("_default", environment):
        paths += sorted(path for path in (root / "config" / folder).glob("*") if path.suffix in SUFFIXES)
    if not paths:
        raise SiteError(
            Problem(
                message=f"there is no configuration in {root}",
                hint="Create a site with `blogengine new site FOLDER`, or name its folder with --source.",
            )
        )
    problems: list[Problem] = []
    files: list[ConfigFile] = []
    for path in paths:
        try:
            files.append(ConfigFile(path, root))
        except SiteError as error:
            problems += error.problems
    if problems:
        raise SiteError(*problems)
    return files


def merged(files: Iterable[ConfigFile]) -> Tree:
    """All files as one tree: files of `config/` stand for the key that they are named after."""
    tree: Tree = {}
    for file in files:
        merge(tree, _placed(file))
    return tree


def merge(target: Tree, source: Mapping[str, Any]) -> None:
    """Put source over target: mappings key by key whatever their letter case, all else replaced."""
    spelt = {key.lower(): key for key in target}
    for key, value in source.items():
        known = spelt.get(key.lower(), key)
        if isinstance(value, Mapping) and isinstance(target.get(known), dict):
            merge(target[known], value)
        else:
            target.pop(known, None)
            target[key] = _copied(value)


def parse(text: str, suffix: str, shown: str) -> Tree:
    """The mapping that a text in TOML, YAML or JSON holds. Raises `SiteError` at a syntax error."""
    values = parse_value(text, suffix, shown)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise SiteError(problem_on_line("a configuration is a mapping of keys to values", shown, text, 1))
    return values


def parse_value(text: str, suffix: str, shown: str) -> Any:
    """The value that a text in TOML, YAML or JSON holds. Raises `SiteError` at a syntax error."""
    try:
        return _LOADERS[suffix](text)
    except tomllib.TOMLDecodeError as error:
        raise SiteError(_toml_problem(str(error), text, shown)) from error
    except yaml.YAMLError as error:
        raise SiteError(_yaml_problem(error, text, shown)) from error
    except json.JSONDecodeError as error:
        raise SiteError(problem_at(f"JSON syntax: {error.msg}", shown, text, error.pos)) from error
    except RecursionError as error:
        raise SiteError(Problem(message="values are nested too deeply", path=shown)) from error


def locate(text: str, keys: tuple[str, ...]) -> int | None:
    """Where in a text in TOML, YAML or JSON the value at a path of keys is set: an offset, or None.

    A search, not a parse: the last key's line below the lines of the keys before it.
    """
    position, found = 0, None
    for key in keys:
        name = re.escape(key)
        pattern = rf"(?im)^[ \t]*(?:\[+[^\]\n]*?(?<![\w-])[\"']?{name}[\"']?[ \t]*(?:\.[^\]\n]*)?\]+|(?:- +)?[\"']?{name}[\"']?[ \t]*[=:])"
        match = re.compile(pattern).search(text, position) or re.compile(
            rf"(?i)[\"'\b]?{name}[\"']?[ \t]*[=:]"
        ).search(text, position)
        if match is None:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        position = found = start
    return found


def load_yaml(text: str) -> Any:
    """The value of a text in YAML with 1.2's booleans, dates left as text; raises `yaml.YAMLError`."""
    return yaml.load(text, _Yaml)  # noqa: S506  # a safe loader


def toml_place(message: str) -> tuple[str, int | None, int | None]:
    """A message of `tomllib` without the place in it, and the place: line and column, from 1."""
    place = TOML_PLACE.search(message)
    plain = TOML_PLACE.sub("", message).replace("(at end of document)", "at the end").strip()
    return (plain, int(place[1]), int(place[2])) if place else (plain, None, None)


def _main_file(root: Path) -> Path | None:
    names = (f"{name}{suffix}" for name in NAMES for suffix in SUFFIXES)
    return next((root / name for name in names if (root / name).is_file()), None)


def _placed(file: ConfigFile) -> Mapping[str, Any]:
    """`params.toml` holds the key params, `menus.ja.toml` the key languages.ja.menus, `hugo.toml` the root."""
    stem = file.path.stem
    if stem.lower() in NAMES or file.path.parent.parent.name != "config":
        return file.values
    name, _, language = stem.partition(".")
    inner = file.values
    if (
        len(inner) == 1
        and next(iter(inner)).lower() == name.lower()
        and isinstance(next(iter(inner.values())), dict)
    ):
        inner = next(iter(inner.values()))
    return {"languages": {language: {name: inner}}} if language else {name: inner}


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _read(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError(Problem(message="the file is not UTF-8", path=shown)) from error
    except OSError as error:
        raise SiteError(
            Problem(message=f"cannot read the configuration: {error.strerror}", path=shown)
        ) from error


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


class _Yaml(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C loader is optional
    """YAML 1.2's scalars, as Hugo reads them: only true and false are booleans, dates stay text."""


_Yaml.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)

_LOADERS: Mapping[str, Callable[[str], Any]] = {
    ".toml": tomllib.loads,
    ".yaml": load_yaml,
    ".yml": load_yaml,
    ".json": json.loads,
}
