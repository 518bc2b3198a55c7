"""What the tests of search share."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import needed


@pytest.fixture(scope="session")
def node() -> str:
    """The path of node."""
    return needed(shutil.which("node"), "node")
