"""What is wrong with an address that pages refer to, and where the author wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from blogengine.check.addresses import Addresses
from blogengine.check.findings import Finding, finding
from blogengine.check.origins import Origins
from blogengine.check.places import Places, Spellings
from blogengine.errors import Problem


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a reference, wherever it stands."""

    code: str
    message: str
    hint: str | None
    url: str
    """The reference, as it stands in the HTML."""
    path: str = ""
    """Where it leads below the base URL, decoded; "" for an address of another site."""
    fragment: str = ""
    loads: bool | None = None
    """Whether the page loads it, as an image, or links to it; None for either."""

    def spellings(self) -> Spellings:
        """How the source may spell it."""
        return Spellings(self.url, self.path, self.fragment, loads=self.loads)


class Locator:
    """Finds faults of the output in the source."""

    def __init__(self, origins: Origins, addresses: Addresses, places: Places) -> None:
        self._origins = origins
        self._addresses = addresses
        self._places = places

    def subject(self, fault: Fault) -> str:
        """What a fault is about: the address that it leads to, from the host's root where it is one of the site."""
        address = self._addresses.shown(fault.path) if fault.path else fault.url
        return f"{address}#{fault.fragment}" if fault.fragment else address

    def _finding(self, fault: Fault, problem: Problem, page: str, *, is_shared: bool = False) -> Finding:
        return finding(fault.code, problem, page, subject=self.subject(fault), is_shared=is_shared)

    def locate(self, faults: Mapping[Fault, Iterable[str]]) -> Iterator[Finding]:
        """Every fault, with the outputs that have it, once for each place in the source."""
        elsewhere: dict[Fault, tuple[str, ...]] = {}
        for fault, outputs in faults.items():
            found = tuple(self._in_own_source(fault, outputs))
            yield from found
            if not found:
                elsewhere[fault] = tuple(outputs)
        for fault, where in _merged(elsewhere):  # last: what a list shows of a post is the post's own fault first
            yield from self._elsewhere(fault, where)

    def _of_theme(self, fault: Fault, outputs: tuple[str, ...]) -> Finding:
        """A fault that no text of the author's explains, once for all pages that have it."""
        page = self._addresses.page_of(outputs[0])
        others = f" and {len(outputs) - 1} more" if len(outputs) > 1 else ""
        message = f"{fault.message} (made by the theme, on {page}{others})"
        path = self._origins.maker_of(outputs[0]).path or None
        return self._finding(fault, Problem(message=message, path=path, hint=fault.hint), page, is_shared=bool(others))

    def _in_own_source(self, fault: Fault, outputs: Iterable[str]) -> Iterator[Finding]:
        spellings = fault.spellings()
        for output in outputs:
            for spot in self._places.in_maker(self._origins.maker_of(output), spellings):
                problem = spot.problem(fault.message, fault.hint)
                yield self._finding(fault, problem, self._addresses.page_of(output))

    def _elsewhere(self, fault: Fault, outputs: tuple[str, ...]) -> Iterator[Finding]:
        """In another page, whose summary a list shows, or in the settings; else the theme made it."""
        page = self._addresses.page_of(outputs[0])
        spots = self._places.anywhere(fault.spellings())
        for spot in spots:
            problem = spot.problem(f"{fault.message} (on {page})", fault.hint)
            yield self._finding(fault, problem, page, is_shared=len(outputs) > 1)
        if not spots:
            yield self._of_theme(fault, outputs)


def _merged(faults: Mapping[Fault, tuple[str, ...]]) -> Iterator[tuple[Fault, tuple[str, ...]]]:
    """Faults that a template makes in two spellings, such as a whole address and one without the host, as one."""
    merged: dict[tuple[str, str, str], tuple[Fault, dict[str, None]]] = {}
    for fault, outputs in faults.items():
        key = (fault.code, fault.path or fault.url, fault.fragment)
        merged.setdefault(key, (fault, {}))[1].update(dict.fromkeys(outputs))
    return ((fault, tuple(outputs)) for fault, outputs in merged.values())
