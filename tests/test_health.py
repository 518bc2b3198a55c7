"""`doctor`: what it sees, and the fix that it knows."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from blogengine.build import build
from blogengine.cli import run
from blogengine.config import Options
from blogengine.health import Sign, examine
from tests.conftest import NOW, TEMPLATES, write_files

GOOD = 'baseURL = "https://blog.example.jp/"\ntitle = "Blog"\nhasCJKLanguage = true\n'
FILES: dict[str, str | bytes] = {
    "config.toml": GOOD,
    "content/post/a.md": "+++\ntitle = 'A'\n+++\n日本語\n",
    ".gitignore": "/public/\n",
    **TEMPLATES,
}


def signs(root: Path, options: Options | None = None) -> list[Sign]:
    return list(examine(root, options or Options(), now=NOW))


def bad(root: Path) -> list[Sign]:
    return [sign for sign in signs(root) if sign.state != "good"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_files(root := tmp_path / "site", FILES)
    for arguments in (["init", "-q"], ["remote", "add", "origin", "x"], ["config", "user.name", "A"],
                      ["config", "user.email", "a@example.org"]):  # fmt: skip
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    return root


def test_a_site_in_order_has_nothing_to_mend(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each area says what it saw, the exit code is 0, and nothing is written."""
    before = sorted(root.rglob("*"))
    assert not bad(root)
    assert {sign.area for sign in signs(root)} == {"machine", "settings", "theme", "texts", "cards", "git", "cache"}
    assert run(["doctor", "--source", str(root)]) == 0
    assert "Everything is as it should be." in capsys.readouterr().out
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("files", "area", "state", "says", "fix"),
    [
        ({"config.toml": GOOD + "titel = 1\n"}, "settings", "odd", "titel", "title"),
        ({"config.toml": GOOD + "title = \n"}, "settings", "broken", "", ""),
        ({"config.toml": 'baseURL = "/"\nhasCJKLanguage = true'}, "settings", "broken", "whole address", "baseURL ="),
        ({"config.toml": 'baseURL = "https://example.org/"\nhasCJKLanguage = true'}, "settings", "odd", "", "feed"),
        ({"config.toml": GOOD + 'publishDir = "content"\n'}, "settings", "broken", "cannot be written", "public"),
        ({"config.toml": GOOD + 'theme = "prolog"\n'}, "theme", "broken", "not installed", "prologue"),
        ({"templates/list.html": "{% if %}"}, "theme", "broken", "template syntax", ""),
        ({"templates/list.html": b"\xff\xfe{"}, "theme", "broken", "not UTF-8", "UTF-8"),
        ({"content/post/a.md": "+++\ndate = \n+++"}, "texts", "broken", "", ""),
        ({"config.toml": GOOD.replace("true", "false")}, "texts", "odd", "Japanese", "hasCJKLanguage"),
        ({"config.toml": GOOD + "[cards]\nenable = true\nfont = 'no.ttf'\n"}, "cards", "broken", "no.ttf", "Install"),
        ({"config.toml": 'plugins = ["nope"]\n' + GOOD}, "texts", "broken", "no plugin “nope”", "nstalled"),
        ({".gitignore": ""}, "git", "odd", "not ignored", ".gitignore"),
    ],
)  # fmt: skip
def test_a_problem_is_seen_with_its_fix(
    root: Path, files: dict[str, str | bytes], area: str, state: str, says: str, fix: str
) -> None:
    """In its area, as bad as it is, in words that lead on."""
    write_files(root, files)
    found = [sign for sign in bad(root) if (sign.area, sign.state) == (area, state) and says in sign.says]
    assert found, bad(root)
    assert fix in (found[0].fix or "")
    assert found[0].fix or found[0].place
    assert run(["doctor", "--source", str(root)]) == (1 if state == "broken" else 0)


def test_a_missing_template_is_named(root: Path) -> None:
    """A blog without single.html has no posts to show."""
    (root / "templates/single.html").unlink()
    assert ["single.html" in sign.says for sign in bad(root)] == [True]


def test_a_folder_that_is_no_site_is_told_so(tmp_path: Path) -> None:
    """The engine and the machine are looked at anyway."""
    (sign,) = bad(tmp_path)
    assert (sign.area, sign.state) == ("settings", "broken")


def test_outside_of_a_repository_how_to_publish_is_said(tmp_path: Path) -> None:
    """No git is not broken: one may publish by other means."""
    write_files(tmp_path, FILES)
    assert [(sign.area, sign.state) for sign in bad(tmp_path)] == [("git", "odd")]


def test_the_last_build_and_a_damaged_ledger_are_seen(root: Path, tmp_path: Path) -> None:
    """The cache tells when the last build was; damage costs nothing but time, so that it is only odd."""
    options = Options(cache_dir=tmp_path / "cache")
    build(root, options, now=NOW)
    assert any("last build" in sign.says for sign in signs(root, options) if sign.area == "cache")
    (ledger,) = (tmp_path / "cache").glob("ledger-*.sqlite")
    ledger.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    for other in (tmp_path / "cache").glob("ledger-*.sqlite-*"):
        other.unlink()
    assert [sign.state for sign in signs(root, options) if sign.area == "cache"] == ["odd"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_cannot_be_written_is_broken(root: Path, tmp_path: Path) -> None:
    """Its owner or another folder mends it."""
    (tmp_path / "sealed").mkdir(mode=0o500)
    found = [sign for sign in signs(root, Options(cache_dir=tmp_path / "sealed/x")) if sign.state == "broken"]
    assert [sign.area for sign in found] == ["cache"]


def test_a_cache_that_is_a_file_is_broken(root: Path, tmp_path: Path) -> None:
    """Nothing can be kept below a file."""
    (tmp_path / "file").write_text("")
    found = [sign for sign in signs(root, Options(cache_dir=tmp_path / "file/x")) if sign.state == "broken"]
    assert [sign.area for sign in found] == ["cache"]


def test_programs_get_every_sign(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON with area, state, words, fix and place."""
    write_files(root, {"config.toml": GOOD + "titel = 1\n"})
    assert run(["doctor", "--json", "--source", str(root)]) == 0
    (odd,) = [sign for sign in json.loads(capsys.readouterr().out) if sign["state"] == "odd"]
    assert odd["place"].startswith("config.toml:4")
