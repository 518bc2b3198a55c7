"""Which characters XML 1.0 can hold. Pure; one other character would cost readers the whole feed."""

from __future__ import annotations

import re
from typing import Final

UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""
UNPRINTABLE_BYTES: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
    rb"|&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45]|55(?:29[6-9]|[3-9][0-9]{2})|56[0-9]{3});"
    rb"|&#0*57(?:[0-2][0-9]{2}|3[0-3][0-9]|34[0-3]);"
    rb"|&#[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[efEF]|[dD][89a-fA-F][0-9a-fA-F]{2});"
)
"""The same in UTF-8, and references to it."""


HINT: Final = "Take it out: browsers show nothing for it, and feeds leave it out, as XML cannot hold it."


def complaint(text: str) -> tuple[int, str] | None:
    """Where the first such character of a text is (from 0), and what is wrong, as a clause; None without one."""
    match = UNPRINTABLE.search(text)
    return (match.start(), f"has the control character U+{ord(match[0]):04X}") if match else None


def is_xml(media_type: str) -> bool:
    """Whether a media type is one of XML: "application/rss+xml", "text/xml", "text/x-opml"."""
    return media_type.endswith(("+xml", "/xml")) or media_type == "text/x-opml"


def printable(content: bytes | bytearray) -> bytes | bytearray:
    """XML in UTF-8 without the characters that it cannot hold, as Hugo's `transform.XMLEscape` leaves them out."""
    return UNPRINTABLE_BYTES.sub(b"", content) if UNPRINTABLE_BYTES.search(content) else content
