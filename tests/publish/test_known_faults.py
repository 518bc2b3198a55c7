"""A publish is stopped by what it would make worse, not by what is online already; with a real git."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from blogengine.build import build
from blogengine.check import check_site
from blogengine.check.findings import NEVER_IGNORED
from blogengine.cli import run as command_line
from blogengine.config import Options
from blogengine.publish import publishing
from tests.conftest import NOW
from tests.publish.conftest import Author, git, post


def places(outcome: publishing.Outcome) -> list[tuple[str | None, str | None]]:
    """Codes and pages of what was found."""
    return [(each.code, each.page) for each in outcome.findings]


def known(outcome: publishing.Outcome) -> list[tuple[str | None, str | None]]:
    """Codes and pages of what the published version has."""
    return [(each.code, each.page) for each in outcome.known]


def push_as_another_engine(author: Author, tmp_path: Path) -> str:
    """Push what a build makes now to gh-pages, as somebody else; returns the commit."""
    folder = tmp_path / "theirs"
    build(author.root, Options(destination=folder, cache_dir=tmp_path / "cache"), now=NOW)
    git(folder, "init", "--quiet")
    git(folder, "switch", "--quiet", "-c", "gh-pages")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "-m", "as another engine made it")
    git(folder, "push", "--quiet", str(author.remote), "gh-pages")
    shutil.rmtree(folder)
    return author.tip()


@pytest.mark.parametrize("place", ["branch", "folder"])
def test_what_is_online_already_stops_nothing_and_new_faults_do(author: Author, tmp_path: Path, place: str) -> None:
    """On the branch or in the folder: a link, a picture, an anchor; then the same link on a new page, and a new one."""
    where = {"folder": author.root / "docs"} if place == "folder" else {}
    branch = "main" if place == "folder" else "gh-pages"
    author.write({"content/post/b.md": post("B", body="[x](/portfolio/gone/) ![p](gone.png) [a](../a/#gone)")})
    author.commit()
    first = author.publish(**where)
    assert first.is_stopped, "nothing is published yet, so all of it is new"
    allowed = author.publish(allow=frozenset({"broken-link", "missing-image", "missing-anchor", "empty-alt"}), **where)
    assert not allowed.is_stopped
    assert {code for code, _ in places(allowed)} == {"broken-link", "missing-image", "missing-anchor"}
    tip = author.tip(branch)

    author.write({"content/post/a.md": post("A", '"歌", "code"', body="Changed.")})
    second = author.publish(**where)
    assert not second.is_stopped
    assert second.findings == ()
    assert {code for code, _ in known(second)} == {"broken-link", "missing-image", "missing-anchor"}
    assert author.tip(branch) != tip

    tip = author.tip(branch)
    author.write({"content/post/new.md": post("New", body="[x](/portfolio/gone/)")})
    third = author.publish(force=True, **where)
    assert third.is_stopped, "a page more that leads nowhere is worse"
    assert places(third) == [("broken-link", "/portfolio/post/new/")]
    author.write(
        {
            "content/post/new.md": post("New"),
            "content/post/a.md": post("A", '"歌", "code"', body="[x](/portfolio/other/)"),
        }
    )
    fourth = author.publish(force=True, **where)
    assert places(fourth) == [("broken-link", "/portfolio/post/a/")]
    assert author.tip(branch) == tip


def test_faults_that_another_engine_published_stop_no_first_publish(author: Author, tmp_path: Path) -> None:
    """A site that stands online for years, with a theme's broken link on every page: the branch is taken over."""
    broken = "<h1>{{ page.title }}</h1><a href='/portfolio/theme-gone/'>t</a>{{ page.content }}"
    author.write({"content/post/b.md": post("B", body="[x](/portfolio/gone/)"), "templates/single.html": broken})
    author.commit()
    tip = push_as_another_engine(author, tmp_path)
    author.write({"content/post/new.md": post("New")})
    outcome = author.publish(onto=tip)
    assert not outcome.is_stopped, outcome.findings
    assert sorted(each.subject for each in outcome.known) == ["/portfolio/gone/", "/portfolio/theme-gone/"]
    assert b"New" in author.read("post/new/index.html")


def test_what_one_page_had_alone_is_new_as_a_fault_of_the_theme(author: Author) -> None:
    """A broken link of one post becomes one of every page."""
    author.write({"content/post/a.md": post("A", '"歌", "code"', body="[x](/portfolio/gone/)")})
    assert not author.publish(allow=frozenset({"broken-link"})).is_stopped
    broken = "<h1>{{ page.title }}</h1><a href='/portfolio/gone/'>t</a>{{ page.content }}"
    author.write({"content/post/a.md": post("A", '"歌", "code"'), "templates/single.html": broken})
    outcome = author.publish()
    assert [(each.code, each.subject) for each in outcome.findings] == [("broken-link", "/portfolio/gone/")]


def test_secrets_and_drafts_are_never_known_nor_allowed(author: Author, tmp_path: Path) -> None:
    """Though the published version has them, the settings ignore them and every code is allowed."""
    leaks = {"static/.env": "KEY=1", "static/post/c/index.html": "<p>the draft as an earlier engine left it</p>"}
    config = (author.root / "config.toml").read_text()
    entries = "".join(f'[[check.ignore]]\ncode = "{code}"\ncomment = "x"\n' for code in NEVER_IGNORED)
    author.write({**leaks, "config.toml": f"{config}{entries}"})
    author.commit()
    tip = push_as_another_engine(author, tmp_path)
    outcome = author.publish(onto=tip, force=True, allow=NEVER_IGNORED)
    assert outcome.is_stopped
    assert {code for code, _ in places(outcome)} == {"secret-file", "draft-leaked"}
    assert author.tip() == tip


def test_a_warning_that_was_forced_once_stops_no_later_publish(author: Author) -> None:
    """What the build warns of is not in the output: the commit remembers it, for every clone."""
    author.write({"content/post/b.md": post("B", more='aliases = ["/post/a/"]\n')})
    author.commit()
    first = author.publish()
    assert (first.is_stopped, places(first)) == (True, [("duplicate-url", None)])
    assert not author.publish(force=True).is_stopped
    author.write({"content/post/new.md": post("New")})
    again = author.publish()
    assert (again.is_stopped, known(again)) == (False, [("duplicate-url", None)])
    author.write({"content/post/newer.md": post("Newer", more='aliases = ["/post/new/"]\n')})
    assert author.publish().is_stopped
    author.write({"content/post/newer.md": post("Newer")})
    assert known(author.publish()) == [("duplicate-url", None)]


def test_the_command_tells_known_faults_in_one_line(author: Author, capsys: pytest.CaptureFixture[str]) -> None:
    """And takes --allow for errors; a code that is none, or that always stops a publish, is a wrong call."""
    author.write({"content/post/b.md": post("B", body="[x](/portfolio/gone/) [y](/portfolio/lost/)")})
    arguments = ["publish", "-s", str(author.root), "--clock", NOW.isoformat(), "--wait", "0"]
    assert command_line(arguments) == 1
    assert "(--allow CODE publishes in spite of them)" in capsys.readouterr().out
    assert command_line([*arguments, "--allow", "broken-link"]) == 0
    author.write({"content/post/new.md": post("New")})
    capsys.readouterr()
    assert command_line(arguments) == 0
    said = capsys.readouterr().out
    assert "The published version has 2 faults of this one already, so they stop nothing: 2 broken-link" in said
    assert "leads nowhere" not in said
    for code in ("brokenlink", "secret-file", "draft-leaked"):
        assert command_line([*arguments, "--allow", code]) == 2
        assert code in capsys.readouterr().err


def test_what_the_settings_ignore_stops_neither_a_publish_nor_a_check(author: Author) -> None:
    """By code, address or file; the rest is found as before."""
    config = (author.root / "config.toml").read_text()
    entry = '[[check.ignore]]\ncode = "broken-link"\naddress = "/portfolio/gone/*"\ncomment = "An old joke"\n'
    author.write(
        {
            "config.toml": f"{config}{entry}",
            "content/post/b.md": post("B", body="[x](/portfolio/gone/x/) [y](/portfolio/gone/y/#z)"),
        }
    )
    assert author.publish().findings == ()
    checked = check_site(author.root, Options(), now=NOW)
    assert (checked.findings, checked.ignored) == ((), 2)
    author.write({"content/post/b.md": post("B", body="[x](/portfolio/gone/x/) [y](/portfolio/lost/)")})
    assert [each.subject for each in author.publish().findings] == ["/portfolio/lost/"]
