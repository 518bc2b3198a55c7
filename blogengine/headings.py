"""Headings in a page's HTML -> headings that lead to themselves, so that a reader can pass on their address: pure."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final
from urllib.parse import quote

from blogengine.markup_text import OPAQUE

HEADING: Final = r"(?P<open><h(?P<level>[2-6])(?P<attributes>\s[^<>]*)>)(?P<inner>.*?)(?P<close></h(?P=level)\s*>)"
PATTERN: Final = re.compile(f"{HEADING}|{OPAQUE}", re.DOTALL | re.IGNORECASE)
ID: Final = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE)
INTERACTIVE: Final = re.compile(
    r"<(?:a|button|details|input|label|select|textarea|iframe|audio|video|h[1-6])\b", re.IGNORECASE
)
"""What a link must not hold."""


def with_heading_links(html: str) -> str:
    """The HTML with the text of each `<h2>` to `<h6>` that has an id as a link to it (class `anchor`).

    So the heading's own words name the link. Headings that hold a link, or whatever else a link cannot hold, stay.
    """
    return PATTERN.sub(_linked, html) if "<h" in html else html


def _linked(match: re.Match[str]) -> str:
    found = ID.search(match["attributes"] or "") if match["level"] else None
    if found is None or not match["inner"].strip() or INTERACTIVE.search(match["inner"]):
        return match[0]
    name = unescape(found[1] or found[2] or found[3] or "")
    if not name:
        return match[0]
    address = escape("#" + quote(name, safe="!$&'()*+,;=:@/?~"))
    return f'{match["open"]}<a class="anchor" href="{address}">{match["inner"]}</a>{match["close"]}'
