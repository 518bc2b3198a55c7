"""The filters that make more of a page's text where a theme prints it: formulas, links of headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from blogengine.config import SiteConfig
from blogengine.embeds import Embed, find_embeds, replace_embeds
from blogengine.errors import Problem
from blogengine.formulas import Delimiters, with_formulas
from blogengine.headings import with_heading_links
from blogengine.pictures import Album

EMBED_TEMPLATE = "partials/embed.html"
HINT = (
    "It stands on the page as it is written. \\text{…} holds words; delimiters: markup.goldmark.extensions.passthrough."
)


def text_filters(config_of: Callable[[Context], SiteConfig], album: Album | None) -> Mapping[str, Callable[..., Any]]:
    """Every filter by name."""

    @pass_context
    def formulas(context: Context, html: object) -> Markup:
        """HTML whose formulas in LaTeX, between the delimiters of `passthrough`, are MathML.

        Without `passthrough` the delimiters are `$$ … $$`, `\\[ … \\]` and `\\( … \\)`.
        """
        passthrough = config_of(context).markup.goldmark.extensions.passthrough
        chosen = Delimiters(passthrough.block, passthrough.inline) if passthrough.enable else Delimiters()

        def complain(latex: str, reason: str) -> None:
            if album is not None:
                album.warn(_warning(context, config_of(context).content_dir, latex, reason))

        return Markup(with_formulas(str(html), chosen, complain))

    @pass_context
    def embeds(context: Context, html: object) -> Markup:
        """HTML with `partials/embed.html` for each embed of another site: nothing of it is loaded unasked."""
        text = str(html)
        found = find_embeds(text, lambda: context["site"].decks, config_of(context).base_url)
        if not found:
            return Markup(text)
        facade = context.environment.get_template(EMBED_TEMPLATE)

        def form(embed: Embed, inline: bool) -> str:
            return facade.render({**context.get_all(), "embed": embed, "inline": inline})

        return Markup(replace_embeds(text, found, form))

    return {"embeds": embeds, "formulas": formulas, "heading_links": heading_links}


def heading_links(html: object) -> Markup:
    """HTML whose headings lead to themselves: each one's words are a link of the class `anchor`."""
    return Markup(with_heading_links(str(html)))


def _warning(context: Context, folder: str, latex: str, reason: str) -> Problem:
    file = context["page"].file
    path = f"{folder}/{file.path}" if file else None
    return Problem(message=f"a formula is not understood: {latex} ({reason})", path=path, hint=HINT)
