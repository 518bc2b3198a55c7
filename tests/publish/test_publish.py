"""`blogengine publish`, with a real git and a server that serves what was pushed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from blogengine.cli import run as command_line
from blogengine.config import Options
from blogengine.errors import SiteError
from blogengine.publish import publishing, target
from blogengine.publish.contents import VERSION_FILE, domain_of
from blogengine.publish.feeds import read_feed
from blogengine.publish.git import Git
from blogengine.publish.redirects import with_alias
from blogengine.publish.workflow import new_workflow
from tests.conftest import NOW, write_files
from tests.publish.conftest import Author, Pages, git, post

FEED = "tags/歌/index.xml"


def ids(author: Author, feed: str = FEED) -> list[str]:
    """The ids of a published feed's items."""
    read = read_feed(author.read(feed))
    assert read is not None
    return [item.id for item in read.items]


def codes(outcome: publishing.Outcome) -> set[str | None]:
    """The codes of what was found."""
    return {each.code for each in outcome.findings}


# The whole story


def test_the_story_of_an_author_and_a_reader(author: Author, pages: Pages, capsys: pytest.CaptureFixture[str]) -> None:
    """Publish, a new post, a second publish without changes, a rename with and without its alias."""
    first = author.publish(patience=20)
    assert first.verified is not None
    assert first.verified.has_version
    assert first.verified.problems == ()
    assert f"{pages.url}post/b/" in first.verified.checked or f"{pages.url}post/a/" in first.verified.checked
    assert first.has_new_ledger
    before = ids(author)
    assert sorted(before) == [f"{pages.url}post/a/", f"{pages.url}post/b/"]
    author.commit()
    tip = author.tip()

    again = author.publish()
    assert (again.commit, again.has_new_ledger, author.tip()) == (None, False, tip)

    assert command_line(["new", "post", "post/new.md", "--source", str(author.root)]) == 0
    author.write({"content/post/new.md": post("新しい", date="2025-12-31", body="[B](../b/)")})
    second = author.publish(patience=20)
    change = next(feed for feed in second.changes.feeds if feed.address == f"/{FEED}")
    assert [item.title for item in change.new] == ["新しい"]
    assert change.sent_again == ()
    assert second.changes.added == ("/post/new/",)
    assert ids(author)[1:] == before
    assert second.verified is not None
    assert f"{pages.url}post/new/" in second.verified.checked

    assert set(crawl(pages.url)) == {200}
    assert not any(b"Secret" in content for content in author.files().values())

    author.commit()
    (author.root / "content/post/a.md").rename(author.root / "content/post/renamed.md")
    author.write({"content/post/b.md": post("B", body="no link")})
    tip = author.tip()
    stopped = author.publish(force=True)
    assert stopped.is_stopped
    assert {each.page for each in stopped.findings if each.code == "vanished-url"} == {"/post/a/"}
    assert author.tip() == tip
    through = author.publish(aliases={"/post/a/": "/post/renamed/"}, patience=20)
    assert not through.is_stopped
    assert 'aliases = ["/post/a/"]' in (author.root / "content/post/renamed.md").read_text()
    assert b"post/renamed/" in author.read("post/a/index.html")
    assert ids(author)[1:] == before, "the renamed post keeps its id"
    assert not any(feed.new or feed.sent_again for feed in through.changes.feeds)


def crawl(url: str) -> list[int]:
    """The status of every page that can be reached from one, and of what they link to."""
    seen: dict[str, int] = {}
    waiting = [url]
    with httpx.Client() as client:
        while waiting:
            page = waiting.pop()
            if page in seen:
                continue
            answer = client.get(page)
            seen[page] = answer.status_code
            if "html" in answer.headers["content-type"]:
                links = re.findall(r"""href=['"]([^'"#]+)""", answer.text)
                waiting += [str(answer.url.join(link)) for link in links]
    assert len(seen) > 4
    return list(seen.values())


# What is pushed


def test_the_output_has_what_pages_needs(author: Author) -> None:
    """.nojekyll, a version, and the history of earlier publishes."""
    author.publish()
    author.write({"content/post/b.md": post("B", body="Other.")})
    author.publish()
    files = author.files()
    assert files[".nojekyll"] == b""
    assert len(files[VERSION_FILE]) == 21
    assert "CNAME" not in files
    assert git(author.remote, "rev-list", "--count", "gh-pages") == "2"
    assert git(author.root, "status", "--porcelain", "content", "config.toml") == "M content/post/b.md"


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://blog.example.org/", "blog.example.org"),
        ("https://blog.example.org/portfolio/", None),
        ("https://me.github.io/", None),
        ("http://127.0.0.1/", None),
        ("http://localhost:1313/", None),
        ("/", None),
    ],
)
def test_a_domain_is_told_to_pages_only_if_it_is_the_sites_own(url: str, domain: str | None) -> None:
    """A base URL with a path is below another site's domain."""
    assert domain_of(url) == domain


def test_a_dry_run_changes_nothing(author: Author) -> None:
    """Neither at the remote nor here, and says what it would do."""
    before = git(author.root, "status", "--porcelain")
    outcome = author.publish(dry_run=True, aliases={"/x/": "/post/a/"})
    assert outcome.commit
    assert "/post/a/" in outcome.changes.added
    assert author.tip() == ""
    assert git(author.root, "status", "--porcelain") == before
    assert not (author.root / "published.json").exists()


def test_drafts_stay_out_whatever_the_settings_say(author: Author) -> None:
    """buildDrafts, buildFuture and buildExpired are for the author's own eyes."""
    config = (author.root / "config.toml").read_text()
    author.write(
        {
            "config.toml": f"buildDrafts = true\nbuildFuture = true\nbuildExpired = true\n{config}",
            "content/post/future.md": post("Secret", date="2030-01-01"),
            "content/post/past.md": post("Secret", more="expiryDate = 2020-01-01\n"),
        }
    )
    author.publish()
    assert not any(b"Secret" in content for content in author.files().values())


def test_a_leaked_draft_a_broken_link_and_a_key_stop_it(author: Author) -> None:
    """Each named, whatever --force says; nothing is pushed."""
    author.write(
        {
            "content/post/b.md": post("B", body="[x](../nowhere/)"),
            "static/post/c/index.html": "<p>the draft as an earlier engine left it</p>",
            "static/.env": "KEY=1",
        }
    )
    outcome = author.publish(force=True)
    assert outcome.is_stopped
    assert codes(outcome) >= {"broken-link", "draft-leaked", "secret-file"}
    assert next(each.line for each in outcome.findings if each.code == "broken-link") == 6
    assert author.tip() == ""


def test_warnings_stop_it_until_forced(author: Author) -> None:
    """An editor's backup is a warning."""
    author.write({"static/notes.bak": "x"})
    assert author.publish().is_stopped
    assert author.tip() == ""
    assert not author.publish(force=True).is_stopped


def test_files_that_github_refuses_stop_it(author: Author) -> None:
    """A file above 100 MB is an error, one above 50 MB a warning."""
    with (author.root / "static-film").open("wb") as film:
        film.truncate(101 * 1024**2)
    (author.root / "static").mkdir()
    (author.root / "static-film").rename(author.root / "static/film.mp4")
    outcome = author.publish(force=True)
    assert codes(outcome) == {"too-large"}
    with (author.root / "static/film.mp4").open("r+b") as film:
        film.truncate(51 * 1024**2)
    assert codes(author.publish(dry_run=True)) == {"large-file"}


# Feed ids


def test_ids_survive_another_slug_and_another_domain(author: Author) -> None:
    """The file's place tells the page; published.json is below the base URL."""
    author.publish()
    before = ids(author)
    config = (author.root / "config.toml").read_text()
    moved = re.sub(r'baseURL = ".*"', 'baseURL = "https://me.example.org/"', config)
    author.write(
        {
            "config.toml": moved,
            "content/post/a.md": post("A", '"歌", "code"', more='slug = "other"\naliases = ["/post/a/"]\n'),
            "content/post/b.md": post("B"),
        }
    )
    outcome = author.publish()
    assert not outcome.is_stopped
    assert sorted(ids(author)) == sorted(before)
    assert b'<guid isPermaLink="false">' in author.read(FEED)
    assert author.read("CNAME") == b"me.example.org\n"


def test_the_ledger_is_stable_and_mergeable(author: Author) -> None:
    """Sorted, one line an address, every line but the last two ends in a comma; days of first publishes stay."""
    author.publish()
    first = (author.root / "published.json").read_text().splitlines()
    assert first[0] == "{"
    assert all(line.endswith("},") for line in first[1:-2])
    assert first[1:-2] == sorted(first[1:-2])
    author.write({"content/post/z.md": post("Z")})
    author.publish(now=datetime(2026, 2, 2, tzinfo=UTC))
    second = (author.root / "published.json").read_text().splitlines()
    assert set(first) < set(second)
    assert json.loads("\n".join(second))["/post/z/"]["first"] == "2026-02-02"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('{\n<<<<<<< HEAD\n"/a/": {"first":"2025-01-01"},\n"version": 1}', "git left a conflict here", 2),
        ('{\n"version": 1\n"x"}', "the file is no JSON", 3),
        ('{"/a/": {"first":"someday"}, "version": 1}', "no list of published addresses", None),
        ('{"version": 2}', "this version of blogengine cannot read the file", None),
        ("", "the file is no JSON", 1),
        ("[" * 100_000, "no list of published addresses", None),
    ],
)
def test_a_damaged_ledger_is_located(author: Author, text: str, message: str, line: int | None) -> None:
    """With its line; nothing is built or pushed from it."""
    author.write({"published.json": text})
    with pytest.raises(SiteError) as caught:
        author.publish()
    assert message in caught.value.problems[0].message
    assert (caught.value.problems[0].path, caught.value.problems[0].line) == ("published.json", line)


def test_posts_that_would_be_sent_again_are_a_warning(author: Author) -> None:
    """As after a move without the ledger."""
    author.publish()
    author.commit()
    (author.root / "published.json").unlink()
    config = (author.root / "config.toml").read_text()
    author.write({"config.toml": config.replace("127.0.0.1", "localhost")})
    outcome = author.publish()
    assert outcome.is_stopped
    assert "sent-again" in codes(outcome)


# Bad weather


def test_no_repository_is_said(author: Author) -> None:
    """With what to do."""
    (author.root / ".git").rename(author.root.parent / "elsewhere")
    with pytest.raises(SiteError, match="in no git repository"):
        author.publish()


def test_no_remote_is_said(author: Author) -> None:
    """The hint names how to add it."""
    git(author.root, "remote", "remove", "origin")
    with pytest.raises(SiteError, match="no remote “origin”") as caught:
        author.publish()
    assert "git remote add" in (caught.value.problems[0].hint or "")


def test_a_remote_that_cannot_be_reached_is_said(author: Author) -> None:
    """In git's words; what would be published is checked by the next try."""
    git(author.root, "remote", "set-url", "origin", "http://127.0.0.1:9/nobody.git")
    with pytest.raises(SiteError, match="cannot be asked"):
        author.publish()


def test_a_branch_of_somebody_elses_is_not_overwritten(author: Author) -> None:
    """Until its last commit is named; its history stays."""
    author.publish()
    other = _somebody_elses_commit(author)
    author.write({"content/post/b.md": post("B", body="Mine.")})
    with pytest.raises(SiteError, match="“theirs” of 著者") as caught:
        author.publish()
    assert f"--onto {other[:12]}" in (caught.value.problems[0].hint or "")
    assert author.tip() == other
    author.publish(onto=other[:12])
    assert git(author.remote, "rev-parse", "gh-pages~1") == other


def test_a_remote_that_moves_while_publishing_is_not_overwritten(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the fetch and the push."""
    author.publish()
    author.write({"content/post/b.md": post("B", body="Mine.")})
    moved: list[str] = []
    real = publishing.push

    def late(base: target.Base, new: str) -> None:
        moved.append(_somebody_elses_commit(author))
        real(base, new)

    monkeypatch.setattr(publishing, "push", late)
    with pytest.raises(SiteError, match="has moved since it was fetched"):
        author.publish()
    assert author.tip() == moved[0]


def _somebody_elses_commit(author: Author) -> str:
    clone = author.root.parent / "clone"
    git(author.root, "clone", "--quiet", "--branch", "gh-pages", str(author.remote), str(clone))
    write_files(clone, {"theirs.txt": "x"})
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "theirs")
    git(clone, "push", "--quiet", "origin", "gh-pages")
    return git(clone, "rev-parse", "HEAD")


def test_a_rejected_push_changes_nothing_and_can_be_done_again(author: Author) -> None:
    """A hook of the remote refuses, in its own words."""
    hook = author.remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'not on Sundays' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(SiteError, match="not on Sundays"):
        author.publish()
    assert not (author.root / "published.json").exists()
    hook.unlink()
    assert author.publish().commit == author.tip()


def test_a_dirty_tree_and_a_detached_head_do_not_matter_to_a_branch(author: Author) -> None:
    """What is not committed is named; index and work tree stay as they are."""
    git(author.root, "switch", "--quiet", "--detach")
    author.write({"content/post/d.md": post("D"), "content/post/b.md": post("B", body="dirty")})
    git(author.root, "add", "content/post/d.md")
    before = git(author.root, "status", "--porcelain")
    outcome = author.publish()
    assert outcome.uncommitted[:2] == ("content/post/b.md", "content/post/d.md")
    (author.root / "published.json").unlink()
    assert git(author.root, "status", "--porcelain") == before


def test_a_shallow_clone_publishes_to_a_branch(author: Author) -> None:
    """As CI has it; history is kept."""
    author.publish()
    author.commit()
    git(author.root, "push", "--quiet", "origin", "main")
    shallow = author.root.parent / "shallow"
    git(author.root.parent, "clone", "--quiet", "--depth", "1", f"file://{author.remote}", str(shallow))
    write_files(shallow, {"content/post/b.md": post("B", body="From a shallow clone.")})
    assert Author(shallow, author.remote).publish().commit == author.tip()
    assert git(author.remote, "rev-list", "--count", "gh-pages") == "2"


def test_a_site_inside_another_repository_that_ignores_it_is_not_published_there(
    author: Author, tmp_path: Path
) -> None:
    """Such as a home folder that is a repository."""
    inner = author.root / "drafts/inner"
    write_files(inner, {"config.toml": 'baseURL = "https://example.org/"\n'})
    with pytest.raises(SiteError, match="which has none of its files"):
        Author(inner, author.remote).publish()


def test_a_site_in_a_folder_of_its_repository_is_published(author: Author) -> None:
    """The site's folder need not be the repository's; it cannot be the folder to publish to."""
    (author.root / "site").mkdir()
    for name in ("config.toml", "templates", "content"):
        git(author.root, "mv", name, f"site/{name}")
    author.commit()
    inner = Author(author.root / "site", author.remote)
    assert inner.publish().commit == author.tip()
    assert (author.root / "site/published.json").exists()
    with pytest.raises(SiteError, match="holds the site's own files"):
        inner.publish(folder=author.root / "site")


def test_a_huge_binary_with_an_odd_name_goes_through_as_it_is(author: Author) -> None:
    """Bytes are git's own, whatever filters, ignores and line endings the repository has."""
    content = os.urandom(20 * 1024**2) + b"\r\n"
    author.write({"static/大きい file.bin": content, ".gitattributes": "* text=auto eol=lf\n", ".gitignore": "*.bin\n"})
    author.publish()
    assert author.files()["大きい file.bin"] == content


def test_a_name_that_git_cannot_be_told_is_said(author: Author) -> None:
    """A line break in a file's name."""
    author.write({"static/a\nb.txt": "x"})
    with pytest.raises(SiteError, match="cannot be published"):
        author.publish()


# A folder of the current branch


def in_docs(author: Author, **values: object) -> publishing.Outcome:
    """Publish to docs/ of the author's branch."""
    return author.publish(folder=author.root / "docs", **values)


def test_a_folder_of_the_branch_is_committed_alone(author: Author) -> None:
    """What the author has staged or changed elsewhere stays as it is; the work tree has the new site."""
    author.write({"content/post/d.md": post("D"), "notes.txt": "x"})
    git(author.root, "add", "notes.txt")
    outcome = in_docs(author)
    assert outcome.commit == author.tip("main") == git(author.root, "rev-parse", "HEAD")
    assert git(author.root, "status", "--porcelain", "docs") == ""
    assert git(author.root, "diff", "--cached", "--name-only") == "notes.txt"
    assert (author.root / "docs/post/d/index.html").exists()
    assert in_docs(author).commit is None
    (author.root / "content/post/d.md").write_text(post("D", more='aliases = ["/e/"]\n'))
    in_docs(author)
    assert (author.root / "docs/e/index.html").exists()


def test_a_folder_with_others_files_is_not_overwritten(author: Author) -> None:
    """Neither those that git has nor those that it has not."""
    author.write({"docs/precious.html": "<p>mine</p>"})
    with pytest.raises(SiteError, match=r"files that git does not have: precious\.html"):
        in_docs(author)
    author.commit("precious work")
    git(author.root, "push", "--quiet", "origin", "main")
    with pytest.raises(SiteError, match="did not publish: “precious work”"):
        in_docs(author)
    assert (author.root / "docs/precious.html").read_text() == "<p>mine</p>"
    in_docs(author, onto="HEAD")
    assert not (author.root / "docs/precious.html").exists()


def test_a_folder_needs_a_branch_and_the_remotes_commits(author: Author) -> None:
    """A detached head would lose the commit; a remote that is ahead would refuse it."""
    git(author.root, "switch", "--quiet", "--detach")
    with pytest.raises(SiteError, match="HEAD is detached"):
        in_docs(author)
    git(author.root, "switch", "--quiet", "main")
    author.commit("ahead")
    git(author.root, "push", "--quiet", "origin", "main")
    git(author.root, "reset", "--quiet", "--hard", "HEAD~1")
    with pytest.raises(SiteError, match="has commits that are not here: “ahead”"):
        in_docs(author)


# Being killed


class KilledError(BaseException):
    """Stands for a power cut."""


@pytest.mark.parametrize("folder", [False, True])
def test_a_publish_killed_at_any_step_is_finished_by_the_next(
    author: Author, monkeypatch: pytest.MonkeyPatch, folder: bool
) -> None:
    """Killed before each call of git, and before the ledger is written."""
    real, mirror, keep = Git.run, target._mirror, publishing._Made.keep_ledger
    where = {"folder": author.root / "docs"} if folder else {}
    branch = "main" if folder else "gh-pages"
    for step in range(100):
        author.write({"content/post/b.md": post("B", body=f"Version {step}.")})
        left = [step]

        def tick(left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KilledError

        with monkeypatch.context() as patch:
            patch.setattr(Git, "run", lambda *a, tick=tick, **k: (tick(), real(*a, **k))[1])
            patch.setattr(target, "_mirror", lambda *a, tick=tick: (tick(), mirror(*a), tick())[1])
            patch.setattr(publishing._Made, "keep_ledger", lambda made, tick=tick: (tick(), keep(made))[1])
            try:
                author.publish(**where)
            except KilledError:
                is_whole = False
            else:
                is_whole = True
        author.publish(**where)
        assert f"Version {step}.".encode() in author.read(f"{'docs/' * folder}post/b/index.html", branch)
        assert "/post/b/" in json.loads((author.root / "published.json").read_text())
        if is_whole:
            assert step > 8
            assert author.publish(**where).commit is None
            return
    pytest.fail("it never came to an end")


def test_a_publish_that_is_really_killed_leaves_everything_as_it_was(author: Author) -> None:
    """SIGKILL while it pushes: a hook of the remote takes its time."""
    hook, sign = author.remote / "hooks/pre-receive", author.remote / "pushing"
    hook.write_text(f"#!/bin/sh\ntouch '{sign}'\nsleep 2\n")
    hook.chmod(0o755)
    arguments = [sys.executable, "-m", "blogengine", "publish", "-s", str(author.root), "--wait", "0", "--quiet"]
    process = subprocess.Popen([*arguments, "--clock", NOW.isoformat()], start_new_session=True)
    while not sign.exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert git(author.root, "status", "--porcelain") == ""
    hook.unlink()
    author.publish()
    assert b"<h1>A</h1>" in author.read("post/a/index.html")


# After


def test_an_old_version_that_does_not_go_is_said(author: Author, pages: Pages) -> None:
    """After the time given, with what came instead."""
    config = (author.root / "config.toml").read_text()
    author.write({"config.toml": config.replace("/portfolio/", "/other/"), "content/post/b.md": post("B")})
    outcome = author.publish(patience=0.5)
    assert outcome.verified is not None
    assert not outcome.verified.has_version
    assert "HTTP 404" in outcome.verified.problems[0]


# Small ones


def test_a_publish_says_what_it_waits_for(author: Author) -> None:
    """The remote, the check, the push, and the published address with what it answers."""
    config = (author.root / "config.toml").read_text()
    author.write({"config.toml": re.sub('baseURL = ".*"', 'baseURL = "http://127.0.0.1:9/portfolio/"', config)})
    told: dict[str, None] = {}
    wish = publishing.Wish(patience=1)
    publishing.publish(
        author.root, Options(), wish, now=NOW, progress=lambda what, _done, _all: told.update({what: None})
    )
    assert next(iter(told)) == "Asking the remote"
    assert list(told)[-3:-1] == ["Checking", "Pushing to gh-pages of origin"]
    assert list(told)[-1].startswith("Waiting until http://127.0.0.1:9/portfolio/ has the new version (")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("+++\ntitle = 'a'\n+++\nx", "+++\naliases = [\"/o/\"]\ntitle = 'a'\n+++\nx"),
        ("+++\naliases = ['/p/',]\n+++\nx", "+++\naliases = ['/p/', \"/o/\"]\n+++\nx"),
        ("+++\n[params]\nx = 1\n+++\n", '+++\naliases = ["/o/"]\n[params]\nx = 1\n+++\n'),
        ("---\r\ntitle: a\r\n---\r\nx", '---\r\naliases: ["/o/"]\r\ntitle: a\r\n---\r\nx'),
        ("---\naliases: []\n---\nx", '---\naliases: ["/o/"]\n---\nx'),
        ("---\naliases:\n- /p/\n---\nx", None),
        ('{"title": "a"}\nx', '{\n"aliases": ["/o/"],"title": "a"}\nx'),
        ("no front matter", None),
        ("+++\ntitle = 'a'\n+++\naliases = []", "+++\naliases = [\"/o/\"]\ntitle = 'a'\n+++\naliases = []"),
    ],
)
def test_an_alias_is_written_or_left_to_the_author(before: str, after: str | None) -> None:
    """Never into the text, never twice, never where a list is spread over lines."""
    assert with_alias(before, "/o/") == after


def test_another_git_at_work_is_waited_for(author: Author) -> None:
    """What it puts into the index meanwhile stays there."""
    in_docs(author)
    author.write({"content/post/c.md": post("C"), "notes.txt": "mine"})
    author.commit()
    lock = author.root / ".git/index.lock"
    lock.write_bytes((author.root / ".git/index").read_bytes())

    def work() -> None:
        time.sleep(1.5)
        lock.unlink()
        author.write({"notes.txt": "staged"})
        git(author.root, "add", "notes.txt")

    other = threading.Thread(target=work)
    other.start()
    in_docs(author)
    other.join()
    assert git(author.root, "diff", "--cached", "--name-only") == "notes.txt"
    assert git(author.root, "status", "--porcelain", "docs") == ""


def test_a_lock_that_stays_is_told_and_loses_nothing(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then publishing again, without it, goes on where it stopped: nothing that is published looks like a change."""
    monkeypatch.setattr(target, "PAUSE", 0.001)
    in_docs(author)
    author.write({"content/post/c.md": post("C")})
    author.commit()
    (lock := author.root / ".git/index.lock").touch()
    with pytest.raises(SiteError, match=r"index\.lock") as caught:
        in_docs(author)
    assert "delete the file that it names" in (caught.value.problems[0].hint or "")
    lock.unlink()
    in_docs(author)
    assert git(author.root, "status", "--porcelain", "docs") == ""
    assert b"C" in author.read("docs/post/c/index.html", "main")


def test_a_workflow_is_written_once(tmp_path: Path) -> None:
    """It is YAML with the permissions that Pages needs, and runs daily."""
    import yaml

    file = new_workflow(tmp_path, "1.2.3", branch="trunk")
    read = yaml.safe_load(file.read_text())
    assert read["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert read[True]["push"] == {"branches": ["trunk"]}  # "on" is a boolean of YAML 1.1
    assert read[True]["schedule"]
    with pytest.raises(SiteError, match="there is one already"):
        new_workflow(tmp_path, "1.2.3")


def test_the_command_says_what_readers_will_see(author: Author, capsys: pytest.CaptureFixture[str]) -> None:
    """In plain words, and exits with 1 when it is stopped."""
    arguments = ["publish", "-s", str(author.root), "--clock", NOW.isoformat(), "--wait", "0"]
    assert command_line(arguments) == 0
    said = capsys.readouterr().out
    assert "New: 5 feeds: /index.xml, /post/index.xml, " in said
    assert "to gh-pages of origin (" in said
    assert command_line(arguments) == 0
    assert "nothing to push" in capsys.readouterr().out
    (author.root / "content/post/b.md").unlink()
    assert command_line(arguments) == 1
    said = capsys.readouterr().out
    assert "/post/b/, published since 2026-01-01, would vanish [vanished-url]" in said
    assert "Nothing was published: 1 error" in said


def test_a_site_that_is_built_into_docs_is_published_there(author: Author) -> None:
    """As GitHub Pages serves it; a branch that is named wins."""
    config = (author.root / "config.toml").read_text()
    author.write({"config.toml": f'publishDir = "docs"\n{config}'})
    author.commit()
    git(author.root, "push", "--quiet", "origin", "main")
    assert author.publish(dry_run=True).where == "main of origin"
    assert author.publish(dry_run=True, branch="pages").where == "pages of origin"
