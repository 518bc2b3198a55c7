"""Typographic punctuation: quotes, dashes, ellipses, guillemets, by goldmark's rules."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from blogengine.markdown.inlines.characters import CLASSES, OTHER
from blogengine.markdown.inlines.delimiters import flanking
from blogengine.markdown.inlines.state import Inline, OpenQuotes
from blogengine.markdown.options import Typographer

if TYPE_CHECKING:
    from blogengine.markdown.inlines import InlineParser

MARKS: Final = r"---?|\.\.\.|<<|>>"
QUOTES: Final = r"['\"]"
RUN: Final = re.compile(r"'+|\"+")
DECADE: Final = re.compile(r"'[0-9]{2}s")
CONTRACTION: Final = re.compile(r"'(?:[smtd]|ve|ll|re)(?=[\s!-/:-@\[-`{-~]|$)")
ELIDED: Final = frozenset("tenl")
"""First letters of what an apostrophe shortens: 'twas, 'em, 'net, 'less."""


class Quote(NamedTuple):
    """A quotation mark and what is around it."""

    before: str
    after: str
    opens: bool
    closes: bool
    rest: str
    """The line from the mark on, with its line break; at most as much as the rules look at."""

    @property
    def only_opens(self) -> bool:
        """Whether nothing could end here."""
        return self.opens and not self.closes

    @property
    def may_end(self) -> bool:
        """Whether a quotation that is open ends here."""
        if not self.opens:
            return self.closes
        rest = self.rest
        return (
            self.closes and len(rest) > 1 and _is_punctuation(rest[1]) and (len(rest) == 2 or CLASSES[rest[2]] != OTHER)
        )


def parse_mark(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """Dashes, an ellipsis or guillemets; what is configured as "" is dropped."""
    marks = parser.options.extensions.typographer
    html = {
        "---": marks.em_dash,
        "--": marks.en_dash,
        "...": marks.ellipsis,
        "<<": marks.left_angle_quote,
        ">>": marks.right_angle_quote,
    }[match[0]]
    state.append_entity(html)
    return match.end()


def parse_quote(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    """An apostrophe, or a single or double quotation mark."""
    src, at = state.src, match.start()
    before = src[at - 1] if at else "\n"
    after = src[at + 1] if at + 1 < len(src) else " "
    if at >= state.run_end:
        run = RUN.match(src, at)
        state.run_end = run.end() if run else at + 1
    opens, closes = flanking(before, src[state.run_end] if state.run_end < len(src) else " ")
    line, newline, _ = src[at : at + 8].partition("\n")
    quote = Quote(before, after, opens, closes, line + newline)
    choose = _single if src[at] == "'" else _double
    html = choose(quote, state.quotes, parser.options.extensions.typographer)
    if html is None:
        return None
    state.append_entity(html)
    return at + 1


def _single(quote: Quote, quotes: OpenQuotes, marks: Typographer) -> str | None:
    if _is_apostrophe(quote):
        return marks.apostrophe
    if quote.only_opens:
        if CONTRACTION.match(quote.rest):
            return marks.right_single_quote
        quotes.single += 1
        return marks.left_single_quote
    if len(quote.rest.encode()) > 2 and not quote.after.isdecimal():
        return marks.right_single_quote
    if quotes.single and quote.may_end:
        quotes.single -= 1
        return marks.right_single_quote
    return None


def _is_apostrophe(quote: Quote) -> bool:
    """Decades ('90s), words that lost their beginning ('twas), and letters on both sides."""
    rest = quote.rest
    if quote.only_opens and DECADE.match(rest) and (len(rest) == 4 or CLASSES[rest[4]] != OTHER):
        return True
    if len(rest) < 2:
        return False
    if (_is_punctuation(quote.before) or quote.before.isspace()) and rest[1] in ELIDED:
        return True
    return (quote.before.isdecimal() or quote.before.isalpha()) and rest[1].isalpha()


def _double(quote: Quote, quotes: OpenQuotes, marks: Typographer) -> str | None:
    if quote.only_opens:
        quotes.double += 1
        return marks.left_double_quote
    if quotes.double and quote.may_end:
        if quote.after == '"' and quote.before.isdecimal():
            return None
        quotes.double -= 1
        return marks.right_double_quote
    return None


def _is_punctuation(character: str) -> bool:
    """Go's `unicode.IsPunct`, which symbols are not."""
    return unicodedata.category(character)[0] == "P"
