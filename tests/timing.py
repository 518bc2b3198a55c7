"""What a test may say of time on a machine whose speed nobody knows: that work ends, and how it grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time

HANG = 60.0
"""Seconds of processor time after which work is said not to end: no machine is so slow."""
TRIES = 3


@contextmanager
def no_hang() -> Iterator[None]:
    """Fail when the block takes more than a minute of this process's own time, whatever else the machine does."""
    start = process_time()
    yield
    assert process_time() - start < HANG, "it does not come to its end"


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Whether work on `size` costs about four times the work on a quarter of it (with the square: sixteen times)."""
    return any(_time(work, size) < 8 * _time(work, size // 4) + 0.2 for _ in range(TRIES))


def _time(work: Callable[[int], object], size: int) -> float:
    start = process_time()
    work(size)
    return process_time() - start
