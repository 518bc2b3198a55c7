"""How problems and reports look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

import click

from blogengine.errors import Problem

LONGEST_SNIPPET = 160


def show_problems(problems: Sequence[Problem]) -> None:
    """Print every problem with its place, line, a caret and its hint, on standard error."""
    for problem in problems:
        click.echo(_headline("error", "red", problem), err=True)
        _show_details(problem)
    count = len(problems)
    if count > 1:
        click.echo(f"{count} errors; nothing was written.", err=True)


def show_warnings(warnings: Iterable[Problem]) -> None:
    """Print warnings grouped by what they say, each with its places, on standard error."""
    grouped: dict[str, list[Problem]] = {}
    for warning in warnings:
        grouped.setdefault(warning.message, []).append(warning)
    for group in grouped.values():
        click.echo(_headline("warning", "yellow", group[0]), err=True)
        for other in group[1:]:
            click.echo(f"  also {other.location}", err=True)
        _show_details(group[0])


def width(text: str) -> int:
    """How many columns of a terminal a text takes; wide characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _headline(kind: str, colour: str, problem: Problem) -> str:
    label = click.style(f"{kind}:", fg=colour, bold=True)
    place = click.style(problem.location, bold=True) + ": " if problem.location else ""
    return f"{place}{label} {problem.message}"


def _show_details(problem: Problem) -> None:
    if problem.snippet is not None and problem.snippet.strip():
        snippet, column = _shortened(problem.snippet.expandtabs(1), problem.column)
        number = str(problem.line or "")
        click.echo(click.style(f"  {number} | ", dim=True) + snippet, err=True)
        if column is not None:
            gap = " " * (len(number) + 5 + width(snippet[: column - 1]))
            click.echo(click.style(f"{gap}^", fg="red", bold=True), err=True)
    if problem.hint:
        click.echo(f"  {click.style('hint:', fg='cyan')} {problem.hint}", err=True)


def _shortened(snippet: str, column: int | None) -> tuple[str, int | None]:
    """A snippet short enough to read, around its column."""
    if len(snippet) <= LONGEST_SNIPPET:
        return snippet, column
    start = max(0, (column or 1) - LONGEST_SNIPPET // 2)
    cut = snippet[start : start + LONGEST_SNIPPET]
    lead = "…" if start else ""
    return lead + cut + "…", None if column is None else column - start + len(lead)
