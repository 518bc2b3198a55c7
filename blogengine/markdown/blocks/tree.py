"""The blocks of a document while they are open: which lines they take, and the mistune token each becomes."""

# ruff: noqa: D102, ARG002 (what a block takes, holds and becomes is said once, at `Block`)

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, Final

from blogengine.markdown.attributes import Attributes
from blogengine.markdown.blocks.line import Line
from blogengine.markdown.tokens import Token

CLOSING_FENCE: Final = re.compile(r"(`{3,}|~{3,})[ \t]*$")


class Block:
    """A block: what `matches` says about the next line decides whether it stays open."""

    __slots__ = ("after_blank", "attributes", "children", "line", "marked")

    is_leaf: ClassVar[bool] = False
    """Holds lines instead of blocks."""
    is_verbatim: ClassVar[bool] = False
    """Its lines start no other blocks."""
    is_item: ClassVar[bool] = False
    """Only lists of its own kind hold it."""

    def __init__(self) -> None:
        self.children: list[Block] = []
        self.attributes: Attributes = {}
        self.line = 0
        self.marked = 0
        """The number of the last line with a marker of this block."""
        self.after_blank = False

    def matches(self, line: Line) -> bool:
        """Whether the line belongs to this block; what marks it as such is consumed."""
        raise NotImplementedError

    def can_hold(self, block: Block) -> bool:
        """Whether such a block may be a child."""
        return not (self.is_leaf or block.is_item)

    def token(self) -> Token:
        """The mistune token of the finished block."""
        raise NotImplementedError

    def child_tokens(self) -> list[Token]:
        return [child.token() for child in self.children]

    def _attrs(self, **attrs: object) -> Token:
        if self.attributes:
            attrs["attributes"] = self.attributes
        return attrs


class Root(Block):
    """The document."""

    __slots__ = ()

    def matches(self, line: Line) -> bool:
        return True

    def token(self) -> Token:
        return {"type": "document", "children": self.child_tokens()}


class Quote(Block):
    """`> ` in front of lines."""

    __slots__ = ()

    def matches(self, line: Line) -> bool:
        if line.indent > 3 or line.blank or line.text[line.start] != ">":
            return False
        line.skip_indent()
        line.skip(1)
        if line.indent:
            line.skip_columns(1)
        self.marked = line.number
        return True

    def token(self) -> Token:
        return {"type": "block_quote", "children": self.child_tokens(), "attrs": self._attrs()}


class List(Block):
    """A list; `kind` is its marker's character."""

    __slots__ = ("kind", "start")

    def __init__(self, kind: str, start: int | None) -> None:
        super().__init__()
        self.kind = kind
        self.start = start

    def matches(self, line: Line) -> bool:
        return True

    def can_hold(self, block: Block) -> bool:
        return isinstance(block, Item)

    @property
    def tight(self) -> bool:
        """Whether no blank line is between items or between an item's blocks."""
        items = [item for item in self.children if isinstance(item, Item)]
        return not any(item.after_blank for item in items[1:]) and not any(item.is_loose() for item in items)

    def token(self) -> Token:
        tight = self.tight
        items = self.child_tokens()
        for item in items:
            children = item["children"]
            if tight:
                _tighten(children, children)
            item["attrs"]["broken"] = bool(children) and children[0]["type"] != "block_text"
        attrs = self._attrs(ordered=self.start is not None, start=self.start, tight=tight)
        return {"type": "list", "children": items, "attrs": attrs}


class Item(Block):
    """An item of a list; its lines are indented by `width` columns."""

    __slots__ = ("is_empty", "lost", "width")
    is_item = True

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.is_empty = True
        """Whether no block ever began in it, be it one that is gone, such as a link's definition."""
        self.lost: list[bool] = []
        """Of each paragraph that is gone, whether it was behind other blocks and a blank line."""

    def matches(self, line: Line) -> bool:
        if line.blank:
            line.skip_indent()
            return not self.is_empty
        if line.indent < self.width:
            return False
        line.skip_columns(self.width)
        return True

    def lose(self, paragraph: Paragraph) -> None:
        """Note that a paragraph held nothing but definitions of links."""
        self.lost.append(paragraph.after_blank and bool(self.children or self.lost))

    def is_loose(self) -> bool:
        """Whether a blank line is between two blocks; one before a table is not seen, as in goldmark."""
        behind = self.children if self.lost else self.children[1:]
        return any(self.lost) or any(block.after_blank for block in behind)

    def token(self) -> Token:
        children = self.child_tokens()
        return {"type": "list_item", "children": children, "attrs": self._attrs()}


class Footnote(Block):
    """`[^label]: ` and blocks indented by four columns."""

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def matches(self, line: Line) -> bool:
        if line.blank:
            return True
        if line.indent < 4:
            return False
        line.skip_columns(4)
        return True

    def token(self) -> Token:
        return {"type": "footnote_item", "children": self.child_tokens(), "attrs": {"label": self.label}}


class FootnotePlace(Block):
    """Where the first footnote is defined: what all of them refer to is numbered there, in order."""

    __slots__ = ()
    is_leaf = True

    def token(self) -> Token:
        return {"type": "footnote_place"}


class DefinitionList(Block):
    """Terms and definitions; the lines of the last definition are indented by `width` columns."""

    __slots__ = ("width",)

    def __init__(self) -> None:
        super().__init__()
        self.width = 0

    def matches(self, line: Line) -> bool:
        if line.blank:
            return True
        if line.indent < self.width:
            return False
        line.skip_columns(self.width)
        return True

    def can_hold(self, block: Block) -> bool:
        return isinstance(block, Definition)

    def token(self) -> Token:
        return {"type": "def_list", "children": self.child_tokens(), "attrs": self._attrs()}


class Term(Block):
    """A line above definitions."""

    __slots__ = ("text",)
    is_leaf = True

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def token(self) -> Token:
        return {"type": "def_list_head", "text": self.text, "attrs": self._attrs()}


class Definition(Block):
    """What follows `: `."""

    __slots__ = ()
    is_item = True

    def matches(self, line: Line) -> bool:
        return True

    def token(self) -> Token:
        children = self.child_tokens()
        tight = not self.after_blank
        if tight:
            _tighten(children, [child for child in children if child["type"] == "paragraph"][:1])
        return {"type": "def_list_item", "children": children, "attrs": self._attrs(tight=tight)}


class Paragraph(Block):
    """Lines of text, each without the space before it."""

    __slots__ = ("indented", "lines")
    is_leaf = True

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines
        self.indented: set[str] = set()
        """Lines that were indented by more than three columns, which no row of hyphens in a table is."""

    def matches(self, line: Line) -> bool:
        return not line.blank

    def add(self, line: Line) -> None:
        text = line.text[line.start :]
        self.lines.append(text)
        if line.indent > 3:
            self.indented.add(text)

    def text(self) -> str:
        return "\n".join(self.lines).rstrip(" \t\n")

    def token(self) -> Token:
        return {"type": "paragraph", "text": self.text(), "attrs": self._attrs()}


class Heading(Block):
    """A heading, of either kind."""

    __slots__ = ("level", "text")
    is_leaf = True

    def __init__(self, level: int, text: str) -> None:
        super().__init__()
        self.level = level
        self.text = text

    def matches(self, line: Line) -> bool:
        return False

    def token(self) -> Token:
        attrs = self._attrs(level=self.level)
        return {"type": "heading", "text": self.text, "attrs": attrs}


class Rule(Block):
    """A thematic break."""

    __slots__ = ()
    is_leaf = True

    def matches(self, line: Line) -> bool:
        return False

    def token(self) -> Token:
        return {"type": "thematic_break", "attrs": self._attrs()}


class Verbatim(Block):
    """A leaf whose lines are kept as they are."""

    __slots__ = ("lines",)
    is_leaf = True
    is_verbatim = True

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def add(self, line: Line) -> None:
        self.lines.append(line.rest())

    def raw(self) -> str:
        return "".join([f"{line}\n" for line in self.lines])


class Indented(Verbatim):
    """Code indented by four columns."""

    __slots__ = ()

    def matches(self, line: Line) -> bool:
        if line.indent >= 4:
            line.skip_columns(4)
            return True
        if line.blank:
            line.skip_indent()
            return True
        return False

    def token(self) -> Token:
        while self.lines and not self.lines[-1].strip(" \t"):
            self.lines.pop()
        return {"type": "block_code", "raw": self.raw(), "attrs": self._attrs()}


class Fence(Verbatim):
    """Code between fences; its lines lose as much indent as the opening fence has."""

    __slots__ = ("fence", "indent", "info")

    def __init__(self, fence: str, indent: int, info: str) -> None:
        super().__init__()
        self.fence = fence
        self.indent = indent
        self.info = info

    def matches(self, line: Line) -> bool:
        if line.indent < 4 and not line.blank and line.text[line.start] == self.fence[0]:
            closing = CLOSING_FENCE.match(line.text, line.start)
            if closing and len(closing[1]) >= len(self.fence):
                line.consumed = True
                return False
        line.skip_columns(self.indent)
        return True

    def token(self) -> Token:
        attrs = self._attrs(info=self.info, line=self.line)
        return {"type": "block_fence", "raw": self.raw(), "attrs": attrs}


class Html(Verbatim):
    """Raw HTML up to the line that `end` is found in, or up to a blank line."""

    __slots__ = ("end", "is_done")

    def __init__(self, end: re.Pattern[str] | None) -> None:
        super().__init__()
        self.end = end
        self.is_done = False

    def matches(self, line: Line) -> bool:
        return not self.is_done and not (line.blank and self.end is None)

    def add(self, line: Line) -> None:
        super().add(line)
        self.is_done = self.end is not None and self.end.search(line.text, line.pos) is not None

    def token(self) -> Token:
        closed = self.is_done and len(self.lines) > 1
        return {"type": "block_html", "raw": self.raw(), "attrs": {"closed": closed}}


class Table(Block):
    """A table: its cells' texts, None where a row is short, and the alignment of each column or None."""

    __slots__ = ("alignments", "rows")
    is_leaf = True

    def __init__(self, alignments: list[str | None], rows: list[list[str | None]]) -> None:
        super().__init__()
        self.alignments = alignments
        self.rows = rows

    def token(self) -> Token:
        head, *body = self.rows
        rows = [{"type": "table_row", "children": self._cells(row, head=False)} for row in body]
        children = [
            {"type": "table_head", "children": self._cells(head, head=True)},
            {"type": "table_body", "children": rows},
        ]
        return {"type": "table", "children": children, "attrs": self._attrs()}

    def _cells(self, row: Iterable[str | None], *, head: bool) -> list[Token]:
        return [
            {
                "type": "table_cell",
                "text": text or "",
                "attrs": {"align": None if text is None else align, "head": head},
            }
            for text, align in zip(row, self.alignments, strict=True)
        ]


def _tighten(blocks: list[Token], paragraphs: list[Token]) -> None:
    """Make some paragraphs of a block's plain text, with a line break behind each where another block follows."""
    for paragraph in paragraphs:
        if paragraph["type"] == "paragraph":
            paragraph["type"] = "block_text"
    if blocks and blocks[-1]["type"] == "block_text":
        blocks[-1]["attrs"] = {"last": True}
