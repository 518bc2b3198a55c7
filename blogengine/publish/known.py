"""Faults that the published version has already: a publish makes nothing worse by publishing them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from blogengine.check import Finding, Origins
from blogengine.check.findings import NEVER_IGNORED, Key
from blogengine.check.output import fault_keys
from blogengine.publish.addresses import vanished
from blogengine.publish.contents import oversized, wrong_domain
from blogengine.publish.git import Entry
from blogengine.publish.target import Base
from blogengine.published import Published

FILES = ("100644", "100755")
"""Modes of files in a tree; links and submodules are left out."""
DIGITS = 10


def known(findings: Iterable[Finding], base: Base, published: Published, origins: Origins) -> frozenset[Finding]:
    """Those of the findings that the published version has, by what it consists of and by what its commit notes."""
    asked = [each for each in findings if each.code not in NEVER_IGNORED]
    if not asked or base.tree is None:
        return frozenset()
    keys, digests = _keys(base, published, origins), set(base.known)
    return frozenset(each for each in asked if each.key in keys or digest(each) in digests)


def digest(found: Finding) -> str:
    """A name of a fault that fits into a commit."""
    return sha256("\0".join(found.key).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _keys(base: Base, published: Published, origins: Origins) -> frozenset[Key]:
    entries = base.git.files(base.tree)
    with TemporaryDirectory(prefix="blogengine-known-") as temporary:
        folder = Path(temporary).resolve()
        names = _written(base, entries, folder)
        others = (
            *vanished(published, names, origins),
            *oversized(folder, names, origins),
            *wrong_domain(folder, origins.config),
        )
        return fault_keys(folder, origins) | {each.key for each in others}


def _written(base: Base, entries: Mapping[str, Entry], folder: Path) -> tuple[str, ...]:
    """Write the files of a tree into a folder; the names of those that a disk can have."""
    names = {path: entry.sha for path, entry in entries.items() if entry.mode in FILES}
    written: list[str] = []
    for path, content in zip(names, base.git.blobs(names.values()), strict=True):
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        except (OSError, ValueError):  # a name that is too long here, or a file where a folder has to be
            continue
        written.append(path)
    return tuple(written)
