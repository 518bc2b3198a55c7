"""A plugin for blogengine: something small at each seam."""

from __future__ import annotations

from collections.abc import Iterator

import mistune
from mistune.core import BlockState
from msgspec.structs import replace

from blogengine import urls
from blogengine.content import Source
from blogengine.outputs import Output, Redirect
from blogengine.site import Site


def extend(md: mistune.Markdown) -> None:
    """A fence of the language `note` is a quotation, whose text is Markdown."""
    md.before_render_hooks.append(_take_notes)


def _take_notes(_md: mistune.Markdown, state: BlockState) -> None:
    for token in state.tokens:
        if token["type"] == "block_fence" and token["attrs"]["info"] == "note":
            text = token.pop("raw").rstrip("\n")
            token |= {
                "type": "block_quote",
                "children": [{"type": "paragraph", "text": text, "attrs": {}}],
                "attrs": {},
            }


def change(source: Source) -> Source:
    """A text without tags gets one that says so."""
    return source if "tags" in source.raw else replace(source, raw={**source.raw, "tags": ["untagged"]})


def add(site: Site) -> Iterator[Output]:
    """`/latest/` leads to the newest page."""
    if site.regular_pages:
        page = site.pages[site.regular_pages[0]]
        yield Redirect(
            path=urls.page_output("/latest/"),
            origin="the example's way to the newest page",
            language=site.config.language.key,
            target=urls.permalink(page.path, site.config.base_url),
        )
