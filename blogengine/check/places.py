"""Where in the source something of the output was written: a search for its spellings in the author's texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Final
from unicodedata import normalize
from urllib.parse import unquote

import msgspec

from blogengine.check.origins import Maker, Origins
from blogengine.check.texts import Text, read_text
from blogengine.config import Config
from blogengine.content.files import shown
from blogengine.errors import Problem

PUNCTUATION: Final = re.compile(r"""[!-/:-@\[-`{-~]""")
OPENED: Final = r"""(?:(?<=[(<"'=])|(?<=\]:)|(?<=\]: )|(?<=\( ))"""
"""What stands before an address in Markdown, HTML, a shortcode or front matter."""
CLOSED: Final = r"""(?=[)>"'\s\\]|$)"""
BARE_BEFORE: Final = r"(?<![\w/.%~-])"
BARE_AFTER: Final = r"(?![\w/%~=&#-]|[.?](?=[\w/]))"
WEB: Final = re.compile("(?:https?:)?//", re.IGNORECASE)
WEB_BEFORE: Final = r"(?<![A-Za-z0-9_./:-])"
WEB_AFTER: Final = r"(?![A-Za-z0-9_/%~=&#?-]|[.,:;!](?=[A-Za-z0-9/]))"
LONGEST_BEFORE: Final = 500
"""Characters; a generated line can be a megabyte."""
LOADS: Final = re.compile(r"""!\[[^\]]*\]\(\s*<?$|\b(?:src|srcset|poster)\s*=\s*(?:["'][^"'>]*)?$""", re.IGNORECASE)
LEADS: Final = re.compile(r"""\]\(\s*<?$|\bhref\s*=\s*["']?$""", re.IGNORECASE)
EMPTY: Final = re.compile(r"""(?<=\]\()(?=\s*(?:<>)?\s*\))|(?<=href=)(?=""|'')|(?<=src=)(?=""|'')""")


class Spot(msgspec.Struct, frozen=True):
    """A place in a text."""

    text: Text
    offset: int

    @property
    def before(self) -> str:
        """What stands before it on its line, as far as it can matter."""
        nearest = max(0, self.offset - LONGEST_BEFORE)
        return self.text.text[max(nearest, self.text.text.rfind("\n", 0, self.offset) + 1) : self.offset]

    @property
    def loads(self) -> bool | None:
        """Whether what stands here is loaded into the page (True) or linked to (False); None if that cannot be told."""
        return True if LOADS.search(self.before) else False if LEADS.search(self.before) else None

    def problem(self, message: str, hint: str | None = None) -> Problem:
        """A problem at this place."""
        return self.text.problem(message, self.offset, hint)


class Spellings:
    """How an address may be spelt in the source, the most certain first."""

    def __init__(self, url: str, path: str = "", fragment: str = "", *, loads: bool | None = None) -> None:
        """`path` is below the base URL, decoded, for an address of the site; `loads` is as a `Spot` has it."""
        self.is_empty = not url.strip()
        self._loads = loads
        self._url, self._path, self._fragment = url, path, fragment
        last = unquote(fragment) or unquote(url).partition("?")[0].rstrip("/").rpartition("/")[2]
        self._needle = max(re.findall("[A-Za-z0-9]+", last), key=len, default="")  # every spelling has it

    @cached_property
    def whole(self) -> Sequence[re.Pattern[str]]:
        """What finds the whole address: as the HTML has it, or from the site's root."""
        if self.is_empty:
            return (EMPTY,)
        tail = f"#{unquote(self._fragment)}" if self._fragment else ""
        path = self._path.rstrip("/")
        rooted = [f"{slash}{each}{tail}" for slash in ("/", "") for each in (self._path, path)] if path else []
        return _patterns((self._url, unquote(self._url)), rooted)

    @cached_property
    def parts(self) -> Sequence[re.Pattern[str]]:
        """What finds the last part of the address: shortcodes and templates may have made the rest."""
        if self._fragment:
            anchors = (f"#{unquote(self._fragment)}", f"#{self._fragment}")
            return (re.compile("|".join(f"{_escaped(form)}{BARE_AFTER}" for each in anchors for form in _forms(each))),)
        name = self._path.rpartition("/")[2]
        return _patterns((name,)) if "." in name else ()

    def spots(self, text: Text, *, whole: bool = False) -> tuple[Spot, ...]:
        """Everywhere a text has the most certain spelling that it has at all; code only if nothing else has it.

        With `whole`, the last part of the address alone does not count.
        """
        if self._needle not in text.text:  # much faster than the patterns
            return ()
        for body in (text.prose, text.text):
            for pattern in (*self.whole, *(() if whole else self.parts)):
                if found := tuple(self._suitable(Spot(text, match.start()) for match in pattern.finditer(body))):
                    return found
        return ()

    def _suitable(self, spots: Iterable[Spot]) -> Iterator[Spot]:
        """The spots of the right kind, those of no known kind included."""
        return (spot for spot in spots if self._loads is None or spot.loads in (self._loads, None))


class Places:
    """The author's texts, each read once and only when something is looked for in it."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._texts: dict[Path, Text | None] = {}

    def text_of(self, maker: Maker) -> Text | None:
        """The text that made an output; None without one."""
        if maker.file is None or (maker.is_copy and maker.file.suffix.lower() not in (".html", ".htm")):
            return None
        return self._read(maker.file, maker.source.body_line if maker.source else 0)

    def in_maker(self, maker: Maker, spellings: Spellings) -> tuple[Spot, ...]:
        """Where the text that made an output writes an address."""
        text = self.text_of(maker)
        return spellings.spots(text) if text else ()

    def anywhere(self, spellings: Spellings) -> tuple[Spot, ...]:
        """Where any published page writes an address, else the first of the settings and templates that does."""
        pages = [self._read(source.file, source.body_line) for source in self._origins.published]
        found = tuple(spot for text in pages if text for spot in spellings.spots(text, whole=True))
        if found or spellings.is_empty:
            return found
        others = (self._read(file, 0) for file in self._settings_and_templates)
        return next((spots for text in others if text and (spots := spellings.spots(text, whole=True))), ())[:1]

    @property
    def _settings_and_templates(self) -> Iterator[Path]:
        config = self._origins.config
        yield from config.files
        if config.data_dir.is_dir():
            yield from sorted(file for file in config.data_dir.rglob("*") if file.is_file())
        for folder in self._origins.templates[:-1]:
            yield from sorted(file for file in folder.rglob("*") if file.is_file())

    def _read(self, file: Path, body_line: int) -> Text | None:
        if file not in self._texts:
            self._texts[file] = read_text(file, shown(file, self._origins.config.root), body_line)
        return self._texts[file]


def in_settings(config: Config, text: str, message: str, hint: str | None) -> Problem:
    """A problem where the configuration first has a text, letter case aside, else with its file alone."""
    for file in config.files:
        written = read_text(file, shown(file, config.root), 0)
        if written is not None and (offset := written.text.lower().find(text.lower())) >= 0:
            return written.problem(message, offset, hint)
    path = shown(config.files[0], config.root) if config.files else None
    return Problem(message=message, path=path, hint=hint)


def _patterns(*tiers: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """A regular expression for each tier of spellings that has any."""
    found = [dict.fromkeys(_pattern(form) for spelling in tier for form in _forms(spelling)) for tier in tiers]
    return tuple(re.compile("|".join(tier)) for tier in found if tier)


def _forms(spelling: str) -> Iterable[str]:
    """A spelling in both forms of Unicode, and as HTML."""
    forms = dict.fromkeys((spelling, normalize("NFC", spelling), normalize("NFD", spelling)))
    return (*forms, *map(escape, forms))


def _pattern(spelling: str) -> str:
    """The regular expression that finds a spelling where it is an address, and no part of a longer one."""
    body = _escaped(spelling)
    if WEB.match(spelling):
        return f"{WEB_BEFORE}{body}{WEB_AFTER}"
    if re.search(r"[/.#]", spelling) and re.search(r"\w", spelling):
        return f"{OPENED}{body}{CLOSED}|{BARE_BEFORE}{body}{BARE_AFTER}"
    return f"{OPENED}{body}{CLOSED}"


def _escaped(spelling: str) -> str:
    """A regular expression for a spelling, whose punctuation Markdown may have escaped."""
    return "".join(rf"\\?{re.escape(char)}" if PUNCTUATION.match(char) else re.escape(char) for char in spelling)
