"""The state machine: a made-up site, edit upon edit, and after each the incremental build held against a clean one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from blogengine.build import build
from tests.oracle.edits import (
    HOWS,
    Edit,
    Mishap,
    arranging,
    breaking,
    configuring,
    edits,
    mishaps,
    moving,
    stamping,
    theming,
    valued,
    writing,
)
from tests.oracle.outcome import Mismatch
from tests.oracle.script import Engine, Script, minimal
from tests.oracle.settings import VARIABLES
from tests.oracle.sites import PLAIN, Site, sites
from tests.oracle.world import World

START = datetime(2026, 1, 1, tzinfo=UTC)

OPTIONS: dict[str, tuple[Any, ...]] = {
    "drafts": (True, False),
    "future": (True,),
    "expired": (True,),
    "base_url": ("https://staging.example.org/sub/",),
    "theme": ("second", "mine"),
    "environment": ("staging",),
    "environ": tuple({name: value} for name, values in VARIABLES.items() for value in values),
}
"""Option of a build -> its values."""

HOW = st.sampled_from(HOWS)


class Oracle(RuleBasedStateMachine):
    """Edits a site; every rule ends with builds that must agree."""

    jobs: tuple[int, ...] = (1,)
    """Numbers of workers, used in turn."""
    engine: Engine = staticmethod(build)
    """What builds in place."""
    builds: int
    """Comparisons made by all runs."""
    first: int
    """How many of them were made when one failed."""
    failures: list[Script]
    """What was done in each run that failed."""

    @initialize(site=sites(), cache_inside=st.booleans())
    def start(self, site: Site, cache_inside: bool) -> None:
        """Write the first site and build it."""
        self.top = Path(tempfile.mkdtemp(prefix="oracle-"))
        self.world = World(self.top / "a", cache_inside=cache_inside, engine=self.engine)
        self.site, self.good = Site({}), PLAIN
        self.options: dict[str, Any] = {}
        self.now = START
        self.broken = False
        self._change(site, "")
        self._build()

    @rule(edit=writing(), how=HOW)
    @precondition(lambda self: not self.broken)
    def write(self, edit: Edit, how: str) -> None:
        """Texts and front matter."""
        self._edit([edit], how)

    @rule(edit=moving(), how=HOW)
    @precondition(lambda self: not self.broken)
    def move(self, edit: Edit, how: str) -> None:
        """Pages and resources that come, go and move."""
        self._edit([edit], how)

    @rule(edit=theming(), how=HOW)
    @precondition(lambda self: not self.broken)
    def theme(self, edit: Edit, how: str) -> None:
        """Templates."""
        self._edit([edit], how)

    @rule(edit=arranging(), how=HOW)
    @precondition(lambda self: not self.broken)
    def arrange(self, edit: Edit, how: str) -> None:
        """Data, strings, static files."""
        self._edit([edit], how)

    @rule(edit=configuring(), how=HOW)
    @precondition(lambda self: not self.broken)
    def configure(self, edit: Edit, how: str) -> None:
        """The configuration."""
        self._edit([edit], how)

    @rule(edit=stamping(), how=st.sampled_from(("kept", "kept", "old", "replaced")))
    def stamp(self, edit: Edit, how: str) -> None:
        """A change that keeps size and mostly time; in what is broken too."""
        self._edit([edit], how)

    @rule(edit=breaking())
    @precondition(lambda self: not self.broken)
    def make_a_mistake(self, edit: Edit) -> None:
        """A mistake that stops the build."""
        self._edit([edit], "")

    @rule(how=HOW)
    @precondition(lambda self: self.broken)
    def mend(self, how: str) -> None:
        """Back to the last site that could be built."""
        self._mend(how)

    @rule(changes=st.lists(edits(), min_size=2, max_size=4), mishap=st.none() | mishaps(), how=HOW)
    @precondition(lambda self: not self.broken)
    def do_much(self, changes: list[Edit], mishap: Mishap | None, how: str) -> None:
        """Several edits and perhaps a mishap between two builds."""
        if mishap:
            mishap.happen(self.world, self.site)
        self._edit(changes, how)

    @rule(mishap=mishaps())
    def suffer(self, mishap: Mishap) -> None:
        """A mishap."""
        mishap.happen(self.world, self.site)
        self._build()

    @rule(option=valued(OPTIONS))
    @precondition(lambda self: not self.broken)
    def choose(self, option: tuple[str, Any]) -> None:
        """Another option of the command line or environment variable."""
        key, value = option
        self.options = {name: given for name, given in self.options.items() if name != key}
        if value is not None:
            self.options[key] = value
        self._build()

    @rule(hours=st.sampled_from((1, 4, 30, 240, 9000)))
    @precondition(lambda self: not self.broken)
    def wait(self, hours: int) -> None:
        """Time passes: pages appear and expire."""
        self.now += timedelta(hours=hours)
        self._build()

    @rule(places=st.tuples(st.integers(0, 60), st.integers(0, 60)))
    @precondition(lambda self: not self.broken)
    def exchange(self, places: tuple[int, int]) -> None:
        """Two files of one kind change places, their times kept."""
        groups = [
            [path for path in sorted(self.site.files) if path.startswith(top)] for top in ("content/", "templates/")
        ]
        group = groups[places[0] % 2] or ["config.toml"]
        one, other = group[places[0] % len(group)], group[places[1] % len(group)]
        if one != other and one.rpartition(".")[2] == other.rpartition(".")[2]:
            self.world.swap(one, other)
            self.site = self.site.renamed({one: other, other: one})
            self._build()

    @rule(change=edits(), step=st.integers(0, 40))
    @precondition(lambda self: not self.broken)
    def be_interrupted(self, change: Edit, step: int) -> None:
        """An edit, a build that is stopped on the way, and another one."""
        self._change(change.apply(self.site), "")
        self.world.interrupt(step, now=self.now.isoformat(), jobs=self.jobs[-1], **self.options)
        self._build()

    @rule()
    @precondition(lambda self: not self.broken)
    def change_nothing(self) -> None:
        """Nothing: a build right after a build."""
        self._build()

    def teardown(self) -> None:
        """Count, and clean up."""
        if hasattr(self, "top"):
            type(self).builds += self.world.clean_builds
            shutil.rmtree(self.top)

    def _edit(self, changes: Sequence[Edit], how: str) -> None:
        site = self.site
        for change in changes:
            site = change.apply(site)
        self._change(site, how)
        self._build()

    def _change(self, site: Site, how: str) -> None:
        """Bring the folder from the last site to this one; what only changed its place is moved."""
        old, new = self.site.texts(), site.texts()
        moves = _moves(old, new)
        for path in sorted(old.keys() - new.keys() - moves.keys()):
            self.world.remove(path)
        for origin, path in moves.items():
            self.world.move(origin, path)
        there = {moves.get(path, path): content for path, content in old.items()}
        for path, content in sorted(new.items()):
            if there.get(path) != content:
                self.world.write(path, content, *([how] if how else []))
        self.site = site

    def _build(self) -> None:
        """Compare; a site that stays broken is mended, lest most edits are made to broken ones."""
        was_broken = self.broken
        self._compare()
        if self.broken and was_broken:
            self._mend("")

    def _mend(self, how: str) -> None:
        self._change(self.good, how)
        self.options = {}
        self._compare()

    def _compare(self) -> None:
        jobs = self.jobs[self.world.clean_builds % len(self.jobs)]
        try:
            built = self.world.build(now=self.now.isoformat(), jobs=jobs, **self.options)
        except Mismatch:
            if not self.failures:
                type(self).first = self.builds + self.world.clean_builds
            self.failures.append(self.world.script)
            raise
        self.broken = not built
        if built:
            self.good = self.site


def _moves(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Path -> the path where its content stands now, for contents that only moved."""
    gone = {content: path for path, content in sorted(old.items()) if path not in new}
    come = {content: path for path, content in sorted(new.items()) if path not in old}
    return {path: come[content] for content, path in gone.items() if content in come}


class OracleError(AssertionError):
    """A mismatch, with the shortest script that was found for it, and after how many comparisons."""

    def __init__(self, message: str, edits: int) -> None:
        super().__init__(message)
        self.edits = edits


def run(
    *,
    examples: int,
    steps: int,
    jobs: tuple[int, ...] = (1, 2),
    seed: int | None = None,
    patience: float = 60,
    engine: Engine = build,
    kind: type[Oracle] = Oracle,
) -> int:
    """Make up so many sites and do so many steps with each; returns how often an incremental build was compared.

    Raises `OracleError` at the first mismatch, after at most `patience` seconds of cutting its script down. Without a
    seed every run is another one.
    """
    machine = type("Oracle", (kind,), {"jobs": jobs, "engine": staticmethod(engine), "builds": 0, "failures": []})
    profile = settings(
        max_examples=examples,
        stateful_step_count=steps,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
    try:
        run_state_machine_as_test(seeded(seed)(machine) if seed is not None else machine, settings=profile)
    except Exception as error:
        if not machine.failures:
            raise
        script = minimal(machine.failures[0], patience)
        raise OracleError(f"{script.failure() or error}\n\n{script}", machine.first) from None
    return machine.builds
