"""What was measured, as values, as JSON and as a table of medians."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.cases import CASES
from benchmarks.engines import Engine
from benchmarks.measuring import Usage

OURS, PEER = "blogengine", "hugo"


class Result(msgspec.Struct, frozen=True):
    """The runs of one case."""

    posts: int
    engine: str
    case: str
    runs: tuple[Usage, ...]

    @property
    def median(self) -> Usage:
        """Of each measure the median."""
        return Usage(
            wall=median(run.wall for run in self.runs),
            cpu=median(run.cpu for run in self.runs),
            memory=round(median(run.memory for run in self.runs)),
        )


class Results(msgspec.Struct, frozen=True):
    """All that one `make bench` measured."""

    machine: str
    versions: dict[str, str]
    """Engine -> its version."""
    skipped: dict[str, str]
    """Engine -> why it is missing."""
    results: tuple[Result, ...]

    def median(self, posts: int, engine: str, case: str) -> Usage | None:
        """The medians of a case, None when it was not measured."""
        wanted = (posts, engine, case)
        return next((each.median for each in self.results if (each.posts, each.engine, each.case) == wanted), None)

    @property
    def sizes(self) -> list[int]:
        """The numbers of posts that were tried, ascending."""
        return sorted({each.posts for each in self.results})

    def engines_of(self, posts: int) -> list[str]:
        """The engines that built a blog of a size, in the order of the runs."""
        return list(dict.fromkeys(each.engine for each in self.results if each.posts == posts))


def results_of(
    engines: tuple[Engine, ...], skipped: dict[str, str], runs: dict[tuple[int, str, str], list[Usage]]
) -> Results:
    """Everything measured on this machine, from (posts, engine, case) -> runs."""
    return Results(
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}",
        versions={engine.name: engine.version for engine in engines},
        skipped=skipped,
        results=tuple(Result(*key, tuple(usages)) for key, usages in runs.items()),
    )


def save(results: Results, path: Path) -> None:
    """Write results as JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


def table(results: Results) -> Iterator[str]:
    """Markdown: a row for each case and engine, with ours divided by Hugo's."""
    versions = ", ".join(f"{engine} {version}" for engine, version in results.versions.items())
    yield f"{versions}; {results.machine}; medians"
    for engine, reason in results.skipped.items():
        yield f"{engine} left out: {reason}"
    for posts in results.sizes:
        yield ""
        ratios = " | ".join(f"{measure} / {PEER}" for measure in ("wall", "CPU", "memory"))
        yield f"| {posts:,} posts | engine | wall s | CPU s | peak MB | {ratios} |"
        yield "|---|---|---:|---:|---:|---:|---:|---:|"
        for case in CASES:
            for engine in results.engines_of(posts):
                if (usage := results.median(posts, engine, case.name)) is not None:
                    yield _row(case.title, engine, usage, results.median(posts, PEER, case.name))


def _row(title: str, engine: str, usage: Usage, peer: Usage | None) -> str:
    numbers = (f"{usage.wall:.2f}", f"{usage.cpu:.2f}", f"{usage.memory / 1e6:.0f}")
    ratios: tuple[str, ...] = ("", "", "")
    if peer is not None and engine != PEER:
        ratios = tuple(
            f"{mine / theirs:.3f}"
            for mine, theirs in ((usage.wall, peer.wall), (usage.cpu, peer.cpu), (usage.memory, peer.memory))
        )
    return f"| {' | '.join((title, engine, *numbers, *ratios))} |"
