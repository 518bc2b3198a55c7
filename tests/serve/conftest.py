"""A running live server, and tabs of a real browser on it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import httpx
import pytest

from tests.conftest import script_errors, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 30_000
"""Milliseconds in which something has to be seen, on however busy a machine."""
CONFIG = 'baseURL = "https://example.org/blog/"\ntitle = "Site"\n'
BASEOF = """<!doctype html><html><head><title>{{ page.title }}</title><link rel="stylesheet" href="/blog/css/site.css">
</head><body>{% block main %}{% endblock %}</body></html>
"""
FILES = {
    "config.toml": CONFIG,
    "templates/baseof.html": BASEOF,
    "templates/single.html": '{% extends "baseof.html" %}{% block main %}<h1>{{ page.title }}</h1>'
    "<article>{{ page.content }}</article>{% endblock %}",
    "templates/list.html": '{% extends "baseof.html" %}{% block main %}<ul>{% for p in page.pages %}'
    '<li><a href="{{ p.permalink }}">{{ p.title }}</a></li>{% endfor %}</ul>{% endblock %}',
    "templates/404.html": '{% extends "baseof.html" %}{% block main %}<h1>Nothing here</h1>{% endblock %}',
    "static/css/site.css": "body { color: rgb(1, 1, 1); }\n",
    "content/post/a.md": "+++\ntitle = 'A'\ndate = 2025-01-02\n+++\nfirst text\n",
    "content/post/b.md": "+++\ntitle = 'B'\ndate = 2025-01-01\n+++\nother text\n",
}


@dataclass
class Running:
    """A live server in a process of its own."""

    root: Path
    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.split(":")[2].partition("/")[0])

    def write(self, name: str, text: str | bytes) -> None:
        """Save a file as most editors do it: written beside, then moved into place."""
        write_files(self.root, {f"{name}.tmp": text})
        (self.root / f"{name}.tmp").replace(self.root / name)

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a file with a part replaced."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def stop(self) -> int:
        """Interrupt it, as Ctrl-C does; its exit code."""
        self.process.send_signal(2)
        return self.process.wait(20)


Serve = Callable[..., Running]


def start(root: Path, cache: Path, *arguments: str) -> Running:
    """Start the command in a folder, and wait until it listens."""
    command = [sys.executable, "-m", "blogengine", "serve", "-s", str(root), "--cacheDir", str(cache), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    said = cast("IO[str]", process.stdout).readline()
    found = re.search(r"http://\S+", said)
    if found is None:
        process.kill()
        pytest.fail(f"the server does not start: {said}{process.communicate()[0]}")
    return Running(root, found[0], process)


def fetch(url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> httpx.Response:
    """What a server of this machine answers, whatever proxies the environment names; redirects are not followed."""
    return httpx.request(method, url, headers=headers, trust_env=False)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serve a site from a dict of files; what is not given is that of a small blog."""
    running: list[Running] = []

    def begin(files: Mapping[str, str | bytes] | None = None, *arguments: str, port: int = 0) -> Running:
        write_files(tmp_path / "site", {**FILES, **(files or {})})
        running.append(start(tmp_path / "site", tmp_path / "cache", "--port", str(port), *arguments))
        return running[-1]

    yield begin
    for each in running:
        each.process.kill()
        each.process.communicate()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the tests of a file: while it runs, no other one and no event loop can be started."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window of its own; a test fails when a page in it threw an error."""
    opened = browser.new_context()
    errors: list[str] = []
    opened.on("weberror", lambda error: errors.append(str(error.error)))
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()
    assert script_errors(errors) == []


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()
