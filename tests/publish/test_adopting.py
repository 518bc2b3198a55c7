"""Moving from an earlier engine: its links go on working, and its feeds' items are not sent again."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from blogengine.cli import run as command_line
from blogengine.config import Options, load_config
from blogengine.errors import SiteError
from blogengine.publish import adopt
from blogengine.publish.feeds import read_feed
from blogengine.published import Published, read_published
from tests.conftest import CONFIG, write_files
from tests.publish.conftest import Author, Pages, git

LAYOUT = (
    '<html><body><h1>{{ .Title }}</h1>{{ .Content }}{{ range .Pages }}<a href="{{ .Permalink }}">x</a>{{ end }}</body>'
)
TODAY = date(2026, 1, 1)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><link href="https://old.example/blog/"/>
<entry><id>tag:old.example,2019:7</id><title>A</title><link href="https://old.example/blog/post/a/"/>
<published>2019-05-01T23:30:00-05:00</published></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://old.example/blog/",
"items": [{"id": "tag:old.example,2019:7", "url": "https://old.example/blog/post/a/", "title": "A"},
{"id": "gone", "url": "https://old.example/blog/post/gone/"}, {"id": "away", "url": "https://other.example/"}]}"""


def test_moving_from_real_hugo_sends_nothing_again(
    author: Author, pages: Pages, hugo: Path, shared: Path, tmp_path: Path
) -> None:
    """Hugo's own output on the branch; then ours, even on another domain."""
    root = tmp_path / "portfolio"
    shutil.copytree(shared / "portfolio", root)
    write_files(root, {f"layouts/_default/{name}.html": LAYOUT for name in ("single", "list")})
    old = tmp_path / "hugo"
    subprocess.run((hugo, "-s", root, "-d", old, "--theme", ""), check=True, capture_output=True)
    shutil.rmtree(root / "layouts")
    _push_to_branch(author, old)
    text = re.sub(r"(?m)^baseURL = .*|^theme = .*", "", (root / "config.toml").read_text(encoding="utf-8"))
    write_files(root, {"config.toml": f'baseURL = "{pages.url}"\ntheme = "prologue"\n{text}'})
    git(tmp_path, "init", "--quiet", str(root))
    moving = Author(root, author.remote)
    moving.commit()
    git(root, "remote", "add", "origin", str(author.remote))

    assert command_line(["adopt", str(old), "--source", str(root)]) == 0
    moved = moving.publish(branch="gh-pages", onto=author.tip(), force=True, patience=30, now=datetime.now(UTC))
    assert not moved.is_stopped, moved.findings
    assert {each.code for each in moved.known if each.severity == "error"} == {"missing-image"}
    followed = [feed for feed in moved.changes.feeds if not feed.is_new]
    assert [(feed.address, feed.new) for feed in followed if feed.new or feed.sent_again] == []
    assert len(followed) > 10
    for file in old.rglob("index.xml"):
        before, after = (read_feed(each) for each in (file.read_bytes(), moving.read(str(file.relative_to(old)))))
        assert before
        assert after
        assert [item.id for item in after.items] == [item.id for item in before.items]
        assert all(item.link.startswith(pages.url) for item in after.items)
    assert moved.verified
    assert moved.verified.problems == ()


def _push_to_branch(author: Author, folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "switch", "--quiet", "-c", "gh-pages")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "-m", "as Hugo made it")
    git(folder, "push", "--quiet", str(author.remote), "gh-pages")
    shutil.rmtree(folder / ".git")


def test_ids_and_days_come_from_feeds_of_every_kind(tmp_path: Path) -> None:
    """Atom and JSON Feed; below whatever path the earlier site stood; items that lead nowhere are named."""
    old = tmp_path / "old"
    page, site = (
        "<html></html>",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}</loc></url></urlset>",
    )
    write_files(
        old,
        {
            "index.html": page,
            "post/a/index.html": page,
            "page/2/index.html": page,
            "plain.html": page,
            "style.css": "",
            "atom.xml": ATOM,
            "feed.json": JSON,
            "sitemap.xml": site.format("https://old.example/blog/post/mapped/"),
        },
    )
    write_files(tmp_path / "site", {"config.toml": CONFIG})
    adopted = adopt(old, load_config(tmp_path / "site", Options()), Published(), TODAY)
    assert adopted.base == "/blog"
    entries = adopted.published.entries
    assert set(entries) == {
        "/", "/post/a/", "/plain.html", "/atom.xml", "/feed.json", "/sitemap.xml", "/post/mapped/",
    }  # fmt: skip
    assert (entries["/post/a/"].id, entries["/post/a/"].first) == ("tag:old.example,2019:7", date(2019, 5, 2))
    assert adopted.strangers == ("https://old.example/blog/post/gone/",)
    again = adopt(old, load_config(tmp_path / "site", Options()), adopted.published, date(2027, 1, 1))
    assert again.published == adopted.published


@pytest.mark.parametrize("files", [{}, {"readme.txt": "x"}])
def test_a_folder_without_pages_is_no_output(tmp_path: Path, files: dict[str, str]) -> None:
    """Missing, empty, or something else: nothing is written."""
    write_files(tmp_path / "site", {"config.toml": CONFIG})
    write_files(tmp_path / "old", files)
    with pytest.raises(SiteError, match="holds no page"):
        adopt(tmp_path / "old", load_config(tmp_path / "site", Options()), Published(), TODAY)
    assert read_published(tmp_path / "site") is None


@pytest.mark.parametrize(
    "content",
    [b"", b"<", b"{", b"[]", b'{"version": "https://jsonfeed.org/version/1"}', b"<rss/>", b"<html/>", b"\xff\xfe\0"],
)
def test_what_is_no_feed_is_none(content: bytes) -> None:
    """Empty, broken, or something else."""
    assert read_feed(content) is None
