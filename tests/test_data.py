"""Reading data/."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogengine.data import read_data
from blogengine.errors import SiteError


def write(root: Path, name: str, text: str) -> Path:
    path = root / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root / "data"


def test_formats(tmp_path: Path) -> None:
    """Each file is a key, each folder a mapping; CSV is rows of texts; other files are left alone."""
    for name, text in {
        "a.toml": "Key = 1",
        "b.yaml": "\ufeffk: no",
        "sub/c.yml": "- x",
        "sub/deep/d.json": '{"k": null}',
        "e.csv": 'a,"b\nc"\n\n1,2\n',
        "empty.json": "",
        "notes.txt": "x",
        ".hidden.toml": "x",
    }.items():
        folder = write(tmp_path, name, text)
    assert read_data(folder) == {
        "a": {"Key": 1},
        "b": {"k": "no"},
        "sub": {"c": ["x"], "deep": {"d": {"k": None}}},
        "e": [["a", "b\nc"], ["1", "2"]],
        "empty": None,
    }


def test_no_folder(tmp_path: Path) -> None:
    """A site without data has an empty mapping."""
    assert read_data(tmp_path / "data") == {}


def test_folder_and_file(tmp_path: Path) -> None:
    """A file and a folder of one name are one mapping."""
    write(tmp_path, "a.toml", "x = 1")
    assert read_data(write(tmp_path, "a/b.toml", "y = 2")) == {"a": {"x": 1, "b": {"y": 2}}}


def test_mistakes(tmp_path: Path) -> None:
    """Every file's mistakes are located, together; two files under one key are one."""
    write(tmp_path, "a.toml", "x = 1\ny =\n")
    write(tmp_path, "b.json", '{"a": 1,\n}')
    write(tmp_path, "c.json", "[1]")
    write(tmp_path, "d.csv", 'a\n"b')
    with pytest.raises(SiteError) as caught:
        read_data(write(tmp_path, "c.yaml", "x: 1"))
    places = [(problem.path, problem.line) for problem in caught.value.problems]
    assert places == [("data/a.toml", 2), ("data/b.json", 1), ("data/c.yaml", None), ("data/d.csv", 2)]
