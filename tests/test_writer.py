"""The writer: all or nothing, equal bytes left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from blogengine.errors import SiteError
from blogengine.writer import open_writer


def test_nothing_is_written_before_the_commit(tmp_path: Path) -> None:
    """A build that fails half way leaves the previous site, and no staging folder."""
    destination = tmp_path / "out"
    destination.mkdir()
    (destination / "index.html").write_text("old")

    def fail_half_way() -> None:
        with open_writer(destination) as writer:
            assert writer.stage("index.html", b"new").is_new
            raise SiteError

    with pytest.raises(SiteError):
        fail_half_way()
    assert (destination / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_equal_file_is_not_new(tmp_path: Path) -> None:
    """Staging the same bytes again leaves nothing to move into place."""
    with open_writer(tmp_path / "out") as writer:
        staged = writer.stage("a.txt", b"same")
        assert staged.is_new
        writer.commit([staged], [])
    with open_writer(tmp_path / "out") as writer:
        assert not writer.stage("a.txt", b"same").is_new
        assert writer.stage("a.txt", b"other").is_new


def test_vanished_files_take_empty_folders_with_them(tmp_path: Path) -> None:
    """A folder that still holds a file of somebody else stays."""
    with open_writer(tmp_path / "out") as writer:
        writer.commit([writer.stage(path, b"x") for path in ("a/b/c.txt", "d/e.txt")], [])
        (tmp_path / "out/d/own.txt").write_text("somebody else's")
        writer.commit([], ["a/b/c.txt", "d/e.txt", "gone/already.txt"])
    assert [path.name for path in sorted((tmp_path / "out").rglob("*"))] == ["d", "own.txt"]


def test_a_copy_follows_its_source_whatever_its_time_says(tmp_path: Path) -> None:
    """A file that changed while its size and time stayed is copied again, in one process too."""
    (source := tmp_path / "a.txt").write_bytes(b"one")
    time = source.stat().st_mtime_ns
    for content in (b"one", b"one", b"two"):
        source.write_bytes(content)
        os.utime(source, ns=(time, time))
        with open_writer(tmp_path / "out") as writer:
            writer.commit([writer.stage_copy("a.txt", source)], [])
        os.utime(tmp_path / "out/a.txt", ns=(time, time))
        assert (tmp_path / "out/a.txt").read_bytes() == content


def test_a_destination_that_cannot_be_made_is_a_located_error(tmp_path: Path) -> None:
    """A file where the folder should be: an error that names it and says what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SiteError) as caught, open_writer(tmp_path / "file" / "out"):
        pass
    (problem,) = caught.value.problems
    assert "--destination" in (problem.hint or "")
