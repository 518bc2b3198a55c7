"""What a site stands on: Python, its libraries, fonts."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from blogengine import __version__
from blogengine.config import Config
from blogengine.health.signs import Sign, broken, good, odd
from blogengine.pictures.fonts import fonts_for, missing

SAMPLE = "日本語の題名、あいうアイウ"
"""What a card's font has to write on a site in Japanese."""
FONT_FIX = "Install one (Debian: fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts), or name a file: [cards] font."


def look_at_machine() -> Iterator[Sign]:
    """The engine, Python, and whether every library is there."""
    yield good("machine", f"blogengine {__version__}, Python {platform.python_version()} on {platform.system()}")
    if absent := [name for name in _required() if not _is_installed(name)]:
        yield broken("machine", f"not installed: {', '.join(absent)}", f"Run: pip install {' '.join(absent)}")
    if sys.getfilesystemencoding().lower() not in ("utf-8", "utf8"):
        fix = "Set the environment variable PYTHONUTF8=1."
        yield odd("machine", f"file names are in {sys.getfilesystemencoding()}: Japanese ones cannot be written", fix)


def _required() -> Iterator[str]:
    """The names of the engine's libraries, as its package says; none when it is not installed as a package."""
    try:
        lines = requires("blogengine") or []
    except PackageNotFoundError:
        return
    for line in lines:
        if "extra ==" not in line and ("sys_platform" not in line or f"'{sys.platform}'" in line.replace('"', "'")):
            yield re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def look_at_cards(config: Config) -> Iterator[Sign]:
    """Whether the font of social cards can write the site's titles; nothing where no cards are drawn."""
    for site in config.sites:
        if not site.cards.enable:
            continue
        place = str(config.root / site.cards.font) if site.cards.font else ""
        fonts = fonts_for(place, site.language.locale)
        text = SAMPLE + site.title if site.has_cjk_language else site.title
        lacking = missing(text, fonts[0]) if fonts else ""
        if not fonts:
            what = f"the font {site.cards.font} is not there" if place else "there is no font for social cards"
            yield broken("cards", what, FONT_FIX)
        elif lacking:
            yield broken("cards", f"{fonts[0].file} cannot write {lacking[:10]}", FONT_FIX)
        else:
            yield good("cards", f"drawn with {fonts[0].file}")
    if not any(site.cards.enable for site in config.sites):
        yield good("cards", "not drawn ([cards] enable = true draws them)")
