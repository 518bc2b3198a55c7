"""A line of the source while blocks are read: a position, a column, and tabs that count to the next stop."""

from __future__ import annotations

import re
from typing import Final

SPACES: Final = re.compile(" *")
TAB: Final = 4


class Line:
    """One line, without its line break, consumed from the left by the blocks that it belongs to."""

    __slots__ = ("blank", "column", "consumed", "in_tab", "indent", "number", "pos", "start", "text")

    def __init__(self, text: str, number: int) -> None:
        self.text = text
        self.number = number
        self.pos = 0
        self.column = 0
        self.in_tab = False
        """Whether `pos` is at a tab of which some columns are consumed."""
        self.consumed = False
        """Whether nothing of the line is left for others, as after a closing fence."""
        self._look()

    def _look(self) -> None:
        """Find the next character that is no space: its position `start` and the columns `indent` up to it."""
        text = self.text
        matched = SPACES.match(text, self.pos)
        start = matched.end() if matched else self.pos
        column = self.column + start - self.pos
        size = len(text)
        while start < size and text[start] in " \t":
            column += TAB - column % TAB if text[start] == "\t" else 1
            start += 1
        self.start = start
        self.indent = column - self.column
        self.blank = start == size

    def skip_indent(self) -> None:
        """Go to the next character that is no space."""
        self.column += self.indent
        self.pos = self.start
        self.in_tab = False
        self.indent = 0

    def skip(self, count: int) -> None:
        """Go on by characters, none of which is a tab."""
        self.pos += count
        self.column += count
        self._look()

    def skip_columns(self, count: int) -> None:
        """Go on by at most `count` columns of spaces and tabs; a tab may be left half consumed."""
        while count > 0 and self.pos < self.start:
            if self.text[self.pos] == "\t":
                width = TAB - self.column % TAB
                self.in_tab = width > count
                step = min(width, count)
                self.pos += not self.in_tab
            else:
                self.in_tab = False
                step = 1
                self.pos += 1
            self.column += step
            self.indent -= step
            count -= step

    def rest(self) -> str:
        """What is left, a half consumed tab as spaces."""
        if self.in_tab:
            return " " * (TAB - self.column % TAB) + self.text[self.pos + 1 :]
        return self.text[self.pos :]
