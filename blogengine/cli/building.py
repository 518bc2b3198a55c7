"""`blogengine build`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.options import moment_of, options_of, site_options
from blogengine.cli.output import show_warnings

if TYPE_CHECKING:
    from blogengine.build import Progress, Report
    from blogengine.site import HeldBack

PATIENCE = 1.0
"""Seconds before a person who watches is shown how far it is."""


@click.command("build", short_help="Build the site.")
@site_options
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def build_command(quiet: bool, **values: Any) -> None:
    """Build the site: every page, list, tag page, feed and the sitemap; static files are copied."""
    from blogengine.build import build  # noqa: PLC0415  # start-up time

    with _progress(quiet) as progress:
        report = build(values["source"], options_of(values), now=moment_of(values), progress=progress)
    if quiet:
        return
    show_warnings(report.warnings)
    _show_report(report)


def _show_report(report: Report) -> None:
    changed = f"{report.written} written" + (f", {report.unchanged} unchanged" if report.unchanged else "")
    click.echo(
        f"Built {report.pages} page{'s' if report.pages != 1 else ''} ({report.outputs} files: {changed}) "
        f"in {report.seconds:.2f} s to {report.destination}"
    )
    if report.held_back:
        click.echo(f"Held back: {_summed(report.held_back)}")
        for held in report.held_back:
            if held.until is not None:
                click.echo(f"  {held.path} until {held.until.isoformat(' ', 'minutes')}")


def _summed(held_back: tuple[HeldBack, ...]) -> str:
    counts = {reason: sum(held.reason == reason for held in held_back) for reason in ("draft", "future", "expired")}
    names = {
        "draft": ("draft", "drafts"),
        "future": ("future page", "future pages"),
        "expired": ("expired page", "expired pages"),
    }
    return ", ".join(f"{count} {names[reason][count != 1]}" for reason, count in counts.items() if count)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error when a person watches and the build takes a while."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    start = time.monotonic()
    shown: list[Any] = []

    def advance(what: str, done: int, total: int) -> None:
        if not shown and time.monotonic() - start > PATIENCE:
            from rich.progress import Progress as Bar  # noqa: PLC0415  # start-up time

            bar = Bar(transient=True)
            bar.start()
            shown.extend((bar, bar.add_task(what, total=total)))
        if shown:
            shown[0].update(shown[1], description=what, completed=done, total=total)

    try:
        yield advance
    finally:
        if shown:
            shown[0].stop()
