"""Draws the card of a post: its title, whose it is, and when it was written."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from blogengine.pictures.lines import lines_of
from blogengine.pictures.works import Card

WIDTH, HEIGHT = 1200, 630
"""What social networks ask for, in pixels."""
MARGIN: Final = 88
BAR: Final = 20
"""Height of the bar at the top."""
SIZES: Final = ((76, 3), (66, 4), (56, 4), (48, 5))
"""Sizes of the title in pixels, each with the most lines that look good in it."""
LEADING: Final = 1.4
SMALL: Final = 32
LEVEL: Final = 5
"""How hard PNG's compression tries, 0 to 9: the last level takes ten times the time for a tenth of the size."""
COLOURS: Final = 64
"""Shades that edges of letters need: a palette makes the file a third."""


def drawn(card: Card) -> bytes:
    """The card as PNG. Raises `OSError` when its font cannot be read."""
    image = Image.new("RGB", (WIDTH, HEIGHT), card.background)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, BAR), fill=card.accent)
    _draw_title(pen, card)
    _draw_foot(pen, card)
    out = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", compress_level=LEVEL)
    return out.getvalue()


def _draw_title(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """The title in the largest size that holds it, its lines about equally long, in the middle of its room."""
    for size, most in SIZES:
        font = _font(card, size)
        lines, is_whole = lines_of(card.title, _narrower(font, WIDTH - 2 * MARGIN), most)
        if is_whole:
            break
    if is_whole:
        lines = _balanced(card.title, font, len(lines))
    room = HEIGHT - BAR - MARGIN - 2 * SMALL
    top = BAR + (room - len(lines) * size * LEADING) / 2 + size * LEADING / 2
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * size * LEADING), line, card.color, font, "lm")


def _balanced(title: str, font: ImageFont.FreeTypeFont, count: int) -> list[str]:
    """The lines in the narrowest column that still takes no more of them."""
    low, high = 1, WIDTH - 2 * MARGIN
    while low < high:
        width = (low + high) // 2
        fits = all(map(_narrower(font, width), found := lines_of(title, _narrower(font, width), 99)[0]))
        low, high = (low, width) if fits and len(found) <= count else (width + 1, high)
    return lines_of(title, _narrower(font, high), 99)[0]


def _draw_foot(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """The site's name on the left, author and date on the right."""
    font, line = _font(card, SMALL), HEIGHT - MARGIN + SMALL / 2
    said = "  ".join(filter(None, (card.author, card.date)))
    taken = font.getlength(said)
    site, _ = lines_of(card.site, _narrower(font, WIDTH - 2 * MARGIN - taken - SMALL), 1)
    pen.line((MARGIN, line - 1.4 * SMALL, WIDTH - MARGIN, line - 1.4 * SMALL), card.accent, 2)
    pen.text((MARGIN, line), "".join(site), card.accent, font, "lm")
    pen.text((WIDTH - MARGIN, line), said, card.color, font, "rm")


def _font(card: Card, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(card.font, size, card.face)


def _narrower(font: ImageFont.FreeTypeFont, width: float) -> Callable[[str], bool]:
    return lambda text: font.getlength(text) <= width
