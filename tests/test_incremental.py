"""A second build does what has changed and no more; whatever happened to its memory costs time only."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from blogengine.build import Report, build
from blogengine.config import Options
from blogengine.errors import SiteError
from blogengine.ledger import ledger_file, locked, store
from tests.conftest import NOW, write_files

FILES = {
    "config.toml": 'baseURL = "https://example.org/"\ntitle = "Site"\n[params]\ncolour = "red"\n',
    "templates/baseof.html": "<title>{{ page.title }}</title>{% block main %}{% endblock %}",
    "templates/single.html": (
        '{% extends "baseof.html" %}{% block main %}{{ page.content }}{{ page.params.mood }}'
        "{{ page.prev.title if page.prev }}|{{ page.next.title if page.next }}{% endblock %}"
    ),
    "templates/list.html": (
        '{% extends "baseof.html" %}{% block main %}{% for p in page.pages %}{{ p.title }}: {{ p.summary }},'
        "{% endfor %}{% endblock %}"
    ),
    "templates/home.html": (
        '{% extends "baseof.html" %}{% block main %}{{ site.params.colour }}{{ now.year }}{% endblock %}'
    ),
    **{
        f"content/{section}/p{day}.md": (
            f'+++\ntitle = "{section} {day}"\ndate = 2024-01-0{day}\ntags = ["{section}"]\nmood = "calm"\n+++\n'
            f"First of {day}.\n\n<!--more-->\n\nRest of {day}.\n"
        )
        for section in ("post", "note")
        for day in range(1, 5)
    },
}


class Blog:
    """A site that is built again and again."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "site"
        self.out = folder / "out"
        self.cache = folder / "cache"
        self.options = Options(destination=self.out, cache_dir=self.cache)
        write_files(self.root, FILES)

    def build(self, now: datetime = NOW, **how: int) -> Report:
        """Build it."""
        return build(self.root, self.options, now=now, **how)  # type: ignore[arg-type]

    def built(self, now: datetime = NOW) -> set[str]:
        """Build it; the paths whose bytes changed."""
        before = self.contents()
        self.build(now)
        after = self.contents()
        return {path for path in {*before, *after} if before.get(path) != after.get(path)}

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file."""
        text = (self.root / name).read_text()
        assert old in text
        (self.root / name).write_text(text.replace(old, new))

    def contents(self) -> dict[str, bytes]:
        """Every output."""
        files = (file for file in self.out.rglob("*") if file.is_file())
        return {file.relative_to(self.out).as_posix(): file.read_bytes() for file in files}

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return ledger_file(self.cache, self.out)


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """A blog that was built once."""
    made = Blog(tmp_path)
    made.build()
    return made


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the outputs that are rendered, as they are."""
    from blogengine import workshop

    paths: list[str] = []

    def render(output: object, *rest: object) -> object:
        paths.append(output.path)  # type: ignore[attr-defined]
        return real(output, *rest)  # type: ignore[arg-type]

    real = workshop.render
    monkeypatch.setattr(workshop, "render", render)
    return paths


def test_no_change_renders_nothing(blog: Blog, rendered: list[str]) -> None:
    """Nor does a file that was saved without a change."""
    assert blog.build().written == 0
    (blog.root / "content/post/p2.md").touch()
    assert not blog.build().was_ledger_useless
    assert rendered == []


def test_an_edit_in_a_body_renders_its_page_alone(blog: Blog, rendered: list[str]) -> None:
    """What stands after the summary is on no list and in no feed."""
    blog.edit("content/post/p2.md", "Rest of", "The rest of")
    assert blog.built() == {"post/p2/index.html"}
    assert rendered == ["post/p2/index.html"]


def test_an_edit_in_a_summary_renders_the_lists_and_feeds_that_show_it(blog: Blog, rendered: list[str]) -> None:
    """The page, its section, its tag and their feeds, and the feed of all; no neighbour."""
    blog.edit("content/post/p2.md", "First of", "The first of")
    expected = {"post/p2/index.html", "post/index.html", "post/index.xml", "index.xml"}
    assert blog.built() == expected | {"tags/post/index.html", "tags/post/index.xml"}
    assert set(rendered) == expected | {"tags/post/index.html", "tags/post/index.xml"}


def test_an_edit_of_a_title_renders_what_prints_it(blog: Blog, rendered: list[str]) -> None:
    """Its neighbours too; the pages of the other section, which do not border on it, stay."""
    blog.edit("content/post/p2.md", "post 2", "Second")
    changed = blog.built()
    assert {"post/p2/index.html", "post/index.html", "index.xml"} < changed
    assert "note/p4/index.html" not in rendered
    assert set(rendered) >= changed


def test_a_parameter_that_nobody_else_reads_renders_one_page(blog: Blog, rendered: list[str]) -> None:
    """Front matter is read key by key."""
    blog.edit("content/post/p2.md", "calm", "merry")
    blog.build()
    assert rendered == ["post/p2/index.html"]


def test_a_parameter_of_the_site_renders_its_readers(blog: Blog, rendered: list[str]) -> None:
    """So is the configuration."""
    blog.edit("config.toml", "red", "blue")
    assert blog.built() == {"index.html"}
    assert rendered == ["index.html"]


def test_a_template_renders_its_users(blog: Blog, rendered: list[str]) -> None:
    """Pages of `single.html`, and nothing else."""
    blog.edit("templates/single.html", "page.content", "page.content | upper")
    blog.build()
    assert len(rendered) == 8
    assert all(path.count("/") == 2 for path in rendered)


def test_a_new_draft_renders_nothing(blog: Blog, rendered: list[str]) -> None:
    """It is in no list until it is published."""
    write_files(blog.root, {"content/post/new.md": '+++\ntitle = "New"\ndraft = true\n+++\nSoon.'})
    assert blog.build().written == 0
    assert rendered == []


def test_the_year_of_now_is_a_year(blog: Blog, rendered: list[str]) -> None:
    """A footer's year does not make every build a full one."""
    blog.build(NOW + timedelta(days=1))
    assert rendered == []
    blog.build(NOW + timedelta(days=366))
    assert rendered == ["index.html"]


def test_a_page_appears_when_its_time_comes(blog: Blog) -> None:
    """Without any edit."""
    write_files(blog.root, {"content/post/soon.md": '+++\ntitle = "Soon"\ndate = 2026-01-02\n+++\nNow.'})
    assert "post/soon/index.html" not in blog.built()
    assert "post/soon/index.html" in blog.built(NOW + timedelta(days=2))


def test_only_own_files_are_removed(blog: Blog) -> None:
    """Of a page that is gone; what somebody else put there, or wrote over, stays."""
    (blog.out / "post/p1/notes.txt").write_text("mine")
    (blog.out / "post/p2/index.html").write_text("mine")
    for day in (1, 2, 3):
        (blog.root / f"content/post/p{day}.md").unlink()
    blog.build()
    assert [path.name for path in sorted((blog.out / "post").iterdir())] == [
        "index.html",
        "index.xml",
        "p1",
        "p2",
        "p4",
    ]
    assert [path.name for path in (blog.out / "post/p1").iterdir()] == ["notes.txt"]
    assert (blog.out / "post/p2/index.html").read_text() == "mine"


def _garbage(file: Path) -> None:
    file.write_bytes(b"not a database" * 1000)


def _half(file: Path) -> None:
    with file.open("r+b") as ledger:
        ledger.truncate(file.stat().st_size // 2)


def _bits(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for place in range(4096, len(content), 997):
        content[place] ^= 0x55
    file.write_bytes(content)


def _other_engine(file: Path) -> None:
    with closing(sqlite3.connect(file)) as ledger, ledger:
        ledger.execute("UPDATE notes SET content = x'00' WHERE name = 'heading'")


@pytest.mark.parametrize("harm", [Path.unlink, _garbage, _half, _bits, _other_engine])
def test_a_harmed_ledger_costs_time_only(blog: Blog, harm: Callable[[Path], object]) -> None:
    """Deleted, overwritten, cut off, with flipped bits, of another engine: the site comes out right."""
    store.remove(blog.ledger.with_name("none"))
    harm(blog.ledger)
    blog.edit("content/post/p2.md", "First", "Premier")
    assert "post/index.html" in blog.built()
    clean = Blog(blog.root.parent / "clean")
    clean.edit("content/post/p2.md", "First", "Premier")
    clean.build()
    assert blog.contents() == clean.contents()
    assert blog.build().written == 0


def test_a_ledger_without_a_place_is_done_without(blog: Blog) -> None:
    """A file where the cache folder should be: the site is built, and nothing remembered."""
    blog.options = Options(destination=blog.out, cache_dir=blog.root / "config.toml")
    assert blog.build(jobs=2).written == 0


def test_a_second_build_waits_for_the_first(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says so; when that takes too long it gives up."""
    monkeypatch.setattr(store, "PATIENCE", 0.2)
    said: list[str] = []
    with locked(blog.ledger, lambda: None) as is_kept:
        assert is_kept
        with pytest.raises(SiteError, match="another build of this site"):
            build(blog.root, blog.options, now=NOW, progress=lambda what, _done, _total: said.append(what))
    assert said == ["waiting for another build of this site"]
    assert blog.build().written == 0


def test_killed_at_any_moment_the_next_build_mends_it(tmp_path: Path) -> None:
    """SIGKILL while it assembles, renders, moves files or writes the ledger."""
    blog, clean = Blog(tmp_path / "killed"), Blog(tmp_path / "clean")
    script = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime; from blogengine import crew;"
        "from blogengine.build import build; from blogengine.config import Options; crew.WORTHWHILE = 1;"
        "build(Path(sys.argv[1]), Options(destination=Path(sys.argv[2]), cache_dir=Path(sys.argv[3])),"
        "now=datetime(2026, 1, 1, tzinfo=UTC), jobs=2)"
    )
    command = [sys.executable, "-c", script, str(blog.root), str(blog.out), str(blog.cache)]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    whole = time.perf_counter() - start
    for step in range(12):
        for each in (blog, clean):
            each.edit("content/post/p2.md", "First ", f"First {step} ")
            each.edit("content/note/p3.md", 'tags = ["', f'tags = ["t{step}", "')
        process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
        time.sleep(whole * (0.3 + 0.06 * step))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    blog.build()
    clean.build()
    assert blog.contents() == clean.contents()
    assert sorted(path.name for path in (tmp_path / "killed").iterdir()) == ["cache", "out", "site"]


def test_a_failed_build_leaves_the_ledger_of_use(
    blog: Blog, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when several processes had begun: once the mistake is mended, there is nothing to do."""
    from blogengine import crew

    monkeypatch.setattr(crew, "WORTHWHILE", 1)
    blog.edit("templates/baseof.html", "page.title", "page.titel")
    for jobs in (2, 1):
        with pytest.raises(SiteError, match="titel"):
            blog.build(jobs=jobs)
    blog.edit("templates/baseof.html", "page.titel", "page.title")
    rendered.clear()
    assert blog.build(jobs=1).written == 0
    assert rendered == []


def test_code_that_was_highlighted_is_not_highlighted_again(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit beside a block of code finds it in the page as it was."""
    from blogengine.markdown import renderer

    blog.edit("content/post/p2.md", "Rest of", "```python\nx = 1\n```\n\n```sh\nls\n```\n\nRest of")
    blog.build()
    languages: list[str] = []

    def highlight(code: str, language: str, *rest: object) -> str | None:
        languages.append(language)
        return real(code, language, *rest)  # type: ignore[arg-type]

    real = renderer.highlight
    monkeypatch.setattr(renderer, "highlight", highlight)
    blog.edit("content/post/p2.md", "Rest of", "The rest of")
    assert blog.built() == {"post/p2/index.html"}
    assert languages == []
    blog.edit("content/post/p2.md", "ls", "ls -l")
    assert blog.built() == {"post/p2/index.html"}
    assert languages == ["sh"]


def test_what_a_failed_build_computed_is_not_taken_for_what_was(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that is changed, in a build that fails, and changed back, is the old text again."""
    from blogengine import crew

    monkeypatch.setattr(crew, "WORTHWHILE", 1)
    before = blog.contents()
    blog.edit("content/post/p2.md", "First", "Premier")
    blog.edit("templates/home.html", "now.year", "now.yeer")
    with pytest.raises(SiteError, match="yeer"):
        blog.build(jobs=2)
    blog.edit("content/post/p2.md", "Premier", "First")
    blog.edit("templates/home.html", "now.yeer", "now.year")
    blog.edit("templates/list.html", "p.summary", "p.summary ~ '!'")
    blog.build()
    assert blog.contents()["post/index.html"] == before["post/index.html"].replace(b"</p>,", b"</p>!,")


def test_a_page_that_was_gone_while_builds_failed_is_not_what_it_was(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes back, and what it reads has changed meanwhile."""
    from blogengine import crew

    monkeypatch.setattr(crew, "WORTHWHILE", 1)
    blog.edit("content/post/p2.md", "First", "{{< mark >}} First")
    (blog.root / "templates/shortcodes").mkdir(parents=True, exist_ok=True)
    (blog.root / "templates/shortcodes/mark.html").write_text("old")
    blog.build()
    (blog.root / "content/post/p2.md").rename(blog.root / "p2.md")
    blog.edit("templates/home.html", "now.year", "now.yeer")
    with pytest.raises(SiteError, match="yeer"):
        blog.build(jobs=2)
    (blog.root / "p2.md").rename(blog.root / "content/post/p2.md")
    blog.edit("templates/home.html", "now.yeer", "now.year")
    (blog.root / "templates/shortcodes/mark.html").write_text("new")
    blog.build()
    assert b"new First" in blog.contents()["post/p2/index.html"]


def test_a_mistake_that_nobody_reads_stops_no_build(blog: Blog) -> None:
    """A text whose page does not print it, and that no list or feed has: built clean as after an edit."""
    write_files(
        blog.root,
        {
            "templates/plain.html": "plain",
            "content/note/x.md": '+++\nlayout = "plain"\nbuild = {list = "never"}\n+++\n{{< ref "/nowhere" >}}\n',
        },
    )
    assert "note/x/index.html" in blog.built()
    blog.edit("content/note/x.md", "/nowhere", "/nowhere/else")
    assert blog.built() == set()
    blog.edit("content/note/x.md", 'build = {list = "never"}\n', "")
    with pytest.raises(SiteError, match="there is no page “/nowhere/else”"):
        blog.build()


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("mistake", ["{% if %}", "{{ page.title.x.y }}"], ids=["syntax", "rendering"])
def test_after_a_first_build_that_failed_the_next_is_as_a_first_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str, jobs: int
) -> None:
    """It takes SQLite no more steps: without the indices each edge written would read all the others."""
    from blogengine import crew

    monkeypatch.setattr(crew, "WORTHWHILE", 1)
    steps: list[int] = []
    connect = sqlite3.connect

    def counting(*args: Any, **how: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **how)
        connection.set_progress_handler(lambda: steps.append(1), 100)
        return connection

    monkeypatch.setattr(sqlite3, "connect", counting)
    clean, failed = Blog(tmp_path / "clean"), Blog(tmp_path / "failed")
    for each in (clean, failed):
        write_files(each.root, {f"content/post/q{n}.md": f"+++\ntags = ['t{n % 9}']\n+++\n" for n in range(60)})
    clean.build(jobs=1)
    first = len(steps)
    failed.edit("templates/single.html", "{{ page.content }}", mistake)
    with pytest.raises(SiteError):
        failed.build(jobs=jobs)
    failed.edit("templates/single.html", mistake, "{{ page.content }}")
    steps.clear()
    failed.build(jobs=1)
    assert len(steps) < 1.5 * first
    assert failed.contents() == clean.contents()


def test_what_a_lost_ledger_left_is_told_and_removed_when_asked(blog: Blog) -> None:
    """A post that is deleted while the cache is gone, too, would be published for ever without a word."""
    write_files(blog.out, {"CNAME": "example.org", ".nojekyll": "", ".git/HEAD": "x", "empty/x/y.txt": ""})
    assert not blog.build().warnings
    (blog.root / "content/post/p1.md").unlink()
    blog.ledger.unlink()
    (told,) = blog.build().warnings
    assert (told.code, told.path) == ("left-over", str(blog.out))
    assert told.message.startswith("3 files")
    assert (blog.out / "post/p1/index.html").is_file()
    assert not blog.build(clean=True).warnings
    assert not (blog.out / "post/p1").exists()
    assert not (blog.out / "empty").exists()
    assert not (blog.out / "CNAME").exists()
    assert (blog.out / ".nojekyll").is_file()
    assert (blog.out / ".git/HEAD").is_file()
    clean = Blog(blog.root.parent / "other")
    (clean.root / "content/post/p1.md").unlink()
    clean.build()
    own = {path: content for path, content in blog.contents().items() if not path.startswith(".")}
    assert own == clean.contents()
    write_files(blog.out, {"new.txt": "x"})
    write_files(blog.root, {"content/post/p2.md": "+++\ntitle = 'Another'\n+++\n"})
    assert blog.build(clean=True).written
    assert not (blog.out / "new.txt").exists()
