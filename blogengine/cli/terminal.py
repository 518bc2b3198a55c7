"""What a terminal can: how wide it is, whether it shows colours, bars and links."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from socket import gethostname
from typing import TextIO

OLDEST_VTE = 5000
"""VTE knows links since 0.50, which says 5000 of itself."""
PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "rio", "Tabby"})
"""TERM_PROGRAM of terminals that know links."""
TERMS = frozenset({"xterm-kitty", "foot", "foot-extra", "alacritty", "xterm-ghostty", "contour"})
"""TERM of terminals that know links."""


def columns() -> int:
    """How wide a text may be: the terminal, in bounds that can be read; 80 where there is none."""
    return max(40, min(shutil.get_terminal_size().columns, 100))


def is_lively(stream: TextIO) -> bool:
    """Whether a stream is a terminal that can move its cursor, so that a bar can grow there."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def colours(environment: Mapping[str, str] = os.environ) -> bool | None:
    """False where the reader wants no colours or the terminal has none; None: where there is a terminal."""
    return False if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" else None


def knows_links(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a stream is a terminal that is known to show OSC 8 links; FORCE_HYPERLINK=1 says that it does, 0 not.

    Others might print the address into the text.
    """
    if not stream.isatty() or colours(environment) is False:
        return False
    if forced := environment.get("FORCE_HYPERLINK"):
        return forced != "0"
    vte = environment.get("VTE_VERSION", "")
    return (
        (vte.isdecimal() and int(vte) >= OLDEST_VTE)
        or environment.get("TERM_PROGRAM") in PROGRAMS
        or environment.get("TERM") in TERMS
        or any(environment.get(name) for name in ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION"))
    )


def linked(text: str, file: Path, stream: TextIO) -> str:
    """A text that leads to a file, where the stream's terminal knows links."""
    if not text or not knows_links(stream):
        return text
    address = file.absolute().as_uri().replace("file://", f"file://{gethostname()}", 1)
    return f"\033]8;;{address}\033\\{text}\033]8;;\033\\"
