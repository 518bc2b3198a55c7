"""Code in fences, highlighted without converting the text around it."""

from __future__ import annotations

import re
from typing import Final

from blogengine.markdown.options import Markup
from blogengine.markdown.renderer import Renderer

FENCE: Final = re.compile(
    r"^(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\s`][^`\n]*?)?[ \t]*\n(?P<code>(?:(?!(?P=mark))[^\n]*\n)*)(?P=mark)",
    re.MULTILINE,
)
"""A fence as nearly all authors type it, at the left edge and not inside of another block."""


def highlighted_fences(text: str, markup: Markup) -> dict[str, str]:
    """Blocks of code as `convert` takes them (`known`), digest -> HTML: those that are found without parsing."""
    if not markup.highlight.code_fences:
        return {}
    renderer = Renderer(markup)
    for fence in FENCE.finditer(text.replace("\r\n", "\n")):
        renderer.block_fence(fence["code"], fence["info"] or "")
    return {block.digest: block.html for block in renderer.blocks}
