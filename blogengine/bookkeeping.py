"""Writes into the ledger what a build read and made."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from typing import cast

import msgspec

from blogengine.facts import Attribute
from blogengine.inventory import Inventory, stamped
from blogengine.ledger import Ledger, OutputRecord, OutputStamp
from blogengine.ledger.reasons import NOTE as REASONS
from blogengine.ledger.reasons import Reason, Remade
from blogengine.outputs import Copied, Drawn, Redirect, Rendered, Searched
from blogengine.staleness import Staleness
from blogengine.stamps import NEVER, stamp_of
from blogengine.workshop import NOTHING_READ, Batch, Digests, Made
from blogengine.writer import Writer


class Books:
    """Takes down what comes of a build, and closes with it what the next one starts from."""

    def __init__(self, ledger: Ledger, number: int) -> None:
        self._ledger = ledger
        self._number = number
        self._grounds: Digests = {}
        self._attributes: dict[Attribute, Attribute] = {}
        """Attributes come from other processes, each time as new objects; one of each is enough."""
        self._waiting: list[Batch] = []
        self.made: list[Made] = []
        """Everything that was made."""

    def take_down(self, batch: Batch) -> None:
        """Write down what making a batch gave; how its outputs were left is only known once they are in place.

        Into a ledger that was of use before, facts go only at the end: a build that fails must leave it as it is,
        whatever other processes have to see by then.
        """
        if batch.answers:
            self._ledger.begin()
            self._ledger.put_answers(self._number, batch.answers.items())
        if self._ledger.is_new:
            self._put(batch)
        else:
            self._waiting.append(msgspec.structs.replace(batch, answers={}))
        for entity, digests in batch.grounds.items():
            known = self._grounds.setdefault(entity, {})
            for attribute, digest in digests.items():
                known[self._attributes.setdefault(attribute, attribute)] = digest
        self.made += [msgspec.structs.replace(each, reads=NOTHING_READ) for each in batch.made]

    def _put(self, batch: Batch) -> None:
        if batch.facts or batch.made:
            self._ledger.begin()
            self._ledger.put_facts(batch.facts)
            self._ledger.put_outputs((record_of(each), _left(each), each.reads) for each in batch.made)

    def note_reasons(self, records: Mapping[str, OutputRecord], staleness: Staleness, inventory: Inventory) -> None:
        """Write down why what was made was made; of a first build, that it was one."""
        if self.made:
            is_first = self._ledger.is_new
            outputs = {} if is_first else dict(self._reasons(records, staleness, inventory))
            self._ledger.begin()
            self._ledger.put_note(REASONS, Remade(self._number, is_first, outputs))

    def _reasons(
        self, records: Mapping[str, OutputRecord], staleness: Staleness, inventory: Inventory
    ) -> Iterator[tuple[str, Reason]]:
        for made in self.made:
            path = made.output.path
            if path not in records:
                yield path, Reason("new")
            elif causes := staleness.causes(path):
                yield path, Reason("read", causes)
            else:
                yield path, Reason("file" if path in inventory.unfit else "plan")

    def close(self, staleness: Staleness, inventory: Inventory, gone: Collection[str], writer: Writer) -> None:
        """Write down the rest, now that all is in place; nothing where nothing is new."""
        for batch in self._waiting:
            self._put(batch)
        grounds = self._grounds
        for (entity, attribute), digest in staleness.changed_grounds.items():
            grounds.setdefault(entity, {}).setdefault(attribute, digest)
        if self.made or grounds or gone or inventory.restamped:
            self._ledger.begin()
            self._ledger.put_grounds(_merged(grounds, self._ledger))
            self._ledger.drop_outputs(gone)
            self._ledger.restamp_outputs((*inventory.restamped, *(_in_place(each, writer) for each in self.made)))


def record_of(made: Made) -> OutputRecord:
    """What the next build wants to know of an output."""
    output = cast("Rendered | Redirect | Searched | Copied | Drawn", made.output)
    return OutputRecord(output, tuple(further.path for further in made.further), made.warnings)


def _left(made: Made) -> OutputStamp:
    """How an output will be left, but for its stamps."""
    source = str(made.output.file) if isinstance(made.output, Copied) else ""
    return OutputStamp(made.staged.path, NEVER, made.staged.digest, source)


def _in_place(made: Made, writer: Writer) -> OutputStamp:
    """How an output was left."""
    left = _left(made)
    now = stamp_of(f"{writer.destination}{os.sep}{left.path}")
    return stamped(left, now, stamp_of(left.source) if left.source else NEVER)


def _merged(grounds: Digests, ledger: Ledger) -> Iterator[tuple[str, Mapping[Attribute, bytes]]]:
    """By entity, digests of grounds beside those that the ledger has."""
    for entity, digests in grounds.items():
        yield entity, {**ledger.grounds(entity), **digests}
