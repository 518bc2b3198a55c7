"""Links, anchors and images that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from unicodedata import normalize
from urllib.parse import unquote

import msgspec

from blogengine.check.addresses import Addresses, Target
from blogengine.check.documents import Document, Reference
from blogengine.check.faults import Fault
from blogengine.check.origins import Origins
from blogengine.errors import did_you_mean

TEXT_FRAGMENT: Final = ":~:"
TOP: Final = ("", "top")
"""Fragments that every page has."""
ROUTES: Final = ("/", "!")
"""What starts a fragment that is a script's affair."""
LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})


Outputs = dict[str, None]
"""Outputs in order, each once."""
Uses = dict[str, dict[str, Outputs]]
"""What is referred to -> the reference as it stands in the HTML -> the outputs that have it."""


class Links:
    """The references of all pages: what is wrong with them, and what they use."""

    def __init__(self, origins: Origins, addresses: Addresses, documents: Mapping[str, Document]) -> None:
        self._origins = origins
        self._addresses = addresses
        self._documents = documents
        self.faults: dict[Fault, Outputs] = {}
        self.external: Uses = {}
        """References to other hosts, by the whole address without its fragment."""
        self.pictures: Uses = {}
        """Images that pages show, by their files in the output."""
        for output, document in documents.items():
            self._check_document(output, document)

    def _check_document(self, output: str, document: Document) -> None:
        start = self._addresses.base_of(output, document.base)
        for reference in dict.fromkeys(document.references):
            target = self._addresses.resolve(reference.url, start)
            if (fault := self._fault(reference, target, output)) is not None:
                loads = None if reference.in_head else reference.role != "link"
                self.faults.setdefault(msgspec.structs.replace(fault, loads=loads), {})[output] = None

    def _fault(self, reference: Reference, target: Target, output: str) -> Fault | None:
        if not reference.url.strip():
            return _empty(reference)
        match target.kind:
            case "internal":
                return self._internal_fault(reference, target, output)
            case "outside":
                return self._outside_fault(reference, target)
            case "external":
                return self._external_fault(reference, target, output)
            case "malformed":
                return Fault("broken-link", f"“{reference.url}” is no address", None, reference.url)
        if target.path.lower().startswith("file:"):
            hint = "Only this computer has the file: put it into static/ and link to it there."
            return Fault("broken-link", f"“{reference.url}” leads to a file of this computer", hint, reference.url)
        return None

    def _external_fault(self, reference: Reference, target: Target, output: str) -> Fault | None:
        host = target.path.split("//", 1)[-1].partition("/")[0].partition(":")[0].lower()
        if host not in LOCAL_HOSTS:
            _note(self.external, target.path, reference.url, output)
        elif reference.in_head:
            message = f"the page says that it is at “{reference.url}”, which only this computer can open"
            return Fault("foreign-url", message, "Set baseURL to the site's public address.", reference.url)
        return None

    def _internal_fault(self, reference: Reference, target: Target, output: str) -> Fault | None:
        file = self._addresses.file_of(target.path)
        if file is None:
            code = "missing-image" if reference.role == "image" else "broken-link"
            kind = "image" if reference.role == "image" else "link" if reference.role == "link" else "file"
            where = self._addresses.shown(target.path)
            message = f"the {kind} “{unquote(reference.url)}” leads nowhere: there is no {where}"
            return Fault(code, message, self._hint(target), reference.url, target.path, target.fragment)
        if reference.role == "image" and not reference.in_head:
            _note(self.pictures, file, reference.url, output)
        return self._anchor_fault(reference, target, file)

    def _anchor_fault(self, reference: Reference, target: Target, file: str) -> Fault | None:
        fragment = target.fragment.partition(TEXT_FRAGMENT)[0]
        document = self._documents.get(file)
        if document is None or fragment.lower() in TOP or fragment.startswith(ROUTES):
            return None
        if {fragment, unquote(fragment)} & document.anchors:
            return None
        name = f"#{unquote(fragment)}"
        message = f"the link “{unquote(reference.url)}” has no place to lead to: {self._shown(file)} has no “{name}”"
        hint = did_you_mean(name, (f"#{anchor}" for anchor in sorted(document.anchors)))
        return Fault("missing-anchor", message, hint, reference.url, target.path, target.fragment)

    def _outside_fault(self, reference: Reference, target: Target) -> Fault | None:
        base = self._addresses.shown("")
        inner = target.path.lstrip("/")
        exists = self._addresses.file_of(inner) is not None
        hint = f"Write {self._addresses.shown(inner)}, or a path relative to the page." if exists else None
        message = f"“{reference.url}” leads to {target.path}, which is outside of the site at {base}"
        return Fault("foreign-url", message, hint, reference.url, inner, target.fragment)

    def _hint(self, target: Target) -> str | None:
        held = self._origins.held_back.get(target.path) or self._origins.held_back.get(
            f"{target.path.rstrip('/')}/index.html".lstrip("/")
        )
        if held is not None:
            return f"That page is held back ({held.reason}): {held.path}"
        if target.path.endswith((".md", ".markdown")):
            name = target.path.rpartition("/")[2]
            return f'Link to the page, not to its file: {{{{< relref "{name}" >}}}}.'
        likely = self._addresses.likely(target.path)
        if likely is not None and normalize("NFC", likely).strip("/") == normalize("NFC", target.path).strip("/"):
            return "The file has that name in another form of Unicode: servers tell them apart. Rename it."
        return None if likely is None else f"Did you mean “{self._addresses.shown(likely)}”?"

    def _shown(self, output: str) -> str:
        return self._addresses.page_of(output)


def _note(uses: Uses, what: str, url: str, output: str) -> None:
    uses.setdefault(what, {}).setdefault(url, {})[output] = None


def _empty(reference: Reference) -> Fault:
    if reference.role == "image":
        return Fault("missing-image", "the image has no address", None, reference.url)
    return Fault("empty-link", "the link leads nowhere: its address is empty", None, reference.url)
