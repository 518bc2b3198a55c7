"""TOML, YAML and JSON as Hugo reads them: plain values, or one located problem."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import time
from typing import Any, Final, Literal

import yaml

from blogengine.errors import SiteError, problem_at, problem_on_line

Format = Literal["toml", "yaml", "json"]

MAX_DEPTH: Final = 100
"""Most levels of tables and lists within each other."""
MAX_VALUES: Final = 1_000_000
"""Most values of one file, aliases of YAML counted as often as they are used."""

TOML_PLACE: Final = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

LONG_KEY: Final = re.compile(rf"""(?m)^[ \t\[]*+(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}""")
"""A dotted key of TOML with more than `MAX_DEPTH` parts."""


def parse(text: str, format: Format, path: str, whole: str | None = None, offset: int = 0) -> Any:
    """The value that a text stands for; None for an empty one.

    Keys are texts, in the author's spelling. YAML is read as version 1.2, as Hugo does: `no` and `on` are texts, dates
    stay texts. `whole` is the file that the text is a part of, from the character `offset` on. Raises `SiteError` with
    the place in the whole file.
    """
    complain = _Complaint(text, path, text if whole is None else whole, offset)
    try:
        return _plain(_PARSERS[format](text, complain), complain, 0, _Budget(MAX_VALUES))
    except RecursionError as error:
        raise complain.nested_too_deeply() from error


def decode_text(content: bytes, path: str) -> str:
    """The text of a file's bytes, UTF-8, line breaks as they are. Raises `SiteError` for other encodings and NUL."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        start = len(content[: error.start].decode("utf-8"))
        raise SiteError(
            problem_at("the file is not UTF-8", path, text, start, hint="Save it with the encoding UTF-8.")
        ) from error
    if "\0" in text:
        raise SiteError(
            problem_at(
                "the file has a NUL character", path, text, text.index("\0"), hint="Save it as text, encoded as UTF-8."
            )
        )
    return text


def lowered(value: Any) -> Any:
    """A copy with the keys of all mappings lower-cased, at every depth; of two such keys the last stands."""
    if isinstance(value, Mapping):
        return {key.lower(): lowered(inner) for key, inner in value.items()}
    return [lowered(inner) for inner in value] if isinstance(value, list) else value


class _Complaint:
    """Makes errors of a text that may be a part of a file."""

    def __init__(self, text: str, path: str, whole: str, offset: int) -> None:
        self._text = text
        self._path = path
        self._whole = whole
        self._offset = offset

    def at(self, message: str, index: int, hint: str | None = None) -> SiteError:
        """The error at a character of the text."""
        return SiteError(problem_at(message, self._path, self._whole, self._offset + index, hint))

    def at_place(self, message: str, line: int, column: int) -> SiteError:
        """The error at a line and column (from 1) of the text."""
        index = 0
        for _ in range(line - 1):
            index = self._text.index("\n", index) + 1
        return self.at(message, index + column - 1)

    def nested_too_deeply(self) -> SiteError:
        """The error that there are more than `MAX_DEPTH` levels."""
        line = self._whole.count("\n", 0, self._offset) + 1
        message = f"tables and lists within each other go deeper than {MAX_DEPTH} levels"
        return SiteError(problem_on_line(message, self._path, self._whole, line))


class _Budget:
    """Counts values down."""

    def __init__(self, left: int) -> None:
        self.left = left


def _plain(value: Any, complain: _Complaint, depth: int, budget: _Budget) -> Any:
    """A copy of mappings, lists and scalars only, with texts for keys: what YAML shares is copied, within limits."""
    budget.left -= 1
    if budget.left < 0:
        raise complain.at(f"the aliases stand for more than {MAX_VALUES:,} values", 0)
    if depth > MAX_DEPTH:
        raise complain.nested_too_deeply()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, complain, depth + 1, budget) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(inner, complain, depth + 1, budget) for inner in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, str):
        return value if value.isascii() else _without_lone_surrogates(value)
    return value.isoformat() if isinstance(value, time) else value


def _without_lone_surrogates(text: str) -> str:
    """The text with U+FFFD for what JSON can write but no encoding can, as Go reads it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _toml(text: str, complain: _Complaint) -> Any:
    if LONG_KEY.search(text):
        raise complain.nested_too_deeply()  # tomllib would take time that grows with the square
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, place = str(error), TOML_PLACE.search(str(error))
        plain = f"TOML: {_uncapitalised(TOML_PLACE.sub('', message))}"
        if place is None or place[1] is None:
            raise complain.at(plain, len(text.rstrip())) from error
        raise complain.at_place(plain, int(place[1]), int(place[2])) from error
    except ValueError as error:
        raise complain.at("TOML: a number has too many digits", 0) from error


def _json(text: str, complain: _Complaint) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates)
    except json.JSONDecodeError as error:
        raise complain.at(f"JSON: {_uncapitalised(error.msg)}", error.pos) from error
    except _DuplicateKeyError as error:
        raise complain.at(f"JSON: the key “{error}” stands twice", text.rfind(json.dumps(str(error)))) from error
    except ValueError as error:
        raise complain.at("JSON: a number has too many digits", 0) from error


class _DuplicateKeyError(Exception):
    """A key that one object has twice."""


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DuplicateKeyError(key)
        found[key] = value
    return found


def _yaml(text: str, complain: _Complaint) -> Any:
    _check_flow_depth(text, complain)
    try:
        return yaml.load(text, _Loader)  # it derives from the safe one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"YAML: {error.problem or error.context}"
        if mark is None:
            raise complain.at(message, 0) from error
        raise complain.at(message, mark.index) from error
    except yaml.reader.ReaderError as error:
        raise complain.at(
            f"YAML: the character {_code_point(error.character)} is not allowed", error.position
        ) from error
    except yaml.YAMLError as error:
        raise complain.at(f"YAML: {error}", 0) from error
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:  # by constructors of explicit tags
        raise complain.at("YAML: a value is not what its tag says, or has too many digits", 0) from error


def _code_point(character: str | int) -> str:
    return f"U+{character if isinstance(character, int) else ord(character):04X}"


def _uncapitalised(message: str) -> str:
    return message[:1].lower() + message[1:]


_PARSERS: Final[Mapping[Format, Callable[[str, _Complaint], Any]]] = {"toml": _toml, "yaml": _yaml, "json": _json}


def _check_flow_depth(text: str, complain: _Complaint) -> None:
    """Refuse what would overflow the stack of the C composer, which has no limit of its own."""
    if sum(map(text.count, "[{-?")) < MAX_DEPTH:
        return
    depth = 0
    try:
        for event in yaml.parse(text, _Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise complain.nested_too_deeply()
    except yaml.YAMLError:
        return  # loading it reports the mistake


TEXT: Final = "tag:yaml.org,2002:str"
MERGE: Final = "tag:yaml.org,2002:merge"
_INT: Final = re.compile(r"[-+]?(?:0b_*[01][01_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0o?_*[0-7][0-7_]*|0|[1-9][0-9_]*)$")
_FLOAT: Final = re.compile(
    r"[-+]?(?:(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))$|\.(?:nan|NaN|NAN)$"
)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C loader is optional
    """YAML 1.2's scalars as Hugo reads them, `012` octal, keys that stand once."""

    yaml_implicit_resolvers: Mapping[str, list[tuple[str, re.Pattern[str]]]] = {}
    _merged = 0

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping of a node; raises `ConstructorError` for a key that it has twice."""
        seen: set[Any] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != MERGE:
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key “{key.value}” stands twice", key.start_mark
                    )
                seen.add(key.value)
        self.flatten_mapping(node)
        node.value = [(_as_text(key), value) for key, value in node.value]
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Put what `<<` names into a mapping, where it has no such key itself, each key once."""
        merges = [value for key, value in node.value if key.tag == MERGE]
        if not merges:
            return
        own = [pair for pair in node.value if pair[0].tag != MERGE]
        kept = {_name(key) for key, _ in own}
        handed: dict[object, tuple[yaml.Node, yaml.Node]] = {}
        for source in _merged_nodes(merges):
            self.flatten_mapping(source)
            self._merged += len(source.value)
            if self._merged > MAX_VALUES:
                raise yaml.constructor.ConstructorError(None, None, "there is too much to merge", node.start_mark)
            for key, value in source.value:
                handed.setdefault(_name(key), (key, value))
        node.value = [*(pair for name, pair in handed.items() if name not in kept), *own]

    def construct_whole_number(self, node: yaml.ScalarNode) -> int:
        """The value of `5`, `1_000`, `0x1f`, `0o17`, `017` or `0b11`."""
        digits = node.value.replace("_", "")
        sign, digits = (-1 if digits[0] == "-" else 1), digits.lstrip("+-")
        octal = digits.startswith("0") and digits.isdigit()
        return sign * (int(digits, 8) if octal else int(digits, 0))

    def construct_unknown(self, node: yaml.Node) -> Any:
        """The value of a node with a tag that means nothing here: as without it."""
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        return self.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else node.value


def _as_text(key: yaml.Node) -> yaml.Node:
    """A key that stays a text as written: `1` and `true` are not one."""
    if isinstance(key, yaml.ScalarNode) and key.tag != TEXT:
        return yaml.ScalarNode(TEXT, key.value, key.start_mark, key.end_mark)
    return key


def _name(key: yaml.Node) -> object:
    return key.value if isinstance(key, yaml.ScalarNode) else key


def _merged_nodes(merges: list[yaml.Node]) -> Iterator[yaml.MappingNode]:
    """The mappings that `<<: *a` or `<<: [*a, *b]` name."""
    for value in merges:
        for source in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if not isinstance(source, yaml.MappingNode):
                raise yaml.constructor.ConstructorError(None, None, "<< merges mappings only", source.start_mark)
            yield source


for _tag, _pattern, _first in (
    ("bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), "tTfF"),
    ("null", re.compile("(?:~|null|Null|NULL|)$"), ("~", "n", "N", "")),
    ("int", _INT, "-+0123456789"),
    ("float", _FLOAT, "-+.0123456789"),
    ("merge", re.compile("<<$"), "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, list(_first))
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_whole_number)
_Loader.add_constructor(None, _Loader.construct_unknown)
