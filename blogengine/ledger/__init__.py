"""What the last build read and wrote, on disk: one SQLite file for each destination."""

from __future__ import annotations

from blogengine.errors import DamagedError
from blogengine.ledger.shelf import LedgerShelf
from blogengine.ledger.store import ledger_file, locked
from blogengine.ledger.tables import Ledger, OutputPath, OutputRecord, OutputStamp

__all__ = [
    "DamagedError",
    "Ledger",
    "LedgerShelf",
    "OutputPath",
    "OutputRecord",
    "OutputStamp",
    "ledger_file",
    "locked",
]
