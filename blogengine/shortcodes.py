"""Shortcode calls in a text: finding them, standing in for them while Markdown is converted, and putting them back.

The grammar is Hugo's: `{{< name args >}}` and `{{% name args %}}`, closed by `{{< /name >}}` or by itself (`/>}}`).
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NoReturn

import msgspec

from blogengine.errors import Problem, SiteError, problem_at

MAX_DEPTH = 100
MAX_PROBLEMS = 20
LARGEST_INTEGER = 2**63 - 1
OPENING = re.compile(r"\{\{([<%])")
NAME = re.compile(r"\s*(?:(?P<closing>/)\s*)?(?P<name>\w[\w/-]*(?:\.inline)?)?")
DROPPED = re.compile(r"""\s*=\s*(?:"(?:\\.|[^"\\\n])*"|`[^`]*`|[^\s"`>%/]\S*)?""")
"""What stands behind a name and a "=": Hugo passes over it."""
ARGUMENT = re.compile(
    r"""\s*(?:(?P<key>[\w-][\w.-]*)\s*=\s*)?
    (?:
      "(?P<quoted>(?:\\.|[^"\\\n])*)"
      | \\"(?P<escaped>(?:[^"\\\n]|\\(?!"))*)\\?"
      | `(?P<raw>[^`]*)`
      | (?P<bare>(?(key)[^\s"`]\S*|[\w-][\w.-]*))
    )""",
    re.VERBOSE,
)
"""One parameter. Unquoted, a positional one is of letters, digits, "-", "_", "."; a value goes on to the next space."""
QUOTE = re.compile(r"\s*(?:=\s*)?[\"`]")
END = re.compile(r"\s*(?:(?P<closes>/)\s*)?(?P<mark>[>%])\}\}")
TOKEN = re.compile("(<p>)?(HAHA[g-v]{12}s[g-p]+HBHB)(?(1)(</p>)?)")
AS_LETTERS = str.maketrans("0123456789abcdef", "ghijklmnopqrstuv")
CLOSING = {"<": ">", "%": "%"}
INLINE = ".inline"

Value = str | int | float | bool


class Text(msgspec.Struct, frozen=True):
    """Text between calls."""

    text: str


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call of a shortcode."""

    name: str
    params: list[Value] | dict[str, Value]
    """Positional or named; unquoted 5, 1.5 and true are typed."""
    inner: tuple[Text | Call, ...] | None
    """What stands between its tags; None when it is never closed."""
    markdown: bool
    """Whether it is `{{% %}}`: what it prints is Markdown."""
    ordinal: int
    """Its number among the calls beside it, from 0."""
    line: int
    """From 1, in the file."""
    column: int
    """From 1, in characters."""
    indentation: str = ""
    """The space before it, where its line begins with it."""


Parts = tuple[Text | Call, ...]


class _Tag(msgspec.Struct, frozen=True):
    """A tag in the text."""

    start: int
    end: int
    name: str
    params: list[Value] | dict[str, Value]
    markdown: bool
    closing: bool
    self_closing: bool
    indentation: str


def parse_shortcodes(text: str, path: str, first_line: int = 1) -> Parts:
    """The text as pieces and calls; `first_line` is the line of the file that the text starts on.

    Inline shortcodes (`{{< x.inline >}}`) print nothing, as in Hugo where they are not enabled. Raises `SiteError` with
    the places of all calls that are malformed, or of all closing tags that close nothing.
    """
    return _Parser(text, path, first_line).parse()


def tokenize(parts: Parts) -> tuple[str, dict[str, Call]]:
    """The text with a token for every call, and the calls by token.

    Tokens are plain letters, so that Markdown and the lexers of code leave them alone; a digest of the text keeps them
    from being anything that the author wrote.
    """
    if all(isinstance(part, Text) for part in parts):
        return "".join(part.text for part in parts if isinstance(part, Text)), {}
    salt = hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()
    pieces, calls = list[str](), dict[str, Call]()
    for part in parts:
        if isinstance(part, Text):
            pieces.append(part.text)
        else:
            token = "HAHA" + f"{salt}s{len(calls)}".translate(AS_LETTERS) + "HBHB"
            calls[token] = part
            pieces.append(token)
    return "".join(pieces), calls


def fill(html: str, rendered: Mapping[str, str]) -> str:
    """The HTML with every token replaced; a paragraph that is nothing but one token loses its `<p>`, as in Hugo."""
    if not rendered:
        return html

    def replaced(match: re.Match[str]) -> str:
        output = rendered.get(match[2])
        if output is None:
            return match[0]
        alone = match[1] and match[3]
        return output if alone else f"{match[1] or ''}{output}"

    return TOKEN.sub(replaced, html)


class _Parser:
    """Finds the tags of a text and pairs them."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._piece_start = 0
        self._problems: list[Problem] = []

    def parse(self) -> Parts:
        pieces = self._pieces()
        self._raise_problems()
        closers = self._closers([piece for piece in pieces if isinstance(piece, _Tag)])
        self._raise_problems()
        return self._nested(pieces, closers)

    def _pieces(self) -> list[str | _Tag]:
        """The text in order: plain pieces, shown calls among them, and tags."""
        pieces: list[str | _Tag] = []
        position = 0
        while match := OPENING.search(self._text, position):
            pieces.append(self._text[position : match.start()])
            self._piece_start = position
            piece, position = self._piece(match)
            pieces.append(piece)
        pieces.append(self._text[position:])
        return pieces

    def _piece(self, match: re.Match[str]) -> tuple[str | _Tag, int]:
        """What an opening "{{<" or "{{%" begins, and where it ends; a mistake is noted and skipped."""
        try:
            if (shown := self._shown(match)) is not None:
                return shown
            tag = self._tag(match)
        except SiteError as error:
            self._note(*error.problems)
            return match[0], match.end()
        return tag, tag.end

    def _shown(self, match: re.Match[str]) -> tuple[str, int] | None:
        """`{{</* name */>}}` as the call it shows, and where it ends."""
        mark = match[1]
        close = ">" if mark == "<" else "%"
        start = match.end()
        if not self._text.startswith("/*", start):
            return None
        end = self._text.find(f"*/{close}" + "}}", start)
        if end < 0:
            self._fail(match.start(), "a shown shortcode (/* … */) is never closed")
        return "{{" + mark + self._text[start + 2 : end] + close + "}}", end + 5

    def _tag(self, match: re.Match[str]) -> _Tag:
        mark, start = match[1], match.start()
        head = NAME.match(self._text, match.end())
        if head is None or head["name"] is None:
            self._fail(start, "a shortcode has no name")
        name, closing = head["name"], bool(head["closing"])
        params, position = ([], head.end()) if closing else self._parameters(name, head.end(), start)
        end = END.match(self._text, position)
        if end is None or end["mark"] != CLOSING[mark]:
            self._unclosed(start, name, position, mark)
        return _Tag(start, end.end(), name, params, mark == "%", closing, bool(end["closes"]), self._indentation(start))

    def _indentation(self, start: int) -> str:
        """The space before a tag at a position, back to the line's start or to the end of the tag before it."""
        before = self._text[max(self._piece_start, self._text.rfind("\n", 0, start) + 1) : start]
        return "" if before.strip(" \t\r") else before

    def _parameters(self, name: str, position: int, start: int) -> tuple[list[Value] | dict[str, Value], int]:
        """The parameters of a call, and where they end."""
        if dropped := DROPPED.match(self._text, position):
            position = dropped.end()
        positional: list[Value] = []
        named: dict[str, Value] = {}
        while argument := ARGUMENT.match(self._text, position):
            if argument["key"] is None:
                positional.append(_value(argument))
            else:
                named[argument["key"]] = _value(argument)
            if positional and named:
                self._fail(start, f"the call of “{name}” mixes positional and named parameters")
            position = argument.end()
        return named or positional, position

    def _unclosed(self, start: int, name: str, position: int, mark: str) -> NoReturn:
        """Say why a call does not end at a position."""
        ending = CLOSING[mark] + "}}"
        if quote := QUOTE.match(self._text, position):
            hint = 'A text in "…" ends on its line; one in `…` may have several.'
            self._fail(quote.end() - 1, f"the call of “{name}” has a quoted parameter that never ends", hint)
        rest = self._text[position:].lstrip()[:1]
        position = self._text.find(rest, position)
        if rest and rest not in "{}<>%/" and self._text.find(ending, position) >= 0:
            hint = "Put parameters with other characters than letters, digits, - and _ in double quotes."
            self._fail(position, f"the call of “{name}” has an unquoted “{rest}”", hint)
        self._fail(start, f"the call of “{name}” is not closed", f"End it with {ending}, after a space.")

    def _closers(self, tags: list[_Tag]) -> dict[int, int]:
        """Start of each opening tag that is closed -> start of its closing tag."""
        found: dict[int, int] = {}
        waiting: dict[str, list[_Tag]] = {}
        order: list[_Tag] = []
        for tag in tags:
            if not tag.closing:
                if not tag.self_closing:
                    waiting.setdefault(tag.name, []).append(tag)
                    order.append(tag)
                continue
            openers = waiting.get(tag.name)
            if not openers:
                message = f"there is no open “{tag.name}” to close here"
                self._note(self._problem(tag.start, message, "Remove it, or write its opening call before it."))
                continue
            opener = openers[-1]
            while waiting[order[-1].name].pop() is not opener:
                order.pop()
            order.pop()
            found[opener.start] = tag.start
        return found

    def _nested(self, pieces: list[str | _Tag], closers: Mapping[int, int]) -> Parts:
        levels: list[list[Text | Call]] = [[]]
        counts = [0]
        opened: list[_Tag] = []
        for piece in pieces:
            if isinstance(piece, str):
                if piece:
                    levels[-1].append(Text(piece))
                continue
            if piece.start in closers:
                if len(levels) > MAX_DEPTH:
                    self._fail(piece.start, f"shortcodes are nested more than {MAX_DEPTH} deep")
                opened.append(piece)
                levels.append([])
                counts.append(0)
                continue
            inner: Parts | None = () if piece.self_closing else None
            tag = piece
            if piece.closing:
                tag, inner = opened.pop(), tuple(levels.pop())
                counts.pop()
            if not tag.name.endswith(INLINE):
                levels[-1].append(self._call(tag, inner, counts[-1]))
            counts[-1] += 1
        return tuple(levels[0])

    def _call(self, tag: _Tag, inner: Parts | None, ordinal: int) -> Call:
        line = bisect_right(self._line_starts, tag.start)
        return Call(
            name=tag.name,
            params=tag.params,
            inner=inner,
            markdown=tag.markdown,
            ordinal=ordinal,
            line=self._first_line + line - 1,
            column=tag.start - self._line_starts[line - 1] + 1,
            indentation=tag.indentation,
        )

    def _problem(self, offset: int, message: str, hint: str | None = None) -> Problem:
        problem = problem_at(message, self._path, self._text, offset, hint)
        return msgspec.structs.replace(problem, line=(problem.line or 1) + self._first_line - 1)

    def _fail(self, offset: int, message: str, hint: str | None = None) -> NoReturn:
        raise SiteError(self._problem(offset, message, hint))

    def _note(self, *problems: Problem) -> None:
        """Keep problems, to be raised together; give up when there are very many."""
        self._problems += problems
        if len(self._problems) >= MAX_PROBLEMS:
            self._raise_problems()

    def _raise_problems(self) -> None:
        if self._problems:
            raise SiteError(*self._problems)


def _value(argument: re.Match[str]) -> Value:
    if argument["bare"] is not None:
        return _typed(argument["bare"])
    if (text := argument["quoted"]) is not None:
        return text.replace("\\", "") if '\\"' in text else text
    return str(argument["escaped"] if argument["raw"] is None else argument["raw"])


def _typed(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"[+-]?[0-9]{1,19}", text) and abs(int(text)) <= LARGEST_INTEGER:
        return int(text)
    return float(text) if re.fullmatch(r"[+-]?[0-9]*\.[0-9]+", text) else text
