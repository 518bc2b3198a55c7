"""Writes into the ledger what a build read and made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import cast

from blogengine.facts import Attribute, Key
from blogengine.inventory import Inventory, stamped
from blogengine.ledger import Ledger, OutputRecord, OutputStamp
from blogengine.outputs import Copied, Redirect, Rendered
from blogengine.staleness import Staleness
from blogengine.stamps import NEVER, stamp_of
from blogengine.workshop import Batch, Made
from blogengine.writer import Writer


class Books:
    """Takes down what comes of a build, and closes with it what the next one starts from."""

    def __init__(self, ledger: Ledger, number: int) -> None:
        self._ledger = ledger
        self._number = number
        self._grounds: dict[Key, bytes] = {}
        self.made: list[Made] = []
        """Everything that was made."""

    def take_down(self, batch: Batch) -> None:
        """Write down what making a batch gave, all but the outputs, which are not in place yet."""
        if batch.facts or batch.answers:
            self._ledger.begin()
            self._ledger.put_facts(batch.facts)
            self._ledger.put_answers(self._number, batch.answers.items())
        self._grounds |= batch.grounds
        self.made += batch.made

    def close(self, staleness: Staleness, inventory: Inventory, gone: Collection[str], writer: Writer) -> None:
        """Write down the rest, now that all is in place; nothing where nothing is new."""
        grounds = {**staleness.changed_grounds, **self._grounds}
        if self.made or grounds or gone or inventory.restamped:
            self._ledger.begin()
            self._ledger.put_grounds(_merged(grounds, self._ledger))
            self._ledger.drop_outputs(gone)
            self._ledger.restamp_outputs(inventory.restamped)
        for each in self.made:
            output = cast("Rendered | Redirect | Copied", each.output)
            record = OutputRecord(output, tuple(further.path for further in each.further))
            self._ledger.put_output(record, _left(each, writer), each.reads)


def _left(made: Made, writer: Writer) -> OutputStamp:
    """How an output was left."""
    path, source = made.staged.path, str(made.output.file) if isinstance(made.output, Copied) else ""
    left = OutputStamp(path, NEVER, made.staged.digest, source)
    return stamped(left, stamp_of(writer.destination / path), stamp_of(source) if source else NEVER)


def _merged(grounds: Mapping[Key, bytes], ledger: Ledger) -> Iterator[tuple[str, Mapping[Attribute, bytes]]]:
    """By entity, digests of grounds beside those that the ledger has."""
    by_entity: dict[str, dict[Attribute, bytes]] = {}
    for (entity, attribute), digest in grounds.items():
        by_entity.setdefault(entity, {})[attribute] = digest
    for entity, digests in by_entity.items():
        yield entity, {**ledger.grounds(entity), **digests}
