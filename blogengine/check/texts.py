"""The author's texts, with their prose told from their code."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from blogengine.errors import Problem, problem_at

FENCE: Final = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}|~{3,})[^\n]*\n(?:.*?^[ \t>]*(?P=mark)[`~]*[ \t]*\r?$|.*)", re.M | re.S
)
"""A fenced block; one that is never closed goes on to the end."""
COMMENT: Final = re.compile(r"<!--(?:.*?-->|.*)|\{\{[<%]/\*(?:.*?\*/[>%]\}\}|.*)", re.DOTALL)
TICKS: Final = re.compile(r"(?<!\\)`+")
PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\r?\n")


class Text(msgspec.Struct, frozen=True):
    """A text of the author's."""

    path: str
    text: str
    prose: str
    """The text with spaces for code and comments, at the same offsets."""

    def problem(self, message: str, offset: int, hint: str | None = None) -> Problem:
        """A problem at a character of the text."""
        return problem_at(message, self.path, self.text, offset, hint)


def read_text(file: Path, path: str, body_line: int) -> Text | None:
    """The text of a file that messages call `path`, None when it cannot be read.

    Its Markdown starts on line `body_line`; 0 for a text that is no Markdown.
    """
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
    if not body_line:
        return Text(path, text, text)
    start = start_of_line(text, body_line)
    return Text(path, text, text[:start] + blanked(without_code(text[start:]), COMMENT))


def start_of_line(text: str, line: int) -> int:
    """The offset at which a line (from 1) starts."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start


def without_code(body: str) -> str:
    """Markdown with spaces for its fenced blocks and code spans."""
    body = blanked(body, FENCE)
    pieces, end = [], 0
    for start, stop in _code_spans(body):
        pieces += [body[end:start], _blank(body[start:stop])]
        end = stop
    return "".join((*pieces, body[end:]))


def blanked(text: str, pattern: re.Pattern[str]) -> str:
    """A text with spaces for what matches, line breaks kept."""
    return pattern.sub(lambda match: _blank(match[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _code_spans(body: str) -> Iterator[tuple[int, int]]:
    """Where code spans start and end: a run of backticks, up to the next one of its length in its paragraph."""
    runs = [match.span() for match in TICKS.finditer(body)]
    breaks = [match.start() for match in PARAGRAPH_END.finditer(body)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for start, stop in runs:
        by_length[stop - start].append(start)
    end = 0
    for start, stop in runs:
        alike = by_length[stop - start]
        follower = bisect(alike, start)
        if start < end or follower == len(alike):
            continue
        closing = alike[follower]
        if bisect(breaks, start) == bisect(breaks, closing):
            end = closing + stop - start
            yield start, end
