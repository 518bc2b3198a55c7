"""Inline structure: a block's text -> mistune's tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mistune import InlineParser as MistuneInlineParser
from mistune.core import InlineState

from blogengine.markdown.inlines import delimiters, linkify
from blogengine.markdown.inlines.breaks import joined_by
from blogengine.markdown.inlines.rules import rules_of
from blogengine.markdown.inlines.state import Inline
from blogengine.markdown.options import Goldmark, Markup
from blogengine.markdown.tokens import Token

__all__ = ["InlineParser"]

Tried = tuple[Callable[[str, int], re.Match[str] | None], Callable[[re.Match[str], Inline], int | None]]
"""What matches a rule's pattern at a position, and the rule."""


class InlineParser(MistuneInlineParser):
    """mistune's inline parser with CommonMark's delimiter stack and goldmark's extensions.

    Rules are mistune's: `register` adds more, each with a pattern and the characters that it begins with.
    """

    state_cls = Inline

    def __init__(self, markup: Markup, *, japanese: bool) -> None:
        super().__init__(hard_wrap=True)
        self.options: Goldmark = markup.goldmark
        self.flanking = delimiters.flanking
        self._links_after_wide = japanese and markup.japanese.linkify
        if japanese and markup.japanese.emphasis:
            self.flanking = delimiters.cjk_flanking
        joins_wide = japanese and markup.japanese.soft_breaks
        self._joined = joined_by(self.options, joins_wide)
        self.names = delimiters.names(self.options.extensions)
        self.specification = {}
        self.rules = []
        self._methods.clear()
        self._table: dict[str, list[Tried]] | None = None
        self._search: Callable[..., re.Match[str] | None] = re.compile("").search
        for rule in rules_of(markup, self.names):
            self.register(rule.name, rule.pattern, rule.parse, start_chars=tuple(rule.characters))

    def register(self, *args: Any, **options: Any) -> None:
        """Add a rule as mistune does; it must say its `start_chars`."""
        super().register(*args, **options)
        self._table = None

    def paired(self, tokens: list[Token]) -> list[Token]:
        """Tokens with their delimiter runs resolved."""
        return delimiters.paired(tokens, self.names)

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
        state.tokens = self.joined(self.paired(state.tokens), state)
        return state.tokens

    def joined(self, tokens: list[Token], state: Inline) -> list[Token]:
        """Tokens without the line breaks that leave no space."""
        return self._joined(tokens) if self._joined and state.has_breaks else tokens

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
        attrs = {"url": link.url}
        state.append_token({"type": "autolink", "raw": link.text, "attrs": attrs})

    def _compile(self) -> dict[str, list[Tried]]:
        table: dict[str, list[Tried]] = {}
        for name in self.rules:
            pattern = re.compile(self.specification[name], re.DOTALL)
            for character in self._rule_start_chars[name]:
                table.setdefault(character, []).append((pattern.match, self._methods[name]))
        self._table = table
        self._search = re.compile(f"[{re.escape(''.join(sorted(table)))}]").search
        return table
