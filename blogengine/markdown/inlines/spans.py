"""Inline constructs that hold no others: escapes, code, autolinks, raw HTML, references, breaks."""

# ruff: noqa: ARG001 (rules share mistune's signature)

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from blogengine.markdown.inlines.state import Inline
from blogengine.markdown.text import PUNCTUATION, character

if TYPE_CHECKING:
    from blogengine.markdown.inlines import InlineParser

ESCAPE: Final = rf"\\([{PUNCTUATION}])"
ESCAPED_SPACE: Final = r"\\ "
ESCAPED_BREAK: Final = r"\\\n[ \t]*"
BREAK: Final = r"\n[ \t]*"
CODE: Final = r"`+"
AUTOLINK: Final = r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*+)>"
EMAIL_DOMAIN: Final = (
    r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*+"
)
AUTOMAIL: Final = rf"<([a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]++@{EMAIL_DOMAIN})>"
TAG: Final = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*+"
    r"(?:[ \t\n]++[a-zA-Z_:][a-zA-Z0-9_.:-]*+"
    r"(?:[ \t\n]*+=[ \t\n]*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+[ \t\n]*+/?>"
    r"|</[A-Za-z][A-Za-z0-9-]*+[ \t\n]*+>"
)
MARKED: Final = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
DECLARATION: Final = re.compile(r"<![A-Za-z]")
COMMENT: Final = re.compile(r"<!---?>")


def parse_escape(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """A backslash before ASCII punctuation."""
    state.append_text(match[1])
    state.literal_until = match.end()
    return match.end()


def parse_escaped_space(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """goldmark's `escapedSpace`: a space that separates but is not shown."""
    state.literal_until = match.end()
    return match.end()


def parse_escaped_break(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    """A backslash at the end of a line."""
    state.append_token({"type": "linebreak"})
    return match.end()


def parse_break(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """The end of a line: a hard break after two spaces, else a soft one."""
    src, at = state.src, match.start()
    is_hard = src.endswith("  ", 0, at)
    if src.endswith(" ", 0, at) and state.tokens and state.tokens[-1]["type"] == "text":
        last = state.tokens[-1]
        last["raw"] = last["raw"].rstrip(" ")
    if is_hard:
        state.append_token({"type": "linebreak"})
    else:
        state.append_token({"type": "softbreak", "spaced": src.endswith(" ", 0, at)})
        state.has_breaks = True
    return match.end()


def parse_code(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """Code between runs of as many backticks."""
    run = match[0]
    start = match.end()
    end = state.delimiters.code_end(run, start)
    if end is None:
        state.append_text(run)
        return start
    lines = state.src[start:end]
    code = lines.replace("\n", " ")
    if code[0] == code[-1] == " " and code.strip(" "):
        code = code[1:-1]
    token = {"type": "codespan", "raw": code}
    if "\n" in lines:
        token["first_line"] = lines[: lines.index("\n") + 1]
    state.append_token(token)
    return end + len(run)


def parse_autolink(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """`<https://…>`."""
    state.append_token({"type": "autolink", "raw": match[1], "attrs": {"url": match[1]}})
    return match.end()


def parse_automail(parser: InlineParser, match: re.Match[str], state: Inline) -> int:
    """`<me@example.org>`."""
    state.append_token({"type": "autolink", "raw": match[1], "attrs": {"url": f"mailto:{match[1]}"}})
    return match.end()


def parse_html(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    """A tag, a comment, a processing instruction, a declaration or CDATA."""
    src, start = state.src, match.start()
    end = _html_end(state, src, start)
    if end is None:
        return None
    state.append_token({"type": "inline_html", "raw": src[start:end]})
    return end


def _html_end(state: Inline, src: str, start: int) -> int | None:
    tag = TAG.match(src, start) or COMMENT.match(src, start)
    if tag is not None:
        return tag.end()
    for opening, closing in MARKED:
        if src.startswith(opening, start):
            return _behind(state, closing, start + len(opening))
    return _behind(state, ">", start + 3) if DECLARATION.match(src, start) else None


def _behind(state: Inline, closing: str, pos: int) -> int | None:
    found = state.delimiters.find(closing, pos)
    return None if found is None else found + len(closing)


def parse_reference(parser: InlineParser, match: re.Match[str], state: Inline) -> int | None:
    """A character reference."""
    found = character(match[1], match[2], match[3])
    if found is None:
        return None
    token = {"type": "text", "raw": found}
    if match[3] is None:
        token["source"] = match[0]
    state.append_token(token)
    state.literal_until = match.end()
    return match.end()
