"""One family of errors: what is wrong, where, the offending line, and a hint.

A `Problem` is a value; stages collect all of theirs and raise them together as one `SiteError`. Warnings are
`Problem`s too, returned in a stage's result and never raised. Nothing here prints: the command line shows them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import msgspec

MOST_PAGES = 3
"""Pages that are named of those which one mistake hits."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake in what the author wrote, with its place."""

    message: str
    path: str | None = None
    """Relative to the site's root with "/", or absolute when the file lies outside of it."""
    line: int | None = None
    """From 1, in the file as it is on disk."""
    column: int | None = None
    """From 1, in characters."""
    snippet: str | None = None
    """The offending line, without its line break."""
    hint: str | None = None
    """What to do about it, as a sentence."""
    code: str | None = None
    """A stable name of the kind of mistake, for programs; None where nobody tells it from others."""

    rendering: str | None = None
    """What was being rendered when a template failed, as the message names it: a page's file, or its address."""

    @property
    def location(self) -> str:
        """`path:line:column` as far as it is known, "" when nothing is."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)

    def __str__(self) -> str:
        where = self.location
        return f"{where}: {self.message}" if where else self.message


class SiteError(Exception):
    """The site cannot be built: all problems that one stage found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def merged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in their order; a mistake that a template makes on many pages once, with the pages that it hits."""
    groups: dict[Problem, list[Problem]] = {}
    for each in problems:
        groups.setdefault(_without_page(each), []).append(each)
    return tuple(_of_pages(group) for group in groups.values())


def _without_page(problem: Problem) -> Problem:
    if not problem.rendering:
        return problem
    return msgspec.structs.replace(problem, message=problem.message.replace(problem.rendering, "\0"), rendering=None)


def _of_pages(group: list[Problem]) -> Problem:
    first, pages = group[0], [each.rendering for each in group if each.rendering]
    if len(pages) < 2:
        return first
    more = f" and {len(pages) - MOST_PAGES} more pages" if len(pages) > MOST_PAGES else ""
    named = f"(rendering {', '.join(pages[:MOST_PAGES])}{more})"
    return msgspec.structs.replace(first, message=first.message.replace(f"(rendering {pages[0]})", named))


class DamagedError(ValueError):
    """What an earlier build kept was not written by the engine, or not wholly: nobody's mistake, it is made anew."""


def problem_at(message: str, path: str, text: str, offset: int, hint: str | None = None) -> Problem:
    """A problem at a character offset (from 0) of a file's text, with its line, column and snippet."""
    offset = max(0, min(offset, len(text)))
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    snippet = text[start : end if end >= 0 else len(text)].rstrip("\r")
    return Problem(
        message=message,
        path=path,
        line=text.count("\n", 0, offset) + 1,
        column=offset - start + 1,
        snippet=snippet,
        hint=hint,
    )


def problem_on_line(message: str, path: str, text: str, line: int, hint: str | None = None) -> Problem:
    """A problem on a line (from 1) of a file's text, with its snippet and no column."""
    lines = text.split("\n")
    snippet = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else None
    return Problem(message=message, path=path, line=line, snippet=snippet, hint=hint)


def json_text(value: object) -> str:
    """A value of structs as JSON, indented; "?" stands for bytes of a file's name that are not UTF-8."""
    built = msgspec.to_builtins(value, enc_hook=str)
    return json.dumps(built, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelt one most likely means, or None."""
    from difflib import get_close_matches  # noqa: PLC0415  # start-up time

    by_lower = {candidate.lower(): candidate for candidate in sorted(known)}
    matches = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The hint "Did you mean “X”?" for a misspelt name, or None when nothing is near."""
    match = nearest(name, known)
    return f"Did you mean “{match}”?" if match else None
