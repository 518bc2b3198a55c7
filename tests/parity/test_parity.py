"""What Hugo computes, we compute, but for the known differences, each with its reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.parity.comparison import TOOL, compare, known_differences, sites

pytestmark = pytest.mark.skipif(
    not TOOL.is_dir() and not os.environ.get("CI"), reason="the comparison tool is not beside this checkout"
)


@pytest.mark.parametrize(("name", "site"), [pytest.param(name, site, id=name) for name, site in sites()])
def test_every_fact_equals_hugos_but_for_the_known_differences(name: str, site: Path) -> None:
    """The list of known differences is exact: a new one fails, and so does one that is mended."""
    found = {f"{difference.field} {difference.place}" for difference in compare(site).differences}
    assert found == set(known_differences().get(name, {}))
