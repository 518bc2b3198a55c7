"""What is added to a page that is served: one script, and what it has to know."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import cache
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from blogengine.dates import DateError, parse_date
from blogengine.errors import SiteError
from blogengine.frontmatter.syntax import split_front_matter
from blogengine.serve.place import Place
from blogengine.serve.session import Answer

HTML: Final = ("text/html", "application/xhtml+xml")
OWN: Final = "/.blogengine/"
"""The path of what the server itself answers."""
SCRIPT: Final = f"{OWN}live.js"
SOCKET: Final = f"{OWN}live"
BROWSER: Final = Path(__file__).parent / "browser"
PARTS: Final = ("compare.js", "page.js", "overlay.js", "live.js")
"""What the script is put together from, in this order."""
LEADS_ON: Final = re.compile(rb"""<meta http-equiv=["']?refresh["']? content=["']0; *url=([^"']*)["']""", re.IGNORECASE)


@cache
def script() -> bytes:
    """The script in the browser; its parts share one scope, and none is left in the page's."""
    parts = "\n".join((BROWSER / name).read_text(encoding="utf-8") for name in PARTS)
    return f"(() => {{\n'use strict';\n{parts}}})();\n".encode()


def is_html(answer: Answer) -> bool:
    """Whether an answer is a page that the script can go into."""
    return answer.media_type in HTML and isinstance(answer.body, bytes)


def digest_of(answer: Answer) -> str:
    """What tells a page from what it was before."""
    return blake2b(answer.body, digest_size=8).hexdigest() if isinstance(answer.body, bytes) else ""


def with_script(answer: Answer, place: Place) -> bytes:
    """A page with the script at the end of its body, else at its end."""
    assert isinstance(answer.body, bytes)
    facts = {"src": SCRIPT, "data-page": digest_of(answer), "data-published": place.base_url, "data-path": home(place)}
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in facts.items())
    tag = f"<script {attributes}></script>".encode()
    end = answer.body.lower().rfind(b"</body")
    return answer.body + tag if end < 0 else answer.body[:end] + tag + answer.body[end:]


def home(place: Place) -> str:
    """The path of the site's home page, percent-encoded."""
    return quote(f"{place.path}/")


def led_on_to(answer: Answer, place: Place) -> str | None:
    """The path that a page of nothing but a redirect within the site leads on to, percent-encoded.

    It names the whole address, where the site is published: the author would leave this server.
    """
    if not isinstance(answer.body, bytes):
        return None
    found = LEADS_ON.search(answer.body[:2000])
    target = found[1].decode("utf-8", "replace") if found else ""
    return home(place) + target.removeprefix(place.base_url) if target.startswith(place.base_url) else None


def badge_of(source: Path | None, zone: tzinfo | None, now: datetime) -> str:
    """Why a page would not be published now by what its own front matter says: "draft", "future", or ""."""
    if source is None:
        return ""
    try:
        values = split_front_matter(source.read_text(encoding="utf-8", errors="replace"), source.name).values
        if str(values.get("draft", "")).lower() == "true":
            return "draft"
        date = parse_date(values.get("publishdate") or values.get("date"), zone or UTC)
    except (OSError, SiteError, DateError):
        return ""
    return "future" if date is not None and date > now else ""
