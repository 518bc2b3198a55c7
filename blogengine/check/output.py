"""check_output(): what is wrong with a folder of finished output."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from blogengine.check.addresses import Addresses
from blogengine.check.documents import Document, parse_document
from blogengine.check.faults import Locator
from blogengine.check.feeds import Feeds
from blogengine.check.files import leaked_pages, unwanted_files
from blogengine.check.findings import Finding, Key, in_order
from blogengine.check.images import huge_images, subject_of, textless_images
from blogengine.check.links import Links, Uses
from blogengine.check.origins import Origins
from blogengine.check.places import Places

HTML = (".html", ".htm")


class Inspected(msgspec.Struct, frozen=True):
    """What was found in the output, and what leads out of it."""

    findings: tuple[Finding, ...]
    external: Uses
    """References to other hosts, by the whole address."""
    locator: Locator


class _Output:
    """A folder of finished output, read."""

    def __init__(self, folder: Path, origins: Origins, places: Places) -> None:
        self.folder, self.origins, self.places = folder, origins, places
        self.files = tuple(sorted(_files(folder)))
        self.addresses = Addresses(self.files, origins.config.main.base_url)
        self.documents = _documents(folder, self.files)
        self.links = Links(origins, self.addresses, self.documents)
        self.locator = Locator(origins, self.addresses, places)

    def of_files(self) -> Iterator[Finding]:
        """What is wrong with files, whoever refers to them."""
        feeds = Feeds(self.folder, self.origins, self.addresses, self.places)
        yield from unwanted_files(self.folder, self.files, self.origins)
        yield from huge_images(self.folder, self.links.pictures, self.addresses, self.locator)
        for output in self.files:
            if output.endswith((".xml", ".json")):
                yield from feeds.check(output)
        yield from feeds.without_base()

    def keys(self) -> Iterator[Key]:
        """The keys of all faults, for each page that has them; those of several pages as shared faults, too."""
        yield from (each.key for each in self.of_files())
        outputs: dict[tuple[str, str], set[str]] = defaultdict(set)
        for fault, where in self.links.faults.items():
            outputs[fault.code, self.locator.subject(fault)].update(where)
        for output, document in self.documents.items():
            for picture in document.textless:
                outputs["empty-alt", subject_of(picture, output, self.addresses)].add(output)
        for (code, subject), found in outputs.items():
            if len(found) > 1:
                yield code, subject, ""
            yield from ((code, subject, self.addresses.page_of(output)) for output in found)


def check_output(folder: Path, origins: Origins) -> tuple[Finding, ...]:
    """Everything wrong with a folder of finished output of a site; reads the folder and the sources, writes nothing."""
    return inspect(folder, origins, Places(origins)).findings


def fault_keys(folder: Path, origins: Origins) -> frozenset[Key]:
    """The faults of another version of the output of a site, to be compared with `Finding.key`."""
    return frozenset(_Output(folder, origins, Places(origins)).keys())


def inspect(folder: Path, origins: Origins, places: Places) -> Inspected:
    """`check_output`, and the addresses of other hosts."""
    output = _Output(folder, origins, places)
    findings = [
        *leaked_pages(output.files, origins, output.addresses),
        *output.locator.locate(output.links.faults),
        *textless_images(output.documents, origins, output.addresses, places),
        *output.of_files(),
    ]
    return Inspected(in_order(findings), output.links.external, output.locator)


def _files(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix()


def _documents(folder: Path, files: tuple[str, ...]) -> dict[str, Document]:
    return {output: parse_document((folder / output).read_bytes()) for output in files if output.lower().endswith(HTML)}
