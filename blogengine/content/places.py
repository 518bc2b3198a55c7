"""What a file is by its name: language, kind, format, and which bundle or section it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from blogengine.content.files import Found
from blogengine.content.sources import Format, SourceKind
from blogengine.frontmatter.fields import FOREIGN, HTML

MARKDOWN: Final = frozenset({"md", "markdown", "mdown"})
RAW: Final = frozenset({"mdx", "qmd", "rmd", "ipynb"})
"""Texts for other programs, which Hugo takes for files like any other."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A file with what its name says."""

    found: Found
    language: str
    """The key of its language; of its suffix, lower-cased and "" without one, until the reader knows better."""
    stem: str
    """Its name without folder, extension and language."""
    extension: str
    """Lower-cased, without dot."""
    is_marked: bool = False
    """Whether its name says the language."""

    @property
    def folder(self) -> str:
        """Its folder below the content folder, "" at the top."""
        return self.found.name.rpartition("/")[0]

    @property
    def format(self) -> Format | None:
        """What its text is written in; None for a file that is no page."""
        if self.extension in MARKDOWN:
            return "markdown"
        return "html" if self.extension in HTML else None

    @property
    def kind(self) -> SourceKind:
        """What it would be outside of a bundle."""
        return {"index": "leaf", "_index": "branch"}.get(self.stem.lower(), "page")  # type: ignore[return-value]

    @property
    def identity(self) -> str:
        """What it shares with every file that would make the same page: its place, case and spaces aside."""
        return identity_of(self.folder if self.kind != "page" else f"{self.folder}/{self.stem}")


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Which files make pages, and which belong to them."""

    pages: tuple[Placed, ...]
    belongings: Mapping[str, Sequence[Placed]]
    """Identity of a page -> the files that belong to it, of every language; "" is the home page."""
    languages: Mapping[str, frozenset[str]]
    """Identity of a page or of a top folder -> the languages that have it."""


def place(found: Found, languages: Collection[str]) -> Placed:
    """A file with what its name says; `languages` are the keys that a suffix may be, lower-cased."""
    name = found.name.rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return Placed(found=found, language="", stem=name, extension="")
    base, dot, suffix = stem.rpartition(".")
    if dot and base and suffix.lower() in languages:
        return Placed(found=found, language=suffix.lower(), stem=base, extension=extension.lower(), is_marked=True)
    return Placed(found=found, language="", stem=stem, extension=extension.lower())


def lay_out(files: Iterable[Placed]) -> Layout:
    """Sort files into pages and resources, as Hugo does.

    Below an index.md all is a resource. Any other file belongs to the nearest page above it: a folder with an
    _index.md, a file of the folder's name beside it (`a.md` of `a/pic.png`), or a top folder with pages.
    """
    every = list(files)
    leaves = {each.folder for each in every if each.format and each.kind == "leaf"}
    pages: list[Placed] = []
    belongings: dict[str, list[Placed]] = {}
    others: list[Placed] = []
    for each in every:
        bundle = _outermost(each.folder, leaves)
        if bundle is not None and not (each.folder == bundle and each.format and each.kind == "leaf"):
            belongings.setdefault(identity_of(bundle), []).append(each)
        elif each.format:
            pages.append(each)
        elif each.extension not in FOREIGN:
            others.append(each)
    languages = _languages_of(pages)
    for each in others:
        belongings.setdefault(_owner(each.folder, languages), []).append(each)
    return Layout(pages=tuple(pages), belongings=belongings, languages=languages)


def identity_of(place: str) -> str:
    """A place in the content folder without what makes no difference: case and spaces."""
    return place.strip("/").lower().replace(" ", "-")


def _languages_of(pages: Iterable[Placed]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {"": set()}
    for page in pages:
        top = page.identity.partition("/")[0] if "/" in page.identity or page.kind == "branch" else ""
        for identity in ("", top, page.identity):
            found.setdefault(identity, set()).add(page.language)
    return {identity: frozenset(languages) for identity, languages in found.items()}


def _owner(folder: str, owners: Collection[str]) -> str:
    """The identity of the nearest page above a file."""
    identity = identity_of(folder)
    while identity not in owners:
        identity = identity.rpartition("/")[0]
    return identity


def _outermost(folder: str, leaves: Collection[str]) -> str | None:
    """The first folder on the way down to a folder that is a leaf bundle."""
    if "" in leaves:
        return ""
    end = folder.find("/")
    while end >= 0:
        if folder[:end] in leaves:
            return folder[:end]
        end = folder.find("/", end + 1)
    return folder if folder and folder in leaves else None
