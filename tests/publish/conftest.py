"""An author with a repository, its bare remote, and a server that serves the remote's branch as GitHub Pages does."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from blogengine.config import Options
from blogengine.publish import Outcome, Target, Wish, publish
from tests.conftest import NOW, write_files
from tests.serve.conftest import browser, context, tab  # noqa: F401  # fixtures

PREFIX = "/portfolio/"
LIST = "{% for p in page.pages %}<a href='{{ p.rel_permalink }}'>{{ p.title }}</a>{% endfor %}"


def git(folder: Path, *arguments: str) -> str:
    """What git answers in a folder."""
    done = subprocess.run(("git", "-C", str(folder), *arguments), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def post(title: str, tags: str = '"歌"', body: str = "Text.", date: str = "2025-12-01", more: str = "") -> str:
    """A post's file."""
    return f'+++\ntitle = "{title}"\ndate = {date}T09:00:00+09:00\ntags = [{tags}]\n{more}+++\n{body}\n'


@dataclass(frozen=True)
class Author:
    """Someone with a site in a repository."""

    root: Path
    remote: Path

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the site."""
        write_files(self.root, files)

    def commit(self, message: str = "write") -> None:
        """Commit everything."""
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "-m", message)

    def publish(self, *, now: datetime = NOW, patience: float = 0, **values: Any) -> Outcome:
        """Publish; values are those of the wish or of its target."""
        target = {name: values.pop(name) for name in list(values) if name in Target.__struct_fields__}
        wish = Wish(target=Target(**target), patience=patience, **values)
        return publish(self.root, Options(), wish, now=now)

    def files(self, branch: str = "gh-pages") -> dict[str, bytes]:
        """What is published: path -> bytes."""
        names = git(self.remote, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", branch).splitlines()
        return {name: self.read(name, branch) for name in names}

    def read(self, name: str, branch: str = "gh-pages") -> bytes:
        """A published file."""
        done = subprocess.run(
            ("git", "-C", str(self.remote), "cat-file", "blob", f"{branch}:{name}"), capture_output=True, check=True
        )
        return done.stdout

    def tip(self, branch: str = "gh-pages") -> str:
        """The commit that the remote's branch is at, "" when there is none."""
        return git(self.remote, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")


@dataclass(frozen=True)
class Pages:
    """A stand-in for GitHub Pages on this computer."""

    url: str
    asked: list[str]


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A git without the settings of whoever runs the tests."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = 著者\nemail = author@example.org\n[init]\ndefaultBranch = main\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """An empty bare repository."""
    folder = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(folder))
    return folder


@pytest.fixture
def pages(remote: Path) -> Iterator[Pages]:
    """A server that serves gh-pages of the remote below /portfolio/."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            asked.append(path)
            name = path.removeprefix(PREFIX) if path.startswith(PREFIX) else "\0"
            name += "index.html" if not name or name.endswith("/") else ""
            done = subprocess.run(
                ("git", "-C", str(remote), "cat-file", "blob", f"gh-pages:{name}"), capture_output=True, check=False
            ) if "\0" not in name else None  # fmt: skip
            found = done is not None and done.returncode == 0
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", guess_type(name)[0] or "application/octet-stream")
            self.end_headers()
            self.wfile.write(done.stdout if done is not None and found else b"not found")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Pages(f"http://127.0.0.1:{server.server_port}{PREFIX}", asked)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def author(tmp_path: Path, remote: Path, pages: Pages) -> Author:
    """An author with a committed site of two posts and a draft, and a remote."""
    author = Author(tmp_path / "blog", remote)
    author.write(
        {
            "config.toml": f'baseURL = "{pages.url}"\ntitle = "Blog"\n[taxonomies]\ntag = "tags"\n',
            "templates/single.html": "<h1>{{ page.title }}</h1>{{ page.content }}",
            "templates/list.html": LIST,
            "content/post/a.md": post("A", '"歌", "code"'),
            "content/post/b.md": post("B", body="[A](../a/)"),
            "content/post/c.md": post("Secret", more="draft = true\n"),
        }
    )
    git(tmp_path, "init", "--quiet", str(author.root))
    author.commit()
    git(author.root, "remote", "add", "origin", str(remote))
    git(author.root, "push", "--quiet", "origin", "main")
    return author
