"""What the reference pages say besides what the code says: `en.toml`, `ja.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

LANGUAGES = ("en", "ja")
"""The manual's languages, the default one first."""


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page says of itself."""

    title: str
    short: str
    """For menus and lists."""
    description: str
    intro: str = ""
    """Markdown above what is generated."""


class Performance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts around the benchmark's figures."""

    intro: str
    """With places for `sizes`, `versions`, `machine`."""
    picture: str
    head: str
    """The head of the table."""
    memory: str
    slower: str
    """With a place for `cases`."""
    case: str
    """With places for `what` and `posts`."""
    method: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that is said in one language."""

    note: str
    """That what follows is in English; "" in English."""
    hooks: str
    columns: Mapping[str, str]
    pages: Mapping[str, About]
    headings: Mapping[str, str]
    subjects: Mapping[str, str]
    """Kind of value -> where templates find it."""
    performance: Performance
    cases: Mapping[str, str]
    """Case of the benchmark -> what was changed."""


def read_words(language: str) -> Words:
    """The words of one of `LANGUAGES`."""
    text = (Path(__file__).parent / f"{language}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Words)
