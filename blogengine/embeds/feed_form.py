"""Embeds as feeds carry them: readers' programs strip scripts and frames."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from blogengine.embeds.decks import Decks
from blogengine.embeds.embed import Embed, host_of
from blogengine.embeds.recognition import find_embeds, replace_embeds


def in_feed(html: str, decks: Callable[[], Decks], base_url: str = "") -> str:
    """The HTML with each embed as the quoted words, or as a picture and a title that lead to it."""
    return replace_embeds(html, find_embeds(html, decks, base_url), _form)


def _form(embed: Embed, inline: bool) -> str:
    if embed.quote:
        return embed.quote
    link, title, host = escape(embed.link), escape(embed.title), host_of(embed.link)
    picture = f'<a href="{link}"><img src="{escape(embed.picture)}" alt="{title}"></a><br>' if embed.picture else ""
    where = f" ({escape(host)})" if host not in embed.title else ""
    form = f'{picture}<a href="{link}">{title}</a>{where}'
    return form if inline else f"<p>{form}</p>"
