"""Which facts have changed since the last build, and so which outputs have to be made again.

From grounds that say something else than they did, the ledger leads to the facts that read them. Each of these is
computed again; only where its value differs, too, does the change spread on to those that read the fact. Outputs that
read a changed fact or ground are stale. What is made of all pages is not computed here, but with the outputs that show
it, after everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from blogengine.assembly import Assembled
from blogengine.facts import Attribute, Fact, Key
from blogengine.ledger import Ledger, OutputPath
from blogengine.ledger.reasons import MOST_CAUSES, Cause
from blogengine.workshop import Workshop


class Staleness:
    """Finds what has changed, and remembers the grounds' digests for the next build."""

    def __init__(self, ledger: Ledger, workshop: Workshop) -> None:
        self._ledger = ledger
        self._grounds = workshop.grounds
        self._facts = workshop.facts
        self._shelf = workshop.shelf
        self._facts_of: dict[str, dict[Attribute, Fact]] = {}
        self._readers_of: dict[str, tuple[str, ...]] = {}
        self.changed: set[Key] = set()
        """Grounds and facts that say something else than in the last build."""
        self._changes_of: dict[str, list[Key]] = {}
        self._roots: dict[Key, Key] = {}

    @property
    def changed_grounds(self) -> dict[Key, bytes]:
        """The digests, as they are now, of the grounds that have changed."""
        return {key: self._grounds.digest(key) for key in self.changed if self._grounds.is_ground(key)}

    def compare(self, assembled: Assembled) -> frozenset[str]:
        """Paths of the outputs that read anything that has changed."""
        self.changed = set(self._changed_grounds(assembled))
        self._refuse(self.changed)
        for path in self._spread():
            if found := self._changed_reads(path):
                self._changes_of[path] = found
        return frozenset(self._changes_of)

    def causes(self, path: str) -> tuple[Cause, ...]:
        """What of that which an output read has changed, and where each change began; at most `MOST_CAUSES`."""
        return tuple(Cause(*key, *self._root(key)) for key in self._changes_of.get(path, ()))

    def _changed_grounds(self, assembled: Assembled) -> Iterator[Key]:
        if assembled.is_recalled:
            yield from ((entity, "#text") for entity in assembled.texts)
        for entity, digests in self._ledger.all_grounds(but_pages_and_sites=assembled.is_recalled):
            for attribute, before in digests.items():
                if self._grounds.digest((entity, attribute)) != before:
                    yield entity, attribute

    def _refuse(self, grounds: Iterable[Key]) -> None:
        """Have every fact computed again that may have changed: a value from the shelf could be an old one."""
        seen, waiting = set(grounds), list(grounds)
        while waiting:
            for reader in self._fact_readers(waiting.pop()):
                if reader not in seen:
                    seen.add(reader)
                    waiting.append(reader)
        self._shelf.refused = seen
        self._facts.forget(seen)

    def _spread(self) -> set[str]:
        """Follow changes to the facts that they reach; the outputs that may have read one of them."""
        waiting, examined, outputs = list(self.changed), set[Key](), set[str]()
        while waiting:
            key = waiting.pop()
            outputs.update(name for name in self._readers(key[0]) if isinstance(name, OutputPath))
            for reader in self._fact_readers(key):
                if reader not in examined:
                    examined.add(reader)
                    if self._differs(reader):
                        self.changed.add(reader)
                        waiting.append(reader)
        self._shelf.refused &= examined
        return outputs

    def _differs(self, key: Key) -> bool:
        """Whether a fact, computed again, says something else than it did; late ones are taken to."""
        if self._grounds.is_late(key):
            return True
        try:
            self._grounds.evaluate(key)
        except Exception:  # noqa: BLE001  # whatever fails now is somebody's mistake, reported where it is printed
            return True
        return self._facts.digest_of(key) != self._known(key[0])[key[1]].digest

    def _changed_reads(self, path: str) -> list[Key]:
        """Some of the changed keys that an output read, the same ones in each process."""
        reads = self._ledger.reads_of(path)
        if len(self.changed) < len(reads):
            found = [key for key in self.changed if key[1] in reads.get(key[0], ())]
        else:
            found = [key for entity, own in reads.items() for name in own if (key := (entity, name)) in self.changed]
        return found if len(found) == 1 else nsmallest(MOST_CAUSES, found, repr)

    def _root(self, key: Key) -> Key:
        """The ground whose change led to that of a fact; one of them where there are several."""
        if key not in self._roots:
            reads = () if self._grounds.is_ground(key) else self._known(key[0])[key[1]].reads & self.changed
            self._roots[key] = self._root(min(reads, key=repr)) if reads else key
        return self._roots[key]

    def _fact_readers(self, key: Key) -> Iterator[Key]:
        """The facts that read a fact or a ground."""
        for name in self._readers(key[0]):
            if not isinstance(name, OutputPath):
                for own, fact in self._known(name).items():
                    if key in fact.reads:
                        yield name, own

    def _readers(self, entity: str) -> tuple[str, ...]:
        if entity not in self._readers_of:
            self._readers_of[entity] = tuple(self._ledger.readers(entity))
        return self._readers_of[entity]

    def _known(self, entity: str) -> dict[Attribute, Fact]:
        if entity not in self._facts_of:
            self._facts_of[entity] = self._ledger.facts(entity)
        return self._facts_of[entity]
