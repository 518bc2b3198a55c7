"""The oracle bites: whatever an engine forgets or does too much is found, and an engine that is right passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.engines import WRONG, Incremental
from tests.oracle.machine import OracleError, run
from tests.oracle.outcome import Mismatch
from tests.oracle.script import Call, Script
from tests.oracle.sites import PLAIN
from tests.oracle.world import World

NOW = "2026-01-01T00:00:00+00:00"
LATER = "2026-02-01T00:00:00+00:00"
SOON = '+++\ntitle = "Soon"\npublishDate = "2026-01-15"\n+++\n'
LINK = '<a class="own" href="{{ destination }}">{{ text }}</a>'

BROKEN = '{{< ref "/nowhere" >}}'

EDITS: dict[str, tuple[Call, ...]] = {
    "never prunes": (Call("remove", ("content/about.md",)),),
    "prunes what is not its own": (Call("put_foreign", ("mine.html",)),),
    "writes equal files again": (),
    "never updates feeds": (Call("write", ("content/about.md", "+++\ntitle = 'New'\n+++\n")),),
    "tells one problem only": (
        Call("write", ("content/about.md", BROKEN)),
        Call("write", ("content/docs/guide.md", BROKEN)),
    ),
    "a failed build changes the output": (Call("write", ("content/about.md", BROKEN)),),
    "forgets warnings": (Call("write", ("static/about", "a file where a page's folder is")),),
    "trusts size and time": (Call("write", ("static/a.txt", "two", "kept")),),
    "trusts the output": (Call("tamper", (0, "quietly")),),
    "ignores time": (),
    r"ignores ^content/.*\.md$": (Call("write", ("content/about.md", "Other text.")),),
    "ignores ^templates/_markup/render-link": (Call("write", ("templates/_markup/render-link.html", LINK)),),
    "ignores ^static/": (Call("remove", ("static/a.txt",)),),
    r"ignores ^(config/_default/)?(config|hugo)\.toml$": (
        Call("write", ("config.toml", 'title = "New"\ntheme = "mine"\n')),
    ),
}
"""What is wrong with an engine -> edits that bring it to light."""


def _edit(world: World, edits: tuple[Call, ...]) -> None:
    """A site is built, edited, and built again a month later."""
    for path, text in PLAIN.texts().items():
        world.write(path, text)
    world.write("content/post/soon.md", SOON)
    world.write("content/post/link.md", "[A link](https://example.com/)")
    world.write("static/a.txt", "one")
    world.build(now=NOW)
    for edit in edits:
        getattr(world, edit.name)(*edit.arguments)
    world.build(now=LATER if not edits else NOW)


@pytest.mark.parametrize("wrong", EDITS)
def test_an_engine_that_is_wrong_is_found(tmp_path: Path, wrong: str) -> None:
    """Each mistake, by an edit that brings it to light."""
    with pytest.raises(Mismatch):
        _edit(World(tmp_path, engine=WRONG[wrong]()), EDITS[wrong])


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS.keys())
def test_an_engine_that_is_right_passes(tmp_path: Path, edits: tuple[Call, ...]) -> None:
    """The same edits with an engine in small that does it right."""
    _edit(World(tmp_path, engine=Incremental()), edits)


def test_made_up_edits_find_a_mistake_and_say_how_to_make_it() -> None:
    """An engine that writes equal files again is found, with a script of a few lines that shows it."""
    with pytest.raises(OracleError) as caught:
        run(examples=5, steps=20, engine=WRONG["writes equal files again"](), seed=1, patience=10)
    what, _, script = str(caught.value).partition("\n\n")
    assert what.startswith("written again though their bytes are equal")
    assert script.count("world.build(") == 2


def test_a_script_that_no_longer_makes_sense_shows_nothing() -> None:
    """Cutting a script down may take away what a later call needs: that is no failure."""
    assert Script((Call("remove", ("gone.md",)),)).failure() is None
