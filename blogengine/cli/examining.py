"""`blogengine doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.building import counted
from blogengine.cli.options import json_option, options_of, site_options
from blogengine.cli.output import show, show_json, visible
from blogengine.cli.terminal import columns

if TYPE_CHECKING:
    from blogengine.health import Sign

MARKS = {"good": ("✓", "green"), "odd": ("!", "yellow"), "broken": ("✗", "red")}
LEAD = 11
"""Columns before what a line says."""


@click.command("doctor", short_help="Look at site, theme, git, cache and fonts, and say how to mend what is broken.")
@json_option
@site_options
def doctor_command(source: Path, now: datetime, as_json: bool, **values: Any) -> None:
    """Look at the settings, the theme, the texts, git, the cache and fonts; each problem comes with its fix.

    Nothing is written. Exits with 1 when something is broken; `blogengine check` looks at the finished pages.
    """
    from blogengine.health import examine  # noqa: PLC0415  # start-up time

    signs = tuple(examine(source, options_of(values), now=now))
    if as_json:
        show_json(signs)
    else:
        for line in _lines(signs):
            show(line)
    if any(sign.state == "broken" for sign in signs):
        raise click.exceptions.Exit(1)


def _lines(signs: tuple[Sign, ...]) -> Iterator[str]:
    for area, group in groupby(signs, key=lambda sign: sign.area):
        for number, sign in enumerate(group):
            yield from _shown(area if not number else "", sign)
    broken = sum(sign.state == "broken" for sign in signs)
    odd = sum(sign.state == "odd" for sign in signs)
    found = [f"{broken} broken"] * bool(broken) + [f"{counted(odd, 'thing', 'things')} to look at"] * bool(odd)
    yield ""
    yield f"{', '.join(found)}." if found else "Everything is as it should be."


def _shown(area: str, sign: Sign) -> Iterator[str]:
    mark, colour = MARKS[sign.state]
    place = f"{sign.place}: " if sign.place else ""
    first, *others = _wrapped(visible(place + sign.says)) or [""]
    yield f"{area.ljust(LEAD - 2)}{click.style(mark, fg=colour, bold=True)} {first}"
    for line in others:
        yield " " * LEAD + line
    for line in _wrapped(visible(f"→ {sign.fix}")) if sign.fix else ():
        yield " " * LEAD + click.style(line, fg="cyan")


def _wrapped(text: str) -> list[str]:
    import textwrap  # noqa: PLC0415  # start-up time

    return textwrap.wrap(text, columns() - LEAD, break_on_hyphens=False, break_long_words=False)
