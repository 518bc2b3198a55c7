"""What happens to disks and processes: nothing is lost, and the next build is right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from blogengine.build import build
from blogengine.config import Options
from blogengine.errors import Problem, SiteError
from tests.conftest import NOW, MakeSite
from tests.hard.faults import contents, run, write_site

pytestmark = pytest.mark.slow


def problems_of(site: Path, options: Options) -> tuple[Problem, ...]:
    """What a build complains of."""
    try:
        build(site, options, now=NOW)
    except SiteError as error:
        return tuple(error.problems)
    return ()


def test_killed_at_random_moments_every_file_is_whole_and_the_next_build_right(tmp_path: Path) -> None:
    """Six times here; `make faults` does it three hundred times."""
    tally = run(6, seed=2, scratch=tmp_path)
    assert tally.broken == []
    assert sum(tally.outcomes.values()) == 6
    assert any(outcome.startswith("killed") for outcome in tally.outcomes)


def test_a_full_disk_is_an_error_and_loses_nothing(tmp_path: Path) -> None:
    """On a file system of one megabyte: the site stays the old one; with room again, the next build is right."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("file systems cannot be mounted here")
    try:
        site, out, cache = tmp_path / "site", disk / "out", tmp_path / "cache"
        write_site(site, 0, posts=12)
        options = Options(destination=out, cache_dir=cache)
        build(site, options, now=NOW)
        before = contents(out)
        (disk / "filling").write_bytes(b"x" * (shutil.disk_usage(disk).free - 20_000))
        write_site(site, 1, posts=12)
        with pytest.raises(SiteError) as caught:
            build(site, options, now=NOW)
        assert "No space left" in str(caught.value)
        assert contents(out) == before
        (disk / "filling").unlink()
        build(site, options, now=NOW)
        after = contents(out)
        build(site, Options(destination=tmp_path / "clean", cache_dir=tmp_path / "clean-cache"), now=NOW)
        assert after == contents(tmp_path / "clean")
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_a_read_only_destination_is_named(tmp_path: Path) -> None:
    """Its path, the reason and what to do."""
    if os.geteuid() == 0:
        place = Path("/proc/blog")
    else:
        (parent := tmp_path / "locked").mkdir(mode=0o500)
        place = parent / "out"
    write_site(tmp_path / "site", 0, posts=1)
    with pytest.raises(SiteError) as caught:
        build(tmp_path / "site", Options(destination=place, cache_dir=tmp_path / "cache"), now=NOW)
    (problem,) = caught.value.problems
    assert problem.message.startswith("cannot write the site")
    assert "--destination" in (problem.hint or "")


def test_a_source_that_vanishes_while_it_is_read_is_an_error_or_not_there(tmp_path: Path) -> None:
    """A program that removes and writes posts all the time: each build ends, whole or with a located error."""
    site, out = tmp_path / "site", tmp_path / "out"
    write_site(site, 0, posts=30)
    options = Options(destination=out, cache_dir=tmp_path / "cache")
    build(site, options, now=NOW)
    script = (
        "import sys, pathlib, itertools\n"
        f"folder = pathlib.Path({str(site / 'content/post')!r})\n"
        "for n in itertools.count():\n"
        "    file = folder / f'{n % 30}.md'\n"
        "    text = file.read_text(); file.unlink(); file.write_text(text)\n"
    )
    vandal = subprocess.Popen([sys.executable, "-c", script])
    try:
        for _ in range(6):
            problems = problems_of(site, options)
            assert all(problem.path for problem in problems), problems
    finally:
        vandal.kill()
        vandal.wait()
    write_site(site, 0, posts=30)
    build(site, options, now=NOW)
    build(site, Options(destination=tmp_path / "clean", cache_dir=tmp_path / "clean-cache"), now=NOW)
    assert contents(out) == contents(tmp_path / "clean")


def test_a_clock_that_was_set_back_does_not_hide_a_change(tmp_path: Path) -> None:
    """Builds in the past of the last one, and files whose time is long ago or to come: what they say counts."""
    site, out = tmp_path / "site", tmp_path / "out"
    write_site(site, 0, posts=6)
    options = Options(destination=out, cache_dir=tmp_path / "cache")
    build(site, options, now=NOW + timedelta(days=400))
    write_site(site, 1, posts=6)
    for file, moment in zip((site / "content/post").iterdir(), (0, 1e9, time.time() + 1e6, 1, 2, 3), strict=True):
        os.utime(file, (moment, moment))
    build(site, options, now=NOW)
    build(site, Options(destination=tmp_path / "clean", cache_dir=tmp_path / "clean-cache"), now=NOW)
    assert contents(out) == contents(tmp_path / "clean")


def test_names_that_differ_in_letter_case_alone_are_told(site: MakeSite) -> None:
    """On a file system that folds case, one would overwrite the other: two pages collide wherever they are built."""
    built = site({"content/post/a.md": "+++\ntitle = 'a'\n+++\n", "content/post/A.md": "+++\ntitle = 'A'\n+++\n"})
    assert [warning.code for warning in built.report.warnings] == ["duplicate-page"]


BARE = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""A locale of C that Python takes at its word."""


@pytest.mark.parametrize("settings", [{"LC_ALL": "C", "LANG": "C"}, BARE])
def test_a_locale_of_c_and_a_folder_with_spaces_and_japanese_change_nothing(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    """`LC_ALL=C`, `日本語 の フォルダー`: the same bytes, and errors that can be printed."""
    plain, strange = tmp_path / "plain", tmp_path / "日本語 の フォルダー"
    for folder in (plain, strange):
        write_site(folder, 0, posts=3)
        (folder / "content/post/日本 語.md").write_text("+++\ntitle = '題'\n+++\n本文\n", "utf-8")
    environment = {**os.environ, **settings}
    for folder in (plain, strange):
        command = [sys.executable, "-m", "blogengine", "build", "--source", str(folder)]
        done = subprocess.run(
            [*command, "--destination", str(folder / "out")], env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert contents(plain / "out") == contents(strange / "out")
    assert any("日本-語" in name for name in contents(plain / "out"))
    (strange / "content/post/日本 語.md").write_text("+++\ntitle = 題\n+++\n", "utf-8")
    failed = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert failed.returncode == 1
    assert b"Traceback" not in failed.stderr
    assert b":2:9: error: TOML" in failed.stderr


def test_a_process_of_ones_own_whose_file_names_are_ascii_is_told(tmp_path: Path) -> None:
    """Who calls `build` from Python gets an error, not a site without its Japanese pages."""
    write_site(tmp_path, 0, posts=1)
    code = (
        "import sys, pathlib, datetime\n"
        "from blogengine.build import build\n"
        "from blogengine.config import Options\n"
        "build(pathlib.Path(sys.argv[1]), Options(), now=datetime.datetime.now(datetime.timezone.utc))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, env={**os.environ, **BARE}, capture_output=True, text=True, check=False)
    assert "file names are ascii for this process" in done.stderr
    assert not (tmp_path / "public").exists()
