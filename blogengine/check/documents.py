"""HTML as browsers parse it: what a page refers to, and what can be referred to in it.

The parser is selectolax's Lexbor: it follows the HTML standard, as browsers do. (libxml2, behind lxml, builds a tree of
its own, in which what a `<template>` holds is part of the page; html5lib follows the standard, twenty times as slowly.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

Role = Literal["link", "image", "resource"]

SELECTOR: Final = ", ".join(
    (
        "[href]",
        "[src]",
        "[srcset]",
        "[poster]",
        "object[data]",
        "meta[content]",
        "img",
    )
)
LINK_TAGS: Final = frozenset({"a", "area"})
IMAGE_TAGS: Final = frozenset({"img", "image", "use", "input"})
ICONS: Final = frozenset({"icon", "apple-touch-icon", "mask-icon", "apple-touch-startup-image"})
HINTS: Final = frozenset({"preconnect", "dns-prefetch", "pingback", "profile"})
"""Relations of `<link>` whose address nobody opens."""
META_IMAGES: Final = frozenset(
    {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"}
)
META_LINKS: Final = frozenset({"og:url", "og:video", "og:audio"})
REFRESH: Final = re.compile(r"\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
SRCSET: Final = re.compile(r"\s*,*\s*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")


class Reference(msgspec.Struct, frozen=True):
    """An address that a page refers to."""

    url: str
    """As it stands in the HTML, entities decoded."""
    role: Role
    in_head: bool = False
    """Whether it is in a `<link>` or `<meta>`, which readers do not see."""


class Picture(msgspec.Struct, frozen=True):
    """An `<img>` without a text for those who do not see it."""

    url: str
    has_alt: bool
    """Whether there is an `alt`, empty as it may be."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What the checks want to know of a page."""

    references: tuple[Reference, ...] = ()
    """In the order of the page, repeated ones too."""
    anchors: frozenset[str] = frozenset()
    textless: tuple[Picture, ...] = ()
    """Pictures without a text, those left out that are declared as decoration."""
    base: str = ""
    """`<base href>`."""


def parse_document(content: bytes) -> Document:
    """What a page of HTML, encoded as UTF-8, refers to and holds."""
    tree = LexborHTMLParser(content)
    references: list[Reference] = []
    textless: list[Picture] = []
    for node in tree.css(SELECTOR):
        references += _references(node)
        if node.tag == "img" and not _has_text(node):
            textless.append(Picture(_attribute(node, "src"), "alt" in node.attributes))
    base = tree.css_first("base[href]")
    return Document(
        references=tuple(references),
        anchors=frozenset(_anchors(tree)),
        textless=tuple(textless),
        base=_attribute(base, "href") if base else "",
    )


def _anchors(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[id]"):
        yield _attribute(node, "id")
    for node in tree.css("a[name]"):
        yield _attribute(node, "name")


def _references(node: LexborNode) -> Iterator[Reference]:
    tag = node.tag or ""
    match tag:
        case "base":
            return
        case "link":
            yield from _of_link(node)
        case "meta":
            yield from _of_meta(node)
        case _:
            yield from _of_element(tag, node)


def _of_element(tag: str, node: LexborNode) -> Iterator[Reference]:
    role: Role = "link" if tag in LINK_TAGS else "image" if tag in IMAGE_TAGS else "resource"
    for name in ("href", "src", "data", "xlink:href"):
        if (value := node.attributes.get(name)) is not None and (name != "data" or tag == "object"):
            yield Reference(value, role)
        elif name in node.attributes and name in ("href", "src"):
            yield Reference("", role)
    if poster := _attribute(node, "poster"):
        yield Reference(poster, "image")
    for match in SRCSET.finditer(_attribute(node, "srcset")):
        yield Reference(match[1], "image")


def _of_link(node: LexborNode) -> Iterator[Reference]:
    relations = set(_attribute(node, "rel").lower().split())
    if not relations & HINTS and "href" in node.attributes:
        yield Reference(_attribute(node, "href"), "image" if relations & ICONS else "link", in_head=True)


def _of_meta(node: LexborNode) -> Iterator[Reference]:
    content = _attribute(node, "content")
    name = (_attribute(node, "property") or _attribute(node, "name")).lower()
    if name in META_IMAGES or name in META_LINKS:
        yield Reference(content, "image" if name in META_IMAGES else "link", in_head=True)
    elif _attribute(node, "http-equiv").lower() == "refresh" and (match := REFRESH.match(content)):
        yield Reference(match[1], "link", in_head=True)


def _has_text(image: LexborNode) -> bool:
    """Whether an image has a text, or is declared to need none: as decoration, hidden, or a counter's one pixel."""
    attributes = image.attributes
    return bool(
        (attributes.get("alt") or "").strip()
        or attributes.get("aria-label")
        or attributes.get("aria-labelledby")
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in ("presentation", "none")
        or {attributes.get("width"), attributes.get("height")} & {"0", "1"}
    )


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""
