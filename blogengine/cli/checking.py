"""`blogengine check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.building import counted, show_progress
from blogengine.cli.options import options_of, site_options
from blogengine.cli.output import details, show, visible
from blogengine.cli.terminal import linked

if TYPE_CHECKING:
    from datetime import datetime

    from blogengine.check import Checked, Finding

COLOURS = {"error": "red", "warning": "yellow"}


@click.command("check", short_help="Find broken links, leaked drafts and other mistakes.")
@site_options
@click.option("--external", is_flag=True, help="Ask other hosts whether the links to them work.")
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "github")),
    default="text",
    show_default=True,
    help="How to print what is found: for people, for programs, as annotations of a GitHub workflow.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but what is found.")
def check_command(
    source: Path, now: datetime, external: bool, strict: bool, form: str, quiet: bool, **values: Any
) -> None:
    """Check the site without touching it: links, anchors, images, feeds, drafts, front matter.

    Exits with 1 when there are errors; with --strict, when there are warnings.
    """
    from blogengine.check import check_site  # noqa: PLC0415  # start-up time

    with show_progress(quiet or form != "text") as progress:
        checked = check_site(source, options_of(values), now=now, strict=strict, external=external, progress=progress)
    for line in _FORMATS[form](checked):
        show(line)
    if form == "text" and not quiet:
        show(_summary(checked))
    if any(each.severity == "error" for each in checked.findings):
        raise click.exceptions.Exit(1)


def _as_text(checked: Checked) -> Iterator[str]:
    yield from as_text(checked.findings, checked.root)


def as_text(findings: Iterable[Finding], root: Path | None = None) -> Iterator[str]:
    """Findings by file (a link, where the site's folder is known), each with its line, a caret and a hint.

    A hint that several findings share is told once, at the first of them.
    """
    hinted: set[str | None] = set()
    for path, group in groupby(findings, key=lambda each: each.path):
        name = linked(path, root / path, sys.stdout) if path and root else path
        yield click.style(name or "The whole site", bold=True)
        for each in group:
            yield from _shown(each, with_hint=each.hint not in hinted)
            hinted.add(each.hint)
        yield ""


def _shown(found: Finding, *, with_hint: bool) -> Iterator[str]:
    place = ":".join(str(part) for part in (found.line, found.column) if part is not None)
    label = click.style(f"{found.severity}:", fg=COLOURS[found.severity], bold=True)
    code = click.style(f"[{found.code}]", dim=True)
    yield f"  {place + ': ' if place else ''}{label} {visible(found.message)} {code}"
    yield from (f"  {line}" for line in details(found, with_hint=with_hint))


def _as_json(checked: Checked) -> Iterator[str]:
    from blogengine.check.formats import as_json  # noqa: PLC0415  # start-up time

    yield as_json(checked.findings)


def _as_annotations(checked: Checked) -> Iterator[str]:
    from blogengine.check.formats import as_annotations  # noqa: PLC0415  # start-up time

    repository = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    yield from as_annotations(checked.findings, checked.root, repository)


def _summary(checked: Checked) -> str:
    errors = sum(each.severity == "error" for each in checked.findings)
    warnings = len(checked.findings) - errors
    found = [counted(errors, "error", "errors")] * bool(errors)
    found += [counted(warnings, "warning", "warnings")] * bool(warnings)
    found += [f"{checked.ignored} ignored"] * bool(checked.ignored)
    pages = counted(checked.pages, "page", "pages")
    return f"Checked {pages} in {checked.seconds:.2f} s: {', '.join(found) or 'nothing found'}"


_FORMATS = {"text": _as_text, "json": _as_json, "github": _as_annotations}
