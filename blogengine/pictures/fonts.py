"""Finds a font that can write a language, and tells which characters it can write."""

from __future__ import annotations

import glob
import io
import shutil
import subprocess
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from blogengine.stamps import Stamp, stamp_of

FOLDERS: Final = (
    "/usr/share/fonts/**/NotoSansCJK*-Bold.ttc",
    "/usr/share/fonts/**/NotoSans*CJK*-Bold.otf",
    "/usr/share/fonts/**/NotoSansCJK*.ttc",
    "/usr/share/fonts/**/ipa*g*.ttf",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/YuGothB.ttc",
    "C:/Windows/Fonts/meiryob.ttc",
    "C:/Windows/Fonts/msgothic.ttc",
)
"""Where fonts for Japanese are when fontconfig does not say it, the best first."""
PATIENCE: Final = 20
"""Seconds for fontconfig, which looks through all fonts when it is asked for the first time."""


class Font(msgspec.Struct, frozen=True):
    """A font's file."""

    file: str
    face: int
    """Which one of a collection, from 0."""
    digest: str


def fonts_for(place: str, language: str) -> tuple[Font, ...]:
    """The font at a place; where none is given, fonts of the system, the best for a language first.

    A site that does not say its language may well be written in Japanese, and fonts for that have Latin letters too;
    Chinese and Korean have shapes of their own for the same characters.
    """
    languages = (language, "ja") if language.startswith(("zh", "ko")) else ("ja", language)
    places = [(place, 0)] if place else [_of_system(each) for each in languages]
    read = ((file, face, _digest(file, stamp_of(file))) for file, face in dict.fromkeys(places) if file)
    return tuple(Font(file, face, digest) for file, face, digest in read if digest)


def font_ground(question: str) -> object:
    """What stands for the answer of `fonts_for` to its two arguments, a space between them."""
    language, _, place = question.partition(" ")
    return fonts_for(place, language)


def missing(text: str, font: Font) -> str:
    """The characters of a text that a font cannot write, each once; spaces need no glyph."""
    known = _characters(font)
    return "".join(sorted({each for each in text if not each.isspace() and ord(each) not in known}))


@cache
def _of_system(language: str) -> tuple[str, int]:
    asked = _asked_fontconfig(language)
    if asked[0]:
        return asked
    found = (file for pattern in FOLDERS for file in sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207
    return next(found, ""), 0


def _asked_fontconfig(language: str) -> tuple[str, int]:
    program = shutil.which("fc-match")
    if program is None:
        return "", 0
    query = [program, "-f", "%{file}\n%{index}", f"sans-serif:bold:lang={language}"]
    try:
        answer = subprocess.run(query, capture_output=True, timeout=PATIENCE, check=True).stdout.decode()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return "", 0
    file, _, index = answer.partition("\n")
    return file, int(index) & 0xFFFF if index.isdecimal() else 0  # above are the instances of a variable font


@cache
def _digest(file: str, _stamp: Stamp) -> str | None:
    try:
        return blake2b(Path(file).read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return None


@cache
def _characters(font: Font) -> frozenset[int]:
    """What a font can write; nothing when it is no font."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # start-up time

    try:
        content = io.BytesIO(Path(font.file).read_bytes())
        return frozenset(TTFont(content, fontNumber=font.face, lazy=True).getBestCmap() or ())
    except Exception:  # noqa: BLE001  # a damaged table raises whatever its reader stumbles over
        return frozenset()
