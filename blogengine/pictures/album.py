"""Which pictures the site has, and which ones the output that is being rendered turned out to need."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from blogengine.errors import Problem, SiteError
from blogengine.facts import Facts
from blogengine.pictures.reading import Look
from blogengine.pictures.studio import Studio
from blogengine.pictures.works import Work

KNOWN = (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp")
"""Suffixes of files that are looked into."""

DigestOf = Callable[[str, str], bytes]
"""The digest of the content of a file (second) that is copied to a place in the output (first); raises `OSError`."""


class Asked(msgspec.Struct, frozen=True):
    """A file that an output refers to, and that has to be drawn."""

    path: str
    """Where it will stand in the output."""
    origin: str
    """What it is made of, for messages; the same whoever asks."""
    work: Work


class Asking:
    """What one output asks for while it is rendered."""

    def __init__(self) -> None:
        self.files: dict[str, Asked] = {}
        self.warnings: dict[Problem, None] = {}


class Picture(msgspec.Struct, frozen=True):
    """A picture file of the site."""

    path: str
    """In the output."""
    file: str
    digest: str
    """Of its content, in hexadecimal digits."""
    look: Look


class Album:
    """The site's pictures by their places in the output. That a picture was asked for is recorded as a ground."""

    def __init__(self, root: Path, studio: Studio, facts: Facts, digest_of: DigestOf) -> None:
        self.root = root
        """The site's folder."""
        self._studio = studio
        self._facts = facts
        self._digest_of = digest_of
        self._digests: dict[str, str | None] = {}
        self._asking: Asking | None = None
        self.files: Mapping[str, str] = {}
        """Place in the output -> the file that is copied there; known once the outputs are planned."""

    @contextmanager
    def asking(self) -> Iterator[Asking]:
        """Collect what is asked for inside the block."""
        outer, self._asking = self._asking, Asking()
        try:
            yield self._asking
        finally:
            self._asking = outer

    def ask(self, asked: Asked) -> None:
        """Have a file drawn. Raises `SiteError` where that would be forgotten."""
        self._current("a picture is made").files[asked.path] = asked

    def warn(self, problem: Problem) -> None:
        """Tell the author of something, for as long as the output stands."""
        self._current("a picture is made").warnings[problem] = None

    @property
    def is_asked(self) -> bool:
        """Whether an output is being printed, which can warn: not so inside of a value that is kept."""
        return self._asking is not None and not self._facts.is_computing

    def find(self, path: str) -> Picture | None:
        """The picture at a place in the output, or None when no file that may be one is copied there."""
        asking = self._current("pictures are looked up")
        if not path.lower().endswith(KNOWN):
            return None
        self._facts.ground("picture", path)
        digest = self._digest(path)
        if digest is None:
            return None
        file = self.files[path]
        look = self._studio.look(file, digest)
        if look.trouble:
            asking.warnings[self._warning(file, look.trouble)] = None
        return Picture(path, file, digest, look)

    def ground(self, path: str) -> object:
        """What stands for a picture among the grounds."""
        return self.files.get(path), self._digest(path)

    def _current(self, what: str) -> Asking:
        """Whoever asks; a value that is kept for the next build has nobody to remember what it asked for."""
        if self._asking is None or not self.is_asked:
            hint = "Apply the filter to page.content in the template of the page, not in a shortcode or render hook."
            raise SiteError(Problem(message=f"{what} where nothing is printed yet", hint=hint))
        return self._asking

    def _digest(self, path: str) -> str | None:
        if path not in self._digests:
            self._digests[path] = self._read(path)
        return self._digests[path]

    def _read(self, path: str) -> str | None:
        try:
            return self._digest_of(path, self.files[path]).hex() if path in self.files else None
        except OSError:
            return None

    def _warning(self, file: str, trouble: str) -> Problem:
        place = Path(file)
        shown = place.relative_to(self.root).as_posix() if place.is_relative_to(self.root) else os.fspath(place)
        hint = "Replace it, or take it out of the text."
        return Problem(message=f"the picture stays as it is: {trouble}", path=shown, hint=hint, code="picture")
