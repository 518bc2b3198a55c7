"""Lines -> a tree of blocks, in one pass: CommonMark's parsing strategy with a stack of open blocks."""

from __future__ import annotations

from typing import Final

from blogengine.markdown.attributes import Attributes
from blogengine.markdown.blocks import starts
from blogengine.markdown.blocks.line import Line
from blogengine.markdown.blocks.paragraphs import References, split_table, take_definitions
from blogengine.markdown.blocks.tree import (
    Block,
    DefinitionList,
    Fence,
    Footnote,
    FootnotePlace,
    Heading,
    Html,
    Item,
    List,
    Paragraph,
    Root,
    Verbatim,
)
from blogengine.markdown.options import Goldmark

MAX_DEPTH: Final = 100
"""Blocks that may be open; what would be nested deeper is text. Bounds recursion over the tree."""
LISTS: Final = (List, DefinitionList)
"""Blocks that only hold items."""


class Builder:
    """The blocks of one document: feed it lines, then finish."""

    def __init__(self, options: Goldmark, references: References) -> None:
        self.options = options
        self.references = references
        self.root = Root()
        self.footnotes: list[Footnote] = []
        self._starts = _starts(options)
        self._open: list[Block] = [self.root]
        self._kept = 1
        """How many open blocks the current line belongs to."""
        self._is_blank = True
        self._was_blank = False
        self._blank_from = 0
        """Blocks opened under fewer open blocks than this do not have the blank line before them."""

    def feed(self, text: str, number: int) -> None:
        """Take the next line, numbered from 1."""
        if self._is_code_only(text):
            return
        line = Line(text, number)
        is_blank = line.blank
        if is_blank and self._is_blank and not isinstance(self._open[-1], Verbatim):
            return
        self._is_blank = is_blank
        stack = self._open
        kept = 1
        while kept < len(stack) and stack[kept].matches(line):
            kept += 1
        self._kept = kept
        if line.consumed:
            self._close_to(kept)
        else:
            if not stack[kept - 1].is_verbatim:
                self._start_blocks(line)
            if not line.consumed:
                self._take_text(line)
        self._note_blank(line)

    def _is_code_only(self, text: str) -> bool:
        """Take a line inside of an unindented fence that cannot end it: most of a blog's lines are such or text."""
        tip = self._open[-1]
        if len(self._open) == 2 and isinstance(tip, Fence) and not tip.indent and tip.fence[0] not in text:
            tip.lines.append(text)
            return True
        return False

    def finish(self) -> Root:
        """End all blocks."""
        self._close_to(1)
        return self.root

    def _start_blocks(self, line: Line) -> None:
        while not line.blank:
            if line.indent >= 4:
                if not self.is_lazy() and not isinstance(self._open[-1], Paragraph):
                    starts.start_indented(self, line)
                return
            candidates = self._starts.get(line.text[line.start])
            if not candidates or len(self._open) >= MAX_DEPTH:
                return
            if not any(start(self, line) for start in candidates):
                return
            if line.consumed or self._open[-1].is_leaf:
                return

    def _take_text(self, line: Line) -> None:
        tip = self._open[-1]
        if isinstance(tip, Paragraph) and not line.blank:
            tip.add(line)
            return
        self._close_to(self._kept)
        tip = self._open[-1]
        if isinstance(tip, Html) and tip.line == line.number:
            return
        if isinstance(tip, Verbatim):
            if not (isinstance(tip, Fence) and tip.line == line.number):
                tip.add(line)
        elif not line.blank and not tip.is_leaf:
            self.open(Paragraph([line.text[line.start :]]), line)

    def _note_blank(self, line: Line) -> None:
        self._was_blank = line.blank
        if self._was_blank:
            depth = len(self._open)
            while depth > 1 and self._open[depth - 1].marked != line.number:
                depth -= 1
            self._blank_from = depth

    # For what begins blocks

    def is_lazy(self) -> bool:
        """Whether the line may continue a paragraph although it does not belong to its container."""
        return self._kept < len(self._open) and isinstance(self._open[-1], Paragraph)

    def innermost(self) -> Block:
        """The deepest open block that the line belongs to."""
        return self._open[self._kept - 1]

    def container(self) -> Block:
        """The innermost block that the line belongs to and that can hold others."""
        kept = self._kept
        while self._open[kept - 1].is_leaf or isinstance(self._open[kept - 1], LISTS):
            kept -= 1
        return self._open[kept - 1]

    def open(self, block: Block, line: Line) -> None:
        """Open a block that begins on this line, after ending all that it cannot be in."""
        self._close_to(self._kept)
        while not self._open[-1].can_hold(block):
            self._close_to(len(self._open) - 1)
        parent = self._open[-1]
        block.line = block.marked = line.number
        block.after_blank = self._is_after_blank()
        if isinstance(parent, Item):
            parent.is_empty = False
        parent.children.append(block)
        self._open.append(block)
        self._kept = len(self._open)

    def _is_after_blank(self) -> bool:
        """Whether a blank line is before a block that would be opened now."""
        return self._was_blank and len(self._open) >= self._blank_from

    def finished_paragraph(self) -> Paragraph | None:
        """End the last paragraph; None if nothing of it is left or it became a table."""
        parent = self.container()
        paragraph = parent.children[-1]
        self._close_to(self._open.index(parent) + 1)
        self._kept = len(self._open)
        last = parent.children[-1] if parent.children else None
        return last if last is paragraph and isinstance(last, Paragraph) else None

    def reopen(self, block: DefinitionList) -> DefinitionList:
        """Open a closed list of definitions again, for one more."""
        self._close_to(self._kept)
        parent = self.container()
        self._close_to(self._open.index(parent) + 1)
        block.after_blank = self._is_after_blank()
        self._open.append(block)
        self._kept = len(self._open)
        return block

    def replace_last(self, block: Block) -> None:
        """Put a leaf in the place of the paragraph that has just ended."""
        self._open[-1].children[-1] = block
        self._open.append(block)
        self._kept = len(self._open)

    def attach(self, attributes: Attributes) -> None:
        """Give attributes to the block before, unless it is code or a blank line is between."""
        parent = self.container()
        self._close_to(self._open.index(parent) + 1)
        self._kept = len(self._open)
        last = parent.children[-1] if parent.children else None
        if last is not None and not isinstance(last, Fence) and not self._is_after_blank():
            kept = {name: value for name, value in attributes.items() if not self._has_own(last, name)}
            last.attributes = {**last.attributes, **kept}

    def _has_own(self, block: Block, name: str) -> bool:
        is_made = isinstance(block, Heading) and name == "id" and self.options.parser.auto_heading_id
        return name in block.attributes or is_made

    # Ends

    def _close_to(self, count: int) -> None:
        if len(self._open) <= count:  # nearly always, for every line
            return
        while len(self._open) > count:
            block = self._open.pop()
            parent = self._open[-1]
            if isinstance(block, Paragraph):
                finished = self._finished(block)
                parent.children[-1:] = finished
                if isinstance(parent, Item) and not finished:
                    parent.lose(block)
            elif isinstance(block, Footnote):
                parent.children[-1:] = [] if self.footnotes else [FootnotePlace()]
                self.footnotes.append(block)
        self._kept = min(self._kept, len(self._open))

    def _finished(self, paragraph: Paragraph) -> list[Block]:
        take_definitions(paragraph, self.references)
        if not paragraph.lines:
            return []
        return split_table(paragraph) if self.options.extensions.table else [paragraph]


def _starts(options: Goldmark) -> dict[str, tuple[starts.Start, ...]]:
    """What may begin a block, by first character, in the order in which it is tried."""
    item = (starts.start_item,)
    table: dict[str, tuple[starts.Start, ...]] = {
        ">": (starts.start_quote,),
        "#": (starts.start_heading,),
        "`": (starts.start_fence,),
        "~": (starts.start_fence,),
        "<": (starts.start_html,),
        "=": (starts.start_setext,),
        "-": (starts.start_setext, starts.start_rule, *item),
        "*": (starts.start_rule, *item),
        "_": (starts.start_rule,),
        "+": item,
        **dict.fromkeys("0123456789", item),
    }
    if options.extensions.footnote.enable:
        table["["] = (starts.start_footnote,)
    if options.extensions.definition_list:
        table[":"] = (starts.start_definition,)
    if options.parser.attribute.block:
        table["{"] = (starts.start_attributes,)
    return table
