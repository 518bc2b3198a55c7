"""What the benchmark measured, as text: every figure comes from `benchmarks/results.json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

import msgspec

from blogengine.manual.words import Words

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results.json"
PICTURE = RESULTS.with_suffix(".svg")
OURS, PEER = "blogengine", "hugo"


class Usage(msgspec.Struct, frozen=True):
    """What a run took."""

    wall: float
    """Seconds."""
    memory: int
    """Bytes."""


class Result(msgspec.Struct, frozen=True):
    """The runs of a case."""

    posts: int
    engine: str
    case: str
    runs: tuple[Usage, ...]


class Results(msgspec.Struct, frozen=True):
    """The benchmark's file."""

    machine: str
    versions: Mapping[str, str]
    results: tuple[Result, ...]


class Row(msgspec.Struct, frozen=True):
    """A case as both engines ran it."""

    posts: int
    case: str
    ours: float
    theirs: float


def performance_body(words: Words) -> Iterator[str]:
    """The lines of the page, below its front matter."""
    results = msgspec.json.decode(RESULTS.read_bytes(), type=Results)
    rows = list(_rows(results, "wall", tuple(words.cases)))
    sizes = ", ".join(f"{posts:,}" for posts in dict.fromkeys(row.posts for row in rows))
    versions = ", ".join(f"{engine} {version}" for engine, version in results.versions.items())
    said = words.performance
    yield said.intro.format(sizes=sizes, versions=versions, machine=results.machine)
    yield f"{said.picture}\n"
    yield said.head
    yield "|---:|:---|---:|---:|---:|"
    for row in rows:
        yield _line(row, words.cases[row.case], f"{row.ours:.2f} s", f"{row.theirs:.2f} s")
    for row in _rows(results, "memory", ("cold",)):
        yield _line(row, said.memory, *(f"{each / 1e6:,.0f} MB" for each in (row.ours, row.theirs)))
    yield ""
    if slower := [_slower(row, words) for row in rows if row.ours > row.theirs]:
        yield said.slower.format(cases="; ".join(slower))
    yield said.method


def _rows(results: Results, measure: str, cases: tuple[str, ...]) -> Iterator[Row]:
    known = {(each.posts, each.engine, each.case): each.runs for each in results.results}
    for posts in dict.fromkeys(each.posts for each in results.results):
        for case in cases:
            ours, theirs = (
                median(getattr(run, measure) for run in known[posts, engine, case]) for engine in (OURS, PEER)
            )
            yield Row(posts, case, ours, theirs)


def _line(row: Row, what: str, ours: str, theirs: str) -> str:
    return f"| {row.posts:,} | {what} | {ours} | {theirs} | {row.ours / row.theirs:.2g} |"


def _slower(row: Row, words: Words) -> str:
    return words.performance.case.format(what=words.cases[row.case], posts=f"{row.posts:,}")
