"""Whether a file may have changed: what the file system says of it, without reading it."""

from __future__ import annotations

import os
from pathlib import Path
from struct import Struct

Stamp = bytes
"""Times of modification and of change of status in nanoseconds, size in bytes, and number of the file."""

NEVER: Stamp = b""
"""Equals no file's stamp."""
COARSEST_NS = 2_000_000_000
"""The longest step between two times of one file that a file system can tell apart (FAT's)."""
USUAL_NS = 50_000_000
"""More than that step on the file systems of today."""

_FORM = Struct("<qqqQ")


def stamp_of(file: str | Path) -> Stamp:
    """The stamp of a file, `NEVER` when there is none.

    The time of the change of status is in it because no program can set that back.
    """
    try:
        status = os.stat(file)  # noqa: PTH116  # ten thousand at a time
    except (OSError, ValueError):
        return NEVER
    return _FORM.pack(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino & 0xFFFFFFFFFFFFFFFF)


def settled(stamp: Stamp, taken_ns: int, step_ns: int) -> Stamp:
    """The stamp, or `NEVER` when the file was so new when it was taken that another change might leave no trace."""
    return stamp if stamp and _FORM.unpack(stamp)[1] < taken_ns - step_ns else NEVER
