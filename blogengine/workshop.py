"""Makes outputs: renders, redirects and copies, staged for the commit, with what each of them read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path

import msgspec

from blogengine.config import Config
from blogengine.data import read_data
from blogengine.errors import Problem, SiteError
from blogengine.facts import Attribute, Fact, Facts, Key, Reads
from blogengine.ledger import Ledger, LedgerShelf, OutputStamp
from blogengine.ledger.sites import recalled
from blogengine.ledger.tables import Written, written_facts, written_reads
from blogengine.outputs import Copied, Drawn, Output, Redirect, Rendered, Searched
from blogengine.pictures import Album
from blogengine.pictures.studio import Studio
from blogengine.published import read_published
from blogengine.render import render
from blogengine.site import Site
from blogengine.stamps import NEVER, stamp_of
from blogengine.theme import Compiled, load_templates
from blogengine.theme.lookup import HTML
from blogengine.views import views_of
from blogengine.views.grounds import Grounds
from blogengine.writer import Staged, Writer, digest_of_file

Digests = dict[str, dict[Attribute, bytes]]
"""Digests of grounds by entity and attribute."""

NOTHING_READ = written_reads(())


MOST_RECENT = 20_000
NOTHING: frozenset[Attribute] = frozenset()


class Made(msgspec.Struct, frozen=True):
    """An output that was made."""

    output: Output
    staged: Staged
    reads: Written = NOTHING_READ
    further: tuple[Output, ...] = ()
    """What it turned out to need: pagers, their redirects, pictures, the files of the search index."""
    warnings: tuple[Problem, ...] = ()


class Batch(msgspec.Struct, frozen=True):
    """What making several outputs gave, ready to be written down."""

    made: tuple[Made, ...]
    facts: Mapping[str, Written]
    """By entity, those that were computed on the way."""
    grounds: Digests
    """Digests of the grounds that were read for the first time."""
    answers: Mapping[Key, bytes]
    problems: tuple[Problem, ...] = ()


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What all workshops of a build have in common."""

    config: Config
    heading: bytes
    """What the ledger has to begin with."""
    now: datetime
    number: int
    """Of the build."""


class Workshop:
    """Everything that is needed to make an output."""

    def __init__(
        self,
        setting: Setting,
        sites: Sequence[Site],
        ledger: Ledger,
        writer: Writer,
        compiled: Compiled | None = None,
    ) -> None:
        config = setting.config
        self.facts = Facts()
        self._studio = Studio(config.cache_dir)
        self.album = Album(config.root, self._studio, self.facts, FileDigests(ledger).of)
        self.templates = load_templates(config, setting.now, self.facts, self.album, compiled)
        data, published = read_data(config.data_dir), read_published(config.root)
        self.warnings = data.warnings
        """What is wrong with data files that no template need have read."""
        views = views_of(tuple(sites), self.templates, self.facts, data, self.album, published)
        self.grounds = Grounds(views, self.templates, self.album)
        self.shelf = LedgerShelf(ledger, self.grounds.resolve, setting.number)
        self.facts.shelf = self.shelf
        self._views = {each.language: each for each in views}
        self._ledger = ledger
        self._writer = writer
        self._noted: dict[str, frozenset[Attribute]] = {}
        self._recent: set[Key] = set()
        """Some of what is noted, as one set: most of what is read was read a moment ago."""
        self._sets: dict[frozenset[Attribute], frozenset[Attribute]] = {}
        """Most pages have the same attributes noted, so that few sets stand for all."""
        self.foreseen: tuple[str, ...] = ()
        """What feeds and the search index will ask of each regular page: computed while its text is at hand."""

    def know_code(self, blocks: Mapping[str, str]) -> None:
        """Take over blocks of code that are highlighted already, by digest."""
        for views in self._views.values():
            views.highlighted = blocks

    def copied(self) -> Workshop:
        """This workshop, in a process that is a copy of the one in which it was made."""
        self._ledger.reopen_to_read()
        return self

    def make(self, outputs: Iterable[Output]) -> Batch:
        """Make outputs; the mistakes of all of them are in the batch."""
        made: list[Made] = []
        grounds: Digests = {}
        problems: dict[Problem, None] = {}
        for output in outputs:
            try:
                made.append(self._make(output, grounds))
            except SiteError as error:
                problems.update(dict.fromkeys(error.problems))
        facts = self._drained(grounds)
        return Batch(tuple(made), facts, grounds, self.shelf.handed_over(), tuple(problems))

    def _make(self, output: Output, grounds: Digests) -> Made:
        if isinstance(output, Copied):
            return Made(output, self._writer.stage_copy(output.path, output.file))
        if isinstance(output, Drawn):
            return Made(output, self._writer.stage(output.path, self._studio.drawn(output.work)))
        assert isinstance(output, Rendered | Redirect | Searched)
        result = render(output, self._views, self.templates)
        self._note(result.reads, grounds)
        staged = self._writer.stage(output.path, result.content)
        self._foresee(output)
        return Made(output, staged, written_reads(result.reads), result.further, result.warnings)

    def _foresee(self, output: Output) -> None:
        if isinstance(output, Rendered) and output.format == HTML and output.number == 1:
            page = self._views[output.language].page(output.page)
            for name in self.foreseen if page.is_page else ():
                with suppress(SiteError):  # whoever asks for it in earnest is told; it may be nobody
                    getattr(page, name)

    def _drained(self, grounds: Digests) -> dict[str, Written]:
        facts: dict[str, dict[Attribute, Fact]] = {}
        for (entity, attribute), fact in self.facts.drain().items():
            facts.setdefault(entity, {})[attribute] = fact
            self._note(fact.reads, grounds)
        return {entity: written_facts(entity, own) for entity, own in facts.items()}

    def _note(self, reads: Reads, grounds: Digests) -> None:
        """Add the digests of the grounds among what was read, each once."""
        noted, new = self._noted, reads - self._recent
        if len(self._recent) > MOST_RECENT:
            self._recent.clear()
        self._recent |= new
        for key in new:
            entity, attribute = key
            if attribute not in (known := noted.get(entity, NOTHING)):
                now = known | {attribute}
                noted[entity] = self._sets.setdefault(now, now)
                if self.grounds.is_ground(key):
                    grounds.setdefault(entity, {})[attribute] = self.grounds.digest(key)


class FileDigests:
    """Digests of files that are copied, read again only where the ledger does not know them as they are."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, path: str, file: str) -> bytes:
        """The digest of a file that is copied to a place in the output. Raises `OSError`."""
        known = self._stamps.get(path)
        if known is not None and known.source == file and stamp_of(file) == known.origin != NEVER:
            return known.digest
        return digest_of_file(Path(file))

    @cached_property
    def _stamps(self) -> Mapping[str, OutputStamp]:
        return self._ledger.output_stamps()


def hire(
    setting: Setting,
    file: Path,
    refused: frozenset[Key],
    staging: Path,
    copied: Mapping[str, str],
    foreseen: tuple[str, ...],
) -> Workshop:
    """A workshop in a process that was started from nothing: its site is the one that the ledger has."""
    ledger = Ledger.to_read(file)
    sites = [recalled(site, ledger) for site in setting.config.sites]
    workshop = Workshop(setting, sites, ledger, Writer(setting.config.publish_dir, staging))
    workshop.shelf.refused = set(refused)
    workshop.album.files = copied
    workshop.foreseen = foreseen
    return workshop
