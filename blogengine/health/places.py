"""Where a site is kept: git and the cache."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from blogengine.config import Config
from blogengine.health.signs import Sign, broken, good, odd
from blogengine.ledger import DamagedError, Ledger, ledger_file
from blogengine.ledger.heading import heading_of
from blogengine.publish.git import Git
from blogengine.publish.target import PAGES_FOLDER

SCARCE = 200_000_000
"""Bytes of free disk below which a build may not end."""


def look_at_git(config: Config) -> Iterator[Sign]:
    """The repository: whether there is one, a remote, and what must and must not be committed."""
    git = Git(config.root)
    top = git.try_ask("rev-parse", "--show-toplevel")
    if top is None:
        fix = "To publish with git: git init, and add the repository's address with git remote add origin ADDRESS."
        yield odd("git", "the site is in no git repository", fix)
        return
    remotes = (git.try_ask("remote") or "").split()
    yield good("git", f"{top}, remotes: {', '.join(remotes) or 'none'}")
    if not remotes:
        yield odd("git", "there is no remote to publish to", "Run: git remote add origin ADDRESS")
    if not (git.try_ask("config", "user.name") and git.try_ask("config", "user.email")):
        fix = "Run: git config --global user.name NAME, and the same for user.email."
        yield odd("git", "git does not know who you are, which a publish needs", fix)
    yield from _kept(config, git)


def _kept(config: Config, git: Git) -> Iterator[Sign]:
    destination = config.publish_dir
    if destination.is_relative_to(config.root) and destination.name != PAGES_FOLDER:  # which is published from there
        name = destination.relative_to(config.root).as_posix()
        if git.try_ask("ls-files", "--", name):
            fix = f"Run: git rm -r --cached {name}, and add /{name}/ to .gitignore."
            yield odd("git", f"{name}/ is committed, though it is made anew by each build", fix)
        elif git.try_ask("check-ignore", "-q", f"{name}/x") is None:
            yield odd("git", f"{name}/ is not ignored", f"Add /{name}/ to .gitignore.")
    if (config.root / "published.json").is_file() and git.try_ask("status", "--porcelain", "published.json"):
        fix = "Run: git add published.json && git commit. It keeps addresses and feed ids."
        yield odd("git", "published.json is not committed as it is", fix)


def look_at_cache(config: Config) -> Iterator[Sign]:
    """The cache and the disk: whether they can be written, and what the ledger knows."""
    for place in (config.cache_dir, config.publish_dir):
        folder = next(parent for parent in (place, *place.parents) if parent.exists())
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            fix = "Change its owner or rights, or choose another folder with --cacheDir or --destination."
            yield broken("cache", f"{place} cannot be written", fix)
        elif (free := shutil.disk_usage(folder).free) < SCARCE:
            yield odd("cache", f"{place} has {free // 1_000_000} MB left", "Make room on this disk.")
    yield _ledger(config)
    prefix = f".{config.publish_dir.name}."
    left = [each for each in config.publish_dir.parent.glob(".*.staging") if each.name.startswith(prefix)]
    if left:
        fix = "Nothing has to be done: the next build removes it."
        yield odd("cache", f"a build was killed, or is at work: {left[0].name} is beside the destination", fix)


def _ledger(config: Config) -> Sign:
    file = ledger_file(config.cache_dir, config.publish_dir)
    if not file.is_file():
        return good("cache", f"{config.cache_dir}: no build yet")
    try:
        ledger = Ledger.to_read(file)
        try:
            same, completed = ledger.note("heading", bytes) == heading_of(config), ledger.completed
        finally:
            ledger.close()
    except (DamagedError, sqlite3.Error):
        return odd("cache", f"{file} is damaged", "Nothing has to be done: the next build makes everything anew.")
    if not same or not completed:
        return good("cache", f"{file}: of another engine or settings; the next build makes everything anew")
    when = datetime.fromtimestamp(completed / 1e9, UTC).astimezone()
    return good("cache", f"{_size(file)} in {file.parent}, last build {when:%Y-%m-%d %H:%M}")


def _size(file: Path) -> str:
    total = sum(each.stat().st_size for each in file.parent.rglob("*") if each.is_file())
    return f"{total / 1_000_000:.1f} MB"
