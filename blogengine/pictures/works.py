"""What there is to draw, as values: whoever asks knows the name of the file before anybody has drawn it."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b

import msgspec


class Resize(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A smaller copy of a picture, in WebP."""

    file: str
    digest: str
    """Of the file's content, in hexadecimal digits."""
    width: int
    """In pixels, as the picture is seen: turned as its EXIF data say."""
    quality: int
    """Of lossy compression, 1 to 100."""

    @property
    def name(self) -> str:
        """What tells its bytes from others: wherever the file is, the same content gives the same name."""
        return _name("resize", self.digest, self.width, self.quality)


class Card(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A picture of a post for social networks, 1200 by 630 pixels, as PNG."""

    title: str
    site: str
    author: str
    date: str
    font: str
    """The font's file."""
    face: int
    """Which font of a collection, from 0."""
    font_digest: str
    background: str
    color: str
    accent: str

    @property
    def name(self) -> str:
        """What tells its bytes from others."""
        said = (self.title, self.site, self.author, self.date, self.face, self.font_digest)
        return _name("card", *said, self.background, self.color, self.accent)


Work = Resize | Card


@cache
def tools() -> tuple[str, ...]:
    """The versions of what decides on a picture's bytes, besides the work itself."""
    import PIL  # noqa: PLC0415  # start-up time
    from PIL import features  # noqa: PLC0415

    found = (features.version(name) or "" for name in ("webp", "libjpeg_turbo", "zlib", "freetype2", "raqm"))
    return FORM, PIL.__version__, *found


FORM = "1"
"""Changes whenever the engine draws the same work in another way."""


def _name(*parts: object) -> str:
    return blake2b(repr((parts, tools())).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
