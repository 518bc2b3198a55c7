"""Images: too large for a reader, or without a text for those who do not see them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from blogengine.check.addresses import Addresses
from blogengine.check.documents import Document, Picture, parse_document
from blogengine.check.faults import Fault, Locator
from blogengine.check.findings import Finding, finding
from blogengine.check.links import Uses
from blogengine.check.origins import Origins
from blogengine.check.places import Places, Spellings, Spot
from blogengine.errors import Problem

MOST_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4000
"""Of the longer side."""
MEASURED: Final = frozenset({".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})
DESCRIBED: Final = re.compile(r"!\[([^\]]*)\]\(\s*<?$")


def huge_images(folder: Path, pictures: Uses, addresses: Addresses, locator: Locator) -> Iterator[Finding]:
    """Images that pages show and that are larger than readers should have to wait for; once for each file."""
    for output, references in pictures.items():
        if reason := _too_large(folder / output):
            message = f"the image {addresses.shown(output)} has {reason}"
            hint = f"Make it smaller: at most {MOST_BYTES // 1_000_000} MB and {MOST_PIXELS} pixels a side."
            faults = {
                Fault("huge-image", message, hint, url, output, loads=True): pages for url, pages in references.items()
            }
            yield msgspec.structs.replace(next(locator.locate(faults)), is_shared=True)


def textless_images(
    documents: Mapping[str, Document], origins: Origins, addresses: Addresses, places: Places
) -> Iterator[Finding]:
    """Images without an alternative text, where the author wrote them.

    An `alt=""` that is written out says that the image is decoration, so it counts only where Markdown made it.
    """
    by_theme: dict[Picture, list[str]] = {}
    for output, document in documents.items():
        for picture in dict.fromkeys(document.textless):
            spots = _spots(picture.url, output, origins, addresses, places)
            for spot in spots:
                if not _is_declared(spot):
                    page, subject = addresses.page_of(output), subject_of(picture, output, addresses)
                    yield finding("empty-alt", _textless(spot), page, subject=subject)
            if not spots and not picture.has_alt:
                by_theme.setdefault(picture, []).append(output)
    for picture, outputs in by_theme.items():
        yield from _elsewhere(picture, outputs, origins, addresses, places)


def _elsewhere(
    picture: Picture, outputs: list[str], origins: Origins, addresses: Addresses, places: Places
) -> Iterator[Finding]:
    """A picture that the page's own text does not have: a summary in a list, or the theme's."""
    page = addresses.page_of(outputs[0])
    target = addresses.resolve(picture.url, addresses.url_of(outputs[0]))
    spots = places.anywhere(Spellings(picture.url, target.path if target.kind == "internal" else "", loads=True))
    subject = subject_of(picture, outputs[0], addresses)
    for spot in spots:
        yield finding("empty-alt", _textless(spot), page, subject=subject, is_shared=len(outputs) > 1)
    if not spots:
        others = f" and {len(outputs) - 1} more" if len(outputs) > 1 else ""
        message = f"an image has no alternative text: {picture.url[:80]} (made by the theme, on {page}{others})"
        path = origins.maker_of(outputs[0]).path or None
        problem = Problem(message=message, path=path, hint='Give it alt="…".')
        yield finding("empty-alt", problem, page, subject=subject, is_shared=len(outputs) > 1)


def subject_of(picture: Picture, output: str, addresses: Addresses) -> str:
    """The address of a picture, from the host's root where it is one of the site."""
    target = addresses.resolve(picture.url, addresses.url_of(output))
    return addresses.shown(target.path) if target.kind == "internal" else picture.url


def _textless(spot: Spot) -> Problem:
    hint = 'Say what it shows: ![a description](…), or alt="…" in HTML.'
    return spot.problem("the image has no alternative text for readers who do not see it", hint)


def _is_declared(spot: Spot) -> bool:
    """Whether the image at a place has a text there, or says that it is decoration."""
    text, start = spot.text.text, spot.text.text.rfind("<", 0, spot.offset)
    if start >= 0 and text[start : start + 4].lower() == "<img" and ">" not in text[start : spot.offset]:
        tag = text[start : text.find(">", start) + 1]
        return all(picture.has_alt for picture in parse_document(tag.encode()).textless)
    described = DESCRIBED.search(spot.before)
    return described is not None and bool(described[1].strip())


def _spots(url: str, output: str, origins: Origins, addresses: Addresses, places: Places) -> tuple[Spot, ...]:
    target = addresses.resolve(url, addresses.url_of(output))
    spellings = Spellings(url, target.path if target.kind == "internal" else "", loads=True)
    return places.in_maker(origins.maker_of(output), spellings) if url.strip() else ()


def _too_large(file: Path) -> str:
    """What is too large about an image, in words; "" when nothing is, or its format is unknown."""
    try:
        size = file.stat().st_size
    except OSError:
        return ""
    if size > MOST_BYTES:
        return f"{size / 1_000_000:.1f} MB"
    return _too_wide(file) if file.suffix.lower() in MEASURED else ""


def _too_wide(file: Path) -> str:
    """The size that an image's header declares, in words, when it is too large; "" also for no image at all."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # start-up time

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # nothing is decompressed
            with Image.open(file) as image:
                width, height = image.size
    except Image.DecompressionBombError:
        return "more pixels than can be opened safely"
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError):
        return ""
    return f"{width} × {height} pixels" if max(width, height) > MOST_PIXELS else ""
