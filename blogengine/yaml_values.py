"""YAML 1.2 as Hugo reads it. A room of its own, as it is seldom entered and takes long to open."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import yaml

from blogengine.complaints import MAX_DEPTH, MAX_VALUES, TWICE, TWICE_HINT, Complaint
from blogengine.syntax_hints import yaml_hint


def load_yaml(text: str, complain: Complaint) -> Any:
    """The value of a text; raises what `complain` makes of its mistakes."""
    clear = readable(text)
    _check_flow_depth(clear, complain)
    loader = _Loader(clear)  # it derives from the safe one
    loader.complain = complain
    try:
        value = loader.get_data() if loader.check_data() else None
        return value if clear == text else _written(value)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"YAML: {error.problem or error.context}"
        if mark is None:
            raise complain.at(message, 0) from error
        raise complain.at(message, mark.index, yaml_hint(message, complain.line_at(mark.index))) from error
    except yaml.YAMLError as error:
        raise complain.at(f"YAML: {error}", 0) from error
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:  # by constructors of explicit tags
        raise complain.at("YAML: a value is not what its tag says, or has too many digits", 0) from error
    finally:
        loader.dispose()


def readable(text: str) -> str:
    """The text with a character of private use for each that PyYAML does not read, though Hugo does."""
    return UNREADABLE.sub(lambda match: chr(STAND_IN + ord(match[0])), text)


def _written(value: Any) -> Any:
    """The value with the characters that `readable` replaced."""
    if isinstance(value, dict):
        return {_written(key): _written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    return STOOD_IN.sub(lambda match: chr(ord(match[0]) - STAND_IN), value) if isinstance(value, str) else value


STAND_IN: Final = 0xF0000
_CONTROL: Final = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
UNREADABLE: Final = re.compile(f"[{_CONTROL}]")
STOOD_IN: Final = re.compile("[\U000f0001-\U000f009f\U000ffffe\U000fffff]")


def _check_flow_depth(text: str, complain: Complaint) -> None:
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
    """YAML 1.2's scalars as Hugo reads them, `012` octal; of keys that stand twice the last counts, with a warning."""

    complain: Complaint

    yaml_implicit_resolvers: Mapping[str, list[tuple[str, re.Pattern[str]]]] = {}
    _merged = 0

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping of a node."""
        seen: set[Any] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != MERGE:
                if key.value in seen:
                    self.complain.warn(f"YAML: {TWICE.format(key.value)}", key.start_mark.index, TWICE_HINT)
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

    def construct_whole_number(self, node: yaml.ScalarNode) -> int | str:
        """The value of `5`, `1_000`, `0x1f`, `0o17`, `017` or `0b11`."""
        if not _INT.match(node.value):
            return str(node.value)  # under an explicit `!!int`
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
