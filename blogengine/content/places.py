"""What a file is by its name: language, kind, format, and which bundle or section it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from blogengine.content.files import Found
from blogengine.content.sources import Format, SourceKind

MARKDOWN: Final = frozenset({"md", "markdown", "mdown"})
HTML: Final = frozenset({"html", "htm"})
FOREIGN: Final = frozenset({"org", "rst", "adoc", "asciidoc", "ad", "pdc", "pandoc"})
"""What Hugo converts too, some of it with other programs."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A file with what its name says."""

    found: Found
    language: str
    """Of its suffix; "" without one."""
    stem: str
    """Its name without folder, extension and language."""
    extension: str
    """Lower-cased, without dot."""

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
        place = self.folder if self.kind != "page" else f"{self.folder}/{self.stem}"
        return place.strip("/").lower().replace(" ", "-")


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Which files make pages, and which belong to them."""

    pages: tuple[Placed, ...]
    below_leaf: dict[str, list[Placed]]
    """Folder of a leaf bundle -> everything else in it."""
    below_branch: dict[str, list[Placed]]
    """Folder of a section -> the files to publish beside it; "" is the home page."""


def place(found: Found, languages: Collection[str]) -> Placed:
    """A file with what its name says; `languages` are the keys that a suffix may be, lower-cased."""
    name = found.name.rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return Placed(found=found, language="", stem=name, extension="")
    base, dot, suffix = stem.rpartition(".")
    if dot and base and suffix.lower() in languages:
        return Placed(found=found, language=suffix.lower(), stem=base, extension=extension.lower())
    return Placed(found=found, language="", stem=stem, extension=extension.lower())


def lay_out(files: Iterable[Placed]) -> Layout:
    """Sort files into pages and resources, as Hugo does.

    Below an index.md all is a resource. Any other file is published with the nearest section: a folder with an
    _index.md, or a top folder with pages.
    """
    every = list(files)
    leaves = {each.folder for each in every if each.format and each.kind == "leaf"}
    pages: list[Placed] = []
    below_leaf: dict[str, list[Placed]] = {}
    others: list[Placed] = []
    for each in every:
        bundle = _outermost(each.folder, leaves)
        if bundle is not None and not (each.folder == bundle and each.format and each.kind == "leaf"):
            below_leaf.setdefault(bundle, []).append(each)
        elif each.format:
            pages.append(each)
        elif each.extension not in FOREIGN:
            others.append(each)
    return Layout(pages=tuple(pages), below_leaf=below_leaf, below_branch=_by_section(others, pages))


def _by_section(files: Iterable[Placed], pages: Iterable[Placed]) -> dict[str, list[Placed]]:
    sections = {""}
    for page in pages:
        top = page.folder.partition("/")[0] if page.kind != "leaf" else page.folder.rpartition("/")[0].partition("/")[0]
        sections.add(page.folder if page.kind == "branch" else top)
        sections.add(top)
    found: dict[str, list[Placed]] = {}
    for file in files:
        folder = file.folder
        while folder not in sections:
            folder = folder.rpartition("/")[0]
        found.setdefault(folder, []).append(file)
    return found


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
