"""URLs as Hugo's templates print them in attributes: parsed and written by Go, then by Go's HTML templates."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote_to_bytes

PARTS: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:)?(//[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
VALID_PATH: Final = re.compile(r"(?:[A-Za-z0-9\-_.~!$&'()*+,;=:@/\[\]]|%[0-9A-Fa-f]{2})*")
VALID_FRAGMENT: Final = re.compile(r"(?:[A-Za-z0-9\-_.~!$&'()*+,;=:@/?\[\]]|%[0-9A-Fa-f]{2})*")
WRONG_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
NOT_NORMAL: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9!#$&*+,/:;=?@\[\]\-._~%]")
SCHEME: Final = re.compile(r"([^/?#]*?):")
SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto"})
UNSAFE: Final = "#ZgotmplZ"
"""What Go prints for a URL that may run code."""


def parsed_url(url: str) -> str:
    """A URL as Go prints it when it has parsed it: a path or a fragment with anything special in it is encoded anew."""
    match = PARTS.fullmatch(url)
    if match is None:
        return url
    scheme, host, path, query, fragment = match.groups(default="")
    if scheme and not host and not path.startswith("/"):
        return url
    if not VALID_PATH.fullmatch(path):
        path = _encoded(path, "$&+,/:;=@")
    if fragment and not VALID_FRAGMENT.fullmatch(fragment, 1):
        fragment = "#" + _encoded(fragment[1:], "$&+,/:;=?@!()*")
    return f"{scheme.lower()}{host}{path}{query}{fragment if fragment != '#' else ''}"


def attribute_url(url: str) -> str:
    """A URL as Go's HTML templates put it into an attribute, not yet escaped; one that may run code is `#ZgotmplZ`."""
    scheme = SCHEME.match(url)
    if scheme is not None and scheme[1].lower() not in SAFE_SCHEMES:
        return UNSAFE
    return NOT_NORMAL.sub(lambda match: "".join(f"%{byte:02x}" for byte in match[0].encode()), url)


def _encoded(text: str, safe: str) -> str:
    """Text decoded, then encoded; `safe` stays."""
    return quote(unquote_to_bytes(WRONG_ESCAPE.sub("%25", text)), safe=safe)
