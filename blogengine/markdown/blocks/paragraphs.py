"""What a paragraph turns into when it ends: link definitions at its start, a table in it."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Final

from blogengine.markdown.blocks.tree import Block, Paragraph, Table
from blogengine.markdown.text import MAX_LABEL, Reference, link_destination, link_title, normalized_label

References = MutableMapping[str, Reference]

LABEL: Final = re.compile(r"\[((?:[^\\\[\]]|\\.)*+)\]:[ \t]*\n?[ \t]*", re.DOTALL)
LINE_END: Final = re.compile(r"[ \t]*(?:\n|$)")
SPACE: Final = re.compile(r"[ \t]*\n?[ \t]*")
DELIMITER_ROW: Final = re.compile(r"(?=.*[^-])[ \t\r\v\f:|-]+")
DELIMITER: Final = re.compile(r"\s*(:?)-+(:?)\s*")
ALIGNMENTS: Final = {("", ""): None, (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}
PIPE: Final = re.compile(r"(?<!\\)\|")


def take_definitions(paragraph: Paragraph, references: References) -> None:
    """Move the link definitions that a paragraph begins with to `references`; the first of a label counts."""
    if not paragraph.lines[0].startswith("["):
        return
    text = "\n".join(paragraph.lines)
    pos = 0
    while text.startswith("[", pos):
        end = _definition(text, pos, references)
        if end is None:
            break
        pos = end
    if pos:
        rest = text[pos:]
        paragraph.lines = rest.split("\n") if rest.strip() else []


def _definition(text: str, pos: int, references: References) -> int | None:
    """The position behind the definition at `pos`, or None if there is none."""
    label = LABEL.match(text, pos)
    if label is None or len(label[1]) > MAX_LABEL or not label[1].strip():
        return None
    destination = link_destination(text, label.end())
    if destination is None:
        return None
    url, end = destination
    line_end = LINE_END.match(text, end)
    space = SPACE.match(text, end)
    title = None
    if space is not None and space.end() > end:
        title = link_title(text, space.end())
    title_end = LINE_END.match(text, title[1]) if title else None
    if title is not None and title_end is not None:
        found = Reference(url, title[0])
        end = title_end.end()
    elif line_end is not None:
        found = Reference(url, None)
        end = line_end.end()
    else:
        return None
    references.setdefault(normalized_label(label[1]), found)
    return end


def split_table(paragraph: Paragraph) -> list[Block]:
    """The paragraph as it is, or what is left of it above a table, and the table."""
    lines = paragraph.lines
    for index in range(1, len(lines)):
        if "-" not in lines[index] or not DELIMITER_ROW.fullmatch(lines[index]):
            continue
        if lines[index] in paragraph.indented and index == 1:
            continue
        alignments = _alignments(lines[index])
        if not alignments:
            continue
        head = _cells(lines[index - 1])
        width = len(alignments)
        if len(head) > width:
            break
        table = Table(alignments, [_row(line, width) for line in (lines[index - 1], *lines[index + 1 :])])
        paragraph.lines = lines[: index - 1]
        return [paragraph, table] if paragraph.lines else [table]
    return [paragraph]


def _alignments(line: str) -> list[str | None]:
    """The columns' alignments of a delimiter row, none if it is not one."""
    columns = line.split("|")
    if not columns[0].strip():
        del columns[0]
    if columns and not columns[-1].strip():
        del columns[-1]
    matches = [DELIMITER.fullmatch(column) for column in columns]
    alignments = [ALIGNMENTS[match[1], match[2]] for match in matches if match]
    return [*alignments] if len(alignments) == len(columns) else []


def _cells(line: str) -> list[str]:
    line = line.strip(" \t\r\v\f")
    start = line.startswith("|")
    end = len(line) - (line.endswith("|") and len(line) > start)
    return [cell.strip(" \t\r\v\f") for cell in PIPE.split(line[start:end])] if start < end else []


def _row(line: str, width: int) -> list[str | None]:
    """A row with as many cells as the table has columns, None for those that it lacks."""
    cells: list[str | None] = [*_cells(line)[:width]]
    return cells + [None] * (width - len(cells))
