"""What tests share: a site from a dict of files, the shared inputs, real Hugo, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from blogengine.build import Report, build
from blogengine.config import Options

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHARED = Path(__file__).parents[1].parent / "shared"
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
    if not SHARED.is_dir() and not os.environ.get("CI"):
        pytest.skip("the shared inputs are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """The path of a Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium on this machine")
    assert found is not None, "CI needs a Chromium"
    yield found
