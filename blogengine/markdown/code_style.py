"""Colours of code: a Pygments style -> inline CSS or a stylesheet, under Chroma's class names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from pygments.style import Style
    from pygments.token import _TokenType

NUMBERS: Final = "white-space:pre;-webkit-user-select:none;user-select:none;margin-right:0.4em;padding:0 0.4em 0 0.4em;"
TABLE_CELL: Final = "vertical-align:top;padding:0;margin:0;border:0;"
TABLE: Final = "border-spacing:0;padding:0;margin:0;border:0;"
LINE: Final = "display:flex;"
LINK: Final = "outline:none;text-decoration:none;color:inherit"
TEXT_SIZE: Final = "-webkit-text-size-adjust:none;"

NEAR_STYLES: Final = {
    "aura-theme-dark": "dracula",
    "aura-theme-dark-soft": "dracula",
    "ashen": "gruvbox-dark",
    "average": "bw",
    "base16-snazzy": "dracula",
    "catppuccin-frappe": "nord",
    "catppuccin-latte": "xcode",
    "catppuccin-macchiato": "one-dark",
    "catppuccin-mocha": "one-dark",
    "darcula": "dracula",
    "doom-one": "one-dark",
    "doom-one2": "one-dark",
    "evergarden": "gruvbox-dark",
    "github": "sas",
    "gruvbox": "gruvbox-dark",
    "hr_high_contrast": "rrt",
    "hrdark": "one-dark",
    "kanagawa-dragon": "gruvbox-dark",
    "kanagawa-lotus": "gruvbox-light",
    "kanagawa-wave": "nord",
    "modus-operandi": "bw",
    "modus-vivendi": "rrt",
    "monokailight": "xcode",
    "nordic": "nord",
    "onedark": "one-dark",
    "onesenterprise": "vs",
    "pygments": "default",
    "rose-pine": "material",
    "rose-pine-dawn": "paraiso-light",
    "rose-pine-moon": "material",
    "rpgle": "vs",
    "solarized-dark256": "solarized-dark",
    "swapoff": "rrt",
    "tokyonight-day": "xcode",
    "tokyonight-moon": "one-dark",
    "tokyonight-night": "one-dark",
    "tokyonight-storm": "one-dark",
    "vulcan": "one-dark",
    "witchhazel": "dracula",
}
"""Chroma's styles that Pygments lacks -> a near one of Pygments'."""
FALLBACK: Final = "rrt"
"""For a name that neither knows; Chroma falls back to its swapoff, which looks much like this."""


class Palette(msgspec.Struct, frozen=True):
    """The CSS declarations of one style."""

    base: str
    """Of the whole block: `color:#f8f8f2;background-color:#272822;`."""
    marked: str
    """Of a line in `hl_lines`."""
    numbers: str
    """Of line numbers."""
    tokens: Mapping[str, str]
    """Short name of a token type (`nf`) -> what sets it apart from the block."""


@lru_cache(maxsize=16)
def palette(style: str) -> Palette:
    """The CSS of a style by Chroma's or Pygments' name."""
    pygments_style = _style(style)
    numbers = pygments_style.line_number_color
    colour = "#7f7f7f" if numbers in {"inherit", "transparent"} else _short(numbers)
    return Palette(
        base=_base(pygments_style),
        marked=f"background-color:{_short(pygments_style.highlight_color)}",
        numbers=f"{NUMBERS}color:{colour}",
        tokens=MappingProxyType({short: css for _, short, css in _tokens(pygments_style)}),
    )


def stylesheet(style: str) -> str:
    """The CSS for code highlighted with classes (`noClasses = false`): `hugo gen chromastyles`."""
    css = palette(style)
    rules = [
        ("Background", ".bg", css.base),
        ("PreWrapper", ".chroma", css.base + TEXT_SIZE),
        ("LineLink", ".chroma .lnlinks", LINK),
        ("LineTableTD", ".chroma .lntd", TABLE_CELL),
        ("LineTable", ".chroma .lntable", TABLE),
        ("LineHighlight", ".chroma .hl", css.marked),
        ("LineNumbersTable", ".chroma .lnt", css.numbers),
        ("LineNumbers", ".chroma .ln", css.numbers),
        ("Line", ".chroma .line", LINE),
        *((name, f".chroma .{short}", declarations) for name, short, declarations in _tokens(_style(style))),
    ]
    return "".join(f"/* {name} */ {selector} {{ {css} }}\n" for name, selector, css in rules)


def _style(name: str) -> type[Style]:
    from pygments.styles import get_style_by_name  # noqa: PLC0415 (slow)
    from pygments.util import ClassNotFound  # noqa: PLC0415

    for candidate in (name.lower(), NEAR_STYLES.get(name.lower())):
        try:
            return get_style_by_name(candidate or FALLBACK)
        except ClassNotFound:
            continue
    return get_style_by_name(FALLBACK)


def _base(style: type[Style]) -> str:
    from pygments.token import Token  # noqa: PLC0415 (slow)

    colour = style.style_for_token(Token)["color"]
    background = f"background-color:{_short(style.background_color)};"
    return f"color:{_short(colour)};{background}" if colour else background


def _tokens(style: type[Style]) -> Iterator[tuple[str, str, str]]:
    """(name, short name, CSS) of the token types that a style sets apart from plain code."""
    from pygments.token import STANDARD_TYPES, Text, Token, Whitespace  # noqa: PLC0415 (slow)

    plain = style.style_for_token(Token)
    for token, short in STANDARD_TYPES.items():
        css = "" if token in {Token, Text, Whitespace} else _declarations(style, token, plain["color"])
        if css:
            yield "".join(token), short, css


def _declarations(style: type[Style], token: _TokenType, plain_colour: str | None) -> str:
    look = style.style_for_token(token)
    declarations = [
        f"color:{_short(look['color'])}" if look["color"] and look["color"] != plain_colour else "",
        f"background-color:{_short(look['bgcolor'])}" if look["bgcolor"] else "",
        "font-weight:bold" if look["bold"] else "",
        "font-style:italic" if look["italic"] else "",
        "text-decoration:underline" if look["underline"] else "",
    ]
    return ";".join(filter(None, declarations))


def _short(colour: str) -> str:
    """A CSS colour as short as Chroma writes it: `#ffffff` → `#fff`."""
    colour = colour.lower()
    digits = colour.removeprefix("#")
    if len(digits) == 6 and digits[::2] == digits[1::2]:
        return f"#{digits[::2]}"
    return f"#{digits}" if len(digits) in {3, 6} and not colour.isalpha() else colour
