"""Made-up requests, for some seconds; `python -m tests.hard.knocking` does it by the minute."""

from __future__ import annotations

from pathlib import Path

from tests.hard.knocking import run


def test_no_request_is_a_crash_or_gets_what_is_not_the_sites(tmp_path: Path) -> None:
    """Requests that no client would send, frames that no browser would: each is answered, refused or closed in time."""
    found = run(5, 1, tmp_path)
    assert found["200"] > 0
    assert found["400"] > 0
    assert found["403"] > 0
