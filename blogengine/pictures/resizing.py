"""Makes smaller copies of pictures in WebP."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from blogengine.pictures.reading import SIDEWAYS, orientation
from blogengine.pictures.works import Resize

if TYPE_CHECKING:
    from PIL.Image import Image

METHOD = 4
"""How hard WebP's encoder tries, 0 to 6: more takes twice the time for one percent."""
FEW_COLOURS = "P"
"""Pixels of a picture with a palette, as screenshots and diagrams have: without loss they are smaller, and sharp."""
TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""EXIF orientation -> what puts the picture upright, by Pillow's name."""


def resized(work: Resize) -> bytes:
    """The copy's bytes. Raises `OSError` when the file cannot be read."""
    from PIL import Image  # noqa: PLC0415  # start-up time

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(work.file) as image:
            profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
            small = _small(image, work.width)
            is_flat = image.mode == FEW_COLOURS and small.size == image.size
    out = io.BytesIO()
    small.save(out, "WEBP", quality=work.quality, method=METHOD, lossless=is_flat, icc_profile=profile or b"")
    return out.getvalue()


def _small(image: Image, width: int) -> Image:
    """The picture in another width, upright, in colours that WebP has."""
    from PIL import Image as Images  # noqa: PLC0415  # start-up time

    turned = orientation(image)
    factor = width / (image.height if turned in SIDEWAYS else image.width)
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    if image.format == "JPEG":
        image.draft(None, size)  # decoded at a half, a quarter or an eighth where that is enough
    plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    small = plain if plain.size == size else plain.resize(size, Images.Resampling.LANCZOS, reducing_gap=3.0)
    return small.transpose(Images.Transpose[TURNS[turned]]) if turned in TURNS else small
