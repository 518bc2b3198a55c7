"""`blogengine build`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.options import json_option, options_of, site_options
from blogengine.cli.output import say, show, show_json, show_warnings
from blogengine.cli.terminal import is_lively, linked

if TYPE_CHECKING:
    from blogengine.build import Progress, Report
    from blogengine.site import HeldBack

PATIENCE = 1.0
"""Seconds before a person who watches is shown how far it is."""
PULSE = 10.0
"""Seconds between signs of life where nobody watches, such as in CI's log."""
MOST_HELD_BACK = 5
"""Pages with a date to come that are named without `--verbose`."""
REASONS = (
    ("draft", "draft", "drafts"),
    ("future", "future page", "future pages"),
    ("expired", "expired page", "expired pages"),
)


@click.command("build", short_help="Build the site.")
@site_options
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="How many processes render.", show_default="all cores")
@click.option("--strict", is_flag=True, help="Treat warnings as errors: then nothing is written.")
@click.option(
    "--cleanDestinationDir", "clean", is_flag=True, help="Remove files from the destination that are not of this site."
)
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Name every page held back and every place of a warning.")
def build_command(
    source: Path,
    now: datetime,
    jobs: int | None,
    strict: bool,
    clean: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **values: Any,
) -> None:
    """Build the site: every page, list, tag page, feed and the sitemap; static files are copied."""
    from blogengine.build import build  # noqa: PLC0415  # start-up time

    with show_progress(quiet or as_json) as progress:
        report = build(source, options_of(values), now=now, jobs=jobs, progress=progress, strict=strict, clean=clean)
    if as_json:
        show_json(report)
    elif not quiet:
        show_warnings(report.warnings, source, verbose=verbose)
        for line in summary(report, verbose=verbose):
            show(line)


def summary(report: Report, *, verbose: bool) -> Iterator[str]:
    """What a person wants to know after a build, line by line."""
    changed = f"{report.written} written" + (f", {report.unchanged} unchanged" if report.unchanged else "")
    yield (
        f"Built {counted(report.pages, 'page', 'pages')} ({counted(report.outputs, 'file', 'files')}: {changed}) "
        f"in {report.seconds:.2f} s to {linked(_near(report.destination), report.destination, sys.stdout)}"
    )
    if report.warnings:
        yield f"Warned of {counted(len(report.warnings), 'thing', 'things')}, above"
    if report.held_back:
        yield f"Held back: {_by_reason(report.held_back)}"
        yield from _held_back(report.held_back, verbose=verbose)


def _near(folder: Path) -> str:
    """A folder, as short as it can be named from here."""
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)


def _by_reason(held_back: tuple[HeldBack, ...]) -> str:
    counts = ((sum(held.reason == reason for held in held_back), one, many) for reason, one, many in REASONS)
    return ", ".join(counted(*count) for count in counts if count[0])


def _held_back(held_back: tuple[HeldBack, ...], *, verbose: bool) -> Iterator[str]:
    """The pages that will appear by themselves, the next one first; with `verbose` the others too."""
    coming = sorted((held.until, held.path) for held in held_back if held.until is not None)
    shown = coming if verbose else coming[:MOST_HELD_BACK]
    for until, path in shown:
        yield f"  {path} until {until.isoformat(' ', 'minutes')}"
    if hidden := len(coming) - len(shown):
        yield f"  and {hidden} more (--verbose names them)"
    if verbose:
        yield from (f"  {held.path} ({held.reason})" for held in held_back if held.until is None)


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun: "1 page", "2 pages"."""
    return f"{count} {one if count == 1 else many}"


@contextmanager
def show_progress(quiet: bool) -> Iterator[Progress | None]:
    """How far a long build is: a bar on standard error when a person watches, else now and then a line."""
    if quiet:
        yield None
    elif is_lively(sys.stderr):
        with _bar() as advance:
            yield advance
    else:
        yield _pulse()


@contextmanager
def _bar() -> Iterator[Progress]:
    start = time.monotonic()
    shown: list[Any] = []

    def advance(what: str, done: int, total: int) -> None:
        if not shown and time.monotonic() - start > PATIENCE:
            from rich.console import Console  # noqa: PLC0415  # start-up time
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
            from rich.progress import Progress as Bar  # noqa: PLC0415

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            bar = Bar(*columns, console=Console(stderr=True), transient=True)
            bar.start()
            shown.extend((bar, bar.add_task(what, total=total)))
        if shown:
            shown[0].update(shown[1], description=what, completed=done, total=total)

    try:
        yield advance
    finally:
        if shown:
            shown[0].stop()


def _pulse() -> Progress:
    last = time.monotonic()

    def advance(what: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > PULSE:
            last = time.monotonic()
            say(f"{what}: {done} of {total}")

    return advance
