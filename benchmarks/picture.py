"""Results as a picture for the README: bars for light and dark pages, in SVG."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

import msgspec

from benchmarks.cases import CASES
from benchmarks.results import OURS, PEER, Results

WIDTH, MARGIN, GAP = 860, 16, 28
TOP, HEAD, BAR, AFTER_GROUP = 34, 24, 18, 12
NAME, VALUE = 84, 92
"""Pixels: columns for an engine's name and for its number."""

STYLE = """\
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f }
.size { font-size: 16px; font-weight: 600 }
.case { font-weight: 600 }
.note { font-size: 12px; fill: #57606a }
.number { font-variant-numeric: tabular-nums }
.rule { stroke: #d0d7de }
.bar { fill: #afb8c1 }
.bar.peer { fill: #d4679a }
.bar.ours { fill: #2a78d6 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.note { fill: #9198a1 }
.rule { stroke: #3d444d }
.bar { fill: #656c76 }
.bar.peer { fill: #db61a2 }
.bar.ours { fill: #58a6ff }
}"""


class Bar(msgspec.Struct, frozen=True):
    """One engine in one group."""

    engine: str
    value: float
    label: str


class Group(msgspec.Struct, frozen=True):
    """Bars under a heading."""

    title: str
    bars: tuple[Bar, ...]
    most: float
    """The value whose bar is as long as can be."""


def picture(results: Results) -> str:
    """An SVG with a column for each size: seconds for each case, and the peak memory of a build from nothing."""
    columns = [(f"{posts:,} posts", list(_groups(results, posts))) for posts in results.sizes]
    height = TOP + max((sum(map(_height, groups)) for _, groups in columns), default=0) + 30
    width = (WIDTH - 2 * MARGIN - GAP * (len(columns) - 1)) / max(len(columns), 1)
    drawn = "\n".join(
        line
        for number, (title, groups) in enumerate(columns)
        for line in _column(title, groups, MARGIN + number * (width + GAP), width)
    )
    versions = ", ".join(f"{engine} {version}" for engine, version in results.versions.items())
    note = escape(f"{versions} · {results.machine} · medians, shorter is better")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(_summary(results), {chr(34): "&quot;"})}">\n'
        f"<style>\n{STYLE}\n</style>\n{drawn}\n"
        f'<text class="note" x="{MARGIN}" y="{height - 10}">{note}</text>\n</svg>\n'
    )


def _summary(results: Results) -> str:
    """What the picture says, for those who cannot see it."""
    parts = []
    for posts in results.sizes:
        for case in CASES:
            ours, theirs = (results.median(posts, engine, case.name) for engine in (OURS, PEER))
            if ours and theirs:
                parts.append(f"{posts:,} posts, {case.title}: {OURS} {ours.wall:.2f} s, {PEER} {theirs.wall:.2f} s")
    return "; ".join(parts) or "Times to build a blog"


def _groups(results: Results, posts: int) -> Iterator[Group]:
    """A group for each case, all on one scale so that they compare, and one for the memory."""
    engines = results.engines_of(posts)
    longest = max(usage.wall for usage in (each.median for each in results.results if each.posts == posts))
    for case in CASES:
        medians = ((engine, results.median(posts, engine, case.name)) for engine in engines)
        bars = tuple(Bar(engine, usage.wall, _seconds(usage.wall)) for engine, usage in medians if usage)
        yield Group(case.title, bars, longest)
    cold = ((engine, results.median(posts, engine, "cold")) for engine in engines)
    memory = tuple(Bar(engine, usage.memory, _bytes(usage.memory)) for engine, usage in cold if usage)
    yield Group("Peak memory, from nothing", memory, max(bar.value for bar in memory))


def _column(title: str, groups: list[Group], left: float, width: float) -> Iterator[str]:
    yield f'<text class="size" x="{left:.0f}" y="22">{title}</text>'
    yield f'<path class="rule" d="M{left:.0f} 30h{width:.0f}"/>'
    top = TOP
    for group in groups:
        yield f'<text class="case" x="{left:.0f}" y="{top + 17}">{escape(group.title)}</text>'
        for number, bar in enumerate(group.bars):
            yield from _bar(bar, group.most, left, top + HEAD + number * BAR, width)
        top += _height(group)


def _bar(bar: Bar, most: float, left: float, top: int, width: float) -> Iterator[str]:
    length = max(1.5, (width - NAME - VALUE) * bar.value / most)
    kind = {OURS: " ours", PEER: " peer"}.get(bar.engine, "")
    start = left + NAME
    yield f'<text x="{left:.0f}" y="{top + 13}">{escape(bar.engine)}</text>'
    yield f'<rect class="bar{kind}" x="{start:.1f}" y="{top + 3}" width="{length:.1f}" height="{BAR - 6}" rx="2"/>'
    yield f'<text class="number" x="{start + length + 6:.1f}" y="{top + 13}">{bar.label}</text>'


def _height(group: Group) -> int:
    return HEAD + BAR * len(group.bars) + AFTER_GROUP


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s" if value < 100 else f"{value:.0f} s"


def _bytes(value: float) -> str:
    return f"{value / 1e6:.0f} MB" if value < 1e9 else f"{value / 1e9:.1f} GB"
