"""Finds the pictures in a page's HTML and rewrites them there, every other byte untouched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

import msgspec

TAG = "<img"


class ImageTag(msgspec.Struct, frozen=True):
    """An `<img>` as it stands in the HTML."""

    start: int
    text: str
    attributes: Mapping[str, str]
    """Names lower-cased, of one given twice the first, values unescaped."""
    is_in_picture: bool
    """Whether a `<picture>` around it chooses its source already."""

    def with_attributes(self, added: Mapping[str, str]) -> str:
        """The tag with attributes that it does not have yet."""
        new = "".join(f' {name}="{escape(value)}"' for name, value in added.items() if name not in self.attributes)
        return f"{self.text[: len(TAG)]}{new}{self.text[len(TAG) :]}"


def rewritten(html: str, replace: Callable[[ImageTag], str]) -> str:
    """The HTML with every `<img>` as `replace` gives it; those in comments, scripts and templates stay."""
    if TAG not in html.lower():
        return html
    parts: list[str] = []
    end = 0
    for tag in _image_tags(html):
        parts += (html[end : tag.start], replace(tag))
        end = tag.start + len(tag.text)
    return "".join((*parts, html[end:]))


def picture(image: str, sources: Iterable[tuple[str, int]], sizes: str) -> str:
    """A `<picture>` with sources in WebP (address, width in pixels) around an `<img>`."""
    srcset = ", ".join(f"{url} {width}w" for url, width in sources)
    return f'<picture><source type="image/webp" srcset="{escape(srcset)}" sizes="{escape(sizes)}">{image}</picture>'


def _image_tags(html: str) -> list[ImageTag]:
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[ImageTag] = []
        self._starts = (0, *accumulate(len(line) + 1 for line in html.split("\n")))
        self._pictures = 0
        self._templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._pictures += tag == "picture"
        self._templates += tag in ("template", "noscript")
        if tag == "img" and not self._templates:
            line, column = self.getpos()
            attributes = {name: value or "" for name, value in reversed(attrs)}
            text = self.get_starttag_text() or TAG
            self.found.append(ImageTag(self._starts[line - 1] + column, text, attributes, self._pictures > 0))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._pictures -= tag == "picture" and self._pictures > 0
        self._templates -= tag in ("template", "noscript") and self._templates > 0
