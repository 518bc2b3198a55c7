"""When what was touched has come to rest: saving is several events, a checkout is thousands."""

from __future__ import annotations

from pathlib import Path

WHOLE = 0.003
"""Seconds to wait for more after a file was closed or moved into place."""
PARTIAL = 0.05
"""Seconds to wait after an event that more will follow: a file was emptied, made, or moved out of the way."""
BURST = 0.05
"""Seconds without events that end a burst: several files, or a new one, which seldom comes alone."""
PATIENCE = 1.0
"""Seconds after which a burst that does not end is handed over as far as it has come."""


class Settling:
    """Files touched since they were last taken. Times are in seconds, of any one clock."""

    def __init__(self) -> None:
        self._partial: dict[Path, float] = {}
        self._files: set[Path] = set()
        self._is_burst = False
        self._first = 0.0
        self._last = 0.0

    def add(self, file: Path, now: float, *, is_whole: bool, is_new: bool = False) -> None:
        """Take down that a file was touched; `is_whole` when its content is now what the editor wants it to be.

        A file `is_new` when it was made; one that was taken away just before is not, as some editors save like that.
        """
        if not self._files:
            self._first = now
        self._is_burst |= (is_new and file not in self._files) or bool(self._files - {file})
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
        quiet = self._last + (BURST if self._is_burst else WHOLE)
        return min(max((quiet, *self._partial.values())), self._first + PATIENCE)

    def take(self) -> frozenset[Path]:
        """The files, which are then forgotten."""
        files = frozenset(self._files)
        self._files.clear()
        self._is_burst = False
        self._partial.clear()
        return files
