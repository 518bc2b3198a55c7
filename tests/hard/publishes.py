"""Publishes killed at random moments: `python -m tests.hard.publishes --kills 100`.

After each, what readers get is the old site or the new one, the author's texts are as they were, and the next publish
makes the new one.
"""

from __future__ import annotations

import argparse
import os
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

FILES: Mapping[str, str] = {
    "config.toml": 'baseURL = "https://example.org/blog/"\ntitle = "Blog"\n',
    "templates/single.html": "<h1>{{ page.title }}</h1>{{ page.content }}",
    "templates/list.html": "{% for p in page.pages %}<a href='{{ p.rel_permalink }}'>{{ p.title }}</a>{% endfor %}",
    ".gitignore": ".blogengine/\npublic/\n",
}
POSTS = 12


@dataclass
class Tally:
    """What became of the publishes."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """"killed, the old site", "killed, the new site", "done"."""
    broken: list[str] = field(default_factory=list)
    """What must not be."""


class Author:
    """Someone who publishes a blog to a branch, or to a folder of the branch that they are on."""

    def __init__(self, scratch: Path, folder: str) -> None:
        self.root, self.remote, self._folder = scratch / "blog", scratch / "remote.git", folder
        (scratch / "gitconfig").write_text(
            "[user]\nname = 著者\nemail = a@example.org\n[init]\ndefaultBranch = main\n", "utf-8"
        )
        self._environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": str(scratch / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "XDG_CACHE_HOME": str(scratch / "cache"),
        }
        self.git("init", "--quiet", "--bare", str(self.remote), folder=scratch)
        self.git("init", "--quiet", str(self.root), folder=scratch)
        self.write(FILES)
        self.edit(0)
        self.commit()
        self.git("remote", "add", "origin", str(self.remote))
        self.git("push", "--quiet", "origin", "main")

    def git(self, *arguments: str, folder: Path | None = None) -> bytes:
        """What git answers."""
        command = ("git", "-C", str(folder or self.root), *arguments)
        return subprocess.run(command, check=True, capture_output=True, env=self._environment).stdout

    def write(self, files: Mapping[str, str]) -> None:
        """Write files of the site."""
        for name, text in files.items():
            (file := self.root / name).parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    def edit(self, version: int) -> None:
        """Change every post."""
        matter = '+++\ntitle = "{0}"\ndate = 2024-01-01\n+++\n本文 {0} の版 {1}。\n' + "長い文。" * 3000 + "\n"
        self.write({f"content/post/{number}.md": matter.format(number, version) for number in range(POSTS)})

    def commit(self) -> None:
        """Commit the texts."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "write")

    def begin(self) -> subprocess.Popen[bytes]:
        """A publish that has begun, in a process group of its own."""
        command = [sys.executable, "-m", "blogengine", "publish", "--source", str(self.root), "--wait", "0", "--quiet"]
        command += ["--folder", self._folder] if self._folder else []
        return subprocess.Popen(
            command,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=self._environment,
            cwd=self.root,
        )

    def published(self) -> Contents:
        """What readers get: path -> bytes."""
        branch, prefix = ("main", f"{self._folder}/") if self._folder else ("gh-pages", "")
        if not self.git("for-each-ref", f"refs/heads/{branch}", folder=self.remote):
            return {}
        listed = self.git("ls-tree", "-r", "-z", branch, folder=self.remote).decode().split("\0")
        shas = {path: head.split(" ")[2] for head, _, path in (line.partition("\t") for line in listed if line)}
        return {
            path.removeprefix(prefix): self.git("cat-file", "blob", sha, folder=self.remote)
            for path, sha in shas.items()
            if path.startswith(prefix)
        }

    def folder(self) -> Contents:
        """What stands in the folder on the author's disk."""
        top = self.root / self._folder
        return {file.relative_to(top).as_posix(): file.read_bytes() for file in top.rglob("*") if file.is_file()}

    def texts(self) -> Contents:
        """The author's own files."""
        files = (file for name in ("content", "templates") for file in (self.root / name).rglob("*") if file.is_file())
        return {str(file): file.read_bytes() for file in files}


def run(kills: int, seed: int, scratch: Path, folder: str = "") -> Tally:
    """Change every post, kill the publish that follows at a random moment, look, publish again, look again."""
    random, tally, author = Random(seed), Tally(), Author(scratch, folder)
    seconds = _publish(author, tally, "first")
    old = author.published()
    for number in range(1, kills + 1):
        author.edit(number)
        author.commit()
        texts = author.texts()
        process = author.begin()
        try:
            process.communicate(timeout=random.uniform(0.1, seconds * 1.1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            _await_end(process.pid)
        seen, beside = author.published(), author.folder() if folder else {}
        if author.texts() != texts:
            tally.broken.append(f"{number}: the author's texts were touched")
        taken = _publish(author, tally, str(number))
        seconds = max(taken, seconds * 0.9)
        new = author.published()
        if seen not in (old, new):
            tally.broken.append(f"{number}: readers get neither the old nor the new site")
        tally.broken += [
            f"{number}: {path} in the folder is neither old nor new"
            for path, said in beside.items()
            if said not in (old.get(path), new.get(path))
        ]
        if f"の版 {number}。".encode() not in new.get("post/3/index.html", b""):
            tally.broken.append(f"{number}: the next publish does not make the new site")
        done = "done" if process.returncode == 0 else f"killed, the {'new' if seen == new else 'old'} site"
        tally.outcomes[done] += 1
        old = new
    return tally


def _await_end(group: int) -> None:
    """Wait until nothing of a killed group writes any more: git and workers may outlive its first process."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)


def _publish(author: Author, tally: Tally, when: str) -> float:
    """Publish to the end; how long it took."""
    began = time.monotonic()
    process = author.begin()
    said = process.communicate()[1]
    if process.returncode != 0:
        tally.broken.append(f"{when}: a publish fails: {said.decode('utf-8', 'replace')}")
    return time.monotonic() - began


def main() -> int:
    """Run, and say what became of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.hard.publishes", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default="", help="publish to a folder instead of a branch")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tally = run(given.kills, given.seed, Path(scratch), given.folder)
    for outcome, count in tally.outcomes.most_common():
        sys.stdout.write(f"{count:5} {outcome}\n")
    sys.stdout.writelines(f"BROKEN {each}\n" for each in tally.broken)
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
