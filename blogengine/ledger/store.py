"""The ledger's file: one SQLite database, and the lock that keeps two builds of one site apart.

Whatever is wrong with it — it is damaged, another version wrote it, the disk is read-only, it is gone — costs time and
nothing else: the build starts afresh with an empty one, in memory where there is no other place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from blogengine.errors import Problem, SiteError

PATIENCE = 60.0
"""Seconds to wait for another build of the same site."""

BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file raises: SQLite may quote what it read, and Python cannot always decode that."""

SCHEMA = """
CREATE TABLE notes (name TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path BLOB PRIMARY KEY, stamp BLOB NOT NULL, entity TEXT NOT NULL, parsed BLOB) WITHOUT ROWID;
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, entity TEXT NOT NULL, record BLOB NOT NULL, text BLOB NOT NULL, relations BLOB NOT NULL);
CREATE TABLE grounds (id INTEGER PRIMARY KEY, entity TEXT NOT NULL, digests BLOB NOT NULL);
CREATE TABLE facts (id INTEGER NOT NULL, entity TEXT NOT NULL, facts BLOB NOT NULL);
CREATE TABLE outputs (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL, stamp BLOB NOT NULL, digest BLOB NOT NULL, source BLOB NOT NULL,
    origin BLOB NOT NULL, record BLOB NOT NULL, reads BLOB NOT NULL);
CREATE TABLE edges (entity INTEGER NOT NULL, reader INTEGER NOT NULL);
CREATE TABLE answers (
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, build INTEGER NOT NULL, content BLOB NOT NULL);
"""


INDICES = """
CREATE INDEX IF NOT EXISTS facts_by_id ON facts (id);
CREATE INDEX IF NOT EXISTS edges_by_entity ON edges (entity, reader);
CREATE INDEX IF NOT EXISTS answers_by_entity ON answers (entity);
"""
"""Made at the end of the first build: sorting once is faster than keeping in order what comes in any order."""


@lru_cache(maxsize=1 << 13)
def id_of(name: str) -> int:
    """The number that stands for an entity or a path; two names with one number would only be built too often."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def ledger_file(cache: Path, destination: Path) -> Path:
    """Where the ledger of the builds into a destination is."""
    name = blake2b(str(destination).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return cache / f"ledger-{name}.sqlite"


@contextmanager
def locked(file: Path, waiting: Callable[[], None]) -> Iterator[bool]:
    """Hold the lock of a ledger; False where its folder cannot be written, so that there is nothing to keep apart.

    Calls `waiting` when another build holds it, and raises `SiteError` when that takes longer than `PATIENCE`. The lock
    is SQLite's own, on a file beside the ledger: it ends with the process, however that ends.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(f"{file}.lock", timeout=0, isolation_level=None)
    except (sqlite3.Error, OSError):
        yield False
        return
    try:
        yield _is_acquired(lock, waiting)
    finally:
        lock.close()


def _is_acquired(lock: sqlite3.Connection, waiting: Callable[[], None]) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            return False
        waiting()
        _wait(lock)
    return True


def _wait(lock: sqlite3.Connection) -> None:
    lock.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        raise SiteError(
            Problem(
                message=f"another build of this site has been running for {PATIENCE:.0f} seconds",
                hint="Wait for it, or stop it, and build again.",
            )
        ) from None


def connect(file: Path | None) -> tuple[sqlite3.Connection, bool]:
    """A connection to the ledger, and whether its tables are new; None for one in memory."""
    if file is None:
        return _fresh(None), True
    with suppress(*BROKEN, OSError):
        if file.is_file():
            return _open(file, _check_tables), False
    return recreate(file), True


def recreate(file: Path | None) -> sqlite3.Connection:
    """A connection to an empty ledger in place of the file; in memory where that cannot be written."""
    try:
        if file is not None:
            remove(file)
        return _fresh(file)
    except (*BROKEN, OSError):
        return _fresh(None)


def remove(file: Path) -> None:
    """Delete a ledger. Raises `OSError` when that cannot be done."""
    for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        each.unlink(missing_ok=True)


def connect_to_read(file: Path) -> sqlite3.Connection:
    """A connection for a worker, which only reads."""
    return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, isolation_level=None)


def _open(file: Path, prepare: Callable[[sqlite3.Connection], object]) -> sqlite3.Connection:
    """A connection to a file, prepared; closed again when it turns out to be of no use."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        # With a write-ahead log, a commit is whole even when the machine loses power, and need not wait for the disk.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_tables(connection: sqlite3.Connection) -> None:
    """Raises `sqlite3.DatabaseError` for a file that is no ledger."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"notes", "files", "pages", "grounds", "facts", "outputs", "edges", "answers"} <= tables:
        raise sqlite3.DatabaseError("not a ledger")


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(SCHEMA)


def _fresh(file: Path | None) -> sqlite3.Connection:
    if file is not None:
        return _open(file, _make_tables)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _make_tables(connection)
    return connection
