"""What other hosts answered, kept in the cache folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

FRESH: Final = timedelta(days=7)
"""How long an answer without a complaint counts."""
FRESH_COMPLAINT: Final = timedelta(hours=1)
"""How long any other one does: the author is about to mend it."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answered."""

    status: int | None
    """The status of HTTP after all redirects; None when there was no answer."""
    reason: str = ""
    """Why there was none."""
    at: datetime


class _Kept(msgspec.Struct, frozen=True):
    """The file in the cache folder."""

    version: int
    answers: dict[str, Answer]


VERSION: Final = 1


def read_answers(file: Path, now: datetime) -> dict[str, Answer]:
    """The answers of a file that are young enough at `now`; none from a file that is missing or is no such file."""
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return {}
    if kept.version != VERSION:
        return {}
    return {url: answer for url, answer in kept.answers.items() if _is_fresh(answer, now)}


def write_answers(file: Path, answers: Mapping[str, Answer]) -> None:
    """Keep answers for later; a cache folder that cannot be written is done without."""
    content = msgspec.json.encode(_Kept(VERSION, dict(sorted(answers.items()))))
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(file)


def _is_fresh(answer: Answer, now: datetime) -> bool:
    good = answer.status is not None and answer.status < 400
    return timedelta(0) <= now - answer.at < (FRESH if good else FRESH_COMPLAINT)
