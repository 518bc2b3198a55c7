"""Which requests are answered: those of the author's own browser, from the author's own pages."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

LOCAL_NAMES = ("localhost", "localhost.")


def is_loopback(host: str) -> bool:
    """Whether a host's name or address never leaves this machine."""
    address = _address(host)
    return address.is_loopback if address else host.lower() in LOCAL_NAMES


def refusal(headers: Mapping[str, str], bound: str) -> str | None:
    """Why a request to a server bound to a host is not to be answered; None when it is. `headers` are lower-cased.

    A page of another site must not read drafts through the author's browser. Its name can be made to lead here (DNS
    rebinding), so `Host` has to be this machine's; its forms, scripts and sockets tell `Origin` or `Sec-Fetch-Site`.
    """
    host = headers.get("host", "")
    if not _is_own(_name(host), bound):
        return f"this server is not “{host}”"
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in (f"http://{host.lower()}", f"https://{host.lower()}"):
        return f"pages of “{origin}” may not ask here"
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return (
            "pages of other sites may not ask here"  # they may link here, and an editor may frame what it cannot read
        )
    return None


def _is_own(name: str, bound: str) -> bool:
    """Whether a host's name can only mean this machine: an address is never rebound, a name may be."""
    if is_loopback(name):
        return True
    if is_loopback(bound):
        return False
    return _address(name) is not None or name.lower() in (bound.lower(), socket.gethostname().lower())


def _name(host: str) -> str:
    """A `Host` header without its port; "" for nonsense."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
