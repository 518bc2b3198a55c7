"""Block structure: the source -> mistune's tokens."""

# ruff: noqa: ARG002 (mistune's signature)

from __future__ import annotations

from collections.abc import Iterable

from mistune import BlockParser as MistuneBlockParser
from mistune.core import BlockState

from blogengine.markdown.blocks.tree_builder import Builder
from blogengine.markdown.options import Goldmark

__all__ = ["BlockParser"]


class BlockParser(MistuneBlockParser):
    """mistune's block parser with CommonMark's own strategy, line by line, in place of its rules."""

    def __init__(self, options: Goldmark) -> None:
        super().__init__()
        self.options = options

    def parse(self, state: BlockState, rules: Iterable[str] | None = None) -> None:
        """Fill `state.tokens`; link definitions go to `env["ref_links"]`, footnotes to `env["footnotes"]`."""
        builder = Builder(self.options, state.env["ref_links"])
        for number, text in enumerate(state.src.removesuffix("\n").split("\n"), start=1):
            builder.feed(text, number)
        state.tokens = builder.finish().child_tokens()
        state.env["footnotes"] = [footnote.token() for footnote in builder.footnotes]
