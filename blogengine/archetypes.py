"""Archetypes: templates of new content, in Jinja2 or with the Go expressions that Hugo's archetypes use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError

from blogengine import titles
from blogengine.config.toml import toml_value
from blogengine.dates import go_format
from blogengine.errors import SiteError, problem_at, problem_on_line
from blogengine.theme.sandbox import Sandbox

EXPRESSION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
GO_TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"|`([^`]*)`|([()|])|(\.?[A-Za-z_][\w.]*|\.|-?\d+)|(\s+)')
GO_FUNCTIONS = (
    "replace",
    "title",
    "humanize",
    "now",
    "dateFormat",
    "upper",
    "lower",
    "trim",
    "print",
    "printf",
    "site",
    "path",
)


class GoExpressionError(ValueError):
    """A Go expression that is not understood; the message says which part."""


def render_archetype(text: str, path: str, values: Mapping[str, Any], now: datetime) -> str:
    """The content that an archetype makes.

    `values` are what both dialects see, by Go's path (`Name`, `Date`, `Type`, `File.ContentBaseName`, `Site.Title`);
    Jinja2 sees them in snake_case. Raises `SiteError` at an expression that is not understood.
    """
    found: list[Any] = []

    def keep(match: re.Match[str]) -> str:
        if not _is_go(match[1]):
            return match[0]
        try:
            found.append(_Go(values, now).value(match[1]))
        except GoExpressionError as error:
            hint = "Understood: .Name .Date .Type .Title .Site.Title replace title humanize now.Format dateFormat."
            raise SiteError(problem_at(str(error), path, text, match.start(), hint)) from error
        return "{{ go_values[" + str(len(found) - 1) + "] }}"

    template = EXPRESSION.sub(keep, text)
    context = {**{_snake(key): value for key, value in values.items()}, "go_values": found, "now": now}
    # In a sandbox, as archetypes come with themes of others, and writing a post is no time to run their code.
    environment = Sandbox(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
    environment.filters.update(title=titles.title_case, toml=lambda value: toml_value(str(value)))
    try:
        return environment.from_string(template).render(context)
    except Exception as error:  # whatever an expression raises is the archetype's mistake
        raise SiteError(problem_on_line(f"archetype: {error}", path, text, _line_of(error))) from error


def _line_of(error: Exception) -> int:
    """The line of the template on which an error was met."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frame, line = error.__traceback__, 1
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def humanized(text: str) -> str:
    """A file's name as words: "my-first_POST" is "My first post" (Hugo's `humanize`)."""
    return re.sub(r"[-_\s]+", " ", text).strip().capitalize()


def _is_go(expression: str) -> bool:
    first = re.match(r"[\w.]*", expression)
    word = first[0] if first else ""
    return expression.startswith((".", "(")) or (
        word.partition(".")[0] in GO_FUNCTIONS and not re.match(r"\w+(\(|\s*\||$)", expression)
    )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|\.", "_", name).lower()


class _Go:
    """Evaluates the few Go template expressions that archetypes use."""

    def __init__(self, values: Mapping[str, Any], now: datetime) -> None:
        self._values = values
        self._now = now
        self._functions: Mapping[str, Callable[..., Any]] = {
            "replace": lambda text, old, new, *limit: str(text).replace(str(old), str(new), *map(int, limit)),
            "title": lambda text: titles.title_case(str(text)),
            "humanize": lambda text: humanized(str(text)),
            "upper": lambda text: str(text).upper(),
            "lower": lambda text: str(text).lower(),
            "trim": lambda text, cutset=" ": str(text).strip(str(cutset)),
            "dateFormat": lambda layout, moment: go_format(_moment(moment), str(layout)),
            "now.Format": lambda layout: go_format(now, str(layout)),
            "now": lambda: now.isoformat(timespec="seconds"),
            "print": lambda *texts: "".join(map(str, texts)),
            ".Date.Format": lambda layout: go_format(now, str(layout)),
        }

    def value(self, expression: str) -> Any:
        """What an expression stands for; raises `GoExpressionError`."""
        tokens = self._tokens(expression)
        value = self._pipeline(tokens)
        if tokens:
            raise GoExpressionError(f"the archetype's expression “{expression}” is not understood")
        return value

    def _tokens(self, expression: str) -> list[tuple[str, str]]:
        tokens, position = [], 0
        while position < len(expression):
            match = GO_TOKEN.match(expression, position)
            if match is None:
                raise GoExpressionError(f"the archetype's expression “{expression}” is not understood")
            position = match.end()
            if match[1] is not None or match[2] is not None:
                tokens.append(("text", match[1] if match[1] is not None else match[2]))
            elif match[3] or match[4]:
                tokens.append(("mark" if match[3] else "word", match[3] or match[4]))
        return tokens

    def _pipeline(self, tokens: list[tuple[str, str]]) -> Any:
        value = self._command(tokens, ())
        while tokens and tokens[0] == ("mark", "|"):
            tokens.pop(0)
            value = self._command(tokens, (value,))
        return value

    def _command(self, tokens: list[tuple[str, str]], piped: tuple[Any, ...]) -> Any:
        if not tokens:
            raise GoExpressionError("the archetype has an empty expression")
        kind, word = tokens[0]
        if kind == "word" and word in self._functions:
            tokens.pop(0)
            return self._called(word, (*self._arguments(tokens), *piped))
        return self._operand(tokens)

    def _called(self, name: str, arguments: tuple[Any, ...]) -> Any:
        try:
            return self._functions[name](*arguments)
        except (TypeError, ValueError) as error:
            raise GoExpressionError(f"the archetype calls {name} with the wrong arguments") from error

    def _arguments(self, tokens: list[tuple[str, str]]) -> list[Any]:
        found = []
        while tokens and tokens[0] not in (("mark", "|"), ("mark", ")")):
            found.append(self._operand(tokens))
        return found

    def _operand(self, tokens: list[tuple[str, str]]) -> Any:
        kind, word = tokens.pop(0)
        if kind == "text":
            return word
        if (kind, word) == ("mark", "("):
            value = self._pipeline(tokens)
            if not tokens or tokens.pop(0) != ("mark", ")"):
                raise GoExpressionError("the archetype has a bracket that is not closed")
            return value
        if word.startswith(".") and word[1:] in self._values:
            return self._values[word[1:]]
        if word in self._functions:
            return self._called(word, ())
        if re.fullmatch(r"-?\d+", word):
            return int(word)
        raise GoExpressionError(f"the archetype uses “{word}”, which is not understood")


def _moment(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
