"""The pipeline, on one screen: an author's folder in, a finished site out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import cast

import msgspec

from blogengine.assembly import Assembly
from blogengine.config import Config, Options, load_config
from blogengine.data import read_data
from blogengine.errors import Problem, SiteError
from blogengine.facts import Attribute, Facts, Key, digest
from blogengine.inventory import Inventory, stamped
from blogengine.ledger import DamagedError, Ledger, LedgerShelf, OutputRecord, OutputStamp, ledger_file, locked
from blogengine.ledger.heading import heading_of
from blogengine.making import Batch, Made, Queue, Workshop
from blogengine.outputs import Copied, Output, Redirect, Rendered, plan
from blogengine.site import HeldBack
from blogengine.staleness import Staleness
from blogengine.stamps import NEVER, stamp_of
from blogengine.theme import load_templates, static_files
from blogengine.views import views_of
from blogengine.views.grounds import Grounds
from blogengine.writer import Writer, open_writer

Progress = Callable[[str, int, int], None]
"""Called with what is going on, how many files are done, and how many there are."""

BATCH = 32
"""Outputs that are made before what they read is written down."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    destination: Path
    pages: int
    """Regular pages, of all languages."""
    outputs: int
    written: int
    unchanged: int
    held_back: tuple[HeldBack, ...]
    warnings: tuple[Problem, ...]
    seconds: float = 0.0


class PlanNote(msgspec.Struct, frozen=True):
    """What the outputs were planned from, besides the site."""

    shape: bytes
    warnings: tuple[Problem, ...]


def build(root: Path, options: Options, *, now: datetime, progress: Progress | None = None) -> Report:
    """Bring the site up to date as of `now`; raises `SiteError` with every problem, and then writes nothing.

    What is still right since the last build into the same destination is left as it is. The outcome is the same, byte
    for byte, as that of a build from nothing.
    """
    start = perf_counter()
    config = load_config(root, options)
    tell = progress or (lambda _what, _done, _total: None)
    file = ledger_file(config.cache_dir, config.publish_dir)
    with (
        locked(file, lambda: tell("waiting for another build of this site", 0, 1)) as is_kept,
        open_writer(config.publish_dir) as writer,
    ):
        for ledger in _ledgers(file if is_kept else None, heading_of(config)):
            try:
                report = _Build(config, ledger, writer, now, tell).run()
                break
            except (DamagedError, sqlite3.Error):
                if ledger.file is None:
                    raise
            finally:
                ledger.close()
    return msgspec.structs.replace(report, seconds=perf_counter() - start)


def _ledgers(file: Path | None, heading: bytes) -> Iterator[Ledger]:
    """The ledger; should it turn out to be of no use, an empty one; should there be no place for it, one in memory."""
    if file is not None:
        yield Ledger(file, heading)
        ledger = Ledger(file, heading)
        ledger.renew()
        yield ledger
    yield Ledger(None, heading)


class _Build:
    """One build with one ledger."""

    def __init__(self, config: Config, ledger: Ledger, writer: Writer, now: datetime, tell: Progress) -> None:
        self._config = config
        self._ledger = ledger
        self._writer = writer
        self._tell = tell
        self._assembly = Assembly(config, ledger, now)
        self._assembled = self._assembly.assembled()
        facts = Facts()
        self._templates = load_templates(config, now, facts)
        views = views_of(self._assembled.sites, self._templates, facts, read_data(config.data_dir))
        grounds = Grounds(views, self._templates)
        shelf = LedgerShelf(ledger, grounds.resolve)
        facts.shelf = shelf
        self._staleness = Staleness(ledger, grounds, facts, shelf)
        self._grounds = grounds
        self._inventory = Inventory(ledger, config.publish_dir)
        self._workshop = Workshop(views, self._templates, facts, grounds, shelf, writer)
        self._seen: dict[Key, bytes] = {}
        self._dropped: Iterable[str] = ()

    def run(self) -> Report:
        """Make what is stale, put it in place, and write down what it read."""
        planned, warnings = self._plan()
        stale = self._staleness.compare(self._assembled) | self._inventory.unfit
        if planned is None and not stale:
            self._take_down(self._workshop.make(()))
            return self._finished(self._inventory.count, (), (), warnings)
        records = self._ledger.outputs()
        if planned is None:
            further = {path for record in records.values() for path in record.further}
            planned = {path: record.output for path, record in records.items() if path not in further}
        queue = Queue(planned, lambda output: output.path in stale or _is_new(output, records))
        made = self._make(queue, records)
        vanished = (*self._inventory.left_behind(queue.live),)
        self._dropped = records.keys() - queue.live.keys()
        return self._finished(len(queue.live), made, vanished, warnings)

    def _plan(self) -> tuple[Mapping[str, Output] | None, tuple[Problem, ...]]:
        """The outputs by path, None when they are those of the last build; and the warnings about them."""
        static = static_files(self._config)
        shape = digest((sorted(self._templates.names), static))
        note = self._ledger.note("plan", PlanNote) if self._assembled.is_recalled else None
        if note is not None and note.shape == shape:
            return None, note.warnings
        found = plan(self._assembled.sites, self._templates.find, static)
        self._ledger.begin()
        self._ledger.put_note("plan", PlanNote(shape, found.warnings))
        return {output.path: output for output in found.outputs}, found.warnings

    def _make(self, queue: Queue, records: Mapping[str, OutputRecord]) -> list[Made]:
        """Make every output that needs it, those that turn up on the way included; raises all their problems."""
        waiting = []
        for output in list(queue.live.values()):
            if queue.needs_making(output):
                waiting.append(output)
            else:
                further = (records[path].output for path in records[output.path].further if path in records)
                waiting += queue.add_further(further)
        made: list[Made] = []
        problems: dict[Problem, None] = {}
        while waiting:
            batch = self._workshop.make(waiting[:BATCH])
            self._take_down(batch)
            made += batch.made
            problems.update(dict.fromkeys(batch.problems))
            waiting = waiting[BATCH:] + queue.add_further(output for each in batch.made for output in each.further)
            self._tell("rendering", len(made), len(made) + len(waiting))
        if problems or queue.problems:
            raise SiteError(*problems, *queue.problems)
        return made

    def _take_down(self, batch: Batch) -> None:
        """Write down what making a batch gave, all but the outputs, which are not in place yet."""
        if batch.facts or batch.answers:
            self._ledger.begin()
        self._ledger.put_facts(batch.facts)
        self._ledger.put_answers(batch.answers.items())
        self._seen.update(batch.grounds)

    def _finished(
        self, count: int, made: Sequence[Made], vanished: Sequence[str], warnings: tuple[Problem, ...]
    ) -> Report:
        """Put everything in place, and the ledger with it."""
        written = [each.staged.path for each in made if each.staged.is_new]
        self._writer.commit(written, vanished)
        self._write_down(made)
        return Report(
            destination=self._config.publish_dir,
            pages=self._assembled.pages,
            outputs=count,
            written=len(written),
            unchanged=count - len(written),
            held_back=tuple(held for site in self._assembled.sites for held in site.held_back),
            warnings=(*self._config.warnings, *self._assembled.warnings, *warnings),
        )

    def _write_down(self, made: Sequence[Made]) -> None:
        """Write down what is new, if anything is."""
        ledger, changed = self._ledger, self._staleness.changed
        seen = {**{key: self._grounds.digest(key) for key in changed if self._grounds.is_ground(key)}, **self._seen}
        if made or seen or self._dropped or self._inventory.restamped:
            ledger.begin()
        ledger.put_grounds(_merged(seen, ledger))
        ledger.drop_facts(self._assembled.gone)
        ledger.drop_outputs(self._dropped)
        ledger.restamp_outputs(self._inventory.restamped)
        for each in made:
            record = OutputRecord(
                cast("Rendered | Redirect | Copied", each.output), tuple(output.path for output in each.further)
            )
            ledger.put_output(record, self._stamp_of(each), each.reads)
        self._assembly.seal()
        ledger.save()

    def _stamp_of(self, made: Made) -> OutputStamp:
        source = str(made.output.file) if isinstance(made.output, Copied) else ""
        left = OutputStamp(made.staged.path, NEVER, made.staged.digest, source)
        in_place = stamp_of(self._config.publish_dir / made.staged.path)
        return stamped(left, in_place, stamp_of(source) if source else NEVER)


def _is_new(output: Output, records: Mapping[str, OutputRecord]) -> bool:
    return output.path not in records or records[output.path].output != output


def _merged(grounds: Mapping[Key, bytes], ledger: Ledger) -> Iterator[tuple[str, Mapping[Attribute, bytes]]]:
    """By entity, digests of grounds beside those that the ledger has."""
    by_entity: dict[str, dict[Attribute, bytes]] = {}
    for (entity, attribute), found in grounds.items():
        by_entity.setdefault(entity, {})[attribute] = found
    for entity, digests in by_entity.items():
        yield entity, {**ledger.grounds(entity), **digests}


__all__ = ["HeldBack", "Progress", "Report", "build"]
