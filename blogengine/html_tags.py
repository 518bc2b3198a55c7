"""The tags in a piece of HTML: where they stand and what they say. Pure; nothing but the tags is looked at.

For changing finished HTML in few places and leaving every other byte as it is. What a browser would not take for a tag
is none here either: comments, and the text of `<script>`, `<style>`, `<iframe>` and their kin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from typing import Final

import msgspec

from blogengine.prose import REST_OF_TAG

MARK: Final = re.compile(rf"<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][^\s/>]*+)({REST_OF_TAG}|[^>]*+>)", re.DOTALL)
ATTRIBUTE: Final = re.compile(
    r"""([^\s=>/"'][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]*+)))?""",
)
RAW: Final = frozenset({"script", "style", "iframe", "textarea", "title", "xmp", "noembed", "noframes"})
"""Elements whose text holds no tags, by HTML's rules for parsers."""
VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
"""Elements without an end tag."""

Rewrite = Callable[[str, str], str | None]
"""Name and value of an attribute -> its new value, or None to leave it out."""


class Tag(msgspec.Struct, frozen=True):
    """A start or end tag."""

    name: str
    """Lower-cased."""
    closing: bool
    start: int
    """Where it starts in the HTML, in characters."""
    end: int
    """Where it ends."""
    inside: str
    """What stands between its name and its end, attributes as written."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes: names lower-cased, values without character references; of two with one name the first."""
        found: dict[str, str] = {}
        for match in ATTRIBUTE.finditer(self.inside):
            found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or "").strip())
        return found

    @property
    def classes(self) -> frozenset[str]:
        """Its classes."""
        return frozenset(self.attributes.get("class", "").split())


def tags(html: str) -> Iterator[Tag]:
    """Every tag, in order."""
    place, end = 0, html.rfind(">") + 1
    while match := MARK.search(html, place, end):
        place = match.end()
        if match[2] is None:
            continue
        name = match[2].lower()
        yield Tag(name, match[1] == "/", match.start(), place, match[3].removesuffix(">"))
        if name in RAW and match[1] == "":
            place = end_of_raw(html, name, place)


def end_of_raw(html: str, name: str, place: int) -> int:
    """Where the end tag of a raw element stands whose text starts at a place; the end of the HTML without one."""
    match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, place)
    return match.start() if match else len(html)


def rewritten(html: str, tag: Tag, rewrite: Rewrite) -> str:
    """A start tag of the HTML with its attributes rewritten; what stays as it is stays as written."""

    def attribute(match: re.Match[str]) -> str:
        value = unescape(next((text for text in match.groups()[1:] if text is not None), ""))
        new = rewrite(match[1].lower(), value)
        if new is None:
            return ""
        return match[0] if new == value else f'{match[1]}="{escape(new)}"'

    name = html[tag.start : tag.start + 1 + len(tag.name)]
    return f"{name}{ATTRIBUTE.sub(attribute, tag.inside)}>"
