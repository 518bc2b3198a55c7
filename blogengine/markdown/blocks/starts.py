"""What begins a block: functions that try the line and give the blocks which it opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from blogengine.markdown.attributes import Attributes, parse_attributes, trailing_attributes
from blogengine.markdown.blocks.line import Line
from blogengine.markdown.blocks.tree import (
    Block,
    Definition,
    DefinitionList,
    Fence,
    Footnote,
    Heading,
    Html,
    Indented,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Term,
)

if TYPE_CHECKING:
    from blogengine.markdown.blocks.tree_builder import Builder

Start = Callable[["Builder", Line], bool]
"""Whether the line begins such a block; then it is open."""

ATX: Final = re.compile(r"(#{1,6})(?:[ \t]+|$)(.*)", re.DOTALL)
CLOSING_HASHES: Final = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
SETEXT: Final = re.compile(r"(?:=+|-+)[ \t]*$")
RULE: Final = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
FENCE: Final = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$", re.DOTALL)
BULLET: Final = re.compile(r"([*+-])(?=[ \t]|$)")
ORDERED: Final = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")
FOOTNOTE: Final = re.compile(r"\[\^((?:[^\\\[\]]|\\.)++)\]:")
DEFINITION: Final = re.compile(r":[ \t]")
NAME: Final = r"[A-Za-z][A-Za-z0-9-]*+"
ATTRIBUTE: Final = r"(?:[ \t]+[a-zA-Z_:][a-zA-Z0-9_.:-]*+(?:[ \t]*=[ \t]*(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)"
BLOCK_NAMES: Final = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html "
    "iframe legend li link main menu menuitem meta nav noframes ol optgroup option p param search section "
    "summary table tbody td tfoot th thead title tr track ul"
)
HTML_STARTS: Final[tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]] = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?:[ \t>]|$)", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{'|'.join(BLOCK_NAMES.split())})(?:[ \t]|/?>|$)", re.IGNORECASE), None),
)
HTML_TAG: Final = re.compile(
    rf"(?!</?(?:script|pre|style|textarea)[ \t>])(?:<{NAME}{ATTRIBUTE}*+[ \t]*/?>|</{NAME}[ \t]*>)[ \t]*$",
    re.IGNORECASE,
)


def start_quote(builder: Builder, line: Line) -> bool:
    """`>`."""
    quote = Quote()
    quote.matches(line)
    builder.open(quote, line)
    return True


def start_heading(builder: Builder, line: Line) -> bool:
    """`# ATX heading`, with attributes in braces at its end."""
    found = ATX.match(line.text, line.start)
    if found is None:
        return False
    text = found[2].strip(" \t")
    attributes: Attributes = {}
    if builder.options.parser.attribute.title:
        text, attributes = trailing_attributes(text)
    heading = Heading(len(found[1]), CLOSING_HASHES.sub("", text))
    heading.attributes = attributes
    builder.open(heading, line)
    return True


def start_fence(builder: Builder, line: Line) -> bool:
    """Three or more backticks or tildes."""
    found = FENCE.match(line.text, line.start)
    if found is None:
        return False
    info = (found[2] or found[4] or "").strip(" \t")
    builder.open(Fence(found[1] or found[3], line.indent, info), line)
    return True


def start_html(builder: Builder, line: Line) -> bool:
    """One of the seven kinds of raw HTML; the seventh, any tag alone on its line, interrupts no paragraph."""
    matching = [end for opening, end in HTML_STARTS if opening.match(line.text, line.start)]
    if matching:
        end = matching[0]
    elif builder.is_lazy() or isinstance(builder.innermost(), Paragraph) or not HTML_TAG.match(line.text, line.start):
        return False
    else:
        end = None
    html = Html(end)
    builder.open(html, line)
    html.add(line)
    return True


def start_setext(builder: Builder, line: Line) -> bool:
    """`===` or `---` under a paragraph."""
    if not isinstance(builder.innermost(), Paragraph) or not SETEXT.match(line.text, line.start):
        return False
    paragraph = builder.finished_paragraph()
    if paragraph is None:
        return False
    text = paragraph.text()
    attributes: Attributes = {}
    if builder.options.parser.attribute.title:
        head, newline, last = text.rpartition("\n")
        last, attributes = trailing_attributes(last)
        text = f"{head}{newline}{last}"
    heading = Heading(1 if line.text[line.start] == "=" else 2, text)
    heading.attributes = attributes
    heading.after_blank = paragraph.after_blank
    heading.line = paragraph.line
    builder.replace_last(heading)
    return True


def start_rule(builder: Builder, line: Line) -> bool:
    """`***`, `---` or `___`, with spaces or without."""
    if not RULE.match(line.text, line.start):
        return False
    builder.open(Rule(), line)
    return True


def start_item(builder: Builder, line: Line) -> bool:
    """A list's marker; only a first item that is not empty, numbered 1 if at all, interrupts a paragraph."""
    bullet = BULLET.match(line.text, line.start)
    ordered = None if bullet else ORDERED.match(line.text, line.start)
    marker = bullet or ordered
    if marker is None:
        return False
    is_empty = not line.text[marker.end() :].strip(" \t")
    if isinstance(builder.innermost(), Paragraph) and (is_empty or (ordered and int(ordered[1]) != 1)):
        return False
    indent = line.indent
    line.skip_indent()
    line.skip(marker.end() - marker.start())
    width = marker.end() - marker.start() + 1
    if not is_empty and 1 <= line.indent <= 4:
        width += line.indent - 1
        line.skip_indent()
    else:
        line.skip_columns(1)
    kind = ordered[2] if ordered else marker[1]
    container = builder.innermost()
    current = container if isinstance(container, List) else None
    if current is None or current.kind != kind:
        builder.open(List(kind, int(ordered[1]) if ordered else None), line)
    builder.open(Item(indent + width), line)
    return True


def start_indented(builder: Builder, line: Line) -> None:
    """Code indented by four columns."""
    line.skip_columns(4)
    builder.open(Indented(), line)


def start_footnote(builder: Builder, line: Line) -> bool:
    """`[^label]:`."""
    found = FOOTNOTE.match(line.text, line.start)
    if found is None:
        return False
    line.skip_indent()
    line.skip(found.end() - found.start())
    builder.open(Footnote(found[1]), line)
    return True


def start_definition(builder: Builder, line: Line) -> bool:
    """`: ` under a paragraph, whose lines are the terms, or under another definition."""
    if line.indent or not DEFINITION.match(line.text, line.start):
        return False
    terms: list[Block] = []
    parent = builder.container()
    last = parent.children[-1] if parent.children else None
    if isinstance(last, Paragraph):
        paragraph = builder.finished_paragraph()
        if paragraph is None:
            return False
        terms = [Term(text.strip(" \t")) for text in paragraph.lines]
        parent.children.pop()
        last = parent.children[-1] if parent.children else None
    elif not isinstance(last, DefinitionList):
        return False
    definitions = builder.reopen(last) if isinstance(last, DefinitionList) else DefinitionList()
    if definitions is not last:
        builder.open(definitions, line)
    definitions.children += terms
    line.skip(1)
    indent = line.indent if line.indent < 8 else 1
    definitions.width = indent + 1
    line.skip_columns(indent)
    builder.open(Definition(), line)
    return True


def start_attributes(builder: Builder, line: Line) -> bool:
    """`{.class}` on a line under a block, which gets the attributes that it does not have yet."""
    found = parse_attributes(line.text, line.start)
    if found is None:
        return False
    builder.attach(found[0])
    line.consumed = True
    return True
