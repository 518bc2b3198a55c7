"""What the server answers: the site as it will be published, and a script."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

from blogengine.build import build
from blogengine.config import Options
from blogengine.serve.live import REST
from tests.conftest import NOW
from tests.serve.conftest import Running, Serve, fetch

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAG = re.compile(rb'<script src="/\.blogengine/live\.js" [^>]*></script>')
INDEX = re.compile("(?<![^/])index.html$")
NUMBER = re.compile(r"<p>number (\d+)</p>")


def get(running: Running, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """What a path from the server's root answers; redirects are not followed."""
    return fetch(f"http://127.0.0.1:{running.port}{path}", headers=headers)


def expected(running: Running, folder: Path) -> dict[str, bytes]:
    """Every URL path of a clean build, and what it has to answer."""
    options = Options(destination=folder / "out", cache_dir=folder / "cache", drafts=True, future=True)
    build(running.root, options, now=NOW)
    files = (file for file in (folder / "out").rglob("*") if file.is_file())
    named = {file.relative_to(folder / "out").as_posix(): file.read_bytes() for file in files}
    return {f"/blog/{INDEX.sub('', name)}": content for name, content in named.items()}


def equals_a_clean_build(running: Running, folder: Path) -> bool:
    """Whether every URL answers what `build` writes, but for the script."""
    wanted = expected(running, folder)
    return all(TAG.sub(b"", get(running, path).content) == content for path, content in wanted.items())


def eventually(true: object, seconds: float = 30) -> None:
    """Wait until something holds; the test fails when it never does."""
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def test_the_site_is_served_below_the_path_of_its_base_url(serve: Serve) -> None:
    """As on GitHub Pages: folders get their slash, and what there is not is the site's 404 page."""
    running = serve(
        {"content/about.md": "+++\naliases = ['/old/']\nurl = '/about.html'\n+++\n", "static/a.bin": b"\0" * 9}
    )
    assert get(running, "/").headers["location"] == "/blog/"
    assert get(running, "/blog/post/a").headers["location"] == "/blog/post/a/"
    assert get(running, "/blog/post/a?x=1").headers["location"] == "/blog/post/a/?x=1"
    assert get(running, "/blog/post/a/").status_code == 200
    assert get(running, "/blog/about").status_code == 200
    assert get(running, "/blog/old/").headers["location"] == "/blog/about.html"
    missing = get(running, "/blog/nothing/")
    assert missing.status_code == 404
    assert "Nothing here" in missing.text
    assert get(running, "/post/a/").status_code == 404
    part = get(running, "/blog/a.bin", headers={"range": "bytes=0-3"})
    assert (part.status_code, len(part.content)) == (206, 4)


def test_every_address_answers_what_build_writes_but_for_the_script(serve: Serve, tmp_path: Path) -> None:
    """Pages have the script once, before their body ends; feeds, style sheets and all else are untouched."""
    running = serve(
        {"content/日本語.md": "+++\ntitle = '日本語'\ndraft = true\n+++\n本文\n", "static/a.html": "<p>no body"}
    )
    assert equals_a_clean_build(running, tmp_path / "clean")
    page = get(running, "/blog/post/a/").content
    assert len(TAG.findall(page)) == 1
    assert page.index(b"live.js") < page.index(b"</body>")
    assert not TAG.search(get(running, "/blog/index.xml").content)


def test_random_edits_lead_to_what_a_clean_build_gives(serve: Serve, tmp_path: Path) -> None:
    """After any sequence of edits, broken ones among them, every URL equals a clean build's."""
    running = serve()
    dice = random.Random(7)
    for step in range(12):
        name = dice.choice("abcd")
        match dice.randrange(5):
            case 0:
                running.write(f"content/post/{name}.md", "+++\nbroken = \n+++\n")
                running.write(
                    f"content/post/{name}.md", f"+++\ntitle = '{name}{step}'\ntags = ['{name}']\n+++\ntext {step}\n"
                )
            case 1:
                (running.root / f"content/post/{name}.md").unlink(missing_ok=True)
            case 2:
                running.write("templates/404.html", f"<h1>Nothing {step}</h1>")
            case 3:
                running.write("config.toml", f'baseURL = "https://example.org/blog/"\ntitle = "Site {step}"\n')
            case _:
                running.write(f"static/{name}.css", f"/* {step} */")
        eventually(lambda step=step: equals_a_clean_build(running, tmp_path / f"clean{step}"))


def test_drafts_are_written_nowhere_near_what_is_published(serve: Serve) -> None:
    """The site's folder stays as it was: no public/, and no build beside it shows a draft."""
    running = serve({"content/post/c.md": "+++\ndraft = true\n+++\nsecret draft\n"})
    before = set(running.root.rglob("*"))
    assert "secret draft" in get(running, "/blog/post/c/").text
    assert set(running.root.rglob("*")) == before
    command = [sys.executable, "-m", "blogengine", "build", "-q", "-s", str(running.root)]
    subprocess.run([*command, "--cacheDir", str(running.root.parent / "cache")], check=True)
    assert not (running.root / "public/post/c").exists()


def test_a_port_that_is_taken_leads_to_the_next_one(serve: Serve) -> None:
    """Two sites can be written at the same time."""
    one = serve()
    assert serve(port=one.port).port > one.port


def test_the_server_ends_when_interrupted(serve: Serve) -> None:
    """Ctrl-C is how a server ends, not a failure; a tab that is open does not hold it up."""
    running = serve()
    assert running.stop() == 0


def test_a_warning_says_when_others_can_read_along(serve: Serve) -> None:
    """Beyond loopback only when asked, and not silently."""
    running = serve({}, "--bind", "0.0.0.0")
    assert running.url.startswith("http://localhost:")
    assert running.process.stdout is not None
    assert "other machines in the network can read the site" in running.process.stdout.readline()


def test_the_browser_is_opened_when_asked(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the site's home page."""
    (browser := tmp_path / "browser").write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    running = serve({}, "--open")
    eventually(lambda: (tmp_path / "opened").exists() and (tmp_path / "opened").read_text() == f"{running.url}\n")


def test_an_address_of_another_machine_is_a_located_mistake(tmp_path: Path) -> None:
    """What cannot be listened on is said in one line, with what to do."""
    command = [sys.executable, "-m", "blogengine", "serve", "-s", str(tmp_path), "--bind", "203.0.113.1"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert result.returncode == 1
    assert "cannot listen on 203.0.113.1" in result.stderr
    assert "--bind" in result.stderr


def test_changes_are_found_by_looking_when_asked(serve: Serve) -> None:
    """Where the system does not notify."""
    running = serve({}, "--poll")
    assert "first text" in get(running, "/blog/post/a/").text
    running.edit("content/post/a.md", "first text", "second text")
    eventually(lambda: "second text" in get(running, "/blog/post/a/").text)


def test_the_path_of_the_base_url_can_change(serve: Serve) -> None:
    """As any other setting, without a restart."""
    running = serve()
    assert get(running, "/blog/post/a/").status_code == 200
    running.edit("config.toml", "/blog/", "/diary/")
    eventually(lambda: get(running, "/diary/post/a/").status_code == 200)
    assert get(running, "/").headers["location"] == "/diary/"
    assert get(running, "/blog/post/a/").status_code == 404


def test_a_touched_file_with_equal_bytes_changes_nothing(serve: Serve) -> None:
    """Only the first build and the save of another text are worth a line."""
    running = serve()
    get(running, "/blog/")
    for _ in range(3):
        running.edit("content/post/a.md", "first text", "first text")
        time.sleep(0.1)
    running.edit("content/post/a.md", "first text", "second text")
    eventually(lambda: "second text" in get(running, "/blog/post/a/").text)
    time.sleep(REST + 0.5)  # it is told of when the whole site is made
    running.process.send_signal(2)
    assert running.process.communicate(timeout=20)[0].count(" changed\n") == 2


@pytest.mark.slow
def test_five_hundred_saves_in_a_row(serve: Serve, tab: Page, tmp_path: Path) -> None:
    """Nothing is lost, no page is torn, no file is left open, and memory stays flat."""
    running = serve()
    filler = "filler\n\n" * 500

    def save(number: int) -> None:
        """Moved into place: of what is written in place, the source itself is torn."""
        running.write("content/post/a.md", f"+++\ntitle = 'A'\n+++\nnumber {number}\n\n{filler}end {number}\n")

    save(0)
    eventually(lambda: "end 0" in get(running, "/blog/post/a/").text)
    tab.goto(f"{running.url}post/a/")
    ended, torn = threading.Event(), list[str]()

    def read() -> None:
        with httpx.Client(trust_env=False) as client:
            while not ended.is_set():
                text = client.get(f"{running.url}post/a/").text
                found = NUMBER.search(text)
                if found is None or f"end {found[1]}</p>" not in text or not text.endswith("</html>\n"):
                    torn.append(re.sub(r"(<p>filler</p>\s*)+", "[filler]", text))

    reader = threading.Thread(target=read)
    reader.start()
    memory: list[int] = []
    for number in range(1, 501):
        save(number)
        if number % 100 == 0:
            expect(tab.locator("article p").first).to_have_text(f"number {number}", timeout=60_000)
            memory.append(resident(running.process.pid))
            if number == 100:
                handles = open_files(running.process.pid)
        else:
            time.sleep(0.01)
    ended.set()
    reader.join()
    expect(tab.locator("article p").last).to_have_text("end 500")
    assert torn == []
    assert open_files(running.process.pid) <= handles + 2
    assert memory[-1] < memory[0] * 1.1
    assert equals_a_clean_build(running, tmp_path / "clean")


def open_files(pid: int) -> int:
    """How many handles a process holds."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def resident(pid: int) -> int:
    """The memory of a process in kB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1])
