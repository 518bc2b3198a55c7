"""How the parsers of TOML, YAML and JSON tell of mistakes, and what they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from blogengine.errors import Problem, SiteError, problem_at, problem_on_line

MAX_DEPTH: Final = 100
"""Most levels of tables and lists within each other."""
MAX_VALUES: Final = 1_000_000
"""Most values of one file, aliases of YAML counted as often as they are used."""

TWICE: Final = "the key “{}” stands twice"
TWICE_HINT: Final = "The last counts: remove the others."


class Complaint:
    """Makes errors of a text that may be a part of a file; `tell` is called with each warning."""

    def __init__(
        self, text: str, path: str, whole: str, offset: int, tell: Callable[[Problem], object] | None = None
    ) -> None:
        self._text = text
        self._path = path
        self._whole = whole
        self._offset = offset
        self._tell = tell

    def warn(self, message: str, index: int, hint: str | None = None) -> None:
        """Tell a warning at a character of the text."""
        if self._tell is not None:
            self._tell(problem_at(message, self._path, self._whole, self._offset + index, hint))

    def line_at(self, index: int) -> str:
        """The line of the text in which a character stands."""
        start = self._text.rfind("\n", 0, index) + 1
        return self._text[start:].partition("\n")[0].rstrip("\r")

    def at(self, message: str, index: int, hint: str | None = None) -> SiteError:
        """The error at a character of the text."""
        return SiteError(problem_at(message, self._path, self._whole, self._offset + index, hint))

    def index_of(self, line: int, column: int) -> int:
        """The character of the text at a line and column (from 1)."""
        index = 0
        for _ in range(line - 1):
            index = self._text.index("\n", index) + 1
        return index + column - 1

    def nested_too_deeply(self) -> SiteError:
        """The error that there are more than `MAX_DEPTH` levels."""
        line = self._whole.count("\n", 0, self._offset) + 1
        message = f"tables and lists within each other go deeper than {MAX_DEPTH} levels"
        return SiteError(problem_on_line(message, self._path, self._whole, line))
