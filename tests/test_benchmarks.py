"""The benchmark: its blogs are always the same, and every engine makes the same site of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html

from benchmarks.blogs import write_blog
from benchmarks.cases import CASES, OUTPUT, Bench, StaleOutputError, check
from benchmarks.engines import ENGINES, Engine, lay_out
from benchmarks.latency import COMMANDS, Latency, browser_at, measure_saves
from benchmarks.latency import table as latency_table
from benchmarks.measuring import CommandError, Usage, measure
from benchmarks.picture import picture
from benchmarks.results import Result, Results, table

POSTS = 30
BY_NAME = {engine.name: engine for engine in ENGINES}


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(engine: Engine, folder: Path) -> Bench:
    """A small blog, built."""
    lay_out(engine, folder, POSTS)
    bench = Bench(engine, folder, POSTS, frozenset(path.name for path in folder.iterdir()))
    measure(engine.command(folder), folder)
    return bench


def text_of(page: bytes) -> str:
    """What a reader sees, without any white space."""
    return re.sub(r"\s", "", html.fromstring(page).text_content())


def test_equal_arguments_make_equal_blogs(tmp_path: Path) -> None:
    """The generator depends on the number of posts and the seed, on nothing else: not on the hash seed either."""
    write_blog(tmp_path / "here", POSTS, seed=7)
    command = [sys.executable, "-m", "benchmarks.blogs", str(tmp_path / "there"), "--posts", str(POSTS), "--seed", "7"]
    subprocess.run(command, check=True, env={"PYTHONHASHSEED": "42"}, cwd=Path(__file__).parents[1])
    assert files_of(tmp_path / "here") == files_of(tmp_path / "there")
    write_blog(tmp_path / "other", POSTS, seed=8)
    assert files_of(tmp_path / "here") != files_of(tmp_path / "other")


def test_no_two_posts_share_a_code_block(tmp_path: Path) -> None:
    """An engine that remembers highlighted code gains nothing by it, as in a real blog; one-liners may repeat."""
    write_blog(tmp_path, 200)
    texts = (path.read_text(encoding="utf-8") for path in tmp_path.glob("content/post/*.md"))
    blocks = [block for text in texts for block in re.findall(r"^```\w+\n.*?^```$", text, re.M | re.S)]
    long_blocks = [block for block in blocks if block.count("\n") > 3]
    assert len(long_blocks) > 100
    assert len(set(long_blocks)) == len(long_blocks)


def test_hugo_and_this_engine_make_the_same_site(tmp_path: Path, hugo: Path) -> None:
    """The same files, and on every post's page the same text; so neither gets away with less work."""
    ours, theirs = (files_of(built(BY_NAME[name], tmp_path / name).site / OUTPUT) for name in ("blogengine", "hugo"))
    assert set(ours) == set(theirs)
    posts = [path for path in ours if re.fullmatch(r"post/[^/]+-\d{5}/index\.html", path)]
    assert len(posts) == POSTS
    assert {path: text_of(ours[path]) for path in posts} == {path: text_of(theirs[path]) for path in posts}


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_a_build_shows_the_edit_of_each_case(engine: Engine, tmp_path: Path) -> None:
    """Every edit strikes what it means to, for every engine that is installed; before the build it does not show."""
    if engine.missing:
        pytest.skip(engine.missing)
    bench = built(engine, tmp_path / "site")
    for case in CASES:
        change = case.prepare(bench)
        if change is not None:
            with pytest.raises(StaleOutputError):
                check(change, bench.site)
        measure(engine.command(bench.site), bench.site)
        check(change, bench.site)


def test_a_build_from_nothing_has_neither_output_nor_cache(tmp_path: Path) -> None:
    """Whatever an earlier build left in the site's folder is gone."""
    lay_out(BY_NAME["blogengine"], tmp_path, 1)
    before = files_of(tmp_path)
    bench = Bench(BY_NAME["blogengine"], tmp_path, 1, frozenset(path.name for path in tmp_path.iterdir()))
    for left in ("public/index.html", ".cache/ledger", ".lock"):
        (path := tmp_path / left).parent.mkdir(exist_ok=True)
        path.write_text("left")
    CASES[0].prepare(bench)
    assert files_of(tmp_path) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures by /proc")
def test_child_processes_are_measured_too(tmp_path: Path) -> None:
    """Their processor time and their memory count, memory that they share with their parent once."""
    held = 200_000_000  # more than this process: what it holds counts as the peak of a child that has less
    script = f"""
import os, time
shared = b"x" * {held}
if not (child := os.fork()):
    own = b"y" * {held}
    start = time.process_time()
    while time.process_time() - start < 0.3: pass
    os._exit(0)
os.waitpid(child, 0)
"""
    usage = measure([sys.executable, "-c", script], tmp_path)
    assert usage.cpu >= 0.3
    assert usage.wall >= 0.3
    assert 2 * held < usage.memory < 2.7 * held


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    """Its output tells why."""
    with pytest.raises(CommandError, match="broken site"):
        measure([sys.executable, "-c", "raise SystemExit('broken site')"], tmp_path)


def test_table_and_picture_show_medians_beside_hugos() -> None:
    """The median of the runs, and its ratio to Hugo's; the picture is well-formed and says the same in words."""
    runs = {"blogengine": (1.0, 9.0, 2.0), "hugo": (4.0, 8.0, 5.0)}
    results = Results(
        machine="2 cores",
        versions={"blogengine": "1", "hugo": "2"},
        skipped={"pelican": "the package pelican is not installed"},
        results=tuple(
            Result(1000, engine, "cold", tuple(Usage(wall, wall, 50_000_000) for wall in walls))
            for engine, walls in runs.items()
        ),
    )
    lines = list(table(results))
    assert "| Everything, from nothing | blogengine | 2.00 | 2.00 | 50 | 0.400 | 0.400 | 1.000 |" in lines
    assert "pelican left out: the package pelican is not installed" in lines
    svg = ElementTree.fromstring(picture(results))
    assert "blogengine 2.00 s, hugo 5.00 s" in svg.attrib["aria-label"]
    assert {"2.00 s", "5.00 s"} <= set(svg.itertext())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_save_is_seen_in_the_browser(name: str, chromium: str, tmp_path: Path) -> None:
    """Every engine's server shows each mark, and the time that is taken down is one that a browser can need."""
    engine = BY_NAME[name]
    if engine.missing:
        pytest.skip(engine.missing)
    lay_out(engine, tmp_path / "site", POSTS)
    with browser_at(chromium) as browser:
        measured = measure_saves(engine, tmp_path / "site", POSTS, 3, browser)
    assert len(measured.seconds) == 3
    assert all(0 < seconds < 10 for seconds in measured.seconds)


def test_latencies_are_shown_in_milliseconds() -> None:
    """Median, 95th percentile and the longest."""
    rows = list(latency_table([Latency(1000, "blogengine", tuple(number / 1000 for number in range(1, 102)))]))
    assert rows[-1] == "| 1,000 posts | blogengine | 51 | 96 | 101 |"
