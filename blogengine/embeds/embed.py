"""What an embed is: types only."""

from __future__ import annotations

import msgspec


class Embed(msgspec.Struct, frozen=True, kw_only=True):
    """Something of another site that a page shows."""

    service: str
    """"speakerdeck", "youtube", "vimeo", "gist", "x", "instagram", "card" (a link with its title), else "frame"."""
    title: str
    """What it is called, as plain text; the service's name where nobody says."""
    link: str
    """Where a person finds it, whole."""
    picture: str = ""
    """A picture of it, whole, on the service's own host: for feeds."""
    frame: str = ""
    """The address of its player, whole: what an iframe loads."""
    script: str = ""
    """The address of the script that fills it in, whole."""
    quote: str = ""
    """HTML without scripts that says the same: the text of a post on X."""
    ratio: float = 0
    """Width by height of its box; 0 when only the height is known."""
    height: int = 0
    """The height of its box in CSS pixels, 0 when only the ratio is known; both 0 when it has no box."""

    @property
    def host(self) -> str:
        """Whom a reader asks who opens it, without "www."."""
        return host_of(self.frame or self.script or self.link)

    @property
    def started(self) -> str:
        """The address of its player for a reader who has asked for it: a video plays at once."""
        if self.service not in ("youtube", "vimeo"):
            return self.frame
        return f"{self.frame}{'&' if '?' in self.frame else '?'}autoplay=1"


class Found(msgspec.Struct, frozen=True):
    """An embed in a piece of HTML."""

    start: int
    """In characters."""
    end: int
    embed: Embed | None
    """None for a script that only serves other embeds, and goes with them."""
    inline: bool
    """Whether it stands in a paragraph."""


def host_of(address: str) -> str:
    """The host of a whole address, without "www."."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")
