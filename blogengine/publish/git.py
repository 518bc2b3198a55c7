"""git, as a program: what it is asked, and its answers and refusals."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import msgspec

from blogengine.errors import Problem, SiteError

OWN_VARIABLES: Final = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
)  # fmt: skip
"""What a hook hands on to the commands it runs, and would lead git to another repository."""
REASONS: Final = (
    ("Could not resolve host", "Is this computer on the network?"),
    ("unable to access", "Is this computer on the network, and is the remote's address right? See git remote -v."),
    ("Permission denied", "Log in to the host of the remote, or give this computer's key the right to write."),
    ("Authentication failed", "Log in to the host of the remote again."),
    ("does not appear to be a git repository", "Is the remote's address right? See git remote -v."),
    ("Author identity unknown", "Tell git who you are: git config --global user.name and user.email."),
    ("unable to auto-detect email", "Tell git who you are: git config --global user.name and user.email."),
    ("exceeds GitHub's file size limit", "Make the file smaller, or keep it elsewhere and link to it."),
    ("protected branch", "Allow pushes to the branch in the settings of the repository, or publish to another one."),
    ("index.lock", "Another git is at work here; if none is, delete the file that it names."),
)
"""What git says, and what to do about it."""


class Entry(msgspec.Struct, frozen=True):
    """A file of a tree."""

    mode: str
    sha: str


class Git:
    """The repository that a folder belongs to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(
        self, *arguments: str, stdin: bytes = b"", index: Path | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        """What git answered; raises `SiteError` with its words when it refused, unless `check` is off."""
        try:
            done = subprocess.run(
                ("git", "-C", str(self._folder), *arguments),
                input=stdin,
                capture_output=True,
                env=_environment(index),
                check=False,
            )
        except FileNotFoundError:
            raise SiteError(Problem(message="git is not on this computer", hint="Install git.")) from None
        if check and done.returncode:
            raise refusal(f"git {arguments[0]} failed", done)
        return done

    def ask(self, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> str:
        """What git answered, as a text without its last line break."""
        return self.run(*arguments, stdin=stdin, index=index).stdout.decode("utf-8", "replace").rstrip("\n")

    def try_ask(self, *arguments: str) -> str | None:
        """What git answered, None when it refused."""
        done = self.run(*arguments, check=False)
        return None if done.returncode else done.stdout.decode("utf-8", "replace").rstrip("\n")

    def files(self, tree: str | None) -> dict[str, Entry]:
        """The files of a tree by their paths; none for None."""
        if tree is None:
            return {}
        lines = self.run("ls-tree", "-r", "-z", "--full-tree", tree).stdout.split(b"\0")
        return {path: entry for line in lines if line for path, entry in (_entry(line),)}

    def blob(self, sha: str) -> bytes:
        """The bytes of a file."""
        return self.run("cat-file", "blob", sha).stdout

    def blobs(self, shas: Iterable[str]) -> Iterator[bytes]:
        """The bytes of many files, one at a time; nothing for one that git cannot give."""
        lines = [f"{sha}\n" for sha in shas]
        with TemporaryFile() as asked:  # not a pipe: git answers before it has read everything
            asked.write("".join(lines).encode())
            asked.seek(0)
            process = subprocess.Popen(
                ("git", "-C", str(self._folder), "cat-file", "--batch"),
                stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(None),
            )  # fmt: skip
            with process:
                assert process.stdout is not None
                for _ in lines:
                    head = process.stdout.readline().split()
                    size = int(head[2]) if len(head) == 3 else -1
                    yield process.stdout.read(size + 1)[:-1] if size >= 0 else b""

    def keep(self, folder: Path, names: Sequence[str]) -> dict[str, str]:
        """Put files into git's store as they are, whatever its filters would make of them; path -> id."""
        if odd := next((name for name in names if "\n" in name), None):
            hint = "Rename it: git is told of files line by line."
            raise SiteError(Problem(message=f"a file of this name cannot be published: {odd!r}", hint=hint))
        asked = "".join(f"{folder / name}\n" for name in names).encode()
        shas = self.ask("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=asked).split()
        return dict(zip(names, shas, strict=True))

    def tree(self, entries: Mapping[str, Entry], index: Path) -> str:
        """The id of a tree of files; `index` is a file that does not exist yet."""
        lines = (f"{entry.mode} {entry.sha}\t{path}\0".encode() for path, entry in entries.items())
        self.run("update-index", "-z", "--index-info", stdin=b"".join(lines), index=index)
        return self.ask("write-tree", index=index)


def refusal(message: str, done: subprocess.CompletedProcess[bytes]) -> SiteError:
    """An error with what git said, and what to do about it where that is known."""
    said = done.stderr.decode("utf-8", "replace").strip()
    hint = next((hint for words, hint in REASONS if words in said), None)
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    return SiteError(Problem(message=": ".join((message, "\n  ".join(lines[-8:]) or "it gave no reason")), hint=hint))


def files_below(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder, with "/", in order."""
    yield from sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def _entry(line: bytes) -> tuple[str, Entry]:
    head, _, path = line.partition(b"\t")
    mode, _, sha = head.decode().split(" ")
    return os.fsdecode(path), Entry(mode, sha)


def _environment(index: Path | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    return {**kept, "LC_ALL": "C", "LANGUAGE": "C"} | ({"GIT_INDEX_FILE": str(index)} if index else {})
