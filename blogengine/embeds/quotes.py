"""Posts that a page quotes and a script would decorate: X and Instagram. The quote itself is what says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

from blogengine.embeds.embed import Embed

QUOTES: Final[Mapping[str, str]] = {
    "twitter-tweet": "x",
    "twitter-video": "x",
    "instagram-media": "instagram",
}
"""Class of the quote -> service."""
SCRIPTS: Final[Mapping[str, str]] = {
    "x": "https://platform.twitter.com/widgets.js",
    "instagram": "https://www.instagram.com/embed.js",
}
POST: Final = re.compile(
    r"""href=["']?((?:https?:)?//(?:(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w+)/status/\d+"""
    r"""|www\.instagram\.com/(?:p|reel|tv)/[\w-]+/?))"""
)


def of_quote(service: str, html: str) -> Embed | None:
    """The post of a `<blockquote>` with all its text; None when it links to none."""
    posts = POST.findall(html)
    if not posts:
        return None
    address, user = posts[-1]
    name = {"x": "X", "instagram": "Instagram"}[service]
    known = f"@{user} · {name}" if user and user != "i" else name
    link = unescape(address)
    return Embed(
        service=service,
        title=known,
        link=link if link.startswith("http") else f"https:{link}",
        quote=html,
        script=SCRIPTS[service],
    )
