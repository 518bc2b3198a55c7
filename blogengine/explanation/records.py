"""The ledger of the last build, opened to read, and the ways through it: from outputs down, and from grounds up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

from blogengine.config import Config
from blogengine.errors import Problem, SiteError
from blogengine.facts import Attribute, Fact, Key
from blogengine.ledger import DamagedError, Ledger, OutputPath, OutputRecord, ledger_file
from blogengine.ledger.heading import heading_of
from blogengine.ledger.reasons import NOTE, Remade
from blogengine.site import Page


@contextmanager
def opened(config: Config) -> Iterator[Records]:
    """What the last build wrote down. Raises `SiteError` when no build of this engine has come to its end."""
    file = ledger_file(config.cache_dir, config.publish_dir)
    if not file.is_file():
        raise SiteError(_no_build(config, "nothing is known of this site: it was not built yet"))
    ledger = Ledger.to_read(file)
    try:
        records = Records(ledger)
        if ledger.note("heading", bytes) != heading_of(config) or not records.completed:
            raise SiteError(_no_build(config, "the last build was another engine's, or did not come to its end"))
        yield records
    except (DamagedError, sqlite3.Error) as error:
        raise SiteError(_no_build(config, "what the last build wrote down cannot be read")) from error
    finally:
        ledger.close()


def _no_build(config: Config, message: str) -> Problem:
    return Problem(message=f"{message} (into {config.publish_dir})", hint="Run: blogengine build")


class Records:
    """What the last build read and wrote."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._facts: dict[str, dict[Attribute, Fact]] = {}
        self._readers_of: dict[str, tuple[str, ...]] = {}

    @cached_property
    def completed(self) -> int:
        """When the last build that wrote anything down began, in nanoseconds since 1970; 0 for none."""
        return self._ledger.completed

    @cached_property
    def outputs(self) -> dict[str, OutputRecord]:
        """Every output, by path."""
        return self._ledger.outputs()

    @cached_property
    def remade(self) -> Remade | None:
        """What was made last, and why."""
        return self._ledger.note(NOTE, Remade)

    def entity_of(self, file: bytes) -> str:
        """The page that a content file makes, "" for none."""
        return self._ledger.entity_of(file)

    def page(self, entity: str) -> Page | None:
        """A page without its relations, or None."""
        return self._ledger.page(entity)

    def grounds(self) -> Iterator[Key]:
        """Every ground that something read."""
        for entity, digests in self._ledger.all_grounds():
            for attribute in digests:
                yield entity, attribute

    def reads(self, path: str) -> Iterator[Key]:
        """What an output read itself."""
        for entity, attributes in self._ledger.reads_of(path).items():
            for attribute in attributes:
                yield entity, attribute

    def below(self, path: str) -> set[Key]:
        """All that an output rests on: the facts it read, what these read, down to the grounds."""
        found: set[Key] = set()
        waiting = list(self.reads(path))
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                fact = self.facts(key[0]).get(key[1])
                waiting.extend(fact.reads if fact else ())
        return found

    def above(self, grounds: Iterable[Key]) -> dict[str, frozenset[Key]]:
        """The outputs that rest on any of these grounds -> which of them, and of the facts on the way, it read."""
        keys, paths = set(grounds), set[str]()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            for reader in self._readers(key[0]):
                if isinstance(reader, OutputPath):
                    paths.add(str(reader))
                    continue
                for attribute, fact in self.facts(reader).items():
                    if key in fact.reads and (reader, attribute) not in keys:
                        keys.add((reader, attribute))
                        waiting.append((reader, attribute))
        found = {path: frozenset(keys.intersection(self.reads(path))) for path in sorted(paths)}
        return {path: read for path, read in found.items() if read and path in self.outputs}

    def facts(self, entity: str) -> dict[Attribute, Fact]:
        """The facts of an entity; empty for one that has only grounds."""
        if entity not in self._facts:
            self._facts[entity] = self._ledger.facts(entity)
        return self._facts[entity]

    def _readers(self, entity: str) -> Iterable[str]:
        if entity not in self._readers_of:
            self._readers_of[entity] = tuple(self._ledger.readers(entity))
        return self._readers_of[entity]
