"""How large an embed is before anything of it is loaded: as its code says, in attributes and styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from blogengine.embeds.embed import Embed

RATIO: Final = re.compile(r"aspect-ratio:\s*(\d+(?:\.\d+)?)(?:\s*/\s*(\d+(?:\.\d+)?))?")
PADDING: Final = re.compile(r"padding(?:-bottom|-top)?:(?:[^;%]*\s)?(\d+(?:\.\d+)?)%")
HEIGHT: Final = re.compile(r"(?:^|[;\s])height:\s*(\d+(?:\.\d+)?)px")
NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
FLATTEST: Final = 10.0
TALLEST: Final = 4000


def boxed(embed: Embed, attributes: Mapping[str, str], wrapper: str = "") -> Embed:
    """The embed in the box that its code asks for: `wrapper` is the style of an element around it.

    Players keep a ratio, whatever the width; frames of no known service, made for one height, keep that.
    """
    own = attributes.get("style", "")
    width, height = _number(attributes.get("width")), _number(attributes.get("height"))
    ratio = _number(attributes.get("data-ratio")) or _ratio(own) or _ratio(wrapper)
    if embed.ratio:
        ratio = ratio or (width / height if width and height else embed.ratio)
    if ratio:
        return msgspec.structs.replace(embed, ratio=min(max(ratio, 1 / FLATTEST), FLATTEST), height=0)
    if embed.height:
        styled = HEIGHT.search(own)
        pixels = (float(styled[1]) if styled else height) or embed.height
        return msgspec.structs.replace(embed, height=round(min(pixels, TALLEST)))
    return embed


def keeps_ratio(style: str) -> bool:
    """Whether an element with this style is a box that keeps a ratio."""
    return _ratio(style) > 0


def _ratio(style: str) -> float:
    if match := RATIO.search(style):
        return float(match[1]) / (float(match[2] or 1) or 1)
    if match := PADDING.search(style):
        return 100 / float(match[1]) if float(match[1]) else 0
    return 0


def _number(text: str | None) -> float:
    match = NUMBER.fullmatch(text or "")
    return float(match[1]) if match else 0
