"""The assembled site: from the ledger where nothing has changed but texts, else from the content folders."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from blogengine.config import Config
from blogengine.content import (
    Contents,
    Parsed,
    Tree,
    is_known_by_text,
    parse_file,
    read_content,
    scan_content,
)
from blogengine.content.files import shown
from blogengine.errors import Problem, SiteError
from blogengine.facts import digest
from blogengine.ledger import Ledger
from blogengine.ledger.sites import keep, recalled, rows_of
from blogengine.ledger.tables import TextPlace
from blogengine.site import Site, page_entity
from blogengine.stamps import COARSEST_NS, Stamp, settled, stamp_of

NOTE = "assembly"
MARKDOWN = b".md"
FOREVER = datetime.max.replace(tzinfo=UTC)


class AssemblyNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a site was assembled from, besides files."""

    config: bytes
    tree: bytes
    """Digest of what was noticed about the content folders."""
    since: datetime
    until: datetime
    """When the next page appears or expires by itself."""
    pages: int
    warnings: tuple[Problem, ...]
    decks: dict[str, tuple[str, ...]] = {}
    """File, as messages call it -> the talks on SpeakerDeck whose addresses stand alone in it."""


class Assembled(msgspec.Struct, frozen=True, kw_only=True):
    """The site in every language, and how it differs from that of the last build."""

    sites: tuple[Site, ...]
    pages: int
    """Regular pages, of all languages."""
    warnings: tuple[Problem, ...]
    is_recalled: bool
    """Whether it is the site of the last build, but for texts."""
    texts: frozenset[str] = frozenset()
    """Entities of the pages whose text has changed, when it is recalled."""
    decks: dict[str, tuple[str, ...]]
    """File, as messages call it -> the talks on SpeakerDeck whose addresses stand alone in it."""


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """The content folders at the end of a build."""

    tree: Tree
    files: dict[bytes, Path]
    """By name, as the operating system spells it."""
    pages: Mapping[bytes, str]
    """Name of each file that is a page's text -> that page's entity."""
    stamps: dict[bytes, Stamp]


class Assembly:
    """Assembles a site, or recalls it, and writes it down for the next build."""

    def __init__(
        self,
        config: Config,
        ledger: Ledger,
        now: datetime,
        noticed: Noticed | None,
        touched: Iterable[Path],
    ) -> None:
        """Look at the content folders; where it is `noticed` how they were, only at the files that were `touched`."""
        self._config = config
        self._ledger = ledger
        self._now = now
        self._taken = time.time_ns()
        self._known = noticed
        self._parsed: dict[bytes, Parsed] = {}
        self._note: AssemblyNote | None = None
        self._unkept: tuple[Contents, Sequence[Site]] | None = None
        self._gone: Collection[str] = ()
        """Entities of pages that there are no more."""
        if noticed is None:
            self._tree = scan_content(config)
            self._files = {os.fsencode(file): file for file in self._tree.files}
            self._stamps = {name: stamp_of(file) for name, file in self._files.items()}
            self._old = ledger.file_stamps()
            names: Iterable[bytes] = self._stamps
        else:
            self._tree, self._files, self._old = noticed.tree, noticed.files, noticed.stamps
            names = [os.fsencode(file) for file in touched]
            self._stamps = {**noticed.stamps, **{name: stamp_of(self._files[name]) for name in names}}
        self._touched = [name for name in names if not self._stamps[name] or self._old.get(name) != self._stamps[name]]

    def new_texts(self) -> Sequence[Path]:
        """Markdown files that say something else than in the last build, or may."""
        return [self._files[name] for name in self._touched if name.endswith(MARKDOWN) and name in self._files]

    def assembled(self) -> Assembled:
        """The site; what is new of it goes into the ledger. Raises `SiteError` with all mistakes in front matter."""
        return self._recalled() or self._anew()

    def keep(self) -> None:
        """Write down the files and pages, once: before other processes read them, else while these are at work."""
        if self._unkept is not None:
            (contents, sites), self._unkept = self._unkept, None
            self._ledger.begin()
            self._keep_files(contents)
            self._keep_pages(sites)

    def seal(self) -> None:
        """Let the next build recall the site: everything that depends on it is written down.

        What was known of pages that are gone is forgotten only now: a build that fails leaves their outputs, and they
        may come back before the next one.
        """
        self.keep()
        if self._note is not None:
            self._ledger.drop_facts(self._gone)
            self._ledger.drop_answers(self._gone)
            self._ledger.put_note(NOTE, self._note)

    def noticed(self) -> Noticed:
        """How the content folders are, for a build that is told what is touched after this one."""
        if self._known is not None:
            return msgspec.structs.replace(self._known, stamps=self._stamps)
        pages = {name: entity for name, entity in self._ledger.file_entities().items() if entity}
        return Noticed(tree=self._tree, files=self._files, pages=pages, stamps=self._stamps)

    # The site of the last build

    def _recalled(self) -> Assembled | None:
        note = self._ledger.note(NOTE, AssemblyNote)
        texts = self._changed_texts() if note is not None and self._is_same(note) else None
        if note is None or texts is None:
            return None
        if self._touched:
            self._ledger.begin()
            self._ledger.drop_note(NOTE)
            self._keep_touched(texts)
            self._note = note = msgspec.structs.replace(note, decks=self._decks(note.decks))
        sites = tuple(recalled(site, self._ledger) for site in self._config.sites)
        return Assembled(
            sites=sites,
            pages=note.pages,
            warnings=note.warnings,
            is_recalled=True,
            texts=frozenset(texts),
            decks=note.decks,
        )

    def _is_same(self, note: AssemblyNote) -> bool:
        """Whether all but the contents of the files is as it was."""
        return (
            note.config == digest(self._config.sites)
            and note.tree == self._noticed()
            and self._stamps.keys() == self._old.keys()
            and note.since <= self._now < note.until
            and is_known_by_text(self._config)
        )

    def _changed_texts(self) -> Mapping[str, TextPlace] | None:
        """Entity of each page with another text -> that text's place; None when more than texts has changed."""
        found: dict[str, TextPlace] = {}
        for name in self._touched:
            before = self._ledger.parsed(name)
            if before is None:
                continue
            try:
                after = self._parsed[name] = parse_file(self._files[name], self._shown(name))
            except SiteError:
                return None  # assembling anew finds all mistakes
            if after.digest != before.digest:
                found[self._ledger.entity_of(name)] = TextPlace(after.digest, after.body_line)
            if (after.head, after.has_cjk) != (before.head, before.has_cjk):
                return None
        return found

    def _keep_touched(self, texts: Mapping[str, TextPlace]) -> None:
        entities = {name: self._ledger.entity_of(name) for name in self._touched}
        self._ledger.put_files((*self._row(name, entity),) for name, entity in entities.items())
        for entity, place in texts.items():
            self._ledger.put_text(entity, place)

    # A new one

    def _anew(self) -> Assembled:
        from blogengine.graph import assemble  # noqa: PLC0415  # start-up time

        contents = read_content(self._config, self._tree, self._read)
        sites = assemble(self._config, contents, self._now)
        warnings = (*contents.warnings, *(warning for site in sites for warning in site.warnings))
        self._ledger.begin()
        self._ledger.drop_note(NOTE)
        self._unkept = contents, sites
        pages = sum(page.kind == "page" for site in sites for page in site.pages.values())
        self._note = AssemblyNote(
            config=digest(self._config.sites),
            tree=self._noticed(),
            since=self._now,
            until=_next_change(sites, self._now),
            pages=pages,
            warnings=warnings,
            decks=self._decks({}),
        )
        return Assembled(sites=sites, pages=pages, warnings=warnings, is_recalled=False, decks=self._note.decks)

    def _decks(self, before: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """What files say of talks: of those that were parsed now, what they say now."""
        parsed = {self._shown(name): parsed.decks for name, parsed in self._parsed.items()}
        return {path: decks for path, decks in sorted({**before, **parsed}.items()) if decks}

    def _read(self, file: Path, path: str) -> Parsed:
        name = os.fsencode(file)
        known = self._ledger.parsed(name) if self._old.get(name) == self._stamps[name] else None
        parsed = self._parsed[name] = known or parse_file(file, path)
        return parsed

    def _keep_files(self, contents: Contents) -> None:
        """Write down what files say, as far as it is new."""
        from blogengine.graph.drafting import page_id  # noqa: PLC0415  # start-up time

        entities = dict.fromkeys(self._files, "")
        for source in contents.sources:
            entities[os.fsencode(source.file)] = page_entity(source.language, page_id(source))
        old = self._ledger.file_entities()
        touched = {*self._touched, *(name for name, entity in entities.items() if old.get(name) != entity)}
        self._ledger.put_files(self._row(name, entities[name]) for name in touched)
        self._ledger.drop_files(self._old.keys() - self._stamps.keys())
        self._parsed.clear()

    def _keep_pages(self, sites: Sequence[Site]) -> None:
        """Write down the pages that have changed, and forget those that are gone."""
        old = self._ledger.page_rows()
        there: set[str] = set()
        for site in sites:
            rows = list(rows_of(site))
            there.update(row[0] for row in rows)
            keep(site, (row for row in rows if old.get(row[0]) != row[1:]), self._ledger)
        self._gone = old.keys() - there
        self._ledger.drop_pages(self._gone)

    # Files

    def _row(self, name: bytes, entity: str) -> tuple[bytes, bytes, str, Parsed | None]:
        stamp = settled(self._stamps[name], self._taken, COARSEST_NS)
        return name, stamp, entity, self._parsed.get(name)

    def _shown(self, name: bytes) -> str:
        return shown(self._files[name], self._config.root)

    def _noticed(self) -> bytes:
        return digest([(each.problems, each.warnings) for each in self._tree.scans.values()])


def _next_change(sites: Iterable[Site], now: datetime) -> datetime:
    """When the next page appears or expires."""
    return min((moment for moment in _moments(sites) if moment > now), default=FOREVER)


def _moments(sites: Iterable[Site]) -> Iterator[datetime]:
    for site in sites:
        yield from (held.until for held in site.held_back if held.until)
        for page in site.pages.values():
            yield from (moment for moment in (page.matter.publish_date, page.matter.expiry_date) if moment)


__all__ = ["Assembled", "Assembly", "Noticed"]
