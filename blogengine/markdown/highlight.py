"""Highlighted code: Pygments' tokens in the HTML that Hugo (Chroma) prints."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Final

import msgspec
from markupsafe import escape

from blogengine.markdown import code_style
from blogengine.markdown.code_style import Palette, palette, stylesheet
from blogengine.markdown.languages import lexer_alias
from blogengine.markdown.options import Highlight

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

__all__ = ["highlight", "parse_options", "plain_fence", "stylesheet"]

SHELL: Final = re.compile(r"#![^\n]*[/ ](?:ba|z|k)?sh\b")
RANGE: Final = re.compile(r"([+-]?[0-9]{1,9})(?:-([+-]?[0-9]{1,9}))?")
ATTRIBUTE_NAME: Final = re.compile(r"[\w:][\w:.-]*")
BREAKS: Final = "\r\n"
OPTION_NAMES: Final = {name.replace("_", ""): name for name in Highlight.__struct_fields__}
"""Options as `hl_Lines`, `lineNoStart` and so on spell them, lower-cased and without `_` -> our fields."""
LONGEST: Final = 250_000
"""Characters of code that are highlighted; more, which is no example for readers, is printed as it is."""
LEXER_OPTIONS: Final[dict[str, dict[str, bool]]] = {"php": {"startinline": True}}
"""Chroma's PHP needs no `<?php`."""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The attributes of the elements around tokens, each with a space before it, or ""."""

    pre: str
    table: str
    cell: str
    code_cell: str
    line: str
    marked_line: str
    marked: str
    number: str
    table_number: str
    link: str
    code: str


FRAME_OF_CLASSES: Final = Frame(
    pre=' class="chroma"',
    table=' class="lntable"',
    cell=' class="lntd"',
    code_cell=' class="lntd"',
    line=' class="line"',
    marked_line=' class="line hl"',
    marked=' class="hl"',
    number=' class="ln"',
    table_number=' class="lnt"',
    link=' class="lnlinks"',
    code=' class="cl"',
)


def highlight(
    code: str, language: str, attributes: Mapping[str, object], options: Highlight, ordinal: int = 0
) -> str | None:
    """Code as Hugo's highlighted HTML, or None when Chroma does not know the language.

    `attributes` are those of the fence or shortcode: options (`linenos`, `hl_lines`…, in any case) override
    `options`, the rest goes to the wrapper. `ordinal` is the block's number in the document from 0, for the
    anchors of its line numbers when `lineAnchors` is not set. Trailing blank lines are dropped.
    """
    options, others = _settings(attributes, options)
    alias = lexer_alias(language)
    if alias is None and options.guess_syntax:
        language, alias = ("bash", "bash") if SHELL.match(code) else ("fallback", "text")
    if alias is None:
        return None
    lines = _lines(_trimmed(code), alias if len(code) <= LONGEST else "text", options)
    if options.hl_inline:
        return f"<code{_inline_class(language)}>{''.join(lines)}</code>"
    block = _block(lines, language, options, ordinal)
    return f"<div{_wrapper_attributes(others, options)}>{block}</div>"


def plain_fence(code: str, language: str, attributes: Mapping[str, object]) -> str:
    """Code that is not highlighted, as Hugo prints a fence without a language, or with one unknown to it.

    Of the attributes only `hl_inline` counts; Hugo drops the others too.
    """
    if _is_true(attributes.get("hl_inline", False)):
        return f"<code{_inline_class(language)}>{escape(code)}</code>"
    return f'<pre tabindex="0"><code{_language_attributes(language)}>{escape(_trimmed(code))}</code></pre>'


def parse_options(text: str) -> dict[str, object]:
    """The option string of the `highlight` shortcode as attributes: `linenos=table,hl_lines=8 15-17`.

    Hugo takes nothing but options from it: other names (`class`, `id`) are dropped.
    """
    pairs = (option.partition("=") for option in text.split(","))
    return {key.strip().lower(): value for key, _, value in pairs if _option_name(key.strip())}


def _option_name(attribute: str) -> str | None:
    """The field of `Highlight` that an attribute sets, None for one that is not an option."""
    name = OPTION_NAMES.get(attribute.lower().replace("_", ""))
    return None if name in {"code_fences", "wrapper_class"} else name


def _trimmed(code: str) -> str:
    """Code without trailing blank lines; a last line break stays one."""
    trimmed = code.rstrip(BREAKS)
    return f"{trimmed}\n" if trimmed and len(trimmed) < len(code) else trimmed


# Settings


def _settings(attributes: Mapping[str, object], options: Highlight) -> tuple[Highlight, dict[str, object]]:
    """The options with what the attributes say, and the attributes that are none."""
    changed: dict[str, object] = {}
    others: dict[str, object] = {}
    for key, value in attributes.items():
        name = _option_name(key)
        if name is None:
            others[key.lower()] = value
        else:
            changed[name] = _typed(name, value, getattr(options, name))
    return (msgspec.structs.replace(options, **changed) if changed else options), others


def _typed(name: str, value: object, default: object) -> object:
    """An attribute's value as the type of the option, which stays as it is where that is impossible."""
    if name == "line_nos":
        return _line_nos(value)
    if name == "hl_lines":
        return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    if isinstance(default, bool):
        return _is_true(value)
    if isinstance(default, int):
        number = str(value)
        return int(number) if re.fullmatch(r"[+-]?[0-9]{1,9}", number) else default
    return str(value)


def _line_nos(value: object) -> bool | str:
    text = str(value).lower()
    return text if text in {"table", "inline"} else text != "false"


def _is_true(value: object) -> bool:
    return str(value).lower() in {"true", "t", "1"}


def _marked_lines(ranges: str, count: int) -> frozenset[int] | None:
    """The lines (from 1) of `2-4 7`, None when there are none or one is no range: Hugo then marks nothing."""
    marked: set[int] = set()
    matches = [RANGE.fullmatch(field) for field in ranges.split()]
    for match in matches:
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if len(marked) < count:
            marked.update(range(max(first, 1), min(last, count) + 1))
    return frozenset(marked) if matches else None


# Tokens


def _lines(code: str, alias: str, options: Highlight) -> list[str]:
    """The HTML of each line's tokens, its line break inside of the last one's span."""
    from blogengine.markdown.lexing import tokens_of  # noqa: PLC0415 (slow)

    spans = _spans(options.style if options.no_classes else "")
    lines: list[str] = []
    line = current = ""  # the span that is open: neighbours that look the same share one
    for kind, piece in tokens_of(_lexer(alias), code.replace("\r\n", "\n").replace("\r", "\n")):
        span, text = spans[kind], piece
        if "\n" in piece:
            *ends, text = piece.split("\n")
            for end in ends:
                if span != current:
                    line += f"</span>{span}" if current else span
                lines.append(f"{line}{_escaped(end)}\n</span>" if span else f"{line}{_escaped(end)}\n")
                line = current = ""
        if text:
            if span != current:
                line += f"</span>{span}" if current else span
                current = span
            line += _escaped(text)
    if line:
        lines.append(f"{line}</span>" if current else line)
    return lines


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    return str(escape(text))


class _Spans(dict["_TokenType", str]):
    """The start tag of each type of token's span, "" for none."""

    def __init__(self, style: str) -> None:
        super().__init__()
        self._attribute = partial(_style_of, palette(style)) if style else _class_of

    def __missing__(self, kind: _TokenType) -> str:
        attribute = self._attribute(kind)
        span = self[kind] = f"<span{attribute}>" if attribute else ""
        return span


_spans = cache(_Spans)


def _class_of(kind: _TokenType) -> str:
    short = _short_name(kind)
    return f' class="{short}"' if short else ""


def _style_of(css: Palette, kind: _TokenType) -> str:
    declarations = css.tokens.get(_short_name(kind))
    return f' style="{declarations}"' if declarations else ""


def _short_name(kind: _TokenType) -> str:
    """`nf` for a function's name, of the nearest standard type: Chroma took its names from Pygments."""
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415 (slow)

    nearest: _TokenType | None = kind
    while nearest is not None and nearest not in STANDARD_TYPES:
        nearest = nearest.parent
    return STANDARD_TYPES[nearest] if nearest is not None else ""


@cache
def _lexer(alias: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 (slow)

    return get_lexer_by_name(alias, stripnl=False, ensurenl=False, **LEXER_OPTIONS.get(alias, {}))


# Structure


def _block(lines: list[str], language: str, options: Highlight, ordinal: int) -> str:
    """Everything inside of the wrapper."""
    marked = _marked_lines(options.hl_lines, len(lines))
    frame = _frame(options, grid=marked is not None)
    numbers = _numbers(len(lines), options, frame, ordinal)
    in_table = _in_table(options)
    pieces = [_table_start(numbers, marked or frozenset(), frame)] if in_table else []
    pieces.append(f'<pre tabindex="0"{frame.pre}><code{_language_attributes(language)}>')
    for index, line in enumerate(lines, start=1):
        start = frame.marked_line if marked and index in marked else frame.line
        number = "<span{}{}>{}</span>".format(frame.number, *numbers[index - 1]) if numbers and not in_table else ""
        pieces.append(f"<span{start}>{number}<span{frame.code}>{line}</span></span>")
    pieces.append("</code></pre>")
    if in_table:
        pieces.append("</td></tr></table>\n</div>\n")
    return "".join(pieces)


def _table_start(numbers: list[tuple[str, str]], marked: frozenset[int], frame: Frame) -> str:
    """The table of `linenos=table` up to its cell of code."""
    pieces = [
        f"<div{frame.pre}>\n<table{frame.table}><tr><td{frame.cell}>\n",
        f'<pre tabindex="0"{frame.pre}><code>',
    ]
    for index, (id_attribute, number) in enumerate(numbers, start=1):
        span = f"<span{frame.table_number}{id_attribute}>{number}\n</span>"
        pieces.append(f"<span{frame.marked}>{span}</span>" if index in marked else span)
    pieces.append(f"</code></pre></td>\n<td{frame.code_cell}>\n")
    return "".join(pieces)


def _numbers(count: int, options: Highlight, frame: Frame, ordinal: int) -> list[tuple[str, str]]:
    """(id attribute, HTML) of each line's number, none when they are off."""
    if options.line_nos is False:
        return []
    numbers = range(options.line_no_start, options.line_no_start + count)
    width = len(str(options.line_no_start + count - 1))
    if not options.anchor_line_nos:
        return [("", f"{number:>{width}}") for number in numbers]
    prefix = escape(options.line_anchors or f"hl-{ordinal}")
    return [
        (f' id="{prefix}-{number}"', f'<a{frame.link} href="#{prefix}-{number}">{number:>{width}}</a>')
        for number in numbers
    ]


def _in_table(options: Highlight) -> bool:
    return options.line_nos == "table" or (options.line_nos is True and options.line_numbers_in_table)


@lru_cache(maxsize=64)
def _frame(options: Highlight, *, grid: bool) -> Frame:
    if not options.no_classes:
        return FRAME_OF_CLASSES
    css = palette(options.style)
    tab = options.tab_width
    tabs = "" if tab in {0, 8} else f"-moz-tab-size:{tab};-o-tab-size:{tab};tab-size:{tab};"
    return Frame(
        pre=f' style="{css.base}{tabs}{code_style.TEXT_SIZE}{"display:grid;" if grid else ""}"',
        table=f' style="{code_style.TABLE}"',
        cell=f' style="{code_style.TABLE_CELL}"',
        code_cell=f' style="{code_style.TABLE_CELL};width:100%"',
        line=f' style="{code_style.LINE}"',
        marked_line=f' style="{code_style.LINE} {css.marked}"',
        marked=f' style="{css.marked}"',
        number=f' style="{css.numbers}"',
        table_number=f' style="{css.numbers}"',
        link=f' style="{code_style.LINK}"',
        code="",
    )


def _wrapper_attributes(attributes: Mapping[str, object], options: Highlight) -> str:
    """The wrapper's attributes: its class with the author's after it, then theirs; no event handlers."""
    classes = " ".join(filter(None, (options.wrapper_class, str(attributes.get("class", "")))))
    rest = [
        f' {name}="{_attribute_value(value)}"'
        for name, value in attributes.items()
        if name != "class" and not name.startswith("on") and ATTRIBUTE_NAME.fullmatch(name)
    ]
    return f' class="{_attribute_value(classes)}"{"".join(rest)}'


def _attribute_value(value: object) -> str:
    """A value as Hugo prints it in an attribute: lists as nothing."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if isinstance(value, list | tuple) else html.escape(str(value), quote=False).replace('"', "&quot;")


def _language_attributes(language: str) -> str:
    name = escape(language)
    return f' class="language-{name}" data-lang="{name}"' if language else ""


def _inline_class(language: str) -> str:
    return f' class="code-inline{f" language-{escape(language)}" if language else ""}"'
