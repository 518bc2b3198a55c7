"""When what was touched has come to rest: saving is several events, a checkout is thousands."""

from __future__ import annotations

from pathlib import Path

WHOLE = 0.003
"""Seconds to wait for more after a file was closed or moved into place."""
PARTIAL = 0.05
"""Seconds to wait after an event that more will follow: a file was emptied, made, or moved out of the way."""
BURST = 0.03
"""Seconds without events that end a burst of several files."""
PATIENCE = 1.0
"""Seconds after which a burst that does not end is handed over as far as it has come."""


class Settling:
    """Files touched since they were last taken. Times are in seconds, of any one clock."""

    def __init__(self) -> None:
        self._partial: dict[Path, float] = {}
        self._files: set[Path] = set()
        self._first = 0.0
        self._last = 0.0

    def add(self, file: Path, now: float, *, is_whole: bool) -> None:
        """Take down that a file was touched; `is_whole` when its content is now what the editor wants it to be."""
        if not self._files:
            self._first = now
        self._files.add(file)
        self._last = now
        if is_whole:
            self._partial.pop(file, None)
        else:
            self._partial[file] = now + PARTIAL

    @property
    def due(self) -> float | None:
        """When the files can be taken; None while there are none."""
        if not self._files:
            return None
        quiet = self._last + (WHOLE if len(self._files) == 1 else BURST)
        return min(max((quiet, *self._partial.values())), self._first + PATIENCE)

    def take(self) -> frozenset[Path]:
        """The files, which are then forgotten."""
        files = frozenset(self._files)
        self._files.clear()
        self._partial.clear()
        return files
