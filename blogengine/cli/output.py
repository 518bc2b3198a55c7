"""How problems look in a terminal: on standard error, with colours only where a person sees them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO
from unicodedata import category, east_asian_width

import click

from blogengine.cli.terminal import colours, linked
from blogengine.errors import Problem, json_text

LONGEST_SNIPPET = 160
"""Characters of an offending line that are shown; a generated line can be a megabyte."""
MOST_PLACES = 5
"""Places of one warning that are shown without `--verbose`."""
MOST_ALIKE = 10
"""Different warnings of one code that are shown without `--verbose`."""
WIDTHLESS = ("Mn", "Me", "Cf")
CONTROLS = ("Cc", "Cs", "Zl", "Zp")
"""Unicode's general categories."""


def say(text: str) -> None:
    """Print a line on standard error; its colours go where none are shown or wanted."""
    click.echo(text, err=True, color=colours())


def show(text: str) -> None:
    """Print a line on standard output, coloured as `say` does it."""
    click.echo(text, color=colours())


def show_json(value: object) -> None:
    """Print a value for programs, on standard output."""
    click.echo(json_text(value))


def show_problems(problems: Sequence[Problem], root: Path | None = None) -> None:
    """Print every problem with its place (a link, where the site's folder is known), line, a caret and its hint.

    A hint that several share is told once, at the first of them.
    """
    hinted: set[str | None] = set()
    for problem in problems:
        say(_headline("error", "red", problem, root))
        _show_details(problem, hinted)
    if len(problems) > 1:
        say(f"{len(problems)} errors; nothing was written.")


def show_warnings(warnings: Iterable[Problem], root: Path | None = None, *, verbose: bool = False) -> None:
    """Print warnings grouped by what they say, each with its places; a hint that several share is told once.

    Of a code that hundreds have, the first are shown and the rest counted.
    """
    grouped: dict[str, list[Problem]] = {}
    hinted: set[str | None] = set()
    alike: Counter[str] = Counter()
    for warning in warnings:
        grouped.setdefault(warning.message, []).append(warning)
    for first, *others in grouped.values():
        alike[first.code or ""] += 1
        if first.code and alike[first.code] > MOST_ALIKE and not verbose:
            continue
        say(_headline("warning", "yellow", first, root))
        _show_details(first, hinted)
        places = [place_of(other, root) for other in others if other.location]
        shown = places if verbose else places[:MOST_PLACES]
        for place in shown:
            say(f"  also {place}")
        if hidden := len(places) - len(shown):
            say(f"  and {hidden} more (--verbose shows them)")
    for code, count in alike.items():
        if code and count > MOST_ALIKE and not verbose:
            say(f"and {count - MOST_ALIKE} more warnings of the code {code} (--verbose shows them)")


def width(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, marks and joiners none."""
    return sum(0 if category(char) in WIDTHLESS else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def excerpt(problem: Problem) -> tuple[str, ...]:
    """The offending line with its number, and a line with a caret below its column; empty without a line to show."""
    if problem.snippet is None or not problem.snippet.strip():
        return ()
    snippet, column = _shortened(problem.snippet, problem.column)
    snippet = visible(snippet)
    gutter = f"  {problem.line or ''} | "
    if column is None:
        return (gutter + snippet,)
    before = snippet[: column - 1].ljust(column - 1)  # the column may be just after the line's end
    return gutter + snippet, " " * (len(gutter) + width(before)) + "^"


def place_of(problem: Problem, root: Path | None, stream: TextIO | None = None) -> str:
    """Where a problem is, as a link to its file where the site's folder is known; for standard error by default."""
    if root is None or problem.path is None or not (file := root / problem.path).exists():
        return visible(problem.location)
    return linked(visible(problem.location), file, stream or sys.stderr)


def _headline(kind: str, colour: str, problem: Problem, root: Path | None) -> str:
    label = click.style(f"{kind}:", fg=colour, bold=True)
    place = click.style(place_of(problem, root), bold=True) + ": " if problem.location else ""
    message = "\n".join(map(visible, problem.message.split("\n")))
    return f"{place}{label} {message}"


def details(problem: Problem, *, with_hint: bool = True) -> Iterator[str]:
    """What stands below a problem's headline: the offending line, the caret, and the hint unless it is not wanted."""
    line, *caret = excerpt(problem) or ("",)
    if line:
        yield line
    for each in caret:
        yield click.style(each, fg="red", bold=True)
    if problem.hint and with_hint:
        yield f"  {click.style('hint:', fg='cyan')} {visible(problem.hint)}"


def _show_details(problem: Problem, hinted: set[str | None]) -> None:
    for line in details(problem, with_hint=problem.hint not in hinted):
        say(line)
    hinted.add(problem.hint)


def visible(snippet: str) -> str:
    """A line with tabs as one space and other control characters as "�": none of them reaches the terminal."""
    return "".join(" " if char == "\t" else "�" if category(char) in CONTROLS else char for char in snippet)


def _shortened(snippet: str, column: int | None) -> tuple[str, int | None]:
    """A snippet short enough to read, around its column."""
    if len(snippet) <= LONGEST_SNIPPET:
        return snippet, column
    start = max(0, (column or 1) - LONGEST_SNIPPET // 2)
    lead, trail = "…" if start else "", "…" if start + LONGEST_SNIPPET < len(snippet) else ""
    shown = lead + snippet[start : start + LONGEST_SNIPPET] + trail
    return shown, None if column is None else column - start + len(lead)
