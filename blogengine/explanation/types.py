"""What an explanation consists of: values that print as they are, or as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Kind = Literal["page", "redirect", "copy", "search", "picture"]


class Why(msgspec.Struct, frozen=True):
    """Why an output was made when it was last made."""

    kind: Literal["first", "new", "read", "file", "plan", "older"]
    """`first`: with everything, in a first build. `new`: it was not there before. `read`: it read what changed.
    `file`: its file was not as it was left. `plan`: it is made otherwise. `older`: not by the last build that made
    anything."""
    changes: tuple[str, ...] = ()
    """What changed, in words; only for `read`."""


class Used(msgspec.Struct, frozen=True):
    """A template that was used."""

    name: str
    """Relative to its folder of templates."""
    place: str
    """That folder: "templates", "themes/prologue/templates", "prologue/templates" (of the engine), "built in"."""


class Shown(msgspec.Struct, frozen=True):
    """Another page that an output shows something of."""

    page: str
    """Its file, or its address where it has none."""
    parts: tuple[str, ...]


class OutputExplained(msgspec.Struct, frozen=True, kw_only=True):
    """What made one output."""

    path: str
    address: str
    kind: Kind
    origin: str
    """The source's file, or what it was made for, in words."""
    templates: tuple[Used, ...] = ()
    """The page's own, then every other one that was used: those it extends and includes, shortcodes, hooks."""
    absent: tuple[str, ...] = ()
    """Templates and shortcodes that were looked for and are not there: adding one would change the output."""
    page_params: tuple[str, ...] = ()
    site_params: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    shows: tuple[Shown, ...] = ()
    further: tuple[str, ...] = ()
    """Paths of what it turned out to need: pagers, pictures."""
    why: Why


class Fed(msgspec.Struct, frozen=True):
    """An output that something of a file is in."""

    path: str
    reads: tuple[str, ...]
    """What it reads of the file itself; empty when it only reads what was made of that."""


class FileExplained(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is for."""

    file: str
    role: str
    """In words: "the text of a page", "a template"."""
    makes: tuple[str, ...] = ()
    """Paths of the outputs that are this file's own."""
    feeds: tuple[Fed, ...] = ()
    """Every other output that depends on it."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `explain`."""

    build: datetime
    """When the last build that wrote anything down ended, UTC."""
    file: FileExplained | None = None
    outputs: tuple[OutputExplained, ...] = ()
