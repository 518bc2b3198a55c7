"""Draws pictures, and keeps what it drew in the cache folder, by what it is made of."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from blogengine.errors import Problem, SiteError
from blogengine.pictures.reading import Look, look_at
from blogengine.pictures.works import FORM, Card, Work, tools

CHECK_BYTES = 8
"""Before each kept file: a cache that was harmed costs time and nothing else."""


class Studio:
    """Draws each work once; where the cache folder cannot be written, each time."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache / "pictures"

    def drawn(self, work: Work) -> bytes:
        """A work's bytes. Raises `SiteError` when they cannot be made."""
        return self._kept(f"{work.name}.{'png' if isinstance(work, Card) else 'webp'}", lambda: _drawn(work))

    def look(self, file: str, digest: str) -> Look:
        """What a picture with this digest of its content is."""
        name = f"{digest}-{FORM}-{tools()[1]}.json"
        return msgspec.json.decode(self._kept(name, lambda: msgspec.json.encode(look_at(file))), type=Look)

    def _kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        place = self._cache / name
        with suppress(OSError):
            kept = place.read_bytes()
            if _checksum(kept[CHECK_BYTES:]) == kept[:CHECK_BYTES]:
                return kept[CHECK_BYTES:]
        content = make()
        with suppress(OSError):
            self._cache.mkdir(parents=True, exist_ok=True)
            waiting = place.with_name(f".{os.getpid()}-{name}")
            waiting.write_bytes(_checksum(content) + content)
            waiting.replace(place)  # so that nobody ever reads half of it
        return content


def _checksum(content: bytes) -> bytes:
    return blake2b(content, digest_size=CHECK_BYTES).digest()


def _drawn(work: Work) -> bytes:
    try:
        if isinstance(work, Card):
            from blogengine.pictures.cards import drawn  # noqa: PLC0415  # start-up time

            return drawn(work)
        from blogengine.pictures.resizing import resized  # noqa: PLC0415

        return resized(work)
    except (OSError, ValueError) as error:
        place = work.font if isinstance(work, Card) else work.file
        raise SiteError(Problem(message=f"cannot draw with this file: {error}", path=place)) from error
