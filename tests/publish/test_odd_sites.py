"""Odd sites and odd surroundings: whatever they are, check and publish end with a message and no crash."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from blogengine.cli import run as command_line
from tests.conftest import NOW
from tests.publish.conftest import Author, git, post

ODD_FEED = (
    '{"version": "https://jsonfeed.org/version/1", "items": ["x", null, {"url": "http://[b", "id": [1]}, {"url": 1}]}'
)
ODD_LINKS = (
    "[a](http://[x) [b](//) [c](:) [d](http://a:b/) [f](?) [g](%) [h](#%zz) ![k](data:image/png;base64,x) [n](http://℀/)\n"
    "<img srcset=',,, ,x 2x, '><img><a href><base href='http://[x'>"
)


def said(capsys: pytest.CaptureFixture[str], author: Author, *arguments: str) -> tuple[int, str]:
    """The code of a command on the author's site, and all that it says."""
    code = command_line([*arguments, "-s", str(author.root), "--clock", NOW.isoformat()])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_an_odd_site_is_checked_and_published(author: Author, capsys: pytest.CaptureFixture[str]) -> None:
    """Odd names, links, feeds, HTML and pictures, links and pipes in static/; twice, and in every format."""
    config = 'disableKinds = ["404"]\n' + (author.root / "config.toml").read_text()
    author.write(
        {
            "config.toml": f'{config}[outputs]\nhome = ["HTML", "RSS", "JSON"]\n',
            "templates/list.json": ODD_FEED,
            "content/post/odd.md": post("Odd", body=ODD_LINKS),
            unicodedata.normalize("NFD", "content/post/が ぎ.md"): post("Name", body="[x](../が%20ぎ/)"),
            "content/post/100% sure.md": post("Percent"),
            os.fsdecode(b"content/post/\xff.md"): post("No text"),
            os.fsdecode(b"static/\xff\xfe.txt"): "no text",
            os.fsdecode(b"templates/\xff.html"): "no text",
            os.fsdecode(b"data/\xff.toml"): "a = 1",
            "static/u16.html": "<a href=x>".encode("utf-16"),
            "static/page.html/inner.png": b"x",
            "static/x.jpg": b"hello",
            "static/deep.json": "[" * 100_000,
            "static/broken.html": "<a href='http://[x'>a</a><a href='no'>b</a><img src=//[><base href='http://['>",
        }
    )
    (author.root / "static/dangling").symlink_to("nowhere")
    (author.root / "content/loop").symlink_to(".")
    os.mkfifo(author.root / "static/pipe")
    for form in ("text", "json", "github"):
        code, text = said(capsys, author, "check", "--format", form)
        assert (code, "broken-link" in text, "blogengine failed" in text) == (1, True, False), text
    allowed = ("broken-link", "missing-image", "missing-anchor", "foreign-url", "malformed-feed", "malformed-json")
    options = ("--force", "--wait", "0", *(part for code in allowed for part in ("--allow", code)))
    for title in ("Once", "Twice"):
        author.write({"content/post/b.md": post(title)})
        code, text = said(capsys, author, "publish", *options)
        assert (code, "Pushed to gh-pages" in text) == (0, True), text


def _damage_settings(author: Author) -> None:
    (author.root / ".git/config").write_text("[garbage", encoding="utf-8")


def _damage_head(author: Author) -> None:
    (author.root / ".git/HEAD").write_text("garbage", encoding="utf-8")


def _lose_remote(author: Author) -> None:
    author.remote.rename(author.remote.with_name("elsewhere.git"))


def _name_a_folder_as_the_version(author: Author) -> None:
    author.write({"static/blogengine-version.txt/x": "1"})


def _make_published_a_folder(author: Author) -> None:
    author.write({"published.json/x": "1"})


@pytest.mark.parametrize(
    ("spoil", "options", "message"),
    [
        (_damage_settings, (), "git cannot be used here"),
        (_damage_head, (), "git"),
        (_lose_remote, (), "the remote “origin” cannot be asked"),
        (_name_a_folder_as_the_version, (), "has a folder /blogengine-version.txt"),
        (_make_published_a_folder, (), "published.json: error: cannot read the file"),
        (lambda _: None, ("--alias", "http://[=/post/a/"), "is no address"),
        (lambda _: None, ("--branch", "a..b"), "“a..b” cannot be the name of a branch"),
        (lambda _: None, ("--branch", "-x"), "“-x” cannot be the name of a branch"),
        (lambda _: None, ("--folder", "/"), "is no folder of the repository"),
        (lambda _: None, ("--folder", "ROOT/.git/x"), "is a folder of git's own"),
    ],
)
def test_what_cannot_be_is_one_message(
    author: Author,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Author], None],
    options: tuple[str, ...],
    message: str,
) -> None:
    """A damaged repository, a remote that is gone, names that are taken: said, with nothing pushed."""
    spoil(author)
    options = tuple(each.replace("ROOT", str(author.root)) for each in options)
    code, text = said(capsys, author, "publish", "--wait", "0", *options)
    assert (code, message in text, "blogengine failed" in text) == (1, True, False), text


def test_a_version_that_another_engine_published_may_be_anything(author: Author, tmp_path: Path) -> None:
    """Links, names that no disk has, feeds that are none: what of it is readable is compared."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "switch", "--quiet", "-c", "gh-pages")
    files = {
        "post/b/index.html": "<a href='/portfolio/gone/'>x</a>",
        "deep.json": "[" * 99_999,
        "b.xml": "<a",
        "x/" * 60 + "y": "",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "c.html").write_bytes(b"\xff\0<a href=\xfe>")
    (folder / os.fsdecode(b"\xff\xfe")).write_bytes(b"x")
    (folder / "out").symlink_to("/etc")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "-m", "theirs")
    git(folder, "push", "--quiet", str(author.remote), "gh-pages")
    author.write({"content/post/b.md": post("B", body="[x](/portfolio/gone/)")})
    outcome = author.publish(onto=author.tip())
    assert [each.code for each in outcome.known] == ["broken-link"]
    assert not outcome.is_stopped
