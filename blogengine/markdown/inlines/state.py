"""What the inline parser knows while it reads one block's text."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final, NamedTuple

from mistune.core import InlineState

from blogengine.markdown.tokens import Token

MAX_DEPTH: Final = 100
"""How deep emphasis and links nest; what would be deeper is text. Bounds recursion over the tokens."""


class Opener(NamedTuple):
    """A `[` or `![` that may begin a link or an image."""

    token: int
    """The place of its token."""
    pos: int
    """Where the label begins in the source."""
    is_image: bool


class OpenQuotes:
    """How many quotations are open; like goldmark's, the counts run through the whole document."""

    __slots__ = ("double", "single")

    def __init__(self) -> None:
        self.single = 0
        self.double = 0


class Inline(InlineState):
    """mistune's state with the stacks of CommonMark's algorithm."""

    tokens: list[Token]

    def __init__(self, env: MutableMapping[str, Any]) -> None:
        super().__init__(env)
        self.openers: list[Opener] = []
        self.inactive_below = 0
        """Openers of links under this height of the stack are before a link, so they begin none."""
        self.last_inner = -1
        """Where the last bracket was seen: a label that holds one refers to nothing."""
        self.quotes: OpenQuotes = env.setdefault("quotes", OpenQuotes())
        self.run_end = 0
        """Where the last run of equal quotation marks ends."""
        self.literal_until = -1
        """Where an escaped character ended: no bare URL begins right behind it."""
        self.has_breaks = False
        """Whether there is a soft line break."""

    def append_token(self, token: Token) -> None:
        """Add a token."""
        self.tokens.append(token)

    def append_text(self, text: str) -> None:
        """Add text; it is escaped when rendered."""
        self.tokens.append({"type": "text", "raw": text})

    def append_entity(self, html: str) -> None:
        """Add what is HTML already."""
        self.tokens.append({"type": "entity", "raw": html})


def depth_of(tokens: list[Token]) -> int:
    """How deep the deepest of the tokens nests."""
    return max([token.get("depth", 0) for token in tokens], default=0)
