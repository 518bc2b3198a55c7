"""Precision and recall on a real blog, beside what a plain search through its files finds."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import fmean

import msgspec

from blogengine.config import Options
from blogengine.search import Entry
from blogengine.survey import survey
from tests.conftest import NOW
from tests.search.browserless import HERE

QUERIES: dict[str, list[str]] = json.loads((HERE / "queries.json").read_text("utf-8"))
ALL_QUERIES = [query for kind in QUERIES.values() for query in kind]


class Measured(msgspec.Struct, frozen=True):
    """Averages over queries, and the same over all hits together."""

    precision: float
    recall: float
    precision_of_hits: float
    recall_of_hits: float

    def __str__(self) -> str:
        return " | ".join(f"{number:.3f}" for number in msgspec.structs.astuple(self))


class Blog(msgspec.Struct, frozen=True):
    """A blog that was built, with its texts folded, by their addresses."""

    index: Path
    """The folder of its search index."""
    sources: Mapping[str, str]
    """As they stand in its files."""
    seen: Mapping[str, str]
    """As readers see them."""
    entries: tuple[Entry, ...]


def read_blog(source: Path, out: Path) -> Blog:
    """The texts of a blog and the search index in its output, which prologue made as of `NOW`."""
    listed = [each for each in survey(source, Options(theme="prologue"), now=NOW) if not each.reason]
    pages = sorted((out / "search-index" / "pages").iterdir(), key=lambda file: int(file.stem))
    entries = tuple(msgspec.json.decode(file.read_bytes(), type=Entry) for file in pages)
    return Blog(
        index=out / "search-index",
        sources={
            f"/{each.permalink.split('/', 3)[3]}": _folded((source / each.path).read_text("utf-8")) for each in listed
        },
        seen={each.url: _folded("\n".join((each.title, *each.tags, each.text))) for each in entries},
        entries=entries,
    )


def holding(texts: Mapping[str, str], query: str) -> set[str]:
    """The addresses of the texts that have every word of a query."""
    return {address for address, text in texts.items() if all(word in text for word in _folded(query).split())}


def measure(answers: Mapping[str, set[str]], texts: Mapping[str, str]) -> Measured:
    """How right the addresses found for each query are; finding nothing where nothing is there is right."""
    return _measured([(found, holding(texts, query)) for query, found in answers.items()])


def _measured(pairs: Iterable[tuple[set[str], set[str]]]) -> Measured:
    pairs = list(pairs)
    right = sum(len(found & there) for found, there in pairs)
    return Measured(
        precision=fmean(len(found & there) / len(found) if found else float(not there) for found, there in pairs),
        recall=fmean(len(found & there) / len(there) if there else 1.0 for found, there in pairs),
        precision_of_hits=right / sum(len(found) for found, _ in pairs),
        recall_of_hits=right / sum(len(there) for _, there in pairs),
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
