"""Made-up input, for some seconds."""

from __future__ import annotations

import pytest

from tests.hard.fuzz import fuzz


@pytest.mark.parametrize("seed", [1, 2])
def test_made_up_input_is_understood_or_told_of_in_time(seed: int) -> None:
    """Front matter, settings, Markdown, shortcodes, HTML, the ledger; `make fuzz` does it for an hour."""
    assert min(fuzz(3, seed).values()) > 5
