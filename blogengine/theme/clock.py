"""`now` in templates: the moment of the build, and a record of how much of it a page depends on."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from blogengine.facts import Facts

PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo")


class Clock:
    """The moment of the build, with all that a `datetime` has; `now.year` makes a page anew once a year."""

    described = "the moment of the build"

    def __init__(self, now: datetime, facts: Facts) -> None:
        self._now = now
        self._facts = facts

    def _part(self, name: str, *arguments: Any) -> Any:
        self._facts.ground("now", (name, *arguments))
        return clock_part(self._now, (name, *arguments))

    def __getattr__(self, name: str) -> Any:
        if name in PARTS:
            return self._part(name)
        return getattr(self._moment, name)

    @property
    def _moment(self) -> datetime:
        self._facts.ground("now", ("moment",))
        return self._now

    def strftime(self, pattern: str) -> str:
        """The moment by a pattern of `strftime`."""
        text: str = self._part("strftime", pattern)
        return text

    def date(self) -> date:
        """The day."""
        day: date = self._part("date")
        return day

    def __str__(self) -> str:
        return str(self._moment)

    __html__ = __str__

    def __eq__(self, other: object) -> bool:
        return self._moment == other

    def __hash__(self) -> int:
        return hash(self._moment)

    def __lt__(self, other: datetime) -> bool:
        return self._moment < other

    def __le__(self, other: datetime) -> bool:
        return self._moment <= other

    def __gt__(self, other: datetime) -> bool:
        return self._moment > other

    def __ge__(self, other: datetime) -> bool:
        return self._moment >= other

    def __add__(self, other: timedelta) -> datetime:
        return self._moment + other

    def __sub__(self, other: datetime | timedelta) -> datetime | timedelta:
        return self._moment - other

    def __rsub__(self, other: datetime) -> timedelta:
        return other - self._moment


def clock_part(now: datetime, question: tuple[Any, ...]) -> Any:
    """The answer to what a template asked of `now`: a part's name, or a method's name and its arguments."""
    name, *arguments = question
    if name == "moment":
        return now
    answer = getattr(now, name)
    return answer(*arguments) if callable(answer) and not isinstance(answer, tzinfo) else answer
