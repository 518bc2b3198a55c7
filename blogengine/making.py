"""Makes outputs: renders, redirects and copies, staged for the commit, with what each of them read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from blogengine.errors import Problem, SiteError
from blogengine.facts import Attribute, Fact, Facts, Key, Reads
from blogengine.ledger import LedgerShelf
from blogengine.ledger.tables import Written, written_facts, written_reads
from blogengine.outputs import Copied, Output, Redirect, Rendered, collision
from blogengine.render import render
from blogengine.theme.templates import Templates
from blogengine.views import Views
from blogengine.views.grounds import Grounds
from blogengine.writer import Staged, Writer

NOTHING_READ = written_reads({})


class Made(msgspec.Struct, frozen=True):
    """An output that was made."""

    output: Output
    staged: Staged
    reads: Written = NOTHING_READ
    further: tuple[Output, ...] = ()
    """Pagers and redirects that it turned out to need."""


class Batch(msgspec.Struct, frozen=True):
    """What making several outputs gave, ready to be written down."""

    made: tuple[Made, ...]
    facts: Mapping[str, Written]
    """By entity, those that were computed on the way."""
    grounds: Mapping[Key, bytes]
    """Digests of the grounds that were read for the first time."""
    answers: Mapping[Key, bytes]
    problems: tuple[Problem, ...] = ()


class Workshop:
    """Everything that is needed to make an output."""

    def __init__(
        self,
        views: Sequence[Views],
        templates: Templates,
        facts: Facts,
        grounds: Grounds,
        shelf: LedgerShelf,
        writer: Writer,
    ) -> None:
        self._views = {each.language: each for each in views}
        self._templates = templates
        self._facts = facts
        self._grounds = grounds
        self._shelf = shelf
        self._writer = writer
        self._noted: set[Key] = set()

    def make(self, outputs: Iterable[Output]) -> Batch:
        """Make outputs; the mistakes of all of them are in the batch."""
        made: list[Made] = []
        grounds: dict[Key, bytes] = {}
        problems: dict[Problem, None] = {}
        for output in outputs:
            try:
                made.append(self._make(output, grounds))
            except SiteError as error:
                problems.update(dict.fromkeys(error.problems))
        facts = self._drained(grounds)
        return Batch(tuple(made), facts, grounds, self._shelf.handed_over(), tuple(problems))

    def _make(self, output: Output, grounds: dict[Key, bytes]) -> Made:
        if isinstance(output, Copied):
            return Made(output, self._writer.stage_copy(output.path, output.file))
        assert isinstance(output, Rendered | Redirect)
        result = render(output, self._views, self._templates)
        self._note(result.reads, grounds)
        staged = self._writer.stage(output.path, result.content)
        return Made(output, staged, written_reads(result.reads), result.further)

    def _drained(self, grounds: dict[Key, bytes]) -> dict[str, Written]:
        facts: dict[str, dict[Attribute, Fact]] = {}
        for (entity, attribute), fact in self._facts.drain().items():
            facts.setdefault(entity, {})[attribute] = fact
            self._note(fact.reads, grounds)
        return {entity: written_facts(entity, own) for entity, own in facts.items()}

    def _note(self, reads: Reads, grounds: dict[Key, bytes]) -> None:
        """Add the digests of the grounds among what was read, each once."""
        for entity, attributes in reads.items():
            for attribute in attributes:
                key = (entity, attribute)
                if key not in self._noted and self._grounds.is_ground(key):
                    self._noted.add(key)
                    grounds[key] = self._grounds.digest(key)


class Queue:
    """The outputs of a site as they become known, each once."""

    def __init__(self, planned: Mapping[str, Output], needs_making: Callable[[Output], bool]) -> None:
        self.live = dict(planned)
        """Every output that is known of, by path."""
        self.problems: dict[Problem, None] = {}
        """Outputs on one path."""
        self.needs_making = needs_making

    def add_further(self, outputs: Iterable[Output]) -> list[Output]:
        """Take in what an output turned out to need; those of it that have to be made."""
        waiting = []
        for output in outputs:
            other = self.live.setdefault(output.path, output)
            if other is output:
                waiting += [output] if self.needs_making(output) else []
            elif isinstance(output, Rendered):
                self.problems[collision(other, output)] = None
        return waiting
