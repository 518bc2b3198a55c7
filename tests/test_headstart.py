"""Highlighting while the site is assembled: it only ever saves time."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogengine import headstart
from blogengine.build import build
from blogengine.config import Options
from blogengine.headstart import HEAD, WORTHWHILE, Blocks, HeadStart
from blogengine.markdown.convert import convert
from blogengine.markdown.options import Markup
from tests.conftest import CONFIG, TEMPLATES, write_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are not copied there")
BODY = "文\n\n```python\nprint({0})\n```\n\n```sh\necho {0}\n```\n"
MARKUP = Markup()


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    write_files(tmp_path, {f"{n:03}.md": BODY.format(n) for n in range(WORTHWHILE)})
    return sorted(tmp_path.glob("*.md"))


def finished(texts: list[Path]) -> dict[str, str]:
    """What a head start has when it is done with every text."""
    with HeadStart(texts, MARKUP) as head_start:
        (process,) = multiprocessing.active_children()
        process.join(60)
        return dict(head_start.blocks())


def test_what_it_highlights_is_what_conversions_ask_for(texts: list[Path]) -> None:
    blocks = finished(texts)
    for text in texts:
        assert {
            block.digest: block.html for block in convert(text.read_text(), MARKUP).blocks
        }.items() <= blocks.items()


def test_ended_at_any_moment_it_gives_whole_blocks(texts: list[Path]) -> None:
    """Whatever was ready; and the process is gone."""
    whole = finished(texts)
    for delay in (0.0, 0.05, 0.1, 0.2):
        with HeadStart(texts, MARKUP) as head_start:
            time.sleep(delay)
            assert head_start.blocks().items() <= whole.items()
    assert multiprocessing.active_children() == []


def test_a_result_that_is_cut_off_is_left_out() -> None:
    frame = HEAD.pack(b"0123456789abcdef", 6) + "文字".encode()
    assert dict(Blocks(frame + frame[:-1])) == {"0123456789abcdef": "文字"}
    assert dict(Blocks(frame + frame[:3])) == {"0123456789abcdef": "文字"}
    assert dict(Blocks(b"")) == {}


def test_it_ends_when_it_has_enough(texts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is highlighted in advance is memory."""
    monkeypatch.setattr(headstart, "MOST_BYTES", 1000)
    assert 0 < len(finished(texts)) < 10


def test_texts_that_cannot_be_read_are_left_to_the_build(texts: list[Path]) -> None:
    texts[0].write_bytes(b"```py\n\xff\n```\n")
    texts[1].unlink()
    assert finished(texts).keys() == finished(texts[2:] + texts[2:4]).keys()


def test_few_texts_start_no_process(texts: list[Path]) -> None:
    with HeadStart(texts[1:], MARKUP) as head_start:
        assert multiprocessing.active_children() == []
        assert head_start.blocks() == {}


def test_without_a_place_for_results_the_build_does_without(texts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, too many open files."""
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: (_ for _ in ()).throw(OSError("full")))
    with HeadStart(texts, MARKUP) as head_start:
        assert head_start.blocks() == {}


def test_a_build_is_the_same_with_it_and_without(tmp_path: Path) -> None:
    """Two workers and a head start, or neither."""
    posts = {f"content/post/{n}.md": f"+++\ntitle = '{n}'\n+++\n{BODY.format(n)}" for n in range(WORTHWHILE)}
    write_files(tmp_path / "site", {"config.toml": CONFIG, **TEMPLATES, **posts})
    made = []
    for jobs in (1, 2):
        options = Options(destination=tmp_path / str(jobs), cache_dir=tmp_path / f"cache{jobs}")
        build(tmp_path / "site", options, now=datetime(2024, 1, 1, tzinfo=UTC), jobs=jobs)
        files = (file for file in sorted((tmp_path / str(jobs)).rglob("*")) if file.is_file())
        made.append({os.path.relpath(file, tmp_path / str(jobs)): file.read_bytes() for file in files})
    assert made[0] == made[1]
