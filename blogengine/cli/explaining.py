"""`blogengine explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.building import counted
from blogengine.cli.options import json_option, options_of, site_options
from blogengine.cli.output import show, show_json
from blogengine.cli.terminal import columns

if TYPE_CHECKING:
    from blogengine.explanation import Explanation, FileExplained, OutputExplained, Shown, Used, Why

MOST_NAMED = 8
"""Things of one kind that are named without `--verbose`."""
MOST_OUTPUTS = 2
"""Outputs of one file that are told of without `--verbose`: the others are its pagers and feeds."""
LABEL = 14
"""Columns before what a line says."""
REASONS = {
    "first": "in a first build, with everything else",
    "new": "it was not there before",
    "file": "its file, or the one it is a copy of, was not as the last build left it",
    "plan": "what makes it is another source or template now",
    "older": "not by the last build that made anything; nothing that it reads had changed",
}


@click.command("explain", short_help="Say what made a page, what a file feeds, and why.")
@click.argument("subject", metavar="URL|FILE")
@json_option
@click.option("-v", "--verbose", is_flag=True, help="Name everything, however much.")
@site_options
def explain_command(subject: str, as_json: bool, verbose: bool, source: Path, **values: Any) -> None:
    """Say what made the page at URL, or what FILE is for, as the last build knows it.

    Of a page: its source, templates, parameters, data, what it shows of other pages, and why it was made again. Of a
    file (a text, a template, data, settings, anything that is copied): the outputs that it makes and feeds.
    """
    from blogengine.explanation import explain  # noqa: PLC0415  # start-up time

    explanation = explain(source, options_of(values), subject)
    if as_json:
        show_json(explanation)
        return
    most = None if verbose else MOST_NAMED
    for line in _lines(explanation, most):
        show(line)


def _lines(explanation: Explanation, most: int | None) -> Iterator[str]:
    if explanation.file:
        yield from _file(explanation.file, most)
    for number, output in enumerate(explanation.outputs[: most and MOST_OUTPUTS]):
        if number or explanation.file:
            yield ""
        yield from _output(output, most)
    yield ""
    yield click.style(f"As of the build of {explanation.build.astimezone():%Y-%m-%d %H:%M:%S}.", dim=True)


def _file(file: FileExplained, most: int | None) -> Iterator[str]:
    yield f"{click.style(file.file, bold=True)}: {file.role}"
    yield from _named("makes", file.makes, most)
    fed = [f"{each.path} ({', '.join(each.reads)})" if each.reads else each.path for each in file.feeds]
    yield from _listed(f"feeds {counted(len(fed), 'other output', 'other outputs')}", fed, most)


def _output(output: OutputExplained, most: int | None) -> Iterator[str]:
    yield f"{click.style(output.path, bold=True)}  {click.style(output.address, dim=True)}"
    yield from _named("made from", [output.origin], None)
    yield from _templates(output.templates, most)
    yield from _named("not found", output.absent, most)
    yield from _named("page params", output.page_params, most)
    yield from _named("site params", output.site_params, most)
    yield from _named("settings", output.settings, most)
    yield from _named("data", output.data, most)
    yield from _named("strings", output.strings, most)
    yield from _named("also needs", output.further, most)
    yield from _listed("shows", [_shown(each) for each in output.shows], most)
    yield from _why(output.why)


def _templates(used: Sequence[Used], most: int | None) -> Iterator[str]:
    """The page's own template first, then for each folder what it gave."""
    for first in used[:1]:
        yield from _named("template", [f"{first.name} ({first.place})"], None)
    folders: dict[str, list[str]] = {}
    for each in used[1:]:
        folders.setdefault(each.place, []).append(each.name)
    for place, names in folders.items():
        yield from _named("with", [f"{place}: {names[0]}", *names[1:]], most)


def _shown(shown: Shown) -> str:
    return f"{shown.page} ({', '.join(shown.parts)})"


def _why(why: Why) -> Iterator[str]:
    changes = why.changes or (REASONS[why.kind],)
    for number, change in enumerate(changes):
        text = f"{change} changed" if why.changes else change
        yield from _wrapped("made last" if not number else "", [text])


def _named(label: str, names: Sequence[str], most: int | None) -> Iterator[str]:
    """A label and names, in as many lines as a terminal needs."""
    if names:
        yield from _wrapped(label, [", ".join(names[:most]) + _rest(names, most)])


def _listed(label: str, names: Sequence[str], most: int | None) -> Iterator[str]:
    """A label, and each name in a line of its own."""
    if names:
        yield from _wrapped(label, [*names[:most], *([_rest(names, most).strip()] if _rest(names, most) else [])])


def _rest(names: Sequence[str], most: int | None) -> str:
    hidden = len(names) - len(names[:most])
    return f" and {hidden} more (--verbose)" if hidden else ""


def _wrapped(label: str, texts: Sequence[str]) -> Iterator[str]:
    import textwrap  # noqa: PLC0415  # start-up time

    lead = f"  {label}".ljust(LABEL)
    if len(label) > LABEL - 3:
        yield f"  {click.style(label, fg='cyan')}"
        lead = " " * LABEL
    for text in texts:
        inner = textwrap.wrap(text, columns() - LABEL, break_on_hyphens=False, break_long_words=False) or [""]
        for line in inner:
            yield click.style(lead, fg="cyan") + line
            lead = " " * LABEL
