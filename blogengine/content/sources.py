"""What reading the content folders gives: types only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from blogengine.errors import Problem

Format = Literal["markdown", "html"]
SourceKind = Literal["page", "leaf", "branch"]


class ResourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that belongs to a page of any kind."""

    name: str
    """Its path within the bundle, "/" separators, NFC."""
    file: Path
    plain_name: str = ""
    """The name without the language's suffix, its extension lower-cased: what texts may call it."""
    language: str = ""
    """The key of the language that it belongs to, by its suffix or its folder."""
    is_page: bool = False
    """Whether it is text to convert, such as a .md beside an index.md; such files are not published themselves."""


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """What a file with text says by itself, wherever it stands."""

    digest: str
    """Of the text after the front matter, in hexadecimal."""
    has_cjk: bool
    """Whether it has Chinese, Japanese or Korean characters, front matter included."""
    raw: Mapping[str, Any]
    """Front matter as written, keys lower-cased at every depth."""
    head: str
    """What stands before the text: front matter with its fences."""
    body_line: int
    """The line of the file, from 1, on which the text starts."""
    decks: tuple[str, ...] = ()
    """The talks on SpeakerDeck whose addresses stand alone on a line (see `embeds.deck_links`)."""
    warnings: tuple[Problem, ...] = ()
    """What its author should look at in the front matter."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file that makes a page."""

    id: str
    """Its place below the content folder, "/" separators, NFC: "post/hello.ja.md"."""
    path: str
    """What messages call it: relative to the site's folder where it lies inside."""
    file: Path
    """Absolute."""
    language: str
    kind: SourceKind
    """"leaf" for an index.md, "branch" for an _index.md."""
    format: Format
    digest: str
    """Of the text after the front matter, in hexadecimal."""
    has_cjk: bool
    """Whether it has Chinese, Japanese or Korean characters, front matter included."""
    raw: Mapping[str, Any]
    """Front matter as written, keys lower-cased at every depth."""
    head: str = ""
    """What stands before the text: front matter with its fences."""
    body_line: int = 1
    """The line of the file, from 1, on which the text starts."""
    resources: tuple[ResourceFile, ...] = ()
    """By name."""
    modified: datetime | None = None
    """When the file was last written, in UTC; None unless `[frontmatter]` asks for `:fileModTime`."""
    committed: datetime | None = None
    """When git says that it was last changed; None unless `enableGitInfo`."""


class SectionFiles(msgspec.Struct, frozen=True, kw_only=True):
    """Files to publish that belong to the home page or to a section without an _index.md."""

    folder: str
    """Below the content folder, lower-cased, with "-" for spaces; "" for the home page."""
    language: str
    resources: tuple[ResourceFile, ...]


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in the content folders."""

    sources: tuple[Source, ...] = ()
    """By id."""
    section_files: tuple[SectionFiles, ...] = ()
    warnings: tuple[Problem, ...] = ()


def stem_of(name: str, language: str) -> str:
    """A file's name without extension and without its language's suffix, whose letter case makes no difference."""
    stem = name.rpartition(".")[0]
    suffix = f".{language.lower()}"
    return stem[: -len(suffix)] if stem.lower().endswith(suffix) else stem
