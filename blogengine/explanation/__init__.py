"""What made an output, what a file feeds, and why an output was made again: read from the ledger of the last build."""

from __future__ import annotations

from blogengine.explanation.explaining import explain
from blogengine.explanation.types import Explanation, Fed, FileExplained, OutputExplained, Shown, Used, Why

__all__ = ["Explanation", "Fed", "FileExplained", "OutputExplained", "Shown", "Used", "Why", "explain"]
