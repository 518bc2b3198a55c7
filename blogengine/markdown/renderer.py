"""mistune's tokens -> HTML as goldmark and Hugo print it."""

# ruff: noqa: D102, ARG002 (a method renders the token that it is named after; mistune gives it all of the token's attributes)

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final

import mistune
from mistune.core import BlockState

from blogengine.markdown.attributes import Attributes, parse_attributes
from blogengine.markdown.document import Block, Heading
from blogengine.markdown.heading_ids import TERM, Ids
from blogengine.markdown.highlight import highlight, plain_fence
from blogengine.markdown.options import Markup
from blogengine.markdown.text import escaped, escaped_url, is_dangerous, unescaped
from blogengine.markdown.toc import heading_title
from blogengine.markdown.tokens import Token

GLOBAL: Final = frozenset(
    [
        "accesskey",
        "autocapitalize",
        "autofocus",
        "class",
        "contenteditable",
        "dir",
        "draggable",
        "enterkeyhint",
        "hidden",
        "id",
        "inert",
        "inputmode",
        "is",
        "itemid",
        "itemprop",
        "itemref",
        "itemscope",
        "itemtype",
        "lang",
        "part",
        "role",
        "slot",
        "spellcheck",
        "style",
        "tabindex",
        "title",
        "translate",
    ]
)
OMITTED: Final = "<!-- raw HTML omitted -->"


class Renderer(mistune.HTMLRenderer):
    """Renders one document, and notes its headings, links and the places that hooks fill."""

    def __init__(self, markup: Markup, path: str = "") -> None:
        super().__init__(escape=not markup.goldmark.renderer.unsafe)
        self.markup = markup
        self.options = markup.goldmark
        self.headings: list[Heading] = []
        self.links: list[str] = []
        self.known: Mapping[str, str] = {}
        """Blocks of code that were highlighted before, by digest."""
        self.blocks: list[Block] = []
        self._ids = Ids(self.options.parser.auto_heading_id_type)
        self._ordinals: dict[str, int] = {}
        self._methods: dict[str, Callable[..., str]] = {}
        prefixed = self.options.extensions.footnote.enable_auto_id_prefix
        self._prefix = f"h{blake2b(path.encode(), digest_size=8).hexdigest()}" if prefixed else ""
        self._end = " />" if self.options.renderer.xhtml else ">"

    def render_token(self, token: Token, state: BlockState) -> str:
        """One token's HTML, by the method of its type."""
        kind = token["type"]
        method = self._methods.get(kind)
        if method is None:
            method = self._methods[kind] = self._get_method(kind)
        attrs = token.get("attrs")
        if "children" in token:
            text = self.render_tokens(token["children"], state)
        elif "raw" in token:
            text = token["raw"]
        else:
            return method(**attrs) if attrs else method()
        return method(text, **attrs) if attrs else method(text)

    def render_tokens(self, tokens: Iterable[Token], state: BlockState) -> str:
        """The tokens' HTML; a plain loop, as each nested call counts towards Python's limit."""
        parts = []
        for token in tokens:
            parts.append(self.render_token(token, state))
        return "".join(parts)

    def ordinal(self, kind: str) -> int:
        """How many of a kind came before in the document."""
        number = self._ordinals.get(kind, 0)
        self._ordinals[kind] = number + 1
        return number

    # Inline

    def text(self, text: str) -> str:
        return escaped(text)

    def entity(self, html: str) -> str:
        return html

    def codespan(self, text: str) -> str:
        return f"<code>{escaped(text)}</code>"

    def strikethrough(self, text: str) -> str:
        return f"<del>{text}</del>"

    def subscript(self, text: str) -> str:
        return f"<sub>{text}</sub>"

    def superscript(self, text: str) -> str:
        return f"<sup>{text}</sup>"

    def insert(self, text: str) -> str:
        return f"<ins>{text}</ins>"

    def mark(self, text: str) -> str:
        return f"<mark>{text}</mark>"

    def emoji(self, html: str) -> str:
        return html

    def passthrough(
        self, text: str, opening: str, closing: str, block: bool, attributes: Attributes | None = None
    ) -> str:
        return f"{opening}{text}{closing}"

    def linebreak(self) -> str:
        return f"<br{self._end}\n"

    def softbreak(self) -> str:
        return self.linebreak() if self.options.renderer.hard_wraps else "\n"

    def inline_html(self, html: str) -> str:
        if self.options.renderer.unsafe:
            return html
        return "" if html.startswith("<!--") else OMITTED

    def link(self, text: str, url: str, title: str | None = None) -> str:
        href = self.url(url)
        return f'<a href="{href}"{_title(title)}>{text}</a>'

    def autolink(self, text: str, url: str) -> str:
        href = self.url(url)
        return f'<a href="{href}">{escaped(text)}</a>'

    def image(
        self,
        text: str,
        url: str,
        title: str | None = None,
        alt: str = "",
        is_block: bool = False,
        attributes: Attributes | None = None,
    ) -> str:
        source = self.url(url)
        return f'<img src="{source}" alt="{alt}"{_title(title)}{_attributes(attributes)}{self._end}'

    def url(self, url: str) -> str:
        """A destination as it stands in an attribute; noted for link checks. Dangerous ones become ""."""
        if not self.options.renderer.unsafe and is_dangerous(url):
            url = ""
        encoded = escaped_url(url)
        self.links.append(encoded)
        return escaped(encoded)

    def footnote_ref(self, label: str, number: int, occurrence: int) -> str:
        prefix = self._prefix
        link = f'<a href="#{prefix}fn:{number}" class="footnote-ref" role="doc-noteref">{number}</a>'
        return f'<sup id="{prefix}fnref{occurrence or ""}:{number}">{link}</sup>'

    def task_list_checkbox(self, checked: bool) -> str:
        marked = 'checked="" ' if checked else ""
        return f'<input {marked}disabled="" type="checkbox"{self._end} '

    # Blocks

    def paragraph(self, text: str, attributes: Attributes | None = None) -> str:
        return f"<p{_attributes(attributes)}>{text}</p>\n"

    def paragraphs(self, text: str) -> str:
        return text

    def block_text(self, text: str, last: bool = False, attributes: Attributes | None = None) -> str:
        return text if last else f"{text}\n"

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        plain: str = attrs["plain"]
        given: Attributes = dict(attrs.get("attributes") or {})
        if "id" in given:
            self._ids.reserve(str(given["id"]))
        elif self.options.parser.auto_heading_id and (claimed := self._ids.claim(plain)):
            given["id"] = claimed
        self.headings.append(Heading(str(given.get("id", "")), level, heading_title(text)))
        return self.heading_html(text, level, plain, given)

    def heading_html(self, text: str, level: int, plain: str, attributes: Attributes) -> str:
        """A heading whose id is settled."""
        return f"<h{level}{_any_attributes(attributes)}>{text}</h{level}>\n"

    def thematic_break(self, attributes: Attributes | None = None) -> str:
        return f"<hr{_attributes(attributes)}{self._end}\n"

    def block_quote(self, text: str, attributes: Attributes | None = None) -> str:
        return f"<blockquote{_attributes(attributes)}>{'' if attributes else chr(10)}{text}</blockquote>\n"

    def block_html(self, html: str, closed: bool = False) -> str:
        if self.options.renderer.unsafe:
            return html
        return "" if html.startswith("<!--") else f"{OMITTED}\n" * (1 + closed)

    def block_code(self, code: str, info: str | None = None, **_: Any) -> str:
        return f"<pre><code>{escaped(code)}</code></pre>\n"

    def block_fence(self, code: str, info: str = "", **_: Any) -> str:
        language, attributes = _fence_info(info)
        if not self.markup.highlight.code_fences:
            name = f' class="language-{escaped(unescaped(language))}"' if language else ""
            return f"<pre><code{name}>{escaped(code)}</code></pre>\n"
        return self.code_html(code, language, attributes)

    def code_html(self, code: str, language: str, attributes: Attributes) -> str:
        """Code in a fence, highlighted if its language is known."""
        ordinal, options = self.ordinal("codeblock"), self.markup.highlight
        inputs = repr((code, language, attributes, options, ordinal))
        digest = blake2b(inputs.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        html = self.known.get(digest)
        if html is None:
            html = highlight(code, language, attributes, options, ordinal)
        if html is None:
            return plain_fence(code, language, attributes)
        self.blocks.append(Block(digest, html))
        return html

    def list(self, text: str, ordered: bool, **attrs: Any) -> str:
        start = attrs.get("start")
        tag = "ol" if ordered else "ul"
        number = f' start="{start}"' if ordered and start != 1 else ""
        return f"<{tag}{number}{_attributes(attrs.get('attributes'))}>\n{text}</{tag}>\n"

    def list_item(self, text: str, broken: bool = False, attributes: Attributes | None = None) -> str:
        start = "\n" if broken else ""
        return f"<li{_attributes(attributes)}>{start}{text}</li>\n"

    def def_list(self, text: str, attributes: Attributes | None = None) -> str:
        return f"<dl{_attributes(attributes)}>\n{text}</dl>\n"

    def def_list_head(self, text: str, plain: str = "", attributes: Attributes | None = None) -> str:
        given = dict(attributes or {})
        if self.options.parser.auto_definition_term_id and (claimed := self._ids.claim(plain, TERM)):
            given["id"] = claimed
        return f"<dt{_attributes(given)}>{text}</dt>\n"

    def def_list_item(self, text: str, tight: bool = True, attributes: Attributes | None = None) -> str:
        return f"<dd{_attributes(attributes)}>{'' if tight else chr(10)}{text}</dd>\n"

    # Tables

    def table(self, text: str, attributes: Attributes | None = None) -> str:
        return f"<table{_any_attributes(attributes or {})}>\n{text}</table>\n"

    def table_head(self, text: str) -> str:
        return f"\t<thead>\n{self.table_row(text)}\t</thead>\n"

    def table_body(self, text: str) -> str:
        return f"\t<tbody>\n{text}\t</tbody>\n"

    def table_row(self, text: str) -> str:
        return f"\t\t\t<tr>\n{text}\t\t\t</tr>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head else "td"
        style = f' style="text-align: {align}"' if align else ""
        return f"\t\t\t\t\t<{tag}{style}>{text}</{tag}>\n"

    # Footnotes

    def footnotes(self, text: str) -> str:
        return f'<div class="footnotes" role="doc-endnotes">\n<hr{self._end}\n<ol>\n{text}</ol>\n</div>\n'

    def footnote_place(self) -> str:
        return ""

    def footnote_item(self, text: str, number: int, **_: Any) -> str:
        return f'<li id="{self._prefix}fn:{number}">\n{text}</li>\n'

    def footnote_back(self, number: int, count: int) -> str:
        return "".join(
            f'&#160;<a href="#{self._prefix}fnref{occurrence or ""}:{number}" '
            f'class="footnote-backref" role="doc-backlink">'
            f"{self.options.extensions.footnote.backlink_html}</a>"
            for occurrence in range(count)
        )


def _title(title: str | None) -> str:
    return "" if title is None else f' title="{escaped(title)}"'


def _attributes(attributes: Attributes | None) -> str:
    """The attributes that any element may have, as HTML."""
    if not attributes:
        return ""
    allowed = {name: value for name, value in attributes.items() if name in GLOBAL or name.startswith("data-")}
    return _any_attributes(allowed)


def _any_attributes(attributes: Attributes) -> str:
    """Attributes as HTML; event handlers are left out."""
    return "".join(
        [
            f' {name}="{escaped(value) if isinstance(value, str) else ""}"'
            for name, value in attributes.items()
            if not name.startswith("on")
        ]
    )


def _fence_info(info: str) -> tuple[str, Attributes]:
    """The language and the attributes of a fence."""
    head, brace, rest = info.partition("{")
    found = parse_attributes(brace + rest) if brace else None
    language = head.split()[0] if head.split() else ""
    return language, found[0] if found else {}
