"""Where a text's summary ends: its first `<!--more-->` that is not shown as code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

DIVIDER: Final = "<!--more-->"
FENCE: Final = re.compile(r"(?:[ \t>]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*(`{3,}(?=[^`]*$)|~{3,})")
"""The start of a fence's first line, also in lists and quotations."""
BACKTICKS: Final = re.compile(r"\\.|`+")


def split_at_divider(text: str) -> tuple[str, str, str]:
    """What is before the divider, the divider and what is behind it; (text, "", "") without one.

    One in a fence or in a code span of one line is shown, and divides nothing.
    """
    if DIVIDER not in text:
        return text, "", ""
    position = 0
    for line, is_code in _lines(text):
        found = -1 if is_code else _in_line(line)
        if found >= 0:
            at = position + found
            return text[:at], DIVIDER, text[at + len(DIVIDER) :]
        position += len(line)
    return text, "", ""


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is inside of a fence."""
    mark = ""
    for line in text.split("\n"):
        if mark:
            rest = line.lstrip(" \t>").rstrip()
            is_end = len(rest) >= len(mark) and not rest.strip(mark[0])
            yield f"{line}\n", True
            mark = "" if is_end else mark
            continue
        opening = FENCE.match(line)
        mark = opening[1] if opening else ""
        yield f"{line}\n", bool(mark)


def _in_line(line: str) -> int:
    """Where a line has a divider outside of code, -1 if nowhere."""
    found = line.find(DIVIDER)
    if found < 0 or "`" not in line:
        return found
    for start, end in _code_spans(line):
        if end <= found:
            continue
        if found < start:
            return found
        found = line.find(DIVIDER, end)
    return found


def _code_spans(line: str) -> Iterator[tuple[int, int]]:
    """Where a line's code spans begin and end; linear but for looking up runs of backticks."""
    runs = [run for run in BACKTICKS.finditer(line) if run[0][0] == "`"]
    places: dict[int, list[int]] = {}
    for run in runs:
        places.setdefault(len(run[0]), []).append(run.start())
    position = 0
    for run in runs:
        same = places[len(run[0])]
        index = bisect_right(same, run.start())
        if run.start() >= position and index < len(same):
            position = same[index] + len(run[0])
            yield run.start(), position
