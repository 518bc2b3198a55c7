"""published.json: every address that was ever published, and the feed ids that readers' programs know.

The file belongs to the author's repository. It has one line an address, in order, and each line ends the same way
whatever comes after it, so that two branches that publish can be merged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final
from unicodedata import normalize

import msgspec

from blogengine.errors import Problem, SiteError, problem_at

FILE: Final = "published.json"
VERSION: Final = 1
VERSION_KEY: Final = "version"
"""No address: those start with "/"."""
CONFLICT: Final = re.compile(r"^(?:<{7}|={7}|>{7})", re.MULTILINE)


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known of a published address."""

    first: date
    """The day on which it was first published, UTC."""
    id: str | None = None
    """What feeds call the page; None for what is in no feed."""
    page: str | None = None
    """The page behind it, as `page_key` names it; None for an address that only leads on."""


class Published(msgspec.Struct, frozen=True):
    """The addresses that were published, by their path below the base URL, decoded: "/post/a/"."""

    entries: Mapping[str, Entry] = {}

    @property
    def by_page(self) -> Mapping[str, str]:
        """Page -> the feed id that it was published with, that of its first address where several have one."""
        known = sorted((entry.first, url, entry) for url, entry in self.entries.items() if entry.page and entry.id)
        return {entry.page: entry.id for _, _, entry in reversed(known) if entry.page and entry.id}


def page_key(language: str, id_: str) -> str:
    """The name of a page that outlives its address: its language and its place in the content folder."""
    return f"{language}:{id_}"


def address_of(output: str) -> str:
    """The path below the base URL that answers with an output."""
    return "/" + (output.removesuffix("index.html") if f"/{output}".endswith("/index.html") else output)


def read_published(root: Path) -> Published | None:
    """The ledger of the site in a folder, None without one. Raises `SiteError` for a file that is no such ledger."""
    try:
        content = (root / FILE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SiteError(Problem(message=f"cannot read the file: {error.strerror}", path=FILE)) from error
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    if conflict := CONFLICT.search(text):
        hint = "Keep the lines of both sides, and delete the marks."
        raise SiteError(problem_at("git left a conflict here", FILE, text, conflict.start(), hint))
    try:
        decoded = msgspec.json.decode(text, type=dict[str, Entry | int])
    except (msgspec.DecodeError, RecursionError) as error:
        raise SiteError(_damaged(text, error)) from error
    if decoded.get(VERSION_KEY) != VERSION:
        raise SiteError(Problem(message="this version of blogengine cannot read the file", path=FILE))
    entries = {normalize("NFC", url): entry for url, entry in decoded.items() if isinstance(entry, Entry)}
    return Published(entries)


def encode_published(published: Published) -> str:
    """The text of the file."""
    lines = (f"{_text(url)}: {msgspec.json.encode(entry).decode()},\n" for url, entry in _sorted(published))
    return f'{{\n{"".join(lines)}"{VERSION_KEY}": {VERSION}\n}}\n'


def id_known(asked: Iterable[str | None]) -> str | None:
    """The first feed id among several answers, asked for one by one."""
    return next((found for found in asked if found), None)


def _sorted(published: Published) -> list[tuple[str, Entry]]:
    return sorted(published.entries.items())


def _text(url: str) -> str:
    return json.dumps(url, ensure_ascii=False)


def _damaged(text: str, error: Exception) -> Problem:
    hint = "Take the file back from git: git checkout -- published.json"
    try:
        with suppress(RecursionError):
            json.loads(text)
    except json.JSONDecodeError as wrong:
        return problem_at(f"the file is no JSON: {wrong.msg}", FILE, text, wrong.pos, hint)
    return Problem(message=f"the file is no list of published addresses: {error}", path=FILE, hint=hint)
