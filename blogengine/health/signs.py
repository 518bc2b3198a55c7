"""What an examination sees, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from blogengine.errors import Problem, SiteError

State = Literal["good", "odd", "broken"]
"""As it should be; works, but perhaps not as meant; does not work."""
Area = Literal["machine", "settings", "theme", "texts", "cards", "git", "cache"]


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was seen."""

    area: Area
    state: State
    says: str
    fix: str | None = None
    """What to do about it, as a sentence; only None where nothing has to be done or the problem's place says it."""
    place: str | None = None
    """`path:line:column`, as far as it is known."""


def good(area: Area, says: str) -> Sign:
    """Something is as it should be."""
    return Sign(area=area, state="good", says=says)


def odd(area: Area, says: str, fix: str) -> Sign:
    """Something works, but perhaps not as meant."""
    return Sign(area=area, state="odd", says=says, fix=fix)


def broken(area: Area, says: str, fix: str) -> Sign:
    """Something does not work."""
    return Sign(area=area, state="broken", says=says, fix=fix)


def sign_of(area: Area, state: State, problem: Problem) -> Sign:
    """A problem as a sign."""
    says, place = problem.message, problem.location or None
    return Sign(area=area, state=state, says=says, fix=problem.hint, place=place)


def guarded(area: Area, look: Callable[[], Iterator[Sign]]) -> Iterator[Sign]:
    """What a look sees; what keeps it from seeing is broken."""
    try:
        yield from look()
    except SiteError as error:
        yield from (sign_of(area, "broken", problem) for problem in error.problems)
