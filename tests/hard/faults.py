"""Killed at random moments: `python -m tests.hard.faults --kills 300`. After each, every file is whole and old or new,
and the next build makes what a clean one makes."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

Contents = Mapping[str, bytes]

TEMPLATES = {
    "single.html": "<h1>{{ page.title }}</h1>{{ page.content }}{% for p in page.related(3) %}{{ p.title }}{% endfor %}",
    "list.html": "{{ page.title }}{% for p in page.paginate(page.regular_pages, 5).pages %}{{ p.summary }}{% endfor %}",
}


@dataclass
class Tally:
    """What became of the builds."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """"killed before anything was written", "killed half way", "killed after all was written", "done"."""
    broken: list[str] = field(default_factory=list)
    """Files that were neither old nor new, and builds that did not mend it."""


def write_site(site: Path, version: int, posts: int = 80) -> None:
    """A blog whose every page says its version."""
    for name, text in TEMPLATES.items():
        (site / "templates").mkdir(parents=True, exist_ok=True)
        (site / "templates" / name).write_text(text + f"<!-- {version} -->")
    (site / "config.toml").write_text('baseURL = "https://example.org/"\ntitle = "Site"\n')
    (site / "content/post").mkdir(parents=True, exist_ok=True)
    for number in range(posts):
        code = "```python\nprint(1)\n```\n" * 3
        matter = f'title = "{number}"\ndate = 2024-01-{number % 28 + 1:02}\ntags = ["t{number % 7}"]'
        text = f"+++\n{matter}\n+++\n本文 {version}\n\n{code}"
        (site / f"content/post/{number}.md").write_text(text)


def build(site: Path, out: Path, cache: Path) -> subprocess.Popen[bytes]:
    """A build that has begun, in a process group of its own."""
    command = [sys.executable, "-m", "blogengine", "build", "--quiet", "--jobs", "2", "--source", str(site)]
    command += ["--destination", str(out), "--cacheDir", str(cache)]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def contents(folder: Path) -> Contents:
    """Every file below a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def clean(site: Path, scratch: Path) -> tuple[Contents, float]:
    """What a build from nothing makes, and the seconds it takes."""
    out, cache, start = scratch / "clean", scratch / "clean-cache", time.monotonic()
    for folder in (out, cache):
        shutil.rmtree(folder, ignore_errors=True)
    if build(site, out, cache).wait() != 0:
        raise RuntimeError("a clean build fails")
    return contents(out), time.monotonic() - start


def run(kills: int, seed: int, scratch: Path) -> Tally:
    """Change every page, kill the build that follows at a random moment, look, build again, look again."""
    random, tally = Random(seed), Tally()
    site, out, cache = scratch / "site", scratch / "out", scratch / "cache"
    write_site(site, 0)
    if build(site, out, cache).wait() != 0:
        raise RuntimeError("the first build fails")
    old = contents(out)
    for number in range(1, kills + 1):
        write_site(site, number)
        new, seconds = clean(site, scratch)
        if random.random() < 0.2:  # as often from nothing
            shutil.rmtree(cache)
        process = build(site, out, cache)
        try:
            process.wait(random.uniform(0.05, seconds * 1.1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        seen = contents(out)
        tally.outcomes[_outcome(process.returncode, seen, old, new)] += 1
        tally.broken += [
            f"{number}: {path}" for path, said in seen.items() if said not in (old.get(path), new.get(path))
        ]
        if build(site, out, cache).wait() != 0 or contents(out) != new:
            tally.broken.append(f"{number}: the next build differs from a clean one")
        if leftovers := list(scratch.glob(".out.*")):
            tally.broken.append(f"{number}: left behind {leftovers}")
        old = new
    return tally


def _outcome(code: int, seen: Contents, old: Contents, new: Contents) -> str:
    if code == 0:
        return "done"
    if seen == old:
        return "killed before anything was written"
    return "killed after all was written" if seen == new else "killed half way"


def main() -> int:
    """Run, and say what became of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.hard.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tally = run(given.kills, given.seed, Path(scratch))
    for outcome, count in tally.outcomes.most_common():
        sys.stdout.write(f"{count:5} {outcome}\n")
    sys.stdout.writelines(f"BROKEN {each}\n" for each in tally.broken)
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
