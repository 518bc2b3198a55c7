"""TOML, YAML and JSON as Hugo reads them: plain values, or one located problem."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any, Final, Literal

from blogengine.complaints import MAX_DEPTH, MAX_VALUES, TWICE, TWICE_HINT, Complaint
from blogengine.errors import Problem, SiteError, problem_at
from blogengine.syntax_hints import toml_hint

Format = Literal["toml", "yaml", "json"]

TOML_PLACE: Final = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

ZEROS: Final = re.compile(r"([+-]?)0+([0-9]+)(?![\w.:-])")
"""A whole number of TOML with zeros in front of it."""
MOST_ZEROS: Final = 100
"""Most such numbers in a file: each costs a reading of it."""

LONG_KEY: Final = re.compile(rf"""(?m)^[ \t\[]*+(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}""")
"""A dotted key of TOML with more than `MAX_DEPTH` parts."""


def parse(
    text: str,
    format: Format,
    path: str,
    whole: str | None = None,
    offset: int = 0,
    tell: Callable[[Problem], object] | None = None,
) -> Any:
    """The value that a text stands for; None for an empty one.

    Keys are texts, in the author's spelling. YAML is read as version 1.2, as Hugo does: `no` and `on` are texts, dates
    stay texts. Of a key that stands twice in YAML or JSON the last counts. `whole` is the file that the text is a part
    of, from the character `offset` on; `tell` is called with each warning. Raises `SiteError` with the place in the
    whole file.
    """
    complain = Complaint(text, path, text if whole is None else whole, offset, tell)
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
    """A copy with the keys of all mappings lower-cased, at every depth; of two such keys the one with capitals stands.

    Of several with capitals the last does. It is what comes of how Hugo lowers keys, one after the other in place.
    """
    if isinstance(value, Mapping):
        capital = {key.lower(): lowered(inner) for key, inner in value.items() if key != key.lower()}
        if not capital:
            return {key: lowered(inner) for key, inner in value.items()}
        return {**{key.lower(): lowered(inner) for key, inner in value.items()}, **capital}
    return [lowered(inner) for inner in value] if isinstance(value, list) else value


class _Budget:
    """Counts values down."""

    def __init__(self, left: int) -> None:
        self.left = left


def _plain(value: Any, complain: Complaint, depth: int, budget: _Budget) -> Any:
    """A copy of mappings, lists and scalars only, with texts for keys: what YAML shares is copied, within limits."""
    budget.left -= 1
    if budget.left < 0:
        raise complain.at(f"the aliases stand for more than {MAX_VALUES:,} values", 0)
    if depth > MAX_DEPTH:
        raise complain.nested_too_deeply()
    if isinstance(value, dict):
        return {readable(str(key)): _plain(inner, complain, depth + 1, budget) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(inner, complain, depth + 1, budget) for inner in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, str):
        return readable(value)
    return value.isoformat() if isinstance(value, time) else value


def readable(text: str) -> str:
    """The text with U+FFFD for what can be written as an escape, but in no file: NUL, and halves of surrogate pairs."""
    text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _toml(text: str, complain: Complaint) -> Any:
    if LONG_KEY.search(text):
        raise complain.nested_too_deeply()  # tomllib would take time that grows with the square
    for _ in range(MOST_ZEROS):
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            repaired = _without_leading_zeros(text, _toml_place(text, error, complain))
            if repaired is None:
                raise _toml_mistake(text, error, complain) from error
            hint = f"It is read as {repaired[1].strip()}."
            complain.warn("TOML: a number begins with a zero", len(repaired[0]), hint)
            text = "".join(repaired)
        except ValueError as error:
            raise complain.at("TOML: a number has too many digits", 0) from error
    raise complain.at("TOML: too many numbers begin with a zero", 0)


def _toml_place(text: str, error: tomllib.TOMLDecodeError, complain: Complaint) -> int:
    place = TOML_PLACE.search(str(error))
    if place is None or place[1] is None:
        return len(text.rstrip())
    return complain.index_of(int(place[1]), int(place[2]))


def _toml_mistake(text: str, error: tomllib.TOMLDecodeError, complain: Complaint) -> SiteError:
    message, place = str(error), _toml_place(text, error, complain)
    hint = toml_hint(message, complain.line_at(place))
    return complain.at(f"TOML: {_uncapitalised(TOML_PLACE.sub('', message))}", place, hint)


def _without_leading_zeros(text: str, stop: int) -> tuple[str, str, str] | None:
    """What stands before, in and behind a number such as 0040 that tomllib stopped in; None where there is none.

    Older Hugos read it as 40, with the TOML library of their time. As many characters are left as there were.
    """
    number = ZEROS.match(text, len(text[:stop].rstrip("0+-")))
    if number is None or not number.start() < stop < number.end():
        return None
    plain = number[1] + number[2]
    return text[: number.start()], plain.rjust(len(number[0])), text[number.end() :]


def _json(text: str, complain: Complaint) -> Any:
    def last_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeated = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
            complain.warn(f"JSON: {TWICE.format(repeated)}", text.rfind(json.dumps(repeated)), TWICE_HINT)
        return found

    try:
        return json.loads(text, object_pairs_hook=last_of_each)
    except json.JSONDecodeError as error:
        comma = _comma_too_many(text, error)
        if comma is not None:
            raise complain.at("JSON: a comma too many", comma, "After the last entry there is no comma.") from error
        raise complain.at(f"JSON: {_uncapitalised(error.msg)}", error.pos) from error
    except ValueError as error:
        raise complain.at("JSON: a number has too many digits", 0) from error


def _comma_too_many(text: str, error: json.JSONDecodeError) -> int | None:
    """Where the comma is that stands before a bracket's end; each version of Python says it in its own way."""
    if error.msg.startswith("Illegal trailing comma"):
        return error.pos
    before = text[: error.pos].rstrip()
    return len(before) - 1 if before.endswith(",") and text[error.pos : error.pos + 1] in ("}", "]") else None


def _yaml(text: str, complain: Complaint) -> Any:
    from blogengine.yaml_values import load_yaml  # noqa: PLC0415  # most sites have none, and PyYAML takes its time

    return load_yaml(text, complain)


def _uncapitalised(message: str) -> str:
    return message[:1].lower() + message[1:]


_PARSERS: Final[Mapping[Format, Callable[[str, Complaint], Any]]] = {"toml": _toml, "yaml": _yaml, "json": _json}
