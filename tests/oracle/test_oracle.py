"""Incremental equals clean, whatever happens to a site."""

from __future__ import annotations

from tests.oracle.machine import run
from tests.oracle.serving import Serving


def test_an_incremental_build_equals_a_clean_one_whatever_happens() -> None:
    """Random sites, random edits and mishaps: the same files, bytes, problems and warnings, and no needless write."""
    assert run(examples=5, steps=25, jobs=(1, 2)) > 30


def test_what_is_served_equals_what_a_clean_build_writes() -> None:
    """Random edits under a session: every URL answers a clean build's bytes, and each change is told."""
    assert run(examples=4, steps=25, kind=Serving) > 25
