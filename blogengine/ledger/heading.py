"""What has to be the same for a ledger to be of any use: the engine, what it stands on, and the form of the ledger."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from blogengine import __version__
from blogengine.config import Config
from blogengine.ledger.store import SCHEMA
from blogengine.plugins import identities

LIBRARIES = (
    "frontmatter",
    "mistune",
    "jinja2",
    "markupsafe",
    "pygments",
    "msgspec",
    "yaml",
    "emoji",
    "segno",
    "pyuca",
    "PIL",
    "budoux",
    "fontTools",
)
"""Whatever has a part in the bytes of an output."""


def heading_of(config: Config) -> bytes:
    """What tells this engine, with these time zones and these plugins, from any other."""
    parts = (
        __version__,
        sys.version,
        SCHEMA,
        [site.time_zone for site in config.sites],
        [*_files()],
        identities(config.main.plugins),
    )
    return blake2b(repr(parts).encode(), digest_size=16).digest()


def _files() -> Iterator[tuple[str, int, int]]:
    """The engine's own files and those that name a library's version, with their times and sizes."""
    engine = Path(__file__).parents[1]
    for folder in sorted(_packages(os.fspath(engine))):
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.name.endswith(".py"):
                    yield _seen(entry.path)
    for name in LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            yield _seen(spec.origin)


def _packages(folder: str) -> Iterator[str]:
    yield folder
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and entry.name.isidentifier() and entry.name != "__pycache__":
                yield from _packages(entry.path)


def _seen(path: str) -> tuple[str, int, int]:
    status = os.stat(path)  # noqa: PTH116  # a hundred at each start
    return path, status.st_mtime_ns, status.st_size
