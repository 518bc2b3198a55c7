"""Formulas in a page's HTML -> MathML, which browsers set without a script: pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final

import msgspec

from blogengine.markup_text import OPAQUE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ANNOTATION: Final = "application/x-tex"
TAG: Final = re.compile(r"</?(?:[a-z][a-z0-9]+|[abpisuq])(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""What makes a text between two delimiters no formula: `a<b` is one, `<em>` is not."""


class Delimiters(msgspec.Struct, frozen=True):
    """What a formula begins and ends with; Hugo's `passthrough.delimiters`."""

    block: tuple[tuple[str, str], ...] = (("$$", "$$"), ("\\[", "\\]"))
    inline: tuple[tuple[str, str], ...] = (("\\(", "\\)"),)


class FormulaError(ValueError):
    """A formula that is not understood; its text says why."""


def with_formulas(html: str, delimiters: Delimiters, complain: Callable[[str, str], object]) -> str:
    """The HTML with each formula as MathML; those in code and scripts stay.

    A formula that is not understood stays as it is written, and `complain` is told it and the reason.
    """
    pairs = (*delimiters.block, *delimiters.inline)
    if not any(opening in html for opening, _ in pairs):
        return html

    def replaced(match: re.Match[str]) -> str:
        number = match.lastindex or 0
        if not 0 < number <= len(pairs) or TAG.search(match[number]):
            return match[0]
        latex = unescape(match[number]).strip()
        try:
            return mathml(latex, is_block=number <= len(delimiters.block))
        except FormulaError as error:
            complain(latex, str(error))
            return match[0]

    return _pattern(pairs).sub(replaced, html)


@lru_cache(maxsize=4096)
def mathml(latex: str, *, is_block: bool) -> str:
    """A formula in LaTeX as a `<math>`, with its source as an annotation; raises `FormulaError`."""
    from xml.etree import ElementTree  # noqa: PLC0415  # start-up time: few pages have formulas

    from latex2mathml.converter import convert_to_element  # noqa: PLC0415

    try:
        math = convert_to_element(latex, display="block" if is_block else "inline")
    except Exception as error:  # its parser fails in many ways on what is no LaTeX
        reason = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
        raise FormulaError(str(error) or reason) from error
    for element in math.iter():
        _settle(element)
    _annotate(math, latex)
    math.attrib.pop("xmlns", None)
    return ElementTree.tostring(math, encoding="unicode", short_empty_elements=False)


def _settle(element: Element) -> None:
    """Characters for the converter's references to them; no address, which a formula could bring in unseen."""
    element.text = unescape(element.text) if element.text else element.text
    if element.tag == "mi" and (element.text or "").startswith("\\"):
        raise FormulaError(f"{element.text} is not known")
    element.attrib.pop("href", None)


def _annotate(math: Element, latex: str) -> None:
    from xml.etree.ElementTree import SubElement  # noqa: PLC0415  # start-up time

    presentation = list(math)
    for child in presentation:
        math.remove(child)
    semantics = SubElement(math, "semantics")
    row = presentation[0] if len(presentation) == 1 else SubElement(semantics, "mrow")
    if len(presentation) == 1:
        semantics.append(row)
    else:
        row.extend(presentation)
    SubElement(semantics, "annotation", encoding=ANNOTATION).text = latex


@lru_cache(maxsize=16)
def _pattern(pairs: Sequence[tuple[str, str]]) -> re.Pattern[str]:
    """A formula, its text in the group of its pair's number, or whatever holds none."""
    return re.compile("|".join((*map(_formula, pairs), OPAQUE)), re.DOTALL | re.IGNORECASE)


def _formula(pair: Iterable[str]) -> str:
    opening, closing = map(re.escape, pair)
    if opening == closing == re.escape("$"):  # Pandoc's rule: prices are no formulas
        return r"(?<![\\$])\$(?![\s$])([^$]+?)(?<![\s\\])\$(?![\d$])"
    return f"{opening}(.+?){closing}"
