"""Links and images: brackets, and what may follow them."""

# ruff: noqa: ARG001 (rules share mistune's signature)

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from blogengine.markdown.inlines.state import MAX_DEPTH, Inline, Opener, depth_of
from blogengine.markdown.plain import alternative_text
from blogengine.markdown.text import (
    MAX_LABEL,
    Reference,
    link_destination,
    link_title,
    normalized_label,
)

if TYPE_CHECKING:
    from blogengine.markdown.inlines import InlineParser

SPACE: Final = re.compile(r"[ \t]*\n?[ \t]*")
LABEL: Final = re.compile(r"\[((?:[^\\\[\]]|\\.)*+)\]", re.DOTALL)


def parse_open(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """`[` or `![`: remember it."""
    opener = Opener(len(state.tokens), match.end(), match[0][0] == "!")
    state.append_token({"type": "text", "raw": match[0], "opener": True})
    state.openers.append(opener)
    state.last_inner = match.end()
    return match.end()


def parse_close(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    """`]`: a link or an image if what is around it makes one."""
    if not state.openers:
        return None
    opener = state.openers.pop()
    height = len(state.openers)
    is_inactive = height < state.inactive_below
    state.inactive_below = min(state.inactive_below, height)
    has_inner = state.last_inner > opener.pos
    state.last_inner = match.end()
    if is_inactive and not opener.is_image:
        return None
    found = _inline(state.src, match.end()) or _reference(state, opener, match.start(), has_inner)
    if found is None:
        return None
    target, end = found
    children = parser.paired(state.tokens[opener.token + 1 :])
    if opener.is_image:
        children = parser.joined(children, state)
    depth = depth_of(children) + 1
    if depth > MAX_DEPTH:
        state.openers.clear()
        state.inactive_below = 0
        return None
    del state.tokens[opener.token :]
    attrs = {"url": target.url, "title": target.title}
    if opener.is_image:
        attrs["alt"] = alternative_text(children)
    kind = "image" if opener.is_image else "link"
    state.append_token({"type": kind, "children": children, "attrs": attrs, "depth": depth})
    if not opener.is_image:
        state.inactive_below = height
    return end


def _inline(src: str, pos: int) -> tuple[Reference, int] | None:
    """`(destination "title")` at a position."""
    if not src.startswith("(", pos):
        return None
    pos = _skip(src, pos + 1)
    if src.startswith(")", pos):
        return Reference("", None), pos + 1
    destination = link_destination(src, pos)
    if destination is None:
        return None
    url, pos = destination
    end = _skip(src, pos)
    title = link_title(src, end) if end > pos else None
    if title is not None:
        end = _skip(src, title[1])
    return (Reference(url, title[0] if title else None), end + 1) if src.startswith(")", end) else None


def _skip(src: str, pos: int) -> int:
    match = SPACE.match(src, pos)
    return match.end() if match else pos


def _reference(state: Inline, opener: Opener, close: int, has_inner: bool) -> tuple[Reference, int] | None:
    """What the label behind the brackets refers to, or else the label in them."""
    references = state.env["ref_links"]
    end = close + 1
    label = LABEL.match(state.src, end)
    if label is not None:
        end = label.end()
    text = label[1] if label is not None and label[1].strip() else None
    if text is None:
        if has_inner or close - opener.pos > MAX_LABEL:
            return None
        text = state.src[opener.pos : close]
    if not references or len(text) > MAX_LABEL:
        return None
    found: Reference | None = references.get(normalized_label(text))
    return (found, end) if found is not None else None
