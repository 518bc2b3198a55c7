"""Publishes that are killed, some times; `python -m tests.hard.publishes` does it by the hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hard.publishes import Author, run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("folder", ["", "docs"])
def test_killed_at_random_moments_readers_get_the_old_site_or_the_new(tmp_path: Path, folder: str) -> None:
    """To a branch and to a folder; the author's texts are untouched, and the next publish makes the new site."""
    tally = run(3, 2, tmp_path, folder)
    assert tally.broken == []
    assert any(outcome.startswith("killed") for outcome in tally.outcomes)


def test_a_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """Somebody made a published file a link to a file elsewhere: that one keeps what it says."""
    author = Author(tmp_path, "docs")
    author.begin().communicate()
    (elsewhere := tmp_path / "elsewhere.txt").write_text("mine", "utf-8")
    (link := author.root / "docs/post/3/index.html").unlink()
    link.symlink_to(elsewhere)
    author.edit(1)
    process = author.begin()
    said = process.communicate()[1].decode("utf-8", "replace")
    assert elsewhere.read_text("utf-8") == "mine"
    assert process.returncode == 0, said
    assert not link.is_symlink()
    assert "の版 1。" in link.read_text("utf-8")
