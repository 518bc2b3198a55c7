"""The pipeline, on one screen: an author's folder in, a finished site out."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Protocol

import msgspec

from blogengine.assembly import Assembled, Assembly
from blogengine.bookkeeping import Books, record_of
from blogengine.config import Config, Options, load_config
from blogengine.config.destination import check_destination
from blogengine.content.files import shown
from blogengine.crew import Crew, Start, cores, usual_start
from blogengine.errors import Problem, SiteError, merged
from blogengine.facts import digest
from blogengine.headstart import HeadStart
from blogengine.inventory import Inventory
from blogengine.ledger import DamagedError, Ledger, OutputRecord, ledger_file, locked
from blogengine.ledger.heading import heading_of
from blogengine.markdown.options import Markup
from blogengine.memory import Memory, Remembered
from blogengine.oembed import resolve_decks
from blogengine.outputs import Copied, Output, Rendered, collision, plan
from blogengine.site import HeldBack
from blogengine.staleness import Staleness
from blogengine.theme import links_that_lead_out, static_files
from blogengine.views.foresight import foreseen
from blogengine.worklist import Worklist
from blogengine.workshop import Batch, Setting, Workshop, hire
from blogengine.writer import Writer, open_writer

MISREAD = (TypeError, AttributeError, LookupError, ValueError, msgspec.MsgspecError)
"""What becomes of values that a damaged ledger gives, where nothing tells that they are not what was written."""

Progress = Callable[[str, int, int], None]
"""Called with what is going on, how many files are done, and how many there are."""


class Audience(Protocol):
    """Somebody who looks at outputs while they are made. What comes of a build does not depend on it."""

    def expects(self, paths: Collection[str]) -> None:
        """The outputs of these paths will be made, as far as is known yet."""

    def wants(self) -> Collection[str]:
        """Paths of the outputs that somebody waits for: they are made first. Asked again and again.

        Whatever it raises ends the build, and nothing is written.
        """

    def see(self, path: str, file: Path, *, is_new: bool) -> None:
        """An output of this path was made; its content is in this file for now, and new or what it was."""


class Nobody:
    """An audience that waits for nothing."""

    def expects(self, paths: Collection[str]) -> None:
        """Whatever."""

    def wants(self) -> Collection[str]:
        """Nothing."""
        return ()

    def see(self, path: str, file: Path, *, is_new: bool) -> None:
        """Look away."""


class Manner(msgspec.Struct, frozen=True):
    """How a build is done; it does not change what comes of it."""

    jobs: int
    """Processes that render."""
    start: Start
    """How these come to be."""
    progress: Progress
    audience: Audience
    memory: Memory | None
    known: Remembered | None
    """How everything is but what is touched, where that can be trusted."""
    touched: Collection[Path]
    strict: bool
    """Whether warnings are errors."""
    clean: bool
    """Whether files in the destination that no build of this site makes are removed."""


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
    was_ledger_useless: bool = False
    """Whether the ledger of the last build was damaged, so that everything was built anew."""
    seconds: float = 0.0


class PlanNote(msgspec.Struct, frozen=True):
    """What the outputs were planned from, besides the site."""

    shape: bytes
    warnings: tuple[Problem, ...]


def build(
    root: Path,
    options: Options,
    *,
    now: datetime,
    jobs: int | None = None,
    start: Start | None = None,
    progress: Progress | None = None,
    audience: Audience | None = None,
    memory: Memory | None = None,
    touched: Collection[Path] | None = None,
    strict: bool = False,
    clean: bool = False,
) -> Report:
    """Bring the site up to date as of `now`; raises `SiteError` with every problem, and then writes nothing.

    When `strict`, warnings are raised like errors.

    What is still right since the last build into the same destination is left as it is. The outcome is the same, byte
    for byte, as that of a build from nothing, with any number of `jobs` (default: one for each processor).

    A process that builds again and again gives a `memory`, and which files were `touched` since the last build with it,
    absolute; None for it does not know.
    """
    began = perf_counter()
    known = memory.known(touched) if memory else None
    manner = Manner(
        jobs=jobs or cores(),
        start=start or usual_start(),
        progress=progress or (lambda _what, _done, _total: None),
        audience=audience or Nobody(),
        memory=memory,
        known=known,
        touched=touched or (),
        strict=strict,
        clean=clean,
    )
    config = known.config if known else load_config(root, options)
    check_destination(config)
    file = ledger_file(config.cache_dir, config.publish_dir)
    waiting = partial(manner.progress, "waiting for another build of this site", 0, 1)
    with locked(file, waiting) as is_kept, open_writer(config.publish_dir) as writer:
        report = _built(config, file if is_kept else None, writer, now, manner)
    return msgspec.structs.replace(report, seconds=perf_counter() - began)


def _built(config: Config, file: Path | None, writer: Writer, now: datetime, manner: Manner) -> Report:
    heading = heading_of(config)
    for attempt, ledger in enumerate(_ledgers(file, heading)):
        try:
            number = max(time.time_ns(), ledger.completed + 1)
            setting = Setting(config=config, heading=heading, now=now, number=number)
            report = _Build(setting, ledger, writer, manner).run()
            return msgspec.structs.replace(report, was_ledger_useless=attempt > 0 and file is not None)
        except (DamagedError, sqlite3.Error):
            if ledger.file is None:
                raise
        except MISREAD:  # with a new ledger it is the engine's own mistake, as it will turn out
            if ledger.is_new:
                raise
        finally:
            ledger.close()
    raise AssertionError("the last ledger works or raises")


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

    def __init__(self, setting: Setting, ledger: Ledger, writer: Writer, manner: Manner) -> None:
        self._setting = setting
        self._ledger = ledger
        self._writer = writer
        self._manner = manner
        self._books = Books(ledger, setting.number)
        self._memory = manner.memory
        self._known = manner.known if manner.known and manner.known.completed == ledger.completed else None

    def run(self) -> Report:
        """Make what is stale, put it in place, and write down what it read."""
        noticed = self._known.noticed if self._known else None
        assembly = Assembly(self._setting.config, self._ledger, self._setting.now, noticed, self._manner.touched)
        can_copy_itself = self._manner.jobs > 1 and self._manner.start == "fork"
        with HeadStart(assembly.new_texts() if can_copy_itself else (), self._markup()) as head_start:
            return self._run(assembly, head_start)

    def _run(self, assembly: Assembly, head_start: HeadStart) -> Report:
        config, known, memory = self._setting.config, self._known, self._memory
        assembled = assembly.assembled()
        unresolved = self._resolve(assembled)
        compiled = memory.compiled if memory else None
        workshop = Workshop(self._setting, assembled.sites, self._ledger, self._writer, compiled)
        planned, warnings = self._plan(assembled, workshop)
        warnings += workshop.warnings
        workshop.album.files = self._copied(planned)
        workshop.foreseen = foreseen(planned or (), assembled.sites)
        staleness = Staleness(self._ledger, workshop)
        inventory = Inventory(self._ledger, config.publish_dir, is_ours=known is not None)
        stale = staleness.compare(assembled) | inventory.unfit
        self._books.take_down(workshop.make(()))  # what was computed to compare it
        is_first = self._ledger.is_new
        if planned is None and not stale:
            count, gone = inventory.count, frozenset[str]()
            warnings += self._ledger.note("warnings", tuple[Problem, ...]) or ()
            self._refuse((*assembled.warnings, *unresolved, *warnings))
            live: Collection[str] = self._ledger.output_stamps().keys() if self._manner.clean else ()
        else:
            worklist = Worklist(planned, known.records if known else self._ledger.outputs(), stale)
            workshop.know_code(head_start.blocks())
            self._make(worklist, workshop, assembly)
            count, gone, live = len(worklist.live), frozenset(worklist.gone), worklist.live.keys()
            warnings += self._warnings(worklist)
            self._refuse((*assembled.warnings, *unresolved, *warnings))
            self._writer.commit(
                (made.staged for made in self._books.made), inventory.left_behind(gone, worklist.live.keys())
            )
            self._books.note_reasons(worklist.records, staleness, inventory)
        self._books.close(staleness, inventory, gone, self._writer)
        if is_first or self._manner.clean:
            warnings += self._strangers(live)
        assembly.seal()
        self._ledger.finish(self._setting.number)
        if memory:
            memory.last = self._remembered(assembly, gone)
        return self._report(assembled, count, (*unresolved, *warnings))

    def _refuse(self, warnings: Iterable[Problem]) -> None:
        """Raise all warnings in a strict build."""
        if self._manner.strict and (found := dict.fromkeys((*self._setting.config.warnings, *warnings))):
            raise SiteError(*found)

    def _strangers(self, live: Collection[str]) -> tuple[Problem, ...]:
        """Take away what no build of this site made, where that is asked for; else say that it is there.

        An engine without a ledger cannot tell what it made itself before from what others put there.
        """
        strangers = self._writer.strangers(live)
        if self._manner.clean:
            self._writer.remove(strangers)
        elif strangers:
            return (_left_over(strangers, self._setting.config.publish_dir),)
        return ()

    def _markup(self) -> Markup:
        """What most texts are converted with."""
        return self._setting.config.sites[0].markup

    def _resolve(self, assembled: Assembled) -> tuple[Problem, ...]:
        """Look up the talks that texts link to and nobody knows yet; a process asks once for each."""
        links = {link: path for path, decks in reversed(assembled.decks.items()) for link in decks}
        refused = self._memory.refused if self._memory else set[str]()
        return resolve_decks(self._setting.config, links, refused)

    def _remembered(self, assembly: Assembly, gone: Collection[str]) -> Remembered:
        """What this process's next build can start from."""
        made = {each.staged.path: record_of(each) for each in self._books.made}
        records = (self._known.records if self._known else self._ledger.outputs()) | made
        return Remembered(
            completed=self._ledger.completed,
            config=self._setting.config,
            noticed=assembly.noticed(),
            records={path: record for path, record in records.items() if path not in gone} if gone else records,
        )

    def _plan(self, assembled: Assembled, workshop: Workshop) -> tuple[tuple[Output, ...] | None, tuple[Problem, ...]]:
        """The outputs, None when they are those of the last build; and the warnings about them."""
        note = self._ledger.note("plan", PlanNote) if assembled.is_recalled else None
        if note is not None and self._known is not None:
            return None, note.warnings
        static = static_files(self._setting.config)
        leading_out = links_that_lead_out(self._setting.config)
        shape = digest((sorted(workshop.templates.names), static, leading_out))
        if note is not None and note.shape == shape:
            return None, note.warnings
        found = plan(assembled.sites, workshop.templates.find, static)
        self._ledger.begin()
        warnings = (*found.warnings, *(_not_followed(link, self._setting.config.root) for link in leading_out))
        self._ledger.put_note("plan", PlanNote(shape, warnings))
        return found.outputs, warnings

    def _copied(self, planned: tuple[Output, ...] | None) -> dict[str, str]:
        """Place in the output -> the file that is copied there; of a plan that did not change, the ledger knows."""
        if planned is None and self._known is not None:
            outputs = (record.output for record in self._known.records.values())
            return {output.path: str(output.file) for output in outputs if isinstance(output, Copied)}
        if planned is None:
            return {stamp.path: stamp.source for stamp in self._ledger.output_stamps().values() if stamp.source}
        return {output.path: str(output.file) for output in planned if isinstance(output, Copied)}

    def _warnings(self, worklist: Worklist) -> tuple[Problem, ...]:
        """What rendering warned of, now or when the outputs that are still right were made."""
        made = {each.output.path: record_of(each) for each in self._books.made}
        old = {path: record for path, record in worklist.records.items() if path in worklist.live}
        records = ({**old, **made}).values()
        found = {warning for record in records for warning in record.warnings}
        found |= {warning for record in records for warning in _covered_pagers(record, worklist.live)}
        warnings = tuple(sorted(found, key=_place))
        if warnings != (self._ledger.note("warnings", tuple[Problem, ...]) or ()):
            self._ledger.begin()
            self._ledger.put_note("warnings", warnings)
        return warnings

    def _make(self, worklist: Worklist, workshop: Workshop, assembly: Assembly) -> None:
        """Make every output that needs it, those that turn up on the way included; raises all their problems."""
        problems: dict[Problem, None] = {}
        audience = self._manner.audience
        audience.expects(worklist.stale)
        wanted = frozenset(audience.wants())
        if self._manner.start != "fork":
            assembly.keep()
        with self._crew(workshop) as crew:
            for number, wave in enumerate(worklist.waves(wanted)):
                for batch in crew.make(wave, audience.wants if number else lambda: wanted):
                    self._books.take_down(batch)
                    if crew.is_spread:  # while others are at work
                        assembly.keep()
                    problems |= dict.fromkeys(batch.problems)
                    worklist.add_further(output for made in batch.made for output in made.further)
                    if further := {each.path for made in batch.made for each in made.further}:
                        audience.expects(further & worklist.stale)
                    self._show(batch)
                    self._manner.progress("rendering", len(self._books.made), len(worklist.live))
                if problems and not number:  # whoever waits is to know at once
                    break
        if problems:
            raise SiteError(*merged(sorted(problems, key=_place)))

    def _show(self, batch: Batch) -> None:
        for made in batch.made:
            staged = made.staged
            self._manner.audience.see(staged.path, self._writer.file_of(staged), is_new=staged.is_new)

    def _crew(self, workshop: Workshop) -> Crew:
        jobs, start, file = self._manner.jobs, self._manner.start, self._ledger.file
        if start == "fork":
            return Crew(workshop, workshop.copied, start, jobs, self._ledger.share)
        if file is None:  # what is in memory cannot be seen by a process that starts from nothing
            return Crew(workshop, workshop.copied, start, 1, self._ledger.share)
        refused = frozenset(workshop.shelf.refused)
        opened = partial(
            hire, self._setting, file, refused, self._writer.staging, workshop.album.files, workshop.foreseen
        )
        return Crew(workshop, opened, start, jobs, self._ledger.share)

    def _report(self, assembled: Assembled, count: int, warnings: tuple[Problem, ...]) -> Report:
        config = self._setting.config
        written = sum(made.staged.is_new for made in self._books.made)
        return Report(
            destination=config.publish_dir,
            pages=assembled.pages,
            outputs=count,
            written=written,
            unchanged=count - written,
            held_back=tuple(held for site in assembled.sites for held in site.held_back),
            warnings=(*config.warnings, *assembled.warnings, *warnings),
        )


def _left_over(strangers: Sequence[str], destination: Path) -> Problem:
    count = "a file is" if len(strangers) == 1 else f"{len(strangers):,} files are"
    return Problem(
        message=f"{count} in the destination that this build did not make, such as “{strangers[0]}”",
        path=os.fspath(destination),
        hint="They stay, and are published with the folder: --cleanDestinationDir removes them.",
        code="left-over",
    )


def _covered_pagers(record: OutputRecord, live: Mapping[str, Output]) -> Iterator[Problem]:
    """Warnings of pages that stand where a further pager of a list would."""
    first = record.output
    if isinstance(first, Rendered):
        for path in record.further:
            other = live.get(path)
            if isinstance(other, Rendered) and other.page != first.page:
                yield collision(other, msgspec.structs.replace(first, path=path))


def _not_followed(link: Path, root: Path) -> Problem:
    hint = "Put a copy there: what a link leads to elsewhere would be published with the site."
    message = "the link is not followed: it leads out of the site"
    return Problem(message=message, path=shown(link, root), hint=hint, code="link-out")


def _place(problem: Problem) -> tuple[str, int, int, str]:
    """Problems are told file by file, from top to bottom, whoever met them first."""
    return problem.path or "", problem.line or 0, problem.column or 0, problem.message


__all__ = ["Audience", "HeldBack", "Progress", "Report", "build"]
