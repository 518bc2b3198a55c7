"""The table of contents: headings -> Hugo's `<nav id="TableOfContents">`, to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from blogengine.markdown.document import Heading
from blogengine.markdown.options import TableOfContents

ATTRIBUTES: Final = r"""(?:[^>"']|"[^"]*"|'[^']*')*+"""
FOOTNOTE: Final = re.compile(r'<sup id="[^"]*"><a href="[^"]*" class="footnote-ref"[^>]*>[^<]*</a></sup>')
SPACES: Final = re.compile("[ \n]+")
LEFT_OUT: Final = re.compile(
    rf"<!--.*?-->|<\?.*?\?>|<!{ATTRIBUTES}>"
    r"|<(script|style|iframe|noscript|object|title)(?=[\s/>]).*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
TAG: Final = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*)({ATTRIBUTES})>")
ATTRIBUTE: Final = re.compile(r"""\s+([^\s=>"'/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
KEPT: Final = frozenset(
    "abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time"
    " u var wbr".split()
)
KEPT_ATTRIBUTES: Final = frozenset("class id title src alt width height datetime cite value".split())


class Entry(msgspec.Struct):
    """An entry while the tree is built; `heading` is None where a level was skipped."""

    heading: Heading | None
    entries: list[Entry]


def table_of_contents(headings: Sequence[Heading], options: TableOfContents) -> str:
    """The headings between `startLevel` and `endLevel` (-1: all) as a nested list.

    Skipped levels are empty `<li>`.
    """
    lists = "".join(_at_start_level(_tree(headings), 1, options))
    return f'<nav id="TableOfContents">{lists}</nav>'


def _tree(headings: Sequence[Heading]) -> list[Entry]:
    """Entries by level; a heading without a parent one level up gets an empty one."""
    top: list[Entry] = []
    for heading in headings:
        siblings = top
        for _ in range(heading.level - 1):
            if not siblings:
                siblings.append(Entry(None, []))
            siblings = siblings[-1].entries
        siblings.append(Entry(heading, []))
    return top


def _at_start_level(entries: list[Entry], level: int, options: TableOfContents) -> Iterator[str]:
    if level >= options.start_level:
        yield from _list(entries, level, 0, options)
        return
    for entry in entries:
        yield from _at_start_level(entry.entries, level + 1, options)


def _list(entries: list[Entry], level: int, indent: int, options: TableOfContents) -> Iterator[str]:
    if not entries or -1 != options.end_level < level:
        return
    tag = "ol" if options.ordered else "ul"
    margin = "  " * (indent + 1)
    yield f"\n{margin}<{tag}>\n"
    for entry in entries:
        yield f"{margin}  <li>{_link(entry.heading)}"
        yield from _list(entry.entries, level + 1, indent + 2, options)
        yield "</li>\n"
    yield f"{margin}</{tag}>\n{'  ' * indent}"


def _link(heading: Heading | None) -> str:
    if heading is None or not (heading.id or heading.title):
        return ""
    return f'<a href="#{heading.id}">{heading.title}</a>'


def heading_title(title: str) -> str:
    """A heading's HTML as Hugo cleans it for titles: of tags only those of texts; with markup, no extra spaces."""
    title = FOOTNOTE.sub("", title)
    if "<" not in title:
        return title
    return SPACES.sub(" ", TAG.sub(_kept, LEFT_OUT.sub("", title))).strip()


def _kept(tag: re.Match[str]) -> str:
    """A tag as it stays in a title: with the attributes that are safe there, or not at all."""
    closing, name, attributes = tag.groups()
    if name.lower() not in KEPT:
        return ""
    kept = [pair[0] for pair in ATTRIBUTE.finditer(attributes) if pair[1].lower() in KEPT_ATTRIBUTES]
    end = "/" if attributes.endswith("/") else ""
    return f"<{closing}{name}{''.join(kept)}{end}>"
