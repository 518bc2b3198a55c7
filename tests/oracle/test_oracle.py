"""Incremental equals clean, whatever happens to a site."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.oracle.machine import Oracle

SHORT = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)


def test_an_incremental_build_equals_a_clean_one_whatever_happens() -> None:
    """Random sites, random edits and mishaps: the same files, bytes, problems and warnings, and no needless write."""
    run_state_machine_as_test(Oracle, settings=SHORT)
