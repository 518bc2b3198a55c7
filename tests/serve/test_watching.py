"""Editors' ways of saving, and what a burst of them becomes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blogengine.serve.place import Place
from blogengine.serve.settling import BURST, PARTIAL, PATIENCE, WHOLE, Settling
from blogengine.serve.watching import SCRATCH, Watcher

Batches = Callable[..., "frozenset[Path] | None"]
QUIET = 1.2
"""Seconds in which nothing may come: more than two looks of polling."""
LONG = 20.0
"""Seconds in which something has to come, on however busy a machine."""
A, B = Path("/a"), Path("/b")


def test_a_closed_file_is_taken_at_once() -> None:
    """A single save that is complete waits for a few milliseconds only."""
    settling = Settling()
    assert settling.due is None
    settling.add(A, 1.0, is_whole=True)
    assert settling.due == 1.0 + WHOLE
    assert settling.take() == {A}
    assert settling.due is None


def test_a_file_that_was_only_emptied_is_waited_for() -> None:
    """Until it is closed, or nothing more comes."""
    settling = Settling()
    settling.add(A, 1.0, is_whole=False)
    assert settling.due == 1.0 + PARTIAL
    settling.add(A, 1.01, is_whole=True)
    assert settling.due == 1.01 + WHOLE


def test_several_files_wait_until_events_cease() -> None:
    """A burst is one batch as long as events come."""
    settling = Settling()
    settling.add(A, 1.0, is_whole=True)
    settling.add(B, 1.01, is_whole=True)
    assert settling.due == 1.01 + BURST


def test_a_new_file_seldom_comes_alone() -> None:
    """A checkout makes many; but one that is deleted and written anew is only saved."""
    settling = Settling()
    settling.add(A, 1.0, is_whole=False, is_new=True)
    settling.add(A, 1.0, is_whole=True)
    assert settling.due == 1.0 + BURST
    settling.take()
    settling.add(A, 2.0, is_whole=False)
    settling.add(A, 2.0, is_whole=False, is_new=True)
    settling.add(A, 2.0, is_whole=True)
    assert settling.due == 2.0 + WHOLE


def test_a_burst_without_end_is_handed_over_in_parts() -> None:
    """A program that writes all the time does not keep the author from seeing anything."""
    settling = Settling()
    for step in range(1000):
        settling.add(A if step % 2 else B, 1.0 + step / 100, is_whole=False)
    assert settling.due == 1.0 + PATIENCE


@pytest.mark.parametrize(
    "name", ["4913", ".a.md.swp", ".a.md.swx", "a.md~", ".#a.md", "#a.md#", "a.md.tmp", "a.md___jb_tmp___", ".DS_Store"]
)
def test_scratch_files_are_known(name: str) -> None:
    """What editors keep beside the file."""
    assert SCRATCH.fullmatch(name)


@pytest.mark.parametrize("name", ["a.md", "4913.md", ".htaccess", "a~b.md", "#1.md", "template.html", "日本語.md"])
def test_files_of_the_author_are_no_scratch_files(name: str) -> None:
    """A name that only looks a little like one."""
    assert not SCRATCH.fullmatch(name)


@pytest.fixture(params=[False, True], ids=["notified", "polling"])
def poll(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def batches(tmp_path: Path, poll: bool) -> Iterator[Batches]:
    """Watches a folder with content/post/a.md; each call gives the next batch."""
    (tmp_path / "content/post").mkdir(parents=True)
    (tmp_path / "content/post/a.md").write_text("old")
    place = Place(
        folders=frozenset((tmp_path / "content", tmp_path / "data")), ignored=frozenset((tmp_path / "public",))
    )
    watcher = Watcher(tmp_path, poll=poll)
    watcher.watch(place)
    found: queue.Queue[frozenset[Path] | None] = queue.Queue()

    def follow() -> None:
        for batch in watcher.batches():
            watcher.watch(place)
            found.put(batch)

    thread = threading.Thread(target=follow)
    thread.start()
    yield lambda seconds=LONG: found.get(timeout=seconds)
    watcher.close()
    thread.join()


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "content/post/a.md"


def in_place(post: Path) -> None:
    post.write_text("new text")


def renamed(post: Path) -> None:
    """As many editors save."""
    (scratch := post.with_name("a.md.tmp")).write_text("new text")
    scratch.replace(post)


def as_vim(post: Path) -> None:
    (probe := post.with_name("4913")).touch()
    probe.unlink()
    post.rename(post.with_name("a.md~"))
    post.write_text("new text")
    post.with_name("a.md~").unlink()


def as_emacs(post: Path) -> None:
    (lock := post.with_name(".#a.md")).symlink_to("me@here.1")
    post.replace(post.with_name("a.md~"))
    post.write_text("new text")
    lock.unlink()


def deleted_and_created(post: Path) -> None:
    post.unlink()
    post.write_text("new text")


@pytest.mark.parametrize("save", [in_place, renamed, as_vim, as_emacs, deleted_and_created])
def test_every_way_of_saving_is_one_batch(batches: Batches, post: Path, save: Callable[[Path], None]) -> None:
    """One file was touched, once, when it was whole."""
    save(post)
    assert batches() == {post}
    with pytest.raises(queue.Empty):
        batches(QUIET)


def test_scratch_files_are_not_noticed(batches: Batches, post: Path, tmp_path: Path) -> None:
    """Neither they nor what the engine itself writes."""
    post.with_name(".a.md.swp").write_text("swap")
    post.with_name("a.md~").write_text("backup")
    (tmp_path / "notes.txt").write_text("beside the site")
    (tmp_path / "public").mkdir()
    (tmp_path / "public/index.html").write_text("output")
    with pytest.raises(queue.Empty):
        batches(QUIET)


def test_a_burst_is_one_batch(batches: Batches, post: Path) -> None:
    """A checkout of a hundred files is built once."""
    files = [post.with_name(f"{number}.md") for number in range(100)]
    for file in files:
        file.write_text("text")
    found = batches()
    assert found is None or found >= set(files)  # None: anything, as the folder itself changed
    with pytest.raises(queue.Empty):
        batches(QUIET)


def test_a_folder_that_appears_is_watched(batches: Batches, tmp_path: Path) -> None:
    """The first data file of a site, and then the second one; again after the folder was taken away and put back."""
    for _ in range(2):
        (tmp_path / "data").mkdir()
        (tmp_path / "data/one.toml").write_text("a = 1")
        assert batches() is None
        (tmp_path / "data/two.toml").write_text("a = 1")
        assert batches() == {tmp_path / "data/two.toml"}
        (tmp_path / "data/one.toml").unlink()
        (tmp_path / "data/two.toml").unlink()
        (tmp_path / "data").rmdir()
        assert batches() is None


def test_the_configuration_is_watched(batches: Batches, tmp_path: Path) -> None:
    """It lies beside everything that is not watched."""
    (tmp_path / "config.toml").write_text("title = 'x'")
    assert batches() == {tmp_path / "config.toml"}
