"""The same edits to a site that is served: after each, every URL answers what a clean build writes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import unquote

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from blogengine.config import Options, load_config
from blogengine.serve.session import Refresh, Session
from blogengine.urls import base_path
from tests.oracle.edits import Edit, edits
from tests.oracle.machine import HOW, Oracle
from tests.oracle.outcome import Built, Mismatch

SHOWN = {"drafts": True, "future": True}


class Serving(Oracle):
    """Edits a site that is served; the watcher is a look at all files."""

    session: Session | None = None
    of: Mapping[str, Any]
    """The options that the session was opened with."""
    base: str = ""
    """The path of `baseURL` when the site could last be built."""

    @rule(changes=st.lists(edits(), min_size=2, max_size=4), how=HOW)
    @precondition(lambda self: not self.broken)
    def do_much(self, changes: list[Edit], how: str) -> None:
        """Several edits between two looks."""
        self._edit(changes, how)

    def suffer(self) -> None:
        """Nobody but the session touches its folder."""

    def be_interrupted(self) -> None:
        """A session that is stopped is gone."""

    def teardown(self) -> None:
        """Close the session."""
        if self.session is not None:
            self.session.close()
        super().teardown()

    def _compare(self) -> None:
        options = {name: value for name, value in self.options.items() if name not in {*SHOWN, "environ"}}
        with mock.patch.dict(os.environ, self.options.get("environ", {})):
            refresh = self._refresh(options)
            clean = self.world.clean(Options(**SHOWN, **options), self.now)
        self.world.clean_builds += 1
        self.broken = not isinstance(clean, Built)
        if isinstance(clean, Built):
            self.good = self.site
            self._hold(refresh, {path: file.content for path, file in clean.tree.files.items()})
        elif not refresh.problems:
            raise Mismatch(f"only a clean build finds {clean.problems}")
        else:
            self._hold_on()

    def _refresh(self, options: Mapping[str, Any]) -> Refresh:
        opened = {**options, **self.options.get("environ", {})}
        looks, before = _looks(self.world.root), getattr(self, "looks", {})
        self.looks = looks
        touched = {path for path in {*looks, *before} if looks.get(path) != before.get(path)}
        if self.session is not None and self.of == opened:
            self.edited |= {self.session.address(path) for path in touched}
            return self.session.refresh(touched)
        if self.session is not None:
            self.session.close()
        self.of = opened
        self.given = Options(cache_dir=self.world.cache, **SHOWN, **options)
        self.served: dict[str, bytes] = {}
        self.edited: set[str | None] = set()
        self.session = Session(self.world.root, self.given, clock=lambda: self.now)
        return self.session.refresh(None)

    def _hold(self, refresh: Refresh, clean: dict[str, bytes]) -> None:
        """Hold what is served against what a clean build wrote, and what is said to have changed against what has."""
        if refresh.problems:
            raise Mismatch(f"only the session finds {refresh.problems}")
        self.edited.clear()
        self.base = unquote(base_path(load_config(self.world.root, self.given).main.base_url))
        now = {path: self._body(path) for path in clean}
        if wrong := sorted(path for path in clean if now[path] != clean[path]):
            raise Mismatch(f"served otherwise than built: {wrong}\n{now[wrong[0]]!r}\n{clean[wrong[0]]!r}")
        if more := sorted(path for path in self.served.keys() - clean.keys() if self._body(path) is not None):
            raise Mismatch(f"served although gone: {more}")
        changed = {path for path in {*clean, *self.served} if clean.get(path) != self.served.get(path)}
        told = {self._address(path) for path in changed}
        if self.served and not told <= refresh.changed:
            raise Mismatch(f"changed, and not said so: {sorted(told - refresh.changed)}")
        self.served = clean

    def _hold_on(self) -> None:
        """What was served goes on being served while the site cannot be built, but for pages that are edited."""
        for path, body in self.served.items():
            if self._address(path) not in self.edited and self._body(path) != body:
                raise Mismatch(f"a build that fails changed what is served: {path}")

    def _address(self, path: str) -> str:
        is_index = path == "index.html" or path.endswith("/index.html")
        return f"{self.base}/{path.removesuffix('index.html') if is_index else path}"

    def _body(self, path: str) -> bytes | None:
        assert self.session is not None
        answer = self.session.answer(self._address(path))
        if answer is None:
            return None
        return answer.body if isinstance(answer.body, bytes) else answer.body.read_bytes()


def _looks(root: Path) -> dict[Path, tuple[int, ...]]:
    """Every file of a site, and what tells it from what it was."""
    looks = {}
    for folder, _, names in os.walk(root):
        for name in names:
            file = Path(folder, name)
            if ".blogengine" not in file.parts:
                stat = file.lstat()
                looks[file] = (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)
    return looks
