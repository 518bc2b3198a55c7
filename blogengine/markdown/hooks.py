"""Render hooks: where a theme's template renders an element, the HTML holds a token for it."""

# ruff: noqa: D102 (a method renders the token that it is named after)

from __future__ import annotations

import re
from typing import Any, Final

from mistune.core import BlockState

from blogengine.markdown.attributes import Attributes
from blogengine.markdown.document import Hooked
from blogengine.markdown.highlight import OPTION_NAMES
from blogengine.markdown.options import Markup
from blogengine.markdown.plain import plain_text
from blogengine.markdown.renderer import Renderer
from blogengine.markdown.tokens import Token

ALERT: Final = re.compile(r"<p>\[!([a-zA-Z]+)\]([-+]?)[^\S\n]?([^\n]*)(?:\n|$)")


class HookedRenderer(Renderer):
    """A renderer that leaves what hooks render to them.

    `hooked` is in the order in which elements end, so an inner one comes before the outer one whose fields
    hold its token.
    """

    def __init__(self, markup: Markup, hooks: frozenset[str], path: str = "") -> None:
        super().__init__(markup, path)
        self.hooks = hooks
        self.hooked: list[Hooked] = []

    def render_token(self, token: Token, state: BlockState) -> str:
        """One token's HTML, or the token of its hook; those of the inline kinds get their plain text first."""
        kind = token["type"]
        if kind in {"link", "image"} and kind in self.hooks:
            token = {**token, "attrs": {**token["attrs"], "plain": plain_text(token["children"])}}
        elif kind == "table" and "table" in self.hooks:
            return self._table(token, state)
        return super().render_token(token, state)

    def _hook(self, kind: str, variant: str, **fields: object) -> str:
        token = f"\0{len(self.hooked)}\0"
        self.hooked.append(Hooked(token, kind, variant, fields))
        return token

    def _has(self, kind: str, variant: str) -> bool:
        return kind in self.hooks or f"{kind}-{variant}" in self.hooks

    def link(self, text: str, url: str, title: str | None = None, plain: str = "") -> str:
        if "link" not in self.hooks:
            return super().link(text, url, title)
        self.url(url)
        return self._hook("link", "", destination=url, text=text, plain_text=plain, title=title or "")

    def autolink(self, text: str, url: str) -> str:
        if "link" not in self.hooks:
            return super().autolink(text, url)
        self.url(url)
        return self._hook("link", "", destination=url, text=text, plain_text=text, title="")

    def image(
        self,
        text: str,
        url: str,
        title: str | None = None,
        alt: str = "",
        is_block: bool = False,
        attributes: Attributes | None = None,
        plain: str = "",
    ) -> str:
        if "image" not in self.hooks:
            return super().image(text, url, title, alt, is_block, attributes)
        self.url(url)
        return self._hook(
            "image",
            "",
            destination=url,
            text=text,
            plain_text=plain,
            title=title or "",
            is_block=is_block,
            ordinal=self.ordinal("image"),
            attributes=attributes or {},
        )

    def heading_html(self, text: str, level: int, plain: str, attributes: Attributes) -> str:
        if "heading" not in self.hooks:
            return super().heading_html(text, level, plain, attributes)
        anchor = attributes.get("id", "")
        return self._hook("heading", "", level=level, anchor=anchor, text=text, plain_text=plain, attributes=attributes)

    def block_quote(self, text: str, attributes: Attributes | None = None) -> str:
        alert = ALERT.match(text)
        variant = "alert" if alert else "regular"
        if not self._has("blockquote", variant):
            return super().block_quote(text, attributes)
        fields = _alert_fields(alert, text) if alert else {"alert_type": "", "alert_sign": "", "alert_title": ""}
        fields.setdefault("text", text)
        ordinal = self.ordinal("blockquote")
        return self._hook("blockquote", variant, type=variant, ordinal=ordinal, attributes=attributes or {}, **fields)

    def code_html(self, code: str, language: str, attributes: Attributes) -> str:
        if not self._has("codeblock", language):
            return super().code_html(code, language, attributes)
        options = {name: _typed(value) for name, value in attributes.items() if _is_option(name)}
        return self._hook(
            "codeblock",
            language,
            type=language,
            inner=code.rstrip("\n"),
            options=options,
            attributes={name: value for name, value in attributes.items() if not _is_option(name)},
            ordinal=self.ordinal("codeblock"),
        )

    def passthrough(
        self, text: str, opening: str, closing: str, block: bool, attributes: Attributes | None = None
    ) -> str:
        variant = "block" if block else "inline"
        if not self._has("passthrough", variant):
            return super().passthrough(text, opening, closing, block, attributes)
        ordinal = self.ordinal("passthrough")
        return self._hook(
            "passthrough", variant, type=variant, inner=text, ordinal=ordinal, attributes=attributes or {}
        )

    def _table(self, token: Token, state: BlockState) -> str:
        head, body = token["children"]
        return self._hook(
            "table",
            "",
            thead=[self._cells(head, state)],
            tbody=[self._cells(row, state) for row in body["children"]],
            ordinal=self.ordinal("table"),
            attributes=token["attrs"].get("attributes", {}),
        )

    def _cells(self, row: Token, state: BlockState) -> list[dict[str, str]]:
        return [
            {
                "text": self.render_tokens(cell["children"], state),
                "alignment": cell["attrs"]["align"] or "",
            }
            for cell in row["children"]
        ]


def _alert_fields(alert: re.Match[str], text: str) -> dict[str, Any]:
    """The fields of `> [!NOTE]+ title`, and the text without that line."""
    title = alert[3].strip()
    rest = text[alert.end() :]
    if title.endswith("</p>"):
        title = title.removesuffix("</p>").rstrip()
    else:
        rest = f"<p>{rest}"
    return {
        "alert_type": alert[1].lower(),
        "alert_sign": alert[2],
        "alert_title": title,
        "text": rest.strip(),
    }


def _is_option(name: str) -> bool:
    """Whether an attribute of code steers the highlighting."""
    return name.lower().replace("_", "") in OPTION_NAMES


def _typed(value: str | list[str]) -> object:
    """An option's value as a boolean or a number, where it is one."""
    if value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and value.isdecimal() else value
