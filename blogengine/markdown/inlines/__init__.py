"""Inline structure: a block's text -> mistune's tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from mistune import InlineParser as MistuneInlineParser
from mistune.core import InlineState

from blogengine.markdown.inlines import delimiters, extensions, linkify, links, spans, typographer
from blogengine.markdown.inlines.breaks import keeps_break
from blogengine.markdown.inlines.state import Inline, Token
from blogengine.markdown.options import Goldmark, Markup

__all__ = ["InlineParser"]

Rule = Callable[["InlineParser", re.Match[str], Inline], int | None]
"""Adds tokens for what its pattern matched and gives the position behind it, or None to leave it to others."""


class InlineParser(MistuneInlineParser):
    """mistune's inline parser with CommonMark's delimiter stack and goldmark's extensions.

    Rules are mistune's: `register` adds more, each with a pattern and the characters that it begins with.
    """

    state_cls = Inline

    def __init__(self, markup: Markup, *, japanese: bool) -> None:
        super().__init__(hard_wrap=True)
        self.options: Goldmark = markup.goldmark
        self._flanking = delimiters.flanking
        self._links_after_wide = japanese and markup.japanese.linkify
        if japanese and markup.japanese.emphasis:
            self._flanking = delimiters.cjk_flanking
        joins_wide = japanese and markup.japanese.soft_breaks
        self.keeps_break = partial(keeps_break, self.options, joins_wide)
        self._names = delimiters.names(self.options.extensions)
        self.specification = {}
        self.rules = []
        self._methods.clear()
        self._table: dict[str, list[tuple[Callable[..., Any], Callable[..., int | None]]]] | None = None
        self._search: Callable[..., re.Match[str] | None] = re.compile("").search
        for name, pattern, rule, characters in _rules(self, markup):
            self.register(name, pattern, rule, start_chars=tuple(characters))

    def register(self, *args: Any, **options: Any) -> None:
        """Add a rule as mistune does; it must say its `start_chars`."""
        super().register(*args, **options)
        self._table = None

    def paired(self, tokens: list[Token]) -> list[Token]:
        """Tokens with their delimiter runs resolved."""
        return delimiters.paired(tokens, self._names)

    def parse(self, state: InlineState) -> list[Token]:
        """Read all of `state.src`; linear in its length but for what rules look ahead."""
        if not isinstance(state, Inline):
            raise TypeError("the state must be an Inline")
        table = self._table or self._compile()
        src = state.src
        never = len(src) + 1
        bare = linkify.next_start(src, 0) if self._has_bare_links(src) else never
        start = pos = 0
        match = self._search(src)
        while True:
            if match and match.start() < pos:
                match = self._search(src, pos)
            at = match.start() if match else len(src)
            if bare <= at and bare < never:
                link = self._bare_link(state, bare, start) if bare >= pos else None
                if link is not None:
                    self._append_bare(state, start, bare, link)
                    start = pos = link.end
                bare = linkify.next_start(src, max(pos, bare + 1))
                continue
            if at > start:
                state.append_text(src[start:at])
                start = at
            if match is None:
                break
            pos = at + 1
            for matches, rule in table[src[at]]:
                found = matches(src, at)
                end = rule(found, state) if found else None
                if end is not None:
                    start = pos = end
                    break
        state.tokens = self.paired(state.tokens)
        return state.tokens

    def _has_bare_links(self, src: str) -> bool:
        return self.options.extensions.linkify and linkify.has_bare_links(src)

    def _bare_link(self, state: Inline, pos: int, start: int) -> linkify.Bare | None:
        """The bare URL at a position; `start` is where the last construct ended."""
        if state.openers or pos == state.literal_until:
            return None
        if pos != start and not linkify.may_begin(state.src, pos, after_wide=self._links_after_wide):
            return None
        return linkify.bare_link(state.src, pos, self.options.extensions.linkify_protocol)

    def _append_bare(self, state: Inline, start: int, pos: int, link: linkify.Bare) -> None:
        if pos > start:
            state.append_text(state.src[start:pos])
        attrs = {"url": link.url, "bare": True}
        state.append_token({"type": "autolink", "raw": link.text, "attrs": attrs})

    def _compile(self) -> dict[str, list[tuple[Callable[..., Any], Callable[..., int | None]]]]:
        table: dict[str, list[tuple[Callable[..., Any], Callable[..., int | None]]]] = {}
        for name in self.rules:
            pattern = re.compile(self.specification[name], re.DOTALL)
            for character in self._rule_start_chars[name]:
                table.setdefault(character, []).append((pattern.match, self._methods[name]))
        self._table = table
        self._search = re.compile(f"[{re.escape(''.join(sorted(table)))}]").search
        return table


def _run(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    return delimiters.append_run(state, match, parser._flanking)


def _rules(parser: InlineParser, markup: Markup) -> list[tuple[str, str, Rule, str]]:
    """Name, pattern, rule and first characters of all rules that are on, in the order they are tried."""
    goldmark = markup.goldmark
    extended = goldmark.extensions
    rules: list[tuple[str, str, Rule, str]] = []
    if extended.passthrough.enable and (extended.passthrough.block or extended.passthrough.inline):
        pattern, rule = extensions.passthrough(extended.passthrough)
        openings = (*extended.passthrough.block, *extended.passthrough.inline)
        rules.append(("passthrough", pattern, rule, "".join({opening[0] for opening, _ in openings})))
    if extended.cjk.enable and extended.cjk.escaped_space:
        rules.append(("escaped_space", spans.ESCAPED_SPACE, spans.parse_escaped_space, "\\"))
    rules += [
        ("escape", spans.ESCAPE, spans.parse_escape, "\\"),
        ("escaped_break", spans.ESCAPED_BREAK, spans.parse_escaped_break, "\\"),
        ("break", spans.BREAK, spans.parse_break, "\n"),
        ("code", spans.CODE, spans.parse_code, "`"),
    ]
    if extended.footnote.enable:
        rules.append(("footnote", extensions.FOOTNOTE, extensions.parse_footnote, "!["))
    if markup.emoji:
        rules.append(("emoji", extensions.NAME, extensions.parse_emoji, ":"))
    rules += [
        ("link", r"!?\[", links.parse_open, "!["),
        ("link_end", r"\]", links.parse_close, "]"),
        ("autolink", spans.AUTOLINK, spans.parse_autolink, "<"),
        ("automail", spans.AUTOMAIL, spans.parse_automail, "<"),
        ("html", "<", spans.parse_html, "<"),
        ("reference", _REFERENCE, spans.parse_reference, "&"),
        ("emphasis", r"\*+|_+", _run, "*_"),
    ]
    for character in sorted({key[0] for key in parser._names} - {"*", "_"}):
        sizes = [size for mark, size in parser._names if mark == character]
        run = rf"{re.escape(character)}{{{min(sizes)},{max(sizes)}}}"
        pattern = f"(?<!{re.escape(character)}){run}(?!{re.escape(character)})"
        rules.append((f"run_{ord(character)}", pattern, _run, character))
    if not extended.typographer.disable:
        rules += [
            ("mark", typographer.MARKS, typographer.parse_mark, "-.<>"),
            ("quote", typographer.QUOTES, typographer.parse_quote, "'\""),
        ]
    return rules


_REFERENCE: Final = r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));"
