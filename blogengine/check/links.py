"""Links, anchors and images that lead nowhere, each where the author wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

import msgspec

from blogengine.check.addresses import Addresses, Target
from blogengine.check.documents import Document, Reference
from blogengine.check.findings import Finding, finding
from blogengine.check.origins import Origins
from blogengine.check.places import Places, Spellings
from blogengine.errors import Problem, did_you_mean

TEXT_FRAGMENT: Final = ":~:"
TOP: Final = ("", "top")
"""Fragments that every page has."""
ROUTES: Final = ("/", "!")
"""What starts a fragment that is a script's affair."""
LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a reference, wherever it stands."""

    code: str
    message: str
    hint: str | None
    url: str
    """The reference, as it stands in the HTML."""
    path: str = ""
    fragment: str = ""

    def spellings(self) -> Spellings:
        """How the source may spell it."""
        return Spellings(self.url, self.path, self.fragment)


class Links:
    """Checks the references of all pages."""

    def __init__(self, origins: Origins, addresses: Addresses, documents: Mapping[str, Document]) -> None:
        self._origins = origins
        self._addresses = addresses
        self._documents = documents
        self._faults: dict[Fault, dict[str, None]] = {}
        self.external: dict[str, dict[str, None]] = {}
        """Whole addresses of other hosts -> the outputs that refer to them."""
        self.pictures: dict[str, dict[str, None]] = {}
        """Files of the output that are shown as images -> the outputs that show them."""

    def check(self, places: Places) -> Iterator[Finding]:
        """Every fault, once for each place in the source."""
        for output, document in self._documents.items():
            self._check_document(output, document)
        elsewhere: dict[Fault, tuple[str, ...]] = {}
        for fault, outputs in self._faults.items():
            found = tuple(self._in_own_source(fault, outputs, places))
            yield from found
            if not found:
                elsewhere[fault] = tuple(outputs)
        for fault, where in elsewhere.items():  # last: what a list shows of a post is the post's own fault first
            yield from self._elsewhere(fault, where, places)

    def _check_document(self, output: str, document: Document) -> None:
        page = self._addresses.url_of(output)
        base = self._addresses.resolve(document.base, page) if document.base else None
        start = page if base is None or base.kind != "internal" else self._addresses.url_of(base.path)
        for reference in dict.fromkeys(document.references):
            target = self._addresses.resolve(reference.url, start)
            if (fault := self._fault(reference, target, output)) is not None:
                self._faults.setdefault(fault, {})[output] = None

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
            self.external.setdefault(target.path, {})[output] = None
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
        if reference.role == "image":
            self.pictures.setdefault(file, {})[output] = None
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
        return None if likely is None else f"Did you mean “{self._addresses.shown(likely)}”?"

    def _in_own_source(self, fault: Fault, outputs: Iterable[str], places: Places) -> Iterator[Finding]:
        spellings = fault.spellings()
        for output in outputs:
            for spot in places.in_maker(self._origins.maker_of(output), spellings):
                yield finding(fault.code, spot.problem(fault.message, fault.hint), self._shown(output))

    def _elsewhere(self, fault: Fault, outputs: tuple[str, ...], places: Places) -> Iterator[Finding]:
        """In another page, whose summary a list shows, or in the settings; else the theme made it."""
        spots = places.anywhere(fault.spellings())
        for spot in spots:
            message = f"{fault.message} (on {self._shown(outputs[0])})"
            yield finding(fault.code, spot.problem(message, fault.hint), self._shown(outputs[0]))
        if not spots:
            yield self._of_theme(fault, outputs)

    def _shown(self, output: str) -> str:
        return self._addresses.page_of(output)

    def _of_theme(self, fault: Fault, outputs: tuple[str, ...]) -> Finding:
        page = self._shown(outputs[0])
        others = f" and {len(outputs) - 1} more" if len(outputs) > 1 else ""
        message = f"{fault.message} (made by the theme, on {page}{others})"
        path = self._origins.maker_of(outputs[0]).path or None
        return finding(fault.code, Problem(message=message, path=path, hint=fault.hint), page)


def _empty(reference: Reference) -> Fault:
    if reference.role == "image":
        return Fault("missing-image", "the image has no address", None, reference.url)
    return Fault("empty-link", "the link leads nowhere: its address is empty", None, reference.url)
