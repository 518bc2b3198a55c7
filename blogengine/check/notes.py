"""Notes of authors to themselves, in texts that are published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from blogengine.check.findings import Finding, finding
from blogengine.check.origins import Maker, Origins
from blogengine.check.places import Places
from blogengine.check.texts import COMMENT, Text, start_of_line, without_code

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
    start = start_of_line(text.text, body_line)
    body = without_code(text.text[start:])
    offsets = {match.start() for match in MARKER.finditer(body)}
    for comment in COMMENT.finditer(body):
        offsets |= {match.start() for match in NOTED.finditer(body, comment.start(), comment.end())}
    for offset in sorted(offsets):
        word = NOTED.match(body, offset)
        name = word[0] if word else "TODO"
        yield finding("todo", text.problem(f"the published text has a note “{name}”", start + offset))
