"""Incremental equals clean, whatever happens to a site."""

from __future__ import annotations

from tests.oracle.machine import run


def test_an_incremental_build_equals_a_clean_one_whatever_happens() -> None:
    """Random sites, random edits and mishaps: the same files, bytes, problems and warnings, and no needless write."""
    assert run(examples=8, steps=25, jobs=(1, 2)) > 50
