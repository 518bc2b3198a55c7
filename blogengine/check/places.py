"""Where in the source something of the output was written: a search for its spellings in the author's texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import msgspec

from blogengine.check.origins import Maker, Origins
from blogengine.content.files import shown
from blogengine.errors import Problem, problem_at

FENCE: Final = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}|~{3,})[^\n]*\n(?:.*?^[ \t>]*(?P=mark)[`~]*[ \t]*\r?$|.*)", re.M | re.S
)
CODE_SPAN: Final = re.compile(r"(?<!`)(?P<mark>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=mark)(?!`)", re.DOTALL)
COMMENT: Final = re.compile(r"<!--.*?-->|\{\{[<%]/\*.*?\*/[>%]\}\}", re.DOTALL)
PUNCTUATION: Final = re.compile(r"""[!-/:-@\[-`{-~]""")
OPENED: Final = r"""(?:(?<=[(<"'=])|(?<=\]:)|(?<=\]: )|(?<=\( ))"""
"""What stands before an address in Markdown, HTML, a shortcode or front matter."""
CLOSED: Final = r"""(?=[)>"'\s\\]|$)"""
BARE_BEFORE: Final = r"(?<![\w/.%~-])"
BARE_AFTER: Final = r"(?![\w/%~=&#-]|[.?](?=[\w/]))"
WEB: Final = re.compile("(?:https?:)?//", re.IGNORECASE)
WEB_BEFORE: Final = r"(?<![A-Za-z0-9_./:-])"
WEB_AFTER: Final = r"(?![A-Za-z0-9_/%~=&#?-]|[.,:;!](?=[A-Za-z0-9/]))"
CERTAIN: Final = 2
"""How many tiers of spellings are whole addresses."""
LOADS: Final = re.compile(r"""!\[[^\]]*\]\(\s*<?$|\b(?:src|srcset|poster)\s*=\s*(?:["'][^"'>]*)?$""", re.IGNORECASE)
LEADS: Final = re.compile(r"""\]\(\s*<?$|\bhref\s*=\s*["']?$""", re.IGNORECASE)
EMPTY: Final = re.compile(r"""(?<=\]\()(?=\s*(?:<>)?\s*\))|(?<=href=)(?=""|'')|(?<=src=)(?=""|'')""")


class Text(msgspec.Struct, frozen=True):
    """A text of the author's."""

    path: str
    text: str
    prose: str
    """The text with spaces for code and comments, at the same offsets."""

    def problem(self, message: str, offset: int, hint: str | None = None) -> Problem:
        """A problem at a character of the text."""
        return problem_at(message, self.path, self.text, offset, hint)


class Spot(msgspec.Struct, frozen=True):
    """A place in a text."""

    text: Text
    offset: int

    @property
    def before(self) -> str:
        """What stands before it on its line."""
        return self.text.text[self.text.text.rfind("\n", 0, self.offset) + 1 : self.offset]

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
        self._loads = loads
        tail = f"#{unquote(fragment)}" if fragment else ""
        name = path.rstrip("/").rpartition("/")[2]
        tiers = [
            (url, unquote(url)),
            (f"/{path}{tail}", f"/{path.rstrip('/')}{tail}", f"{path}{tail}", f"{path.rstrip('/')}{tail}"),
            (tail, f"#{fragment}" if fragment else ""),
            (name if "." in name and not tail else "",),
        ]
        self.is_empty = not url.strip()
        last = unquote(fragment) or unquote(url).partition("?")[0].rstrip("/").rpartition("/")[2]
        self._needle = max(re.findall("[A-Za-z0-9]+", last), key=len, default="")  # every spelling has it
        self._tiers = [tuple(dict.fromkeys(form for each in tier for form in _forms(each))) for tier in tiers]

    @cached_property
    def patterns(self) -> Sequence[re.Pattern[str]]:
        """What to search for, one after the other."""
        if self.is_empty:
            return (EMPTY,)
        return tuple(re.compile("|".join(map(_pattern, tier))) for tier in self._tiers if tier)

    def spots(self, text: Text, *, certain: bool = False) -> tuple[Spot, ...]:
        """Everywhere a text has the most certain spelling that it has at all; code only if nothing else has it.

        With `certain`, only the whole address counts, not its last part.
        """
        if self._needle not in text.text:  # much faster than the patterns
            return ()
        for body in (text.prose, text.text):
            for pattern in self.patterns[: CERTAIN if certain else None]:
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
        found = tuple(spot for text in pages if text for spot in spellings.spots(text, certain=True))
        if found or spellings.is_empty:
            return found
        others = (self._read(file, 0) for file in self._settings_and_templates)
        return next((spots for text in others if text and (spots := spellings.spots(text, certain=True))), ())[:1]

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
            self._texts[file] = _text(file, shown(file, self._origins.config.root), body_line)
        return self._texts[file]


def prose_of(text: str, body_line: int) -> str:
    """A text of Markdown with spaces for its code and comments, what stands before the body left alone."""
    start = 0
    for _ in range(body_line - 1):
        start = text.find("\n", start) + 1
    head, body = text[:start], text[start:]
    for pattern in (FENCE, CODE_SPAN, COMMENT):
        body = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    return head + body


def _text(file: Path, path: str, body_line: int) -> Text | None:
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
    return Text(path, text, prose_of(text, body_line) if body_line else text)


def _forms(spelling: str) -> Iterable[str]:
    """A spelling in both forms of Unicode, and as HTML."""
    if not spelling.strip("/"):
        return ()
    forms = [unicodedata.normalize(form, spelling) for form in ("NFC", "NFD")]
    return (spelling, *forms, *(escape(form) for form in forms))


def _pattern(spelling: str) -> str:
    """The regular expression that finds a spelling where it is an address, and no part of a longer one."""
    body = "".join(rf"\\?{re.escape(char)}" if PUNCTUATION.match(char) else re.escape(char) for char in spelling)
    if WEB.match(spelling):
        return f"{WEB_BEFORE}{body}{WEB_AFTER}"
    if any(mark in spelling for mark in "/.#"):
        return f"{OPENED}{body}{CLOSED}|{BARE_BEFORE}{body}{BARE_AFTER}"
    return f"{OPENED}{body}{CLOSED}"
