"""Shortcode calls in a text: finding them, standing in for them while Markdown is converted, and putting them back.

The grammar is Hugo's: `{{< name args >}}` and `{{% name args %}}`, closed by `{{< /name >}}` or by itself (`/>}}`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NoReturn

import msgspec

from blogengine.errors import SiteError, problem_at

MAX_DEPTH = 100
OPENING = re.compile(r"\{\{([<%])")
NAME = re.compile(r"\s*(/?)\s*([\w./-]+)?")
ARGUMENT = re.compile(
    r"""\s*(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<quoted>(?:\\.|[^"\\])*)"|`(?P<raw>[^`]*)`|(?P<bare>[^\s"`=]+))""",
    re.DOTALL,
)
TOKEN_PARAGRAPH = "<p>{}</p>"

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


def parse_shortcodes(text: str, path: str, first_line: int = 1) -> Parts:
    """The text as pieces and calls; `first_line` is the line of the file that the text starts on.

    Raises `SiteError` with the place of a call that is malformed, or of a closing tag that closes nothing.
    """
    return _Parser(text, path, first_line).parse()


def tokenize(parts: Parts) -> tuple[str, dict[str, Call]]:
    """The text with a token for every call, and the calls by token.

    Tokens are plain letters and digits, so that Markdown leaves them alone; a digest of the text keeps them from being
    anything that the author wrote.
    """
    salt = hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()
    pieces, calls = list[str](), dict[str, Call]()
    for part in parts:
        if isinstance(part, Text):
            pieces.append(part.text)
        else:
            token = f"HAHA{salt}s{len(calls)}HBHB"
            calls[token] = part
            pieces.append(token)
    return "".join(pieces), calls


def fill(html: str, rendered: Mapping[str, str]) -> str:
    """The HTML with every token replaced; a paragraph that is nothing but one token loses its `<p>`, as in Hugo."""
    if not rendered:
        return html
    pattern = re.compile("(<p>)?(" + "|".join(map(re.escape, rendered)) + ")(?(1)(</p>)?)")

    def replaced(match: re.Match[str]) -> str:
        output = rendered[match[2]]
        alone = match[1] and match[3]
        return output if alone else f"{match[1] or ''}{output}"

    return pattern.sub(replaced, html)


class _Parser:
    """Finds the tags of a text and pairs them."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line

    def parse(self) -> Parts:
        pieces = self._pieces()
        closers = self._closers([piece for piece in pieces if isinstance(piece, _Tag)])
        return self._nested(pieces, closers)

    def _pieces(self) -> list[str | _Tag]:
        """The text in order: plain pieces, shown calls among them, and tags."""
        pieces: list[str | _Tag] = []
        position = 0
        while match := OPENING.search(self._text, position):
            pieces.append(self._text[position : match.start()])
            shown = self._shown(match)
            if shown is not None:
                text, position = shown
                pieces.append(text)
            else:
                tag = self._tag(match)
                pieces.append(tag)
                position = tag.end
        pieces.append(self._text[position:])
        return pieces

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
        markdown = match[1] == "%"
        close = "%}}" if markdown else ">}}"
        head = NAME.match(self._text, match.end())
        assert head is not None, "the pattern matches nothing too"
        if head[2] is None:
            self._fail(match.start(), "a shortcode has no name")
        name = head[2]
        params, end, self_closing = self._arguments(name, head.end(), close, match.start())
        return _Tag(match.start(), end, name, params, markdown, bool(head[1]), self_closing)

    def _arguments(
        self, name: str, position: int, close: str, start: int
    ) -> tuple[list[Value] | dict[str, Value], int, bool]:
        positional: list[Value] = []
        named: dict[str, Value] = {}
        while True:
            rest = re.compile(r"\s*").match(self._text, position)
            position = rest.end() if rest else position
            for ending, closes in ((close, False), ("/" + close, True)):
                if self._text.startswith(ending, position):
                    return named or positional, position + len(ending), closes
            argument = self._argument(position, close)
            if argument is None:
                self._fail(start, f"the call of “{name}” is not closed", f"End it with {close}")
            if argument["key"] is None:
                positional.append(_value(argument))
            else:
                named[argument["key"]] = _value(argument)
            if positional and named:
                self._fail(start, f"the call of “{name}” mixes positional and named parameters")
            position = argument.end()

    def _argument(self, position: int, close: str) -> re.Match[str] | None:
        match = ARGUMENT.match(self._text, position)
        if match is None or match["bare"] is None:
            return match
        for ending in ("/" + close, close):
            cut = self._text.find(ending, match.start("bare"), match.end("bare"))
            if cut == match.start("bare"):
                return None
            if cut > 0:
                return ARGUMENT.match(self._text, position, cut)
        return match if "{{" not in match["bare"] else None

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
                self._fail(tag.start, f"there is no open “{tag.name}” to close here")
            opener = openers.pop()
            while order.pop() is not opener:
                pass
            for name in waiting:
                while waiting[name] and waiting[name][-1].start > opener.start:
                    waiting[name].pop()
            found[opener.start] = tag.start
        return found

    def _nested(self, pieces: list[str | _Tag], closers: Mapping[int, int]) -> Parts:
        levels: list[list[Text | Call]] = [[]]
        opened: list[_Tag] = []
        for piece in pieces:
            if isinstance(piece, str):
                if piece:
                    levels[-1].append(Text(piece))
            elif piece.closing:
                inner = tuple(levels.pop())
                levels[-1].append(self._call(opened.pop(), inner, levels[-1]))
            elif piece.start in closers:
                if len(levels) > MAX_DEPTH:
                    self._fail(piece.start, f"shortcodes are nested more than {MAX_DEPTH} deep")
                opened.append(piece)
                levels.append([])
            else:
                levels[-1].append(self._call(piece, () if piece.self_closing else None, levels[-1]))
        return tuple(levels[0])

    def _call(self, tag: _Tag, inner: Parts | None, beside: list[Text | Call]) -> Call:
        before = self._text.rfind("\n", 0, tag.start)
        return Call(
            name=tag.name,
            params=tag.params,
            inner=inner,
            markdown=tag.markdown,
            ordinal=sum(isinstance(part, Call) for part in beside),
            line=self._first_line + self._text.count("\n", 0, tag.start),
            column=tag.start - before,
        )

    def _fail(self, offset: int, message: str, hint: str | None = None) -> NoReturn:
        problem = problem_at(message, self._path, self._text, offset, hint)
        line = (problem.line or 1) + self._first_line - 1
        raise SiteError(msgspec.structs.replace(problem, line=line))


def _value(argument: re.Match[str]) -> Value:
    if argument["quoted"] is not None:
        return re.sub(r'\\(["\\])', r"\1", argument["quoted"])
    if argument["raw"] is not None:
        return argument["raw"]
    return _typed(argument["bare"])


def _typed(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"[+-]?\d+\.\d+", text) else text
