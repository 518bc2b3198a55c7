"""What the ledger holds, typed: one method for each thing that is asked of it or written to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from blogengine.content import Parsed
from blogengine.errors import DamagedError, Problem
from blogengine.facts import Attribute, Fact, Key
from blogengine.ledger import store
from blogengine.ledger.codec import dumps, loads, sealed, unsealed
from blogengine.ledger.store import id_of
from blogengine.outputs import Copied, Drawn, Redirect, Rendered, Searched
from blogengine.site import Page
from blogengine.stamps import NEVER, Stamp

T = TypeVar("T")

Digests = dict[Attribute, bytes]
Edges = dict[str, tuple[Attribute, ...]]
"""Entity -> attributes of it that were read."""


class Relations(msgspec.Struct, frozen=True, array_like=True):
    """What the site's mappings from pages say of a page; None where they say nothing."""

    children: tuple[str, ...] | None = None
    regular_children: tuple[str, ...] | None = None
    descendants: tuple[str, ...] | None = None
    neighbours: tuple[str | None, str | None] | None = None
    neighbours_in_section: tuple[str | None, str | None] | None = None
    terms: dict[str, tuple[str, ...]] | None = None


class TextPlace(msgspec.Struct, frozen=True, array_like=True):
    """What changes in a page when its text changes."""

    digest: str = ""
    body_line: int = 0


class OutputRecord(msgspec.Struct, frozen=True):
    """An output as it was last made."""

    output: Rendered | Redirect | Searched | Copied | Drawn
    further: tuple[str, ...] = ()
    """Paths of what it turned out to need: pagers, their redirects, pictures, the files of the search index."""
    warnings: tuple[Problem, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """What was read, as it is written down."""

    content: bytes
    entities: frozenset[str]
    """Whose attributes were read."""


class OutputStamp(msgspec.Struct, frozen=True):
    """How an output's file was left."""

    path: str
    stamp: Stamp
    digest: bytes
    """Of its content."""
    source: str = ""
    """The file that it is a copy of; "" for any other output."""
    origin: Stamp = NEVER
    """Of that file."""


UNFINISHED = "unfinished"
"""The note of a build that has not come to its end."""

SHARED = "shared"
"""The note of a build that let others see its values, and has not come to its end."""
COMPLETED = "completed"
"""The note of the last build that came to its end."""
EARLIER = "earlier"
"""The note of outputs of a ledger that could not be used; it stays until a build has come to its end."""

_Row = tuple[tuple[Attribute, bytes, tuple[tuple[str, Attribute], ...]], ...]
_FACTS = msgspec.msgpack.Decoder(_Row)
_DIGESTS = msgspec.msgpack.Decoder(tuple[tuple[Attribute, bytes], ...])
_EDGES = msgspec.msgpack.Decoder(Edges)
_OUTPUT = msgspec.msgpack.Decoder(OutputRecord, dec_hook=lambda type_, value: type_(value))
_ENCODER = msgspec.msgpack.Encoder(enc_hook=os.fspath)


class OutputPath(str):
    """Tells an output among the readers of an entity."""

    __slots__ = ()


class Ledger:
    """What the last build into a destination read and wrote.

    Every method that reads raises `DamagedError` or `sqlite3.Error` when the file is not as it was written.
    """

    def __init__(self, file: Path | None, heading: bytes) -> None:
        self._file = file
        self._connection, self.is_new = store.connect(file)
        self.earlier: Mapping[str, OutputStamp] = {}
        """The outputs of a ledger that could not be used: another engine wrote it, or a build that did not end."""
        if not self.is_new and not self._is_usable(heading):
            earlier = self._outputs_of_others()
            self.renew()
            self.put_note(EARLIER, earlier)
        if self.is_new:
            self.put_note("heading", heading)
        self.earlier = {stamp.path: stamp for stamp in self._noted_earlier()}

    @classmethod
    def to_read(cls, file: Path) -> Ledger:
        """The ledger of a build that is under way, for one of its worker processes."""
        ledger = cls.__new__(cls)
        ledger._file, ledger.is_new, ledger.earlier = file, False, {}
        ledger._connection = store.connect_to_read(file)
        return ledger

    @property
    def file(self) -> Path | None:
        """The file; None for a ledger in memory."""
        return self._file

    def reopen_to_read(self) -> None:
        """In a copy of the process, use a connection of its own; the inherited one is not to be touched."""
        if self._file is not None:
            self._inherited = self._connection
            self._connection = store.connect_to_read(self._file)

    def renew(self) -> None:
        """Start afresh: forget everything."""
        self._connection.close()
        self._connection = store.recreate(self._file)
        self.is_new = True

    def close(self) -> None:
        """Let go of the file; what was not saved is lost."""
        self._connection.close()

    def begin(self) -> None:
        """Collect what is written from here on."""
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")

    def share(self) -> None:
        """Let other processes see what was collected. Until `finish`, a new ledger is of no use to another build."""
        self.begin()
        self.put_note(UNFINISHED if self.is_new else SHARED, True)
        self._connection.execute("COMMIT")

    @property
    def completed(self) -> int:
        """The number of the last build that came to its end and wrote anything down; 0 for none."""
        return self.note(COMPLETED, int) or 0

    def finish(self, number: int) -> None:
        """Write down all that the build of this number collected, all or nothing."""
        if self._connection.in_transaction or self.note(UNFINISHED, bool):
            self.begin()
            self.put_note(COMPLETED, number)
            for name in (UNFINISHED, SHARED, EARLIER):
                self.drop_note(name)
            if self.is_new:
                for statement in store.INDICES.strip().splitlines():
                    self._connection.execute(statement)
            self._connection.execute("COMMIT")

    # Notes: one value each, by name

    def note(self, name: str, type_: type[T]) -> T | None:
        """A note of a build, or None when there is none."""
        found = self._one("SELECT content FROM notes WHERE name = ?", name)
        return None if found is None else loads(unsealed(found[0]), type_)

    def put_note(self, name: str, value: object) -> None:
        """Write a note."""
        self._put("INSERT OR REPLACE INTO notes VALUES (?, ?)", name, sealed(dumps(value)))

    def drop_note(self, name: str) -> None:
        """Forget a note."""
        self._put("DELETE FROM notes WHERE name = ?", name)

    # Files of the content folders

    def file_stamps(self) -> dict[bytes, Stamp]:
        """File, as the operating system spells it -> its stamp when it was last read."""
        return dict(self._all("SELECT path, stamp FROM files"))

    def parsed(self, path: bytes) -> Parsed | None:
        """What a file said, or None when it was not read as text."""
        found = self._one("SELECT parsed FROM files WHERE path = ? AND parsed IS NOT NULL", path)
        return None if found is None else loads(unsealed(found[0]), Parsed)

    def entity_of(self, path: bytes) -> str:
        """The page that a file makes, "" when it makes none."""
        found = self._one("SELECT entity FROM files WHERE path = ?", path)
        return found[0] if found else ""

    def file_entities(self) -> dict[bytes, str]:
        """File -> the page that it makes, "" for none."""
        return dict(self._all("SELECT path, entity FROM files"))

    def put_files(self, files: Iterable[tuple[bytes, Stamp, str, Parsed | None]]) -> None:
        """Write what files said, and which pages they make."""
        rows = ((path, stamp, entity, parsed and sealed(dumps(parsed))) for path, stamp, entity, parsed in files)
        self._put_all("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)

    def restamp_files(self, stamps: Iterable[tuple[bytes, Stamp]]) -> None:
        """Note that files say what they said."""
        self._put_all("UPDATE files SET stamp = ? WHERE path = ?", ((stamp, path) for path, stamp in stamps))

    def drop_files(self, paths: Iterable[bytes]) -> None:
        """Forget files."""
        self._put_all("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    # Pages as they were assembled

    def page(self, entity: str) -> Page | None:
        """A page without its relations, or None when there is none."""
        found = self._one("SELECT record, text FROM pages WHERE id = ?", id_of(entity))
        return None if found is None else _page(*found)

    def pages(self, language: str) -> Iterator[tuple[str, Page]]:
        """Every page of a language by its entity, in no order."""
        for entity, record, text in self._all("SELECT entity, record, text FROM pages"):
            if entity.startswith(f"page:{language}:"):
                yield entity, _page(record, text)

    def relations(self, entity: str) -> Relations:
        """A page's relations."""
        found = self._one("SELECT relations FROM pages WHERE id = ?", id_of(entity))
        return Relations() if found is None else msgspec.msgpack.decode(unsealed(found[0]), type=Relations)

    def page_rows(self) -> dict[str, tuple[bytes, bytes, bytes]]:
        """Every page as it is written down, to see which ones have changed."""
        return {entity: row for entity, *row in self._all("SELECT entity, record, text, relations FROM pages")}  # type: ignore[misc]

    def put_pages(self, rows: Iterable[tuple[str, bytes, bytes, bytes]]) -> None:
        """Write pages as `page_row` gives them."""
        self._put_all("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", ((id_of(row[0]), *row) for row in rows))

    def put_text(self, entity: str, place: TextPlace) -> None:
        """Note that a page's text has changed, and nothing else."""
        self._put("UPDATE pages SET text = ? WHERE id = ?", sealed(msgspec.msgpack.encode(place)), id_of(entity))

    def drop_pages(self, entities: Iterable[str]) -> None:
        """Forget pages."""
        self._put_all("DELETE FROM pages WHERE id = ?", ((id_of(entity),) for entity in entities))

    # Facts and grounds

    def facts(self, entity: str) -> dict[Attribute, Fact]:
        """The facts of an entity."""
        found: dict[Attribute, Fact] = {}
        for (content,) in self._all("SELECT facts FROM facts WHERE id = ? ORDER BY rowid", id_of(entity)):
            found |= _facts(entity, content)
        return found

    def put_facts(self, facts: Mapping[str, Written]) -> None:
        """Write facts of entities beside those that are there, and whom they read."""
        if not self.is_new:
            facts = {entity: self._beside(entity, written) for entity, written in facts.items()}
            self.drop_facts(facts)
        rows = ((id_of(entity), entity, written.content) for entity, written in facts.items())
        self._put_all("INSERT INTO facts VALUES (?, ?, ?)", rows)
        self._put_edges((id_of(read), id_of(entity)) for entity, written in facts.items() for read in written.entities)

    def _beside(self, entity: str, written: Written) -> Written:
        """New facts of an entity with the old ones that they do not replace."""
        return written_facts(entity, self.facts(entity) | _facts(entity, written.content))

    def drop_facts(self, entities: Iterable[str]) -> None:
        """Forget the facts of entities."""
        self._put_all("DELETE FROM facts WHERE id = ?", ((id_of(entity),) for entity in entities))

    def drop_answers(self, entities: Iterable[str]) -> None:
        """Forget the values of facts of entities."""
        self._put_all("DELETE FROM answers WHERE entity = ?", ((id_of(entity),) for entity in entities))

    def grounds(self, entity: str) -> Digests:
        """The grounds of an entity that something read."""
        found = self._one("SELECT digests FROM grounds WHERE id = ?", id_of(entity))
        return {} if found is None else dict(_DIGESTS.decode(unsealed(found[0])))

    def all_grounds(self, *, but_pages_and_sites: bool = False) -> Iterator[tuple[str, Digests]]:
        """The grounds of every entity, or of those that are not part of the assembled site."""
        few = " WHERE entity NOT GLOB 'page:*' AND entity NOT GLOB 'site:*'"
        for entity, digests in self._all(f"SELECT entity, digests FROM grounds{few if but_pages_and_sites else ''}"):
            yield entity, dict(_DIGESTS.decode(unsealed(digests)))

    def put_grounds(self, grounds: Iterable[tuple[str, Mapping[Attribute, bytes]]]) -> None:
        """Write the grounds of entities."""
        rows = ((id_of(entity), entity, sealed(_ENCODER.encode(tuple(digests.items())))) for entity, digests in grounds)
        self._put_all("INSERT OR REPLACE INTO grounds VALUES (?, ?, ?)", rows)

    def readers(self, entity: str) -> Iterator[str | OutputPath]:
        """The entities and the outputs that may have read something of an entity, itself included."""
        id_ = id_of(entity)
        yield entity
        query = "SELECT DISTINCT f.entity FROM edges e JOIN facts f ON f.id = e.reader WHERE e.entity = ?"
        for (reader,) in self._all(query, id_):
            yield reader
        query = "SELECT DISTINCT o.path FROM edges e JOIN outputs o ON o.id = e.reader WHERE e.entity = ?"
        for (path,) in self._all(query, id_):
            yield OutputPath(os.fsdecode(path))

    # Outputs

    def output_stamps(self) -> dict[str, OutputStamp]:
        """Every output, and how its file was left."""
        rows = self._all("SELECT path, stamp, digest, source, origin FROM outputs")
        try:
            return {
                (path := os.fsdecode(name)): OutputStamp(path, stamp, digest, os.fsdecode(source), origin)
                for name, stamp, digest, source, origin in rows
            }
        except TypeError as error:
            raise DamagedError(str(error)) from error

    def outputs(self) -> dict[str, OutputRecord]:
        """Every output as it was last made, by path."""
        records = (_output(record) for (record,) in self._all("SELECT record FROM outputs"))
        return {record.output.path: record for record in records}

    def reads_of(self, path: str) -> Edges:
        """What an output read when it was last made."""
        found = self._one("SELECT reads FROM outputs WHERE id = ?", _output_id(path))
        return {} if found is None else _EDGES.decode(unsealed(found[0]))

    def put_outputs(self, outputs: Iterable[tuple[OutputRecord, OutputStamp, Written]]) -> None:
        """Write down outputs that were made, and whom they read."""
        edges: list[tuple[int, int]] = []
        rows = []
        for record, stamp, reads in outputs:
            id_ = _output_id(stamp.path)
            how = (stamp.stamp, stamp.digest, os.fsencode(stamp.source), stamp.origin)
            rows.append((id_, os.fsencode(stamp.path), *how, sealed(_ENCODER.encode(record)), reads.content))
            edges += [(id_of(entity), id_) for entity in reads.entities]
        self._put_all("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._put_edges(edges)

    def _put_edges(self, edges: Iterable[tuple[int, int]]) -> None:
        """Write who reads whom, each once as far as an index tells."""
        if self.is_new:
            self._put_all("INSERT INTO edges VALUES (?, ?)", edges)
        else:
            known = "SELECT 1 FROM edges WHERE entity = ?1 AND reader = ?2"
            self._put_all(f"INSERT INTO edges SELECT ?1, ?2 WHERE NOT EXISTS ({known})", edges)

    def restamp_outputs(self, stamps: Iterable[OutputStamp]) -> None:
        """Note how the files of outputs are now."""
        rows = ((each.stamp, each.origin, _output_id(each.path)) for each in stamps)
        self._put_all("UPDATE outputs SET stamp = ?, origin = ? WHERE id = ?", rows)

    def drop_outputs(self, paths: Iterable[str]) -> None:
        """Forget outputs."""
        self._put_all("DELETE FROM outputs WHERE id = ?", ((_output_id(path),) for path in paths))

    # Answers: values of facts that take long to compute

    def answer(self, key: Key) -> tuple[int, bytes] | None:
        """The number of the build that kept the value of a fact, and the value; None when none did."""
        found = self._one("SELECT build, content FROM answers WHERE id = ?", answer_id(key))
        return None if found is None else (found[0], unsealed(found[1]))

    def put_answers(self, build: int, answers: Iterable[tuple[Key, bytes]]) -> None:
        """Keep values of facts."""
        rows = ((answer_id(key), id_of(key[0]), build, sealed(content)) for key, content in answers)
        self._put_all("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", rows)

    # The database

    def _drop_unfinished_answers(self) -> None:
        """Forget the values that a build left which did not come to its end: nobody knows their facts."""
        self.begin()
        self._put("DELETE FROM answers WHERE build > ?", self.completed)
        self.drop_note(SHARED)
        self._connection.execute("COMMIT")

    def _outputs_of_others(self) -> tuple[OutputStamp, ...]:
        """What can still be read of the outputs, before all is forgotten."""
        try:
            return (*self._noted_earlier(), *self.output_stamps().values())
        except (DamagedError, *store.BROKEN):
            return ()

    def _noted_earlier(self) -> tuple[OutputStamp, ...]:
        try:
            return self.note(EARLIER, tuple[OutputStamp, ...]) or ()
        except (DamagedError, *store.BROKEN):
            return ()

    def _is_usable(self, heading: bytes) -> bool:
        try:
            if self.note("heading", bytes) != heading or self.note(UNFINISHED, bool) or not self.completed:
                return False  # one without a completed build has no indices either: each look-up would read it whole
            if self.note(SHARED, bool):
                self._drop_unfinished_answers()
            return True
        except (DamagedError, *store.BROKEN):
            return False

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        try:
            found: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        except UnicodeDecodeError as error:
            raise DamagedError(str(error)) from error
        return found

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except UnicodeDecodeError as error:
            raise DamagedError(str(error)) from error

    def _put(self, query: str, *values: object) -> None:
        self._connection.execute(query, values)

    def _put_all(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(query, rows)


def page_row(entity: str, page: Page, relations: Relations) -> tuple[str, bytes, bytes, bytes]:
    """A page as it is written down: entity, record, text and relations."""
    source = page.source
    place = TextPlace(source.digest, source.body_line) if source else TextPlace()
    record = msgspec.structs.replace(page, source=without_text(source)) if source else page
    parts = (dumps(record), msgspec.msgpack.encode(place), msgspec.msgpack.encode(relations))
    return entity, sealed(parts[0]), sealed(parts[1]), sealed(parts[2])


def without_text(source: Any) -> Any:
    """A source with nothing of its text."""
    return msgspec.structs.replace(source, digest="", body_line=0)


def written_facts(entity: str, facts: Mapping[Attribute, Fact]) -> Written:
    """Facts of an entity as they are written down."""
    row = [
        (attribute, fact.digest, [("" if read == entity else read, what) for read, what in fact.reads])
        for attribute, fact in facts.items()
    ]
    entities = {read for fact in facts.values() for read, _ in fact.reads}
    return Written(sealed(_ENCODER.encode(row)), frozenset(entities - {entity}))


def written_reads(reads: Iterable[Key]) -> Written:
    """What an output read as it is written down: by entity, as feeds and sitemaps read all there are."""
    content: dict[str, list[Attribute]] = {}
    for entity, attribute in reads:
        content.setdefault(entity, []).append(attribute)
    return Written(sealed(_ENCODER.encode(content)), frozenset(content))


def answer_id(key: Key) -> int:
    """The number that an answer is kept under."""
    return id_of(f"{key[0]} {key[1]}")


def _page(record: bytes, text: bytes) -> Page:
    page = loads(unsealed(record), Page)
    if page.source is None:
        return page
    place = msgspec.msgpack.decode(unsealed(text), type=TextPlace)
    source = msgspec.structs.replace(page.source, digest=place.digest, body_line=place.body_line)
    return msgspec.structs.replace(page, source=source)


def _facts(own: str, content: bytes) -> dict[Attribute, Fact]:
    return {
        attribute: Fact(digest, frozenset((entity or own, read) for entity, read in reads))
        for attribute, digest, reads in _FACTS.decode(unsealed(content))
    }


def _output(content: bytes) -> OutputRecord:
    try:
        return _OUTPUT.decode(unsealed(content))
    except msgspec.MsgspecError as error:
        raise DamagedError(str(error)) from error


def _output_id(path: str) -> int:
    return id_of(f"output:{path}")
