"""check_output(): what is wrong with a folder of finished output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from blogengine.check.addresses import Addresses
from blogengine.check.documents import Document, parse_document
from blogengine.check.faults import Locator
from blogengine.check.feeds import Feeds
from blogengine.check.files import leaked_pages, unwanted_files
from blogengine.check.findings import Finding, in_order
from blogengine.check.images import huge_images, textless_images
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


def check_output(folder: Path, origins: Origins) -> tuple[Finding, ...]:
    """Everything wrong with a folder of finished output of a site; reads the folder and the sources, writes nothing."""
    return inspect(folder, origins, Places(origins)).findings


def inspect(folder: Path, origins: Origins, places: Places) -> Inspected:
    """`check_output`, and the addresses of other hosts."""
    files = tuple(sorted(_files(folder)))
    addresses = Addresses(files, origins.config.main.base_url)
    documents = _documents(folder, files)
    links = Links(origins, addresses, documents)
    locator = Locator(origins, addresses, places)
    feeds = Feeds(folder, origins, addresses, places)
    findings = [
        *leaked_pages(files, origins, addresses),
        *unwanted_files(folder, files, origins),
        *locator.locate(links.faults),
        *huge_images(folder, links.pictures, addresses, locator),
        *textless_images(documents, origins, addresses, places),
        *(found for output in files if output.endswith((".xml", ".json")) for found in feeds.check(output)),
    ]
    return Inspected(in_order(findings), links.external, locator)


def _files(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix()


def _documents(folder: Path, files: tuple[str, ...]) -> dict[str, Document]:
    return {output: parse_document((folder / output).read_bytes()) for output in files if output.lower().endswith(HTML)}
