"""What a text, its front matter and an archetype can do: nothing outside of the site's output.

Elsewhere: links out of the folder are not followed (tests/test_content.py), the live server's Host, Origin and paths
(tests/serve), destinations that hold the site itself (tests/test_build.py), damaged ledgers
(tests/test_incremental.py), secrets in the output (tests/test_check.py).
"""

from __future__ import annotations

import ast
import socket
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest
from lxml import html

from blogengine.archetypes import render_archetype
from blogengine.errors import SiteError
from tests.conftest import NOW, MakeSite

PACKAGE = Path(__file__).parents[2] / "blogengine"
CLIMBING = (
    "../x",
    "../../../x",
    "/../x",
    "a/../../../x",
    "..\\..\\x",
    "%2e%2e/x",
    "//host/x",
    "C:\\x",
    "x\\0y",
    "~/x",
    "|x",
)
HOSTILE = '"><script>alert(1)</script><b x="'
RUNS_CODE = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}


@pytest.mark.parametrize("key", ["url", "slug", "aliases"])
@pytest.mark.parametrize("path", CLIMBING)
def test_no_path_of_front_matter_leaves_the_output(site: MakeSite, tmp_path: Path, key: str, path: str) -> None:
    """It is taken as a place below the output, or it is an error; nothing is written beside it."""
    value = f"['{path}']" if key == "aliases" else f"'{path}'"
    before = {file for file in tmp_path.rglob("*") if file.is_file()}
    with suppress(SiteError):
        site({"content/post/a.md": f"+++\ntitle = 'A'\n{key} = {value}\n+++\n"})
    written = {file for file in tmp_path.rglob("*") if file.is_file()} - before
    assert all(file.is_relative_to(tmp_path / "out") or file.is_relative_to(tmp_path / "site") for file in written)
    assert not [file for file in written if file.is_relative_to(tmp_path / "site/content") and file.name != "a.md"]


def test_the_name_of_a_bundles_file_is_not_a_place(site: MakeSite) -> None:
    """`resources` may call a file anything: it stands beside its page under its own name."""
    matter = "+++\ntitle = 'A'\n[[resources]]\nsrc = 'a.png'\nname = '../../../x.png'\n+++\n"
    built = site({"content/post/a/index.md": matter, "content/post/a/a.png": b"x"})
    assert {path for path in built.paths if path.endswith(".png")} == {"post/a/a.png"}


def test_front_matter_is_text_in_the_theme(site: MakeSite) -> None:
    """Titles, descriptions, tags and authors with markup in them stand there as they are written."""
    matter = f"title = '{HOSTILE}'\ndescription = '{HOSTILE}'\nauthor = '{HOSTILE}'\ntags = ['{HOSTILE}']\n"
    follow = "+++\ntitle = 'Follow'\n+++\n"
    files = {"content/post/a.md": f"+++\n{matter}+++\nText.", "content/follow/_index.md": follow, "templates/x": ""}
    built = site(files, theme="prologue")
    for path in built.paths:
        if path.endswith(".html"):
            assert not html.document_fromstring(built.read(path)).xpath("//script[text()='alert(1)']"), path
        elif path.endswith((".xml", ".opml")):
            assert "<script>" not in built.read(path)


def test_markup_in_markdown_is_only_kept_where_the_site_asks_for_it(site: MakeSite) -> None:
    """Without `unsafe`, neither raw HTML nor a dangerous address gets through."""
    text = "+++\ntitle = 'A'\n+++\n<script>x</script>\n\n[a](javascript:alert(1)) <b onclick='x'>b</b>\n"
    page = site({"content/a.md": text}).read("a/index.html")
    assert "<script" not in page
    assert "onclick" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "cycler.__init__.__globals__.os.system('true')",
        "self.__init__.__globals__",
        "lipsum.__globals__['os'].popen('id').read()",
    ],
)
def test_an_archetype_runs_in_a_sandbox(expression: str) -> None:
    """It may print what it is given, and reach nothing else."""
    with pytest.raises(SiteError) as caught:
        render_archetype("{{ " + expression + " }}", "archetypes/default.md", {}, NOW)
    assert caught.value.problems[0].path == "archetypes/default.md"


def test_a_build_asks_nobody(monkeypatch: pytest.MonkeyPatch, site: MakeSite) -> None:
    """Without an address of a talk alone on a line, no build opens a connection: links and pictures are only read."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a build must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = '![x](https://other.example/a.png)\n\n{{< youtube abcdefghijk >}}\n\n{{< speakerdeck id="abc" >}}\n'
    site({"content/a.md": f"+++\ntitle = 'A'\n+++\n{text}", "templates/x": ""}, theme="prologue")


def test_nothing_that_is_kept_can_run() -> None:
    """No module reads values in a form that runs code, and none runs text as code."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not RUNS_CODE.intersection(name.partition(".")[0] for name in names), file
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            assert called not in ("eval", "exec"), file


def test_a_site_says_nothing_of_the_machine(site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the folder, nor the user, nor an environment variable is in any output."""
    monkeypatch.setenv("SECRET_TOKEN", "hunter2-hunter2")
    built = site({"content/a.md": "+++\ntitle = 'A'\n+++\nText.", "templates/x": ""}, theme="prologue")
    for path in built.paths:
        content = (built.destination / path).read_bytes()
        assert str(tmp_path).encode() not in content, path
        assert b"hunter2" not in content, path


def test_files_beside_the_content_are_not_published(site: MakeSite) -> None:
    """Settings, hidden files and what lies beside `content` and `static` stay where they are."""
    files = {
        ".env": "A=1",
        "notes.txt": "x",
        "content/.secret.md": "x",
        "static/.git/config": "x",
        "content/a.md~": "x",
    }
    built = site({"content/a.md": "+++\ntitle = 'A'\n+++\n", **files})
    assert not [path for path in built.paths if "secret" in path or ".env" in path or path.endswith(("~", "notes.txt"))]
