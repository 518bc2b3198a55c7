"""`python -m benchmarks.latency`: from the moment a file is saved to the changed text in the DOM of a real browser."""

from __future__ import annotations

import argparse
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import IO, TYPE_CHECKING, cast

import msgspec

from benchmarks.blogs import post_path
from benchmarks.engines import CACHE, ENGINES, HERE, Engine, hugo_binary, lay_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WARM_UP = 3
"""Saves that are not counted."""
STEP = 0.5
"""Seconds: Hugo's tick. Saves come at random moments of two of them."""
WATCH = """
window.seen = {};
new MutationObserver(() => {
  for (const [mark] of document.body?.textContent.matchAll(/保存\\d+。/g) ?? [])
    window.seen[mark] ??= performance.timeOrigin + performance.now();
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""Takes down when each mark was first in the DOM, whether the page was patched or loaded anew."""


class Latency(msgspec.Struct, frozen=True):
    """What was measured of one server."""

    posts: int
    engine: str
    seconds: tuple[float, ...]
    """Of each save."""

    @property
    def percentile_95(self) -> float:
        """Seconds within which 95 of 100 saves were seen."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1]


def _blogengine(site: Path) -> tuple[str, ...]:
    command = (sys.executable, "-m", "blogengine", "serve", "--port", _free_port())
    return (*command, "--cacheDir", str(site / CACHE))


def _hugo(site: Path) -> tuple[str, ...]:
    return (str(hugo_binary()), "server", "--port", _free_port(), "--cacheDir", str(site / CACHE))


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


COMMANDS: Mapping[str, Callable[[Path], tuple[str, ...]]] = {"blogengine": _blogengine, "hugo": _hugo}
"""How an engine serves a site while it is written: what to run in the site's folder."""


def main() -> None:
    """Measure what the command line asks for, print the table, and write `latency.json`."""
    arguments = _arguments()
    found: list[Latency] = []
    with browser_at(_chromium()) as browser, tempfile.TemporaryDirectory(prefix="served-") as scratch:
        for posts in arguments.posts:
            for engine in _servers():
                site = Path(scratch, f"{engine.name}-{posts}")
                lay_out(engine, site, posts)
                found.append(measure_saves(engine, site, posts, arguments.saves, browser))
                shutil.rmtree(site)
    arguments.output.mkdir(parents=True, exist_ok=True)
    (arguments.output / "latency.json").write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    sys.stdout.write("\n".join(table(found)) + "\n")


def _servers() -> Iterator[Engine]:
    """The engines that have a server and are installed."""
    for engine in ENGINES:
        if engine.name in COMMANDS and engine.missing:
            sys.stderr.write(f"{engine.name} left out: {engine.missing}\n")
        elif engine.name in COMMANDS:
            yield engine


def measure_saves(engine: Engine, site: Path, posts: int, saves: int, browser: Browser) -> Latency:
    """Save the newest post again and again while its page is open."""
    post = site / post_path(posts - 1)
    with _serving(COMMANDS[engine.name](site), site) as url:
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{url}post/{post.stem}/", timeout=300_000)
        moments = random.Random(posts)
        seconds = [_saved(page, post, number, moments) for number in range(WARM_UP + saves)]
        page.close()
    sys.stderr.write(f"{posts:,} posts, {engine.name}: median {median(seconds[WARM_UP:]):.3f} s\n")
    return Latency(posts, engine.name, tuple(seconds[WARM_UP:]))


def _saved(page: Page, post: Path, number: int, moments: random.Random) -> float:
    """The seconds from a save to its mark in the DOM."""
    time.sleep(STEP * (1 + moments.random()))
    mark = f"保存{number}。"
    text = re.sub(r"(\n## [^\n]*\n\n)(?:保存\d+。)?", rf"\1{mark}", post.read_text(encoding="utf-8"), count=1)
    post.write_text(text, encoding="utf-8")
    saved = time.time()
    page.wait_for_function(f"window.seen[{mark!r}]", timeout=60_000)
    return float(page.evaluate(f"window.seen[{mark!r}]")) / 1000 - saved


@contextmanager
def _serving(command: tuple[str, ...], site: Path) -> Iterator[str]:
    """Run a server; gives the address of the site's home page as soon as it says it."""
    with subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            lines = cast("IO[str]", process.stdout)
            found = next((match for line in lines if (match := re.search(r"http://[^/\s]+\S*/", line))), None)
            if found is None:
                raise RuntimeError(f"{command[0]} does not serve")
            threading.Thread(target=deque, args=(lines, 0), daemon=True).start()  # a full pipe would hold it up
            yield found[0]
        finally:
            process.kill()


def _chromium() -> str:
    """The path of a Chromium; ends the program, as after all builds are measured, where there is none."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        sys.stderr.write("the time from a save to the browser is not measured: no Chromium is installed\n")
        sys.exit(0)
    return path


@contextmanager
def browser_at(path: str) -> Iterator[Browser]:
    """A browser for the block."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # the builds are measured without it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def table(found: list[Latency]) -> Iterator[str]:
    """Markdown: a row for each server, in milliseconds."""
    yield "| from save to DOM | server | median ms | 95 % within ms | longest ms |"
    yield "|---|---|---:|---:|---:|"
    for each in found:
        numbers = (median(each.seconds), each.percentile_95, max(each.seconds))
        yield f"| {each.posts:,} posts | {each.engine} | {' | '.join(f'{1000 * number:.0f}' for number in numbers)} |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description=__doc__)
    parser.add_argument("--posts", type=_numbers, default=[1000, 10000], help="sizes of blogs: 1000,10000")
    parser.add_argument("--saves", type=int, default=50, help="saves that are measured (default: 50)")
    parser.add_argument("--output", type=Path, default=HERE, help="where latency.json goes")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


if __name__ == "__main__":
    main()
