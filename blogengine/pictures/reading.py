"""Reads what a picture is: its size, and whether it can be made smaller. Pillow does the reading."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS: Final = 80_000_000
"""What may be decoded: a file of a few kilobytes can claim any size, and a picture this large takes 240 MB."""
RESIZED: Final = frozenset({"JPEG", "PNG", "WEBP"})
"""Formats of pictures that are made smaller."""
MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
"""Kinds of pixels that WebP can hold after conversion: 8 bits a channel."""
LONGEST: Final = 16383
"""What WebP can hold, in pixels a side."""
SIDEWAYS: Final = frozenset({5, 6, 7, 8})
"""EXIF orientations that exchange width and height."""
ORIENTATION: Final = 0x0112


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture is; without a width it cannot be read at all."""

    width: int = 0
    """In pixels, as the picture is seen."""
    height: int = 0
    is_resizable: bool = False
    """Whether smaller copies of it can be made: not of a moving picture, nor of one with 16 bits a channel."""
    trouble: str = ""
    """Why the picture has to stay as it is, where its author should know."""


def look_at(file: str) -> Look:
    """What a picture is, read to its end: half a picture would otherwise be found only when it is drawn."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # start-up time

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is decided here
            with Image.open(file) as image:
                return _seen(image)
    except UnidentifiedImageError:
        return Look(trouble="it is no picture, or one in an unknown format")
    except Image.DecompressionBombError:
        return Look(trouble=f"it claims to have more than {MOST_PIXELS // 1_000_000} million pixels")
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        return Look(trouble=f"it is damaged ({error})")


def _seen(image: Image) -> Look:
    width, height = size_as_seen(image)
    if width * height > MOST_PIXELS:
        return Look(trouble=f"it has {width} × {height} pixels, more than {MOST_PIXELS // 1_000_000} million")
    if getattr(image, "is_animated", False):
        return Look(width=width, height=height)
    is_resizable = image.format in RESIZED and image.mode in MODES and height <= LONGEST
    if image.format == "JPEG":
        image.draft(None, (1, 1))  # all is read, little is computed
    image.load()
    return Look(width=width, height=height, is_resizable=is_resizable)


def size_as_seen(image: Image) -> tuple[int, int]:
    """Width and height after turning it as its EXIF data say."""
    width, height = image.size
    return (height, width) if orientation(image) in SIDEWAYS else (width, height)


def orientation(image: Image) -> Any:
    """The EXIF orientation; 1 where there is none, or none that can be read."""
    try:
        return image.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001  # EXIF data are written by anyone, and Pillow raises many things at them
        return 1
