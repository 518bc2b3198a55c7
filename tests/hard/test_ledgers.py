"""Damaged ledgers, for some seconds; `python -m tests.hard.ledgers` does it by the hundred."""

from __future__ import annotations

from pathlib import Path

from tests.hard.ledgers import ACCIDENTS, TAMPERING, run


def test_a_ledger_that_was_damaged_anywhere_costs_time_only(tmp_path: Path) -> None:
    """Flipped bits, lost pages, a file cut off: the site is that of a clean build."""
    assert run(15, 1, tmp_path, ACCIDENTS).total() == 15


def test_a_ledger_with_other_values_is_no_crash(tmp_path: Path) -> None:
    """Whatever its tables say, a build ends, and the next one without it is right."""
    assert run(10, 1, tmp_path, TAMPERING).total() == 10
