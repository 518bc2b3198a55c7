"""Markdown text -> `Document`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from blogengine.markdown.dialect import Dialect
from blogengine.markdown.divider import split_at_divider
from blogengine.markdown.document import Document
from blogengine.markdown.hooks import HookedRenderer
from blogengine.markdown.options import Markup
from blogengine.markdown.renderer import Renderer
from blogengine.markdown.toc import table_of_contents
from blogengine.plugins import called, functions_of

PLACE: Final = "\0more\0"
"""Stands for the divider while the text is converted; no text has NULs, CommonMark replaces them."""
NOTHING_KNOWN: Final[Mapping[str, str]] = MappingProxyType({})
PLACE_HTML: Final = f"<p>{PLACE}</p>\n"


def convert(
    text: str,
    markup: Markup,
    *,
    hooks: frozenset[str] = frozenset(),
    cjk: bool = False,
    path: str = "",
    known: Mapping[str, str] = NOTHING_KNOWN,
) -> Document:
    """A Markdown text's HTML, headings and links; the same arguments always give the same document.

    `hooks` names render hooks (`link`, `codeblock-mermaid`…): where they apply, the HTML has a token, which
    `Document.hooked` describes. `cjk` says whether Chinese, Japanese or Korean is expected. `known` are blocks of code
    of an earlier conversion, digest -> HTML: they only save time. Takes time linear in the text, and raises nothing,
    whatever is in it.
    """
    before, divider, after = split_at_divider(text.replace("\0", "�"))
    if divider:
        before = f"{before}\n\n{PLACE}\n\n"
    japanese = markup.japanese.enable
    tokens, state = _dialect(markup, cjk if japanese is None else japanese).tokens(before + after)
    renderer = HookedRenderer(markup, hooks, path) if hooks else Renderer(markup, path)
    renderer.known = known
    html = renderer.render_tokens(tokens, state)
    summary = ""
    if divider:
        summary, html = _divided(html)
    return Document(
        html=html,
        headings=tuple(renderer.headings),
        toc=table_of_contents(renderer.headings, markup.table_of_contents),
        links=tuple(renderer.links),
        hooked=tuple(renderer.hooked) if isinstance(renderer, HookedRenderer) else (),
        blocks=tuple(renderer.blocks),
        divided=bool(divider),
        summary_html=summary,
    )


def convert_summary(text: str, markup: Markup) -> str:
    """Markdown of a front matter's `summary` as HTML; a single paragraph loses its `<p>`."""
    html = convert(text, markup).html.strip()
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[len("<p>") : -len("</p>")]
    return html


@lru_cache(maxsize=16)
def _dialect(markup: Markup, japanese: bool) -> Dialect:
    dialect = Dialect(markup, japanese=japanese)
    for extend in functions_of("markdown", markup.plugins):
        called(extend, "the Markdown parser", dialect)
    return dialect


def _divided(html: str) -> tuple[str, str]:
    """What is before the divider, and all without it; all is before one that is inside of code."""
    before, place, after = html.partition(PLACE_HTML)
    if not place:
        html = html.replace(PLACE, "").strip()
        return html, html
    return before.strip(), (before + after).strip()
