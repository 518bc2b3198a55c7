"""The client of the search index without a browser: in node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from blogengine.search import CLIENT, Entry, build_index, count, encode, page_name
from blogengine.search.terms import WIDE

HERE = Path(__file__).parent


class Asked(msgspec.Struct, frozen=True):
    """What the client answered."""

    exact: bool
    found: list[str]
    """Addresses of the pages that have all terms (or come near), best first."""
    kept: list[str]
    """Those of them that hold the words as they are written."""
    read: Mapping[str, int]
    """Files of the index that were read before any page's text, with their bytes."""


def files_of(entries: Iterable[Entry]) -> dict[str, bytes]:
    """All files of the index of some entries, by their names, as a site has them."""
    pages = tuple(entries)
    index = build_index(tuple(map(count, pages)))
    return {**index.files, **{page_name(number): encode(page) for number, page in enumerate(pages)}}


def lay_out(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write the files of an index."""
    for name, content in files.items():
        (file := folder / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def ask(node: str, folder: Path, queries: Sequence[str]) -> list[Asked]:
    """Ask the index in a folder, each query in a client of its own."""
    return msgspec.json.decode(_run(node, "ask.mjs", _module(folder), queries), type=list[Asked])


def cut(node: str, folder: Path, texts: Sequence[str]) -> Any:
    """Fold texts and cut them as queries."""
    return json.loads(_run(node, "cut.mjs", _module(folder) / "client.mjs", {"wide": WIDE, "texts": texts}))


def _module(folder: Path) -> Path:
    """The folder, with its client under a name that node takes for a module."""
    shutil.copyfile(folder / CLIENT, folder / "client.mjs")
    return folder


def _run(node: str, script: str, argument: Path, given: object) -> str:
    command = [node, str(HERE / script), str(argument)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout
