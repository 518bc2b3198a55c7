"""What happens between two builds, and how to see in the output that the engine noticed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.blogs import post_path
from benchmarks.engines import Engine

OUTPUT = "public"


class Change(msgspec.Struct, frozen=True):
    """An edit that was made, and where it must show."""

    text: str
    outputs: tuple[str, ...]
    """Paths below the output folder."""


class Bench(msgspec.Struct, frozen=True):
    """A site laid out for an engine, before one of its builds."""

    engine: Engine
    site: Path
    posts: int
    inputs: frozenset[str]
    """What was in the site's folder before the first build."""
    run: int = 0
    """Counts the rounds, so that each edit is a new one."""


class Case(msgspec.Struct, frozen=True):
    """One thing that is measured."""

    name: str
    title: str
    prepare: Callable[[Bench], Change | None]


class StaleOutputError(Exception):
    """A build that was measured missed an edit: a quick build that is wrong is none."""


def check(change: Change | None, site: Path) -> None:
    """See that a build shows a change; `StaleOutputError` when it does not."""
    if change is None:
        return
    for output in change.outputs:
        if change.text not in (site / OUTPUT / output).read_text(encoding="utf-8"):
            raise StaleOutputError(f"{site / OUTPUT / output} does not show “{change.text}”")


def _forget(bench: Bench) -> None:
    """Nothing is left of earlier builds: no output, no cache, wherever the engine put it.

    It is put aside, not deleted: for some minutes ext4 looks at each file that was deleted before it makes a new one
    near it, which can make ten times as much of writing files.
    """
    aside = Path(tempfile.mkdtemp(dir=bench.site.parent))
    for path in bench.site.iterdir():
        if path.name not in bench.inputs:
            path.rename(aside / path.name)


def _edit_body(bench: Bench) -> Change:
    """A paragraph is added to the newest post, after what lists and feeds show of it."""
    mark = f"本文の変更 {bench.run}"
    _replace(_newest(bench), lambda text: f"{text}\n{mark}。\n")
    return Change(mark, (_page(bench),))


def _edit_summary(bench: Bench) -> Change:
    """A sentence is added to its first paragraph: lists and feeds show that."""
    mark = f"書き出しの変更 {bench.run}"
    _replace(_newest(bench), lambda text: _after_first_heading(text, f"{mark}。"))
    return Change(mark, (_page(bench), "index.html"))


def _edit_title(bench: Bench) -> Change:
    mark = f"題の変更 {bench.run}"
    _replace(_newest(bench), lambda text: _in_title(text, mark))
    return Change(mark, (_page(bench), "index.html"))


def _edit_template(bench: Bench) -> Change:
    """The frame of every page."""
    mark = f"雛形の変更 {bench.run}"
    _replace(bench.site / bench.engine.template, lambda text: text.replace("</footer>", f" {mark}</footer>"))
    return Change(mark, (_page(bench), "index.html", "tags/index.html"))


CASES = (
    Case("cold", "Everything, from nothing", _forget),
    Case("same", "Nothing changed", lambda _bench: None),
    Case("body", "One post’s text changed", _edit_body),
    Case("summary", "One post’s first paragraph changed", _edit_summary),
    Case("title", "One post’s title changed", _edit_title),
    Case("template", "The template of every page changed", _edit_template),
)
"""In this order: each starts from what the one before left."""


def _newest(bench: Bench) -> Path:
    return bench.site / post_path(bench.posts - 1)


def _page(bench: Bench) -> str:
    return f"post/{_newest(bench).stem}/index.html"


def _replace(path: Path, edit: Callable[[str], str]) -> None:
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def _after_first_heading(text: str, addition: str) -> str:
    head, heading, body = text.partition("\n## ")
    title, _, rest = body.partition("\n\n")
    return f"{head}{heading}{title}\n\n{addition}{rest}"


def _in_title(text: str, addition: str) -> str:
    """In TOML front matter `title = "…"`, in Pelican's `Title: …`: the first line that names the title."""
    lines = text.split("\n")
    number = next(number for number, line in enumerate(lines) if line.lower().startswith("title"))
    line = lines[number]
    lines[number] = f'{line[:-1]} {addition}"' if line.endswith('"') else f"{line} {addition}"
    return "\n".join(lines)
