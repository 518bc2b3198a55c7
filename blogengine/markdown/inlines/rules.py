"""The inline rules that the options switch on, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from blogengine.markdown.inlines import delimiters, extensions, links, spans, typographer
from blogengine.markdown.inlines.state import Inline
from blogengine.markdown.options import Extensions, Markup
from blogengine.markdown.text import REFERENCE

if TYPE_CHECKING:
    from blogengine.markdown.inlines import InlineParser


class Rule(NamedTuple):
    """One inline construct."""

    name: str
    pattern: str
    parse: Callable[[InlineParser, re.Match[str], Inline], int | None]
    """Adds tokens for what the pattern matched and gives the position behind it; None leaves it to other rules."""
    characters: str
    """What the pattern may begin with."""


def rules_of(markup: Markup, names: delimiters.Names) -> list[Rule]:
    """The rules that are on; `names` says which delimiters beside `*` and `_` there are."""
    extended = markup.goldmark.extensions
    rules = [*_escapes(extended), Rule("code", spans.CODE, spans.parse_code, "`")]
    if extended.footnote.enable:
        rules.append(Rule("footnote", extensions.FOOTNOTE, extensions.parse_footnote, "!["))
    if markup.emoji:
        rules.append(Rule("emoji", extensions.NAME, extensions.parse_emoji, ":"))
    rules += [
        Rule("link", r"!?\[", links.parse_open, "!["),
        Rule("link_end", r"\]", links.parse_close, "]"),
        Rule("autolink", spans.AUTOLINK, spans.parse_autolink, "<"),
        Rule("automail", spans.AUTOMAIL, spans.parse_automail, "<"),
        Rule("html", "<", spans.parse_html, "<"),
        Rule("reference", REFERENCE, spans.parse_reference, "&"),
        Rule("emphasis", r"\*+|_+", delimiters.parse_run, "*_"),
        *_extra_runs(names),
    ]
    if not extended.typographer.disable:
        rules.append(Rule("mark", typographer.MARKS, typographer.parse_mark, "-.<>"))
        rules.append(Rule("quote", typographer.QUOTES, typographer.parse_quote, "'\""))
    return rules


def _escapes(extended: Extensions) -> Iterator[Rule]:
    """Passthrough comes first: its delimiters may begin with a backslash."""
    math = extended.passthrough
    openings = [opening for opening, _ in (*math.block, *math.inline)]
    if math.enable and openings:
        pattern, parse = extensions.passthrough(math)
        yield Rule("passthrough", pattern, parse, "".join(opening[0] for opening in openings))
    if extended.cjk.enable and extended.cjk.escaped_space:
        yield Rule("escaped_space", spans.ESCAPED_SPACE, spans.parse_escaped_space, "\\")
    yield Rule("escape", spans.ESCAPE, spans.parse_escape, "\\")
    yield Rule("escaped_break", spans.ESCAPED_BREAK, spans.parse_escaped_break, "\\")
    yield Rule("break", spans.BREAK, spans.parse_break, "\n")


def _extra_runs(names: delimiters.Names) -> Iterator[Rule]:
    """Runs of other delimiters, which are none when they are longer."""
    for character in sorted({mark for mark, _ in names} - {"*", "_"}):
        sizes = [size for mark, size in names if mark == character]
        mark = re.escape(character)
        pattern = f"(?<!{mark}){mark}{{{min(sizes)},{max(sizes)}}}(?!{mark})"
        yield Rule(f"run_of_{ord(character)}", pattern, delimiters.parse_run, character)
