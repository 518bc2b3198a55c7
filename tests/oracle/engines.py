"""Engines that stand in for ours to try the oracle: one that is right, and ones that each forget something.

They build clean into a folder of their own and bring the destination up to date from there as an incremental build
would, so they know nothing of how ours works.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from blogengine.build import Progress, Report, build
from blogengine.config import Options
from blogengine.errors import SiteError
from tests.oracle.outcome import Tree, tree_of

Digest = Callable[[Path, Options, datetime], Hashable]
"""What an engine takes for the whole input of a build."""


class Incremental:
    """An incremental engine in small, right in every way: it prunes what it wrote, and leaves equal files alone."""

    def __init__(self) -> None:
        self._written: dict[Path, set[str]] = {}

    def __call__(self, root: Path, options: Options, *, now: datetime, progress: Progress | None = None) -> Report:
        """Build in place; raises `SiteError` and then changes nothing."""
        assert options.destination is not None
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder, "out")
            report = self.build(root, options, scratch, now)
            if progress:
                progress("rendering", 1, 1)
            written = self.sync(tree_of(scratch), options.destination)
        return replace(report, destination=options.destination, written=written, unchanged=report.outputs - written)

    def build(self, root: Path, options: Options, scratch: Path, now: datetime) -> Report:
        """A clean build into a folder."""
        return build(root, replace(options, destination=scratch), now=now)

    def sync(self, tree: Tree, destination: Path) -> int:
        """Make the destination what a clean build is; returns how many files it wrote."""
        self.prune(tree, destination)
        written = 0
        for path, file in tree.files.items():
            target = destination / path
            if self.is_due(path, file.content, target):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.content)
                written += 1
        destination.mkdir(parents=True, exist_ok=True)
        self._written[destination] = set(tree.files)
        return written

    def own(self, destination: Path) -> Tree:
        """What it wrote, as it stands."""
        tree = tree_of(destination)
        return Tree({path: tree.files[path] for path in self._written[destination]}, tree.folders)

    def is_due(self, path: str, content: bytes, target: Path) -> bool:
        """Whether a file has to be written."""
        return not target.is_file() or target.read_bytes() != content

    def prune(self, tree: Tree, destination: Path) -> None:
        """Remove what earlier builds wrote and this one does not, and the folders that get empty."""
        for path in self.stale(tree, destination):
            (file := destination / path).unlink(missing_ok=True)
            folder = file.parent
            while folder != destination and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent

    def stale(self, tree: Tree, destination: Path) -> set[str]:
        """Paths of files to remove."""
        return self._written.get(destination, set()) - tree.files.keys()


class Forgetful(Incremental):
    """Takes the last build's site for this one's while what it takes for the input is the same."""

    def __init__(self, digest: Digest) -> None:
        super().__init__()
        self._digest = digest
        self._seen: dict[Path, tuple[Hashable, Tree]] = {}

    def __call__(self, root: Path, options: Options, *, now: datetime, progress: Progress | None = None) -> Report:
        """Build in place what it knows; what it does not know that it changed is as it was."""
        seen, destination = self._digest(root, options, now), options.destination
        assert destination is not None
        last = self._seen.get(destination)
        if last is None or last[0] != seen:
            report = super().__call__(root, options, now=now, progress=progress)
            self._seen[destination] = (seen, self.own(destination))
            return report
        with tempfile.TemporaryDirectory() as folder:
            report = self.build(root, options, Path(folder, "out"), now)
        written = self.restore(last[1], destination)
        return replace(report, destination=destination, written=written, unchanged=report.outputs - written)

    def restore(self, tree: Tree, destination: Path) -> int:
        """Mend what somebody did to the output since; returns how many files it wrote."""
        return self.sync(tree, destination)


class Trusting(Forgetful):
    """Does not look at what stands in the destination."""

    def restore(self, tree: Tree, destination: Path) -> int:
        return 0


class NeverPrunes(Incremental):
    """Leaves stale files."""

    def stale(self, tree: Tree, destination: Path) -> set[str]:
        return set()


class PrunesAll(Incremental):
    """Removes files that are not its own, too."""

    def stale(self, tree: Tree, destination: Path) -> set[str]:
        return set(tree_of(destination).files) - tree.files.keys()


class WritesAll(Incremental):
    """Writes files again whose bytes are equal."""

    def is_due(self, path: str, content: bytes, target: Path) -> bool:
        return path.endswith(".xml") or super().is_due(path, content, target)


class NoticesNewFilesOnly(Incremental):
    """Never updates a feed that is there."""

    def is_due(self, path: str, content: bytes, target: Path) -> bool:
        return super().is_due(path, content, target) and not (path.endswith("index.xml") and target.is_file())


class Stops(Incremental):
    """Tells only the first of several problems."""

    def build(self, root: Path, options: Options, scratch: Path, now: datetime) -> Report:
        try:
            return super().build(root, options, scratch, now)
        except SiteError as error:
            raise SiteError(error.problems[0]) from error


class WritesHalf(Incremental):
    """Loses a file of the last site when a build fails."""

    def build(self, root: Path, options: Options, scratch: Path, now: datetime) -> Report:
        try:
            return super().build(root, options, scratch, now)
        except SiteError:
            assert options.destination is not None
            (options.destination / "index.html").unlink(missing_ok=True)
            raise


class Silent(Incremental):
    """Forgets warnings."""

    def build(self, root: Path, options: Options, scratch: Path, now: datetime) -> Report:
        return replace(super().build(root, options, scratch, now), warnings=())


def blind_to(pattern: str) -> Forgetful:
    """An engine that does not notice changes of files whose paths match, nor that they come and go."""

    def digest(root: Path, options: Options, now: datetime) -> Hashable:
        files = {path: content for path, content in _files(root) if not re.search(pattern, path)}
        return _whole(files, options, now)

    return Forgetful(digest)


def trusting_times() -> Forgetful:
    """An engine that takes a file of the same size and time for the same file."""

    def digest(root: Path, options: Options, now: datetime) -> Hashable:
        stats = {path: (root / path).stat() for path, _ in _files(root)}
        return _whole({path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}, options, now)

    return Forgetful(digest)


def trusting_output() -> Forgetful:
    """An engine that does not look at what stands in the destination."""
    return Trusting(lambda root, options, now: _whole(dict(_files(root)), options, now))


def deaf_to(name: str) -> Forgetful:
    """An engine that does not notice another value of an option."""

    def digest(root: Path, options: Options, now: datetime) -> Hashable:
        return _whole(dict(_files(root)), replace(options, **{name: None}), now)

    return Forgetful(digest)


def timeless() -> Forgetful:
    """An engine that does not notice that time passes."""
    return Forgetful(lambda root, options, _: _whole(dict(_files(root)), options, None))


def _files(root: Path) -> list[tuple[str, bytes]]:
    files = tree_of(root).files.items()
    return [(path, file.content) for path, file in files if not path.startswith(".blogengine")]


def _whole(files: Mapping[str, Any], options: Options, now: datetime | None) -> Hashable:
    import os

    environ = tuple(sorted((key, value) for key, value in os.environ.items() if key.startswith("BLOGENGINE")))
    return tuple(sorted(files.items())), repr(options), now, environ


WRONG: Mapping[str, Callable[[], Incremental]] = {
    "never prunes": NeverPrunes,
    "prunes what is not its own": PrunesAll,
    "writes equal files again": WritesAll,
    "never updates feeds": NoticesNewFilesOnly,
    "tells one problem only": Stops,
    "a failed build changes the output": WritesHalf,
    "forgets warnings": Silent,
    "trusts size and time": trusting_times,
    "trusts the output": trusting_output,
    "ignores time": timeless,
    **{f"ignores option {name}": lambda name=name: deaf_to(name) for name in ("drafts", "base_url", "environment")},
    **{
        f"ignores {pattern}": lambda pattern=pattern: blind_to(pattern)
        for pattern in (
            r"^content/.*\.md$",
            r"^content/.*\.(png|txt|jpg|css)$",
            "_index.md",
            r"^templates/_markup/render-link",
            r"^templates/alias.html",
            r"^templates/shortcodes/",
            r"^templates/partials/extra",
            r"^templates/partials/widget",
            r"^templates/macros",
            r"^templates/post/",
            r"^templates/wide",
            r"^templates/404",
            r"^themes/mine/templates/baseof",
            r"^themes/mine/config.toml",
            r"^themes/second/",
            "^data/",
            "^i18n/",
            "^themes/mine/i18n/",
            r"^static/",
            "^config/",
            r"^(config/_default/)?(config|hugo)\.toml$",
        )
    },
}
"""What is wrong with an engine -> the engine."""
