"""Line breaks between wide characters, which Chinese and Japanese write without spaces."""

from __future__ import annotations

from blogengine.markdown.inlines.characters import WIDE, is_east_asian, is_hangul
from blogengine.markdown.options import Goldmark

MARKUP = " *_~`[]"
"""Markup that may stand between a character and the line's end."""


def keeps_break(options: Goldmark, joins_wide: bool, src: str, at: int, next_line: int) -> bool:
    """Whether a soft break is shown: not between two wide characters, if an option says so and it is no hard wrap.

    `at` is the position of the line break and `next_line` that of the next line's first character.
    """
    if options.renderer.hard_wraps:
        return True
    if joins_wide:
        before, after = src[max(at - 8, 0) : at].rstrip(MARKUP), src[next_line : next_line + 8].lstrip(MARKUP)
        return not (before and after and WIDE[before[-1]] and WIDE[after[0]])
    cjk = options.extensions.cjk
    if not (cjk.enable and cjk.east_asian_line_breaks):
        return True
    before, after = src[at - 1 : at], src[next_line : next_line + 1]
    if not before or not after:
        return True
    if cjk.east_asian_line_breaks_style == "css3draft":
        return not (WIDE[before] or WIDE[after]) or is_hangul(before) or is_hangul(after)
    return not (is_east_asian(before) and is_east_asian(after))
