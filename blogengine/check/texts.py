"""Texts of published pages: notes of the author's to himself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from blogengine.check.findings import Finding, finding
from blogengine.check.origins import Maker, Origins
from blogengine.check.places import CODE_SPAN, COMMENT, FENCE, Places, Text

MARKER: Final = re.compile(r"(?<![A-Za-z0-9_-])(?:TODO|FIXME|TBD)(?:\([^)\n]*\))?(?=\s*[:：]|[\])）】])")
"""A note, not the word: "TODO:", "TODO(me):", "[TODO]", "（TODO）"."""
NOTED: Final = re.compile(r"(?<![A-Za-z0-9_-])(?:TODO|FIXME|TBD|XXX)(?![A-Za-z0-9_-])")
"""In a comment the word is enough."""


def notes(origins: Origins, places: Places) -> Iterator[Finding]:
    """Notes such as TODO in the texts of published pages, not in their code."""
    for source in origins.published:
        text = places.text_of(Maker(source.path, source.file, source))
        if text is not None:
            yield from _notes(text, source.body_line)


def _notes(text: Text, body_line: int) -> Iterator[Finding]:
    start = sum(len(line) + 1 for line in text.text.split("\n")[: body_line - 1])
    body = _without_code(text.text[start:])
    offsets = {match.start() for match in MARKER.finditer(body)}
    for comment in COMMENT.finditer(body):
        offsets |= {match.start() for match in NOTED.finditer(body, comment.start(), comment.end())}
    for offset in sorted(offsets):
        word = NOTED.match(body, offset)
        name = word[0] if word else "TODO"
        yield finding("todo", text.problem(f"the published text has a note “{name}”", start + offset))


def _without_code(body: str) -> str:
    for pattern in (FENCE, CODE_SPAN):
        body = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    return body
