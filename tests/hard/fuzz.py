"""Made-up input by the hour: `python -m tests.hard.fuzz --minutes 60`. It is understood, or told of, and in time."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from blogengine.embeds import NO_DECKS, find_embeds, in_feed
from blogengine.errors import SiteError
from blogengine.feed_text import feed_text
from blogengine.formulas import Delimiters, with_formulas
from blogengine.frontmatter.syntax import split_front_matter
from blogengine.headings import with_heading_links
from blogengine.ledger.codec import DamagedError, loads, unsealed
from blogengine.markdown.convert import convert
from blogengine.markdown.options import Markup
from blogengine.parsing import parse
from blogengine.prose import auto_summary, plain
from blogengine.publish.feeds import read_feed
from blogengine.shortcodes import parse_shortcodes
from blogengine.site import Page

PATIENCE: Final = 5.0
"""Seconds that no input of `LONGEST` characters may take."""
LONGEST: Final = 4_000

PIECES: Final[Mapping[str, tuple[str, ...]]] = {
    "matter": (
        "+++\n", "---\n", "{", "}", "[", "]", "\"", "\"\"\"", "'", "=", ": ", "- ", "\n", "\r\n", "\t",
        "  ", "title", "tags", "date", "2024-02-30", "0x1p5", "1e999", "nan", "&a ", "*a",
        "!!python/object:os.system ", "<<: ", "|\n", ">\n", "#", "日本語", "\ufeff", "\u2028", "😀", "\\u0000",
        "[[a]]", "[a.b]", "a.b.c", "~", "null", ",", "true",
    ),
    "markdown": (
        "*", "**", "_", "`", "```", "~~~", "[", "](", ")", "![", "<", ">", "</", "<!--", "-->", "<script>",
        "|", "|-|", "\n", "\n\n", "- ", "1. ", "> ", "# ", "===", "---", "    ", "\t", "[^1]", "[^1]: ",
        "[a]: /u", "{#id .c}", "$$", "\\(", "\\", "&amp;", "&#0;", "http://a.b", "a@b.c", ":smile:", "~~",
        "- [x] ", "日本語", "、", "\u3000", "\ufeff", "é", "é", "{{< x >}}", "a", " ",
    ),
    "shortcodes": (
        "{{<", ">}}", "{{%", "%}}", "/", "*/", "/*", " ", "\n", "\"", "`", "=", "a", "figure", "src", "\\",
        "日本", ".Get 0", "x/y",
    ),
    "html": (
        "<", ">", "</", "/>", "<p>", "</p>", "<a href=", "<script", "<iframe src=", "<img srcset=", "\"",
        "'", "=", " ", "\n", "//speakerdeck.com/player/abc", "https://youtu.be/abcdefghijk",
        "<blockquote class=twitter-tweet>", "<h2 id=a>", "</h2>", "$$", "\\frac{a}{b}", "<!--", "-->", "&",
        "&lt;", "javascript:", "//[", "日本", "<svg>", "<math>", "<template>", "\u0000",
    ),
}  # fmt: skip


def _settings(text: str) -> None:
    for format_ in ("toml", "yaml", "json"):
        _told(lambda format_=format_: parse(text, format_, "config"))  # type: ignore[misc]


def _matter(text: str) -> None:
    for fence in ("+++\n", "---\n", "{", ""):
        _told(lambda fence=fence: split_front_matter(fence + text, "a.md"))  # type: ignore[misc]


def _markdown(text: str) -> None:
    html = convert(text, Markup()).html
    auto_summary(html, 70, True)
    plain(html)


def _shortcodes(text: str) -> None:
    _told(lambda: parse_shortcodes(text, "a.md"))


def _html(text: str) -> None:
    find_embeds(text)
    with_heading_links(text)
    with_formulas(text, Delimiters(), lambda *_: None)
    feed_text(in_feed(text, lambda: NO_DECKS), "https://a.example/b/", "https://a.example/")
    read_feed(text.encode("utf-8", "replace"))


def _ledger(content: bytes) -> None:
    for read in (unsealed, lambda each: loads(each, Page)):
        try:
            read(content)
        except DamagedError:
            continue


def _told(read: Callable[[], object]) -> None:
    """Run what may refuse its input, with a problem that names the file."""
    try:
        read()
    except SiteError as error:
        unsaid = [problem for problem in error.problems if not (problem.path and problem.message)]
        if unsaid:
            raise AssertionError(f"a problem without a place: {unsaid}") from error


TARGETS: Final[Mapping[str, tuple[str, Callable[[str], None]]]] = {
    "front matter": ("matter", _matter),
    "configuration": ("matter", _settings),
    "Markdown": ("markdown", _markdown),
    "shortcodes": ("shortcodes", _shortcodes),
    "HTML": ("html", _html),
}


def text_of(random: Random, pieces: tuple[str, ...]) -> str:
    """Pieces in any order; now and then one of them again and again."""
    found: list[str] = []
    length = 0
    limit = int(LONGEST ** random.random()) + 1
    while length < limit:
        piece = (
            random.choice(pieces) if random.random() < 0.9 else chr(random.choice((random.randrange(0xD800), 0x1F600)))
        )
        piece *= random.choice((1, 1, 1, 1, 1, 2, 3, random.randrange(1, 200)))
        found.append(piece)
        length += len(piece)
    return "".join(found)[:LONGEST]


def fuzz(seconds: float, seed: int) -> Mapping[str, int]:
    """Try every target in turn for so long; how often each was tried. Raises what it finds, the input as a note."""
    random, tried, end = Random(seed), dict.fromkeys((*TARGETS, "ledger"), 0), time.monotonic() + seconds
    while time.monotonic() < end:
        for name, (pieces, read) in TARGETS.items():
            text = text_of(random, PIECES[pieces])
            _timed(name, lambda read=read, text=text: read(text), text)  # type: ignore[misc]
            tried[name] += 1
        content = random.randbytes(random.randrange(200))
        _timed("ledger", lambda content=content: _ledger(content), repr(content))  # type: ignore[misc]
        tried["ledger"] += 1
    return tried


def _timed(name: str, read: Callable[[], None], text: str) -> None:
    start = time.process_time()
    try:
        read()
    except BaseException as error:
        error.add_note(f"{name}: {text!r}")
        raise
    if (took := time.process_time() - start) > PATIENCE:
        raise AssertionError(f"{name} took {took:.1f} s: {text!r}")


def main() -> None:
    """Run, and say how often each was tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.hard.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    sys.stdout.write(f"seed {given.seed}\n")
    for name, count in fuzz(given.minutes * 60, given.seed).items():
        sys.stdout.write(f"{count:9,} {name}\n")


if __name__ == "__main__":
    main()
