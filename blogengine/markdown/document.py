"""What a conversion gives: a `Document`."""

from __future__ import annotations

import msgspec


class Heading(msgspec.Struct, frozen=True):
    """A heading of a document."""

    id: str
    """"" for a heading without one."""
    level: int
    """1 to 6."""
    title: str
    """The heading's inline HTML without links and footnotes (Hugo's `.Fragments` titles)."""


class Hooked(msgspec.Struct, frozen=True):
    """A place in the HTML that a render hook fills (`templates/_markup/render-NAME.html`).

    `Document.html` holds the token; whoever renders the page replaces it by what the hook's template prints.
    """

    token: str
    kind: str
    """"link", "image", "heading", "codeblock", "blockquote", "table" or "passthrough"."""
    variant: str
    """The language of a code block, "alert" or "regular" of a blockquote, "block" or "inline", else ""."""
    fields: dict[str, object]
    """What the hook's template sees, in snake_case of Hugo's names: text, plain_text, destination, title,
    is_block, ordinal, level, anchor, type, inner, options, attributes, position, ..."""


class Block(msgspec.Struct, frozen=True):
    """A block of code as it was highlighted."""

    digest: str
    """Of all that its HTML depends on."""
    html: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A converted Markdown text. Pure data: the same text and options always give the same value."""

    html: str
    headings: tuple[Heading, ...] = ()
    """All headings in order of the text."""
    toc: str = ""
    """Hugo's `.TableOfContents`, `<nav id="TableOfContents">…</nav>`."""
    links: tuple[str, ...] = ()
    """Destinations of links and images, as in the HTML, in order, for link checks."""
    hooked: tuple[Hooked, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Highlighted code, for the next conversion to know."""
    divided: bool = False
    """Whether the text holds `<!--more-->`."""
    summary_html: str = ""
    """What is before `<!--more-->`, with the elements still open there closed; "" when not divided."""
