"""Nothing of the machine gets into the output: the same bytes anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.fragments import FRAGMENTS
from tests.oracle.outcome import tree_of
from tests.oracle.settings import BASE, MATTER, SETTINGS
from tests.oracle.sites import ESSENTIAL, OTHERS, PLACES, TEMPLATES, Page, Settings, Site

ROOT = Path(__file__).parents[2]
BUILDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from blogengine.build import build
from blogengine.config import Options
from blogengine import crew

theme, jobs, start, *folders = sys.argv[1:]
crew.WORTHWHILE = 1
if __name__ == "__main__":
    for folder in map(Path, folders):
        given = Options(destination=folder.with_name("out"), cache_dir=folder.with_name("cache"), theme=theme or None)
        build(folder, given, now=datetime(2026, 1, 1, tzinfo=UTC), jobs=int(jobs), start=start)
"""


@dataclass(frozen=True)
class Machine:
    """Where and how a site is built."""

    folder: str
    variables: Mapping[str, str]
    jobs: int = 1
    start: str = "fork"
    flags: tuple[str, ...] = ()
    backwards: bool = False
    """Whether its files are written in the other order, which is the order of some file systems."""
    linked: bool = False
    """Whether the folder is reached through a link."""


MACHINES = (
    Machine("a", {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
    Machine("日本語 の folder", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, backwards=True),
    Machine("it's a (test) & more", {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LANG": "POSIX"}, jobs=2),
    Machine("x" * 60, {"PYTHONHASHSEED": "3", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "1"}, linked=True),
    Machine("post", {"PYTHONHASHSEED": "4", "TZ": ":broken"}, jobs=2, flags=("-O",), backwards=True),
)


def rich_site(turn: int) -> Site:
    """A site with something of everything; each turn chooses other texts, fields and templates."""
    places = [place for place in PLACES[:-1] if place != "content/post/hello.ja.md" or turn]
    pages = {place: _page(place, number, turn) for number, place in enumerate(places)}
    kinds = {**OTHERS, **TEMPLATES}
    left_out = {"config/_default/params.toml"} if turn else set()
    chosen = [path for number, path in enumerate(sorted(kinds)) if path in ESSENTIAL or (number + turn) % 3]
    others = {path: kinds[path][turn % len(kinds[path])] for path in chosen if path not in left_out}
    keys = ("pagination", "related", "menus", "cascade", "outputs", "markup", "copyright")
    settings = {key: SETTINGS[key][turn % len(SETTINGS[key])] for key in keys}
    if turn:
        settings["languages"] = SETTINGS["languages"][turn - 1]
    return Site({"config.toml": Settings({**BASE, **settings}), **pages, **others})


def _page(place: str, number: int, turn: int) -> Page:
    keys = ("weight", "tags", "categories", "keywords", "params", "menus", "description", "summary", "resources")
    fields = {key: MATTER[key][(number + turn) % len(MATTER[key])] for key in keys[(number + turn) % 3 :: 2]}
    matter = {"title": MATTER["title"][number % 5], "date": f"2024-05-{number % 3 + 1:02}", **fields}
    start = (number * 5 + turn) % len(FRAGMENTS)
    body = (*FRAGMENTS, *FRAGMENTS)[start : start + 6]
    if place.endswith(".ja.md"):  # there is nothing in Japanese that they could refer to
        body = tuple(block for block in body if "ref " not in block)
    return Page(matter, body, form=("toml", "yaml", "json")[number % 3])


def test_made_up_sites_have_the_same_bytes_on_any_machine(tmp_path: Path) -> None:
    """Hash seed, time zone, locale, folder, order of files and number of workers change nothing."""
    outputs = []
    for machine in MACHINES:
        places = [tmp_path / machine.folder / str(turn) / "site" for turn in range(3)]
        for turn, place in enumerate(places):
            _write(rich_site(turn), place, backwards=machine.backwards)
        outputs.append(_built(machine, places))
    _assert_same(outputs)


def test_the_real_blog_has_the_same_bytes_on_any_machine(tmp_path: Path, shared: Path) -> None:
    """The portfolio but for its large pictures, with the theme that comes with the engine."""
    outputs = []
    for machine in MACHINES[:3]:
        place = tmp_path / machine.folder / "site"
        shutil.copytree(shared / "portfolio", place, ignore=_large)
        outputs.append(_built(machine, [place], theme="prologue"))
    _assert_same(outputs)


def test_workers_change_nothing_however_many(tmp_path: Path) -> None:
    """One, two and five workers, copied or started from nothing: the same bytes."""
    outputs = []
    for jobs, start in ((1, "fork"), (2, "fork"), (5, "fork"), (2, "spawn")):
        place = tmp_path / f"{jobs}{start}" / "site"
        _write(rich_site(1), place, backwards=False)
        outputs.append(_built(Machine("", {}, jobs=jobs, start=start), [place]))
    _assert_same(outputs)


def _large(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (file := Path(folder, name)).is_file() and file.stat().st_size > 100_000]


def _write(site: Site, place: Path, *, backwards: bool) -> None:
    for path, text in sorted(site.texts().items(), reverse=backwards):
        (file := place / path).parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        os.utime(file, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))


def _built(machine: Machine, places: list[Path], theme: str = "") -> dict[str, bytes]:
    """Every output of the sites, by path, from a process of its own."""
    if machine.linked:
        (link := places[0].parents[1] / "link").symlink_to(places[0].parents[1], target_is_directory=True)
        given = [link / place.relative_to(link.parent) for place in places]
    else:
        given = places
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "BLOGENGINE"))}
    how = (theme, str(machine.jobs), machine.start)
    command = [sys.executable, *machine.flags, "-W", "error", "-c", BUILDER, *how, *map(str, given)]
    environment = {**inherited, "PYTHONPATH": str(ROOT), **machine.variables}
    done = subprocess.run(command, env=environment, cwd=places[0].parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    trees = {str(turn): tree_of(place.with_name("out")) for turn, place in enumerate(places)}
    return {f"{turn}/{path}": file.content for turn, tree in trees.items() for path, file in tree.files.items()}


def _assert_same(outputs: list[dict[str, bytes]]) -> None:
    first, *others = outputs
    assert len(first) >= 50
    for number, other in enumerate(others, start=1):
        different = sorted(path for path in first.keys() | other.keys() if first.get(path) != other.get(path))
        assert not different, f"build {number} differs from the first"
