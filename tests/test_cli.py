"""The command line: what it prints, and how it exits."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CONFIG, TEMPLATES, write_files


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    command = [sys.executable, "-m", "blogengine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=60)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A small site with a draft, a future and an expired page."""
    write_files(
        tmp_path,
        {
            "config.toml": CONFIG,
            **TEMPLATES,
            "content/post/out.md": "+++\ntitle = 'Out'\ndate = 2020-01-01\n+++\n",
            "content/post/draft.md": "+++\ntitle = 'Draft'\ndraft = true\n+++\n",
            "content/post/future.md": "+++\ntitle = 'Future'\ndate = 2999-01-01\n+++\n",
            "content/post/expired.md": "+++\ntitle = 'Expired'\ndate = 2020-01-01\nexpiryDate = 2020-02-01\n+++\n",
        },
    )
    return tmp_path


def test_build_reports_what_it_did_and_what_is_held_back(blog: Path) -> None:
    """The summary counts pages and files, and says until when a page is held back."""
    result = run("build", "-s", blog)
    assert result.returncode == 0, result.stderr
    assert "Built 1 page" in result.stdout
    assert "Held back: 1 draft, 1 future page, 1 expired page" in result.stdout
    assert "post/future.md until 2999-01-01 00:00+00:00" in result.stdout
    assert (blog / "public/post/out/index.html").is_file()
    assert not (blog / "public/post/draft").exists()


def test_hugos_short_flags_work(blog: Path, tmp_path: Path) -> None:
    """`-D -F -E -d -b` are what they are for Hugo."""
    result = run("build", "-s", blog, "-D", "-F", "-E", "-d", tmp_path / "x", "-b", "https://h.example/sub/")
    assert result.returncode == 0, result.stderr
    assert "Built 4 pages" in result.stdout
    assert "https://h.example/sub/post/draft/" in (tmp_path / "x/sitemap.xml").read_text()


def test_a_mistake_is_shown_with_its_place_and_exit_code_1(blog: Path) -> None:
    """File, line, the line itself and no traceback; several mistakes are shown together."""
    write_files(
        blog,
        {
            "content/post/a.md": "+++\ntitle = 'A'\ndate = 2023-02-30\n+++\n",
            "content/post/b.md": "+++\ntitle = 'B\n+++\n",
        },
    )
    result = run("build", "-s", blog)
    assert result.returncode == 1
    assert "content/post/a.md:3" in result.stderr
    assert "content/post/b.md:2" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (blog / "public").exists()


def test_a_wrong_call_exits_with_2(blog: Path) -> None:
    """An unknown flag and an unknown command are usage errors."""
    assert run("build", "--nonsense").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("build", "-s", blog, "--clock", "yesterday").returncode == 2


def test_a_folder_without_a_site_says_what_to_do(tmp_path: Path) -> None:
    """No configuration: exit 1 and the command that makes a site."""
    result = run("build", cwd=tmp_path)
    assert result.returncode == 1
    assert "blogengine new site" in result.stderr


def test_list_prints_hugos_columns(blog: Path) -> None:
    """`list drafts` has only drafts; `list all` everything."""
    rows = list(csv.DictReader(io.StringIO(run("list", "drafts", "-s", blog).stdout)))
    assert [(row["path"], row["draft"]) for row in rows] == [("post/draft.md", "true")]
    assert len(list(csv.DictReader(io.StringIO(run("list", "all", "-s", blog).stdout)))) == 4
    assert [row["path"] for row in csv.DictReader(io.StringIO(run("list", "future", "-s", blog).stdout))] == [
        "post/future.md"
    ]


def test_the_clock_can_be_set(blog: Path) -> None:
    """`--clock` builds as of another moment."""
    assert "Built 2 pages" in run("build", "-s", blog, "--clock", "2999-06-01").stdout


def test_config_prints_the_configuration_in_force(blog: Path) -> None:
    """The output is TOML with the site's values and the defaults."""
    import tomllib

    result = run("config", "-s", blog)
    assert result.returncode == 0, result.stderr
    values = {key.lower(): value for key, value in tomllib.loads(result.stdout).items()}
    assert values["title"] == "Site"
    assert values["summarylength"] == 70


def test_a_new_site_builds_and_a_new_post_is_a_draft(tmp_path: Path) -> None:
    """`new site` then `build` works; `new post` takes the site's archetype and never overwrites."""
    assert run("new", "site", tmp_path / "blog").returncode == 0
    assert run("build", "-s", tmp_path / "blog").returncode == 0
    assert (tmp_path / "blog/public/post/hello-world/index.html").is_file()
    created = run("new", "post", "-s", tmp_path / "blog", "日本語の 記事")
    assert created.returncode == 0, created.stderr
    text = (tmp_path / "blog/content/post/日本語の 記事.md").read_text(encoding="utf-8")
    assert 'title = "日本語の 記事"' in text
    assert "draft = true" in text
    again = run("new", "post", "-s", tmp_path / "blog", "日本語の 記事")
    assert again.returncode == 1
    assert "exists already" in again.stderr
    assert run("new", "site", tmp_path / "blog").returncode == 1
