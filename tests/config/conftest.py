"""A site that is nothing but configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from blogengine.config import Config, Options, load_config
from blogengine.errors import Problem, SiteError

Load = Callable[..., Config]
Mistakes = Callable[..., list[Problem]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | Mapping[str, str]], Path]:
    """Write a site's files; a text alone is its hugo.toml."""

    def written(files: str | Mapping[str, str]) -> Path:
        for name, text in ({"hugo.toml": files} if isinstance(files, str) else files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return tmp_path

    return written


@pytest.fixture
def load(write: Callable[[str | Mapping[str, str]], Path]) -> Load:
    """Load the configuration of a site from its files."""

    def loaded(
        files: str | Mapping[str, str], options: Options | None = None, environ: Mapping[str, str] | None = None
    ) -> Config:
        return load_config(write(files), options or Options(), environ or {})

    return loaded


@pytest.fixture
def mistakes(load: Load) -> Mistakes:
    """The problems that keep a configuration from loading."""

    def found(files: str | Mapping[str, str], **arguments: object) -> list[Problem]:
        with pytest.raises(SiteError) as caught:
            load(files, **arguments)
        return list(caught.value.problems)

    return found


@pytest.fixture
def warned(load: Load) -> Mistakes:
    """The warnings of a configuration that loads."""

    def found(files: str | Mapping[str, str], **arguments: object) -> list[Problem]:
        return list(load(files, **arguments).warnings)

    return found
