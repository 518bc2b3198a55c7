"""HTML compared by what it means: attribute order, entity spelling and space that is not shown do not count."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
BLOCKS = frozenset(
    [
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HIGHLIGHTED = re.compile(r'<div class="highlight"[^>]*>.*?<code([^>]*)>(.*?)</code></pre></div>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPACE = re.compile(r"[ \t\r\n]+")


def meaning(html: str) -> str:
    """HTML in a canonical spelling; space in `pre` counts, highlighted code counts as its text."""
    reader = _Reader()
    reader.feed(HIGHLIGHTED.sub(_plain_code, html.rstrip("\n")))  # what is never closed ends with the text
    reader.close()
    return "".join(reader.pieces())


def _plain_code(match: re.Match[str]) -> str:
    return f"<pre><code{match[1]}>{TAG.sub('', match[2])}</code></pre>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._events: list[tuple[str, str, str]] = []
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = "".join(f' {name}="{_value(name, value or "")}"' for name, value in sorted(attrs))
        self._events.append(("tag", tag, f"<{tag}{attributes}>"))
        self._pre += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._events.append(("tag", tag, f"</{tag}>"))
            self._pre -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if self._events and self._events[-1][0] == "text":
            data = self._events.pop()[2] + data
        kind = "pre" if self._pre else ""
        self._events.append(("text", kind, data if self._pre else SPACE.sub(" ", data)))

    def handle_comment(self, data: str) -> None:
        self._events.append(("tag", "hr", f"<!--{data}-->"))

    def handle_decl(self, decl: str) -> None:
        self._events.append(("tag", "", f"<!{decl}>"))

    def handle_pi(self, data: str) -> None:
        self._events.append(("tag", "", f"<?{data}>"))

    def unknown_decl(self, data: str) -> None:
        self._events.append(("tag", "", f"<![{data}]>"))

    def pieces(self) -> list[str]:
        """The document, without space at the edges of blocks."""
        edge = ("tag", "hr", "")
        around = zip([edge, *self._events], self._events, [*self._events[1:], edge], strict=False)
        return [self._piece(*events) for events in around]

    @staticmethod
    def _piece(before: tuple[str, str, str], event: tuple[str, str, str], after: tuple[str, str, str]) -> str:
        kind, name, text = event
        if kind == "tag":
            return text
        if name != "pre":
            text = text.lstrip(" ") if before[1] in BLOCKS else text
            text = text.rstrip(" ") if after[1] in BLOCKS else text
        return escape(text)


def _value(name: str, value: str) -> str:
    if name == "class":
        value = " ".join(sorted(value.split()))
    if name == "style":
        value = re.sub(r"\s*([:;])\s*", r"\1", value)
    return escape(value)
