"""Where front matter ends and the text begins, by the rules of Hugo's page lexer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from frontmatter.default_handlers import BaseHandler

from blogengine.errors import Problem, SiteError, problem_on_line
from blogengine.parsing import Format, lowered, parse


class RawMatter(msgspec.Struct, frozen=True, kw_only=True):
    """A file taken apart: its front matter as written, and the text after it."""

    format: Format | None
    """None for a file without front matter."""
    values: Mapping[str, Any]
    """Keys lower-cased at every depth."""
    head: str
    """What stands before the text: front matter with its fences."""
    body: str
    """As it is in the file, line breaks included."""
    body_line: int
    """The line of the file, from 1, on which the body starts."""
    warnings: tuple[Problem, ...] = ()
    """What its author should look at."""


class NoEndError(ValueError):
    """Front matter without an end."""


class _Fenced(BaseHandler):
    """Front matter between two fences; what follows a fence on its line belongs to what follows."""

    def __init__(self, notation: Format, fence: str) -> None:
        self.notation = notation
        self._start = re.compile(rf"\s*{re.escape(fence)}(?:\r?\n|\r)?")
        self._end = re.compile(rf"(?:\A|(?<=[\r\n])){re.escape(fence)}(?:\r?\n|\r)?")
        super().__init__(self._start, fence, fence)

    def split(self, text: str) -> tuple[str, str]:
        """Front matter with nothing around it, and the rest of the text; raises `NoEndError`."""
        opening = self._start.match(text)
        start = opening.end() if opening else 0
        rest = text[start:]
        end = self._end.search(rest)
        if end is None or (end.start() == 0 and text[start - 1] not in "\r\n"):
            raise NoEndError
        return rest[: end.start()], rest[end.end() :]


class _Braces(BaseHandler):
    """A JSON object at the start of the text; `{{` begins a shortcode."""

    FM_BOUNDARY = re.compile(r"\s*\{(?!\{)")
    notation: Format = "json"

    def split(self, text: str) -> tuple[str, str]:
        """The object, and the rest of the text; raises `NoEndError`."""
        start = text.index("{")
        end = _end_of_object(text, start)
        rest = text[end:]
        return text[start:end], rest[2:] if rest.startswith("\r\n") else rest[rest[:1] in ("\r", "\n") :]


BRACES_AND_TEXTS: Final = re.compile(r'[{}]|"(?:[^"\\]|\\.)*+(?:"|\Z)', re.DOTALL)


def _end_of_object(text: str, start: int) -> int:
    depth = 0
    for token in BRACES_AND_TEXTS.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    raise NoEndError


HANDLERS: Final = (_Fenced("toml", "+++"), _Fenced("yaml", "---"), _Braces())
NAMES: Final[Mapping[Format, str]] = {"toml": "TOML", "yaml": "YAML", "json": "JSON"}
ENDS: Final[Mapping[Format, str]] = {"toml": "+++", "yaml": "---", "json": "}"}


def body_of(text: str, path: str) -> str:
    """What follows the front matter of a file's text, without reading that."""
    return _apart(text, path)[2]


def split_front_matter(text: str, path: str) -> RawMatter:
    """A file's front matter and text; `path` is what messages call the file.

    A byte order mark, spaces and empty lines may come first. Raises `SiteError` for front matter without an end, wrong
    syntax, or something other than a table.
    """
    handler, matter, body = _apart(text, path)
    head = text[: len(text) - len(body)]
    if handler is None:
        return RawMatter(format=None, values={}, head=head, body=body, body_line=1)
    offset = head.rindex(matter) if matter else 0
    warnings: list[Problem] = []
    values = parse(matter, handler.notation, path, text, offset, warnings.append)
    if values is None:
        values = {}
    if not isinstance(values, Mapping):
        raise SiteError(
            problem_on_line("front matter must be keys with values", path, text, 2, hint='Such as "title: My post".')
        )
    return RawMatter(
        format=handler.notation,
        values=lowered(values),
        head=head,
        body=body,
        body_line=head.count("\n") + 1,
        warnings=tuple(warnings),
    )


def _apart(text: str, path: str) -> tuple[_Fenced | _Braces | None, str, str]:
    """What reads the front matter (None without any), the front matter without fences, and the rest."""
    text = text.removeprefix("\ufeff")
    handler = next((each for each in HANDLERS if each.detect(text)), None)
    if handler is None:
        return None, "", text
    try:
        return handler, *handler.split(text)
    except NoEndError as error:
        raise _without_end(text, handler.notation, path) from error


def _without_end(text: str, format: Format, path: str) -> SiteError:
    line = text[: len(text) - len(text.lstrip("\ufeff \t\r\n"))].count("\n") + 1
    return SiteError(
        problem_on_line(
            f"the {NAMES[format]} front matter has no end",
            path,
            text,
            line,
            hint=f"End it with a line “{ENDS[format]}”.",
        )
    )
