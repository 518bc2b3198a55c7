"""What a process remembers from build to build, so that it need not look at all files to see that one has changed."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from blogengine.assembly import Noticed
from blogengine.config import Config
from blogengine.ledger import OutputRecord
from blogengine.theme import Compiled


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """How the last build left things."""

    completed: int
    """Number of the build that wrote the ledger last: after another one, nothing here is to be trusted."""
    config: Config
    noticed: Noticed
    records: dict[str, OutputRecord]
    """Every output by path."""


class Memory:
    """For one site that one process builds again and again into a destination that nobody else writes to."""

    def __init__(self) -> None:
        self.compiled = Compiled()
        self.last: Remembered | None = None
        self.refused: set[str] = set()
        """Talks that could not be looked up."""

    def known(self, touched: Collection[Path] | None) -> Remembered | None:
        """How everything is but the files `touched` since the last build; None where one has to look.

        That is so for all but the texts of pages: what comes and goes, configuration, templates and data reach further.
        """
        if self.last is None or touched is None:
            return None
        names = {os.fsencode(file) for file in touched}
        is_text = names <= self.last.noticed.pages.keys() and all(file.is_file() for file in touched)
        return self.last if is_text else None
