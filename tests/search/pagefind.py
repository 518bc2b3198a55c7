"""Pagefind on the same queries: `python -m tests.search.pagefind BLOG BINARY` (npm's `pagefind`, its extended binary).

It indexes the very texts that our index has, each in a small page in Japanese, and is asked in a browser.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from blogengine.build import build
from blogengine.config import Options
from blogengine.search import Entry
from tests.conftest import NOW
from tests.search.measuring import ALL_QUERIES, measure, read_blog

ASK = """async (queries) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const answers = {};
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    answers[query] = await Promise.all(results.map(async (result) => (await result.data()).url));
  }
  return answers;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def lay_out(entries: tuple[Entry, ...], folder: Path) -> None:
    """Write each entry as a page at its address."""
    for entry in entries:
        (file := folder / entry.url.strip("/") / "index.html").parent.mkdir(parents=True, exist_ok=True)
        title, tags, text = escape(entry.title), escape(" ".join(entry.tags)), escape(entry.text)
        file.write_text(
            f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><main data-pagefind-body><h1>{title}</h1><p>{tags}</p><p>{text}</p></main></body></html>",
            "utf-8",
        )
    (folder / "empty.html").write_text("<!doctype html><title>empty</title>")


def ask(folder: Path, chromium: str) -> dict[str, set[str]]:
    """Query -> the addresses that pagefind finds in the folder that it has indexed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/empty.html")
        found: dict[str, list[str]] = page.evaluate(ASK, ALL_QUERIES)
        browser.close()
    server.shutdown()
    return {query: set(addresses) for query, addresses in found.items()}


def main(source: Path, binary: Path, chromium: str) -> None:
    """Print the rows of the manual's table."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "out"
        build(source, Options(destination=out, cache_dir=out.with_name("cache"), theme="prologue"), now=NOW)
        blog = read_blog(source, out)
        lay_out(blog.entries, site := Path(temporary) / "site")
        subprocess.run([binary, "--site", site], check=True, stdout=subprocess.DEVNULL)
        answers = ask(site, chromium)
    for name, texts in (("the files", blog.sources), ("the pages", blog.seen)):
        sys.stdout.write(f"| pagefind | {name} | {measure(answers, texts)} |\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if sys.argv[3:] else "/usr/bin/chromium")
