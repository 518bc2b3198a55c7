"""Reading data/."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogengine.data import read_data
from blogengine.errors import SiteError
from tests.conftest import MakeSite


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
    assert read_data(folder).values == {
        "a": {"Key": 1},
        "b": {"k": "no"},
        "sub": {"c": ["x"], "deep": {"d": {"k": None}}},
        "e": [["a", "b\nc"], ["1", "2"]],
        "empty": None,
    }


def test_no_folder(tmp_path: Path) -> None:
    """A site without data has an empty mapping."""
    assert read_data(tmp_path / "data").values == {}


def test_folder_and_file(tmp_path: Path) -> None:
    """A file and a folder of one name are one mapping."""
    write(tmp_path, "a.toml", "x = 1")
    assert read_data(write(tmp_path, "a/b.toml", "y = 2")).values == {"a": {"x": 1, "b": {"y": 2}}}


def test_mistakes(tmp_path: Path) -> None:
    """Every file's are located and in the way of nobody who does not read it; of two files under one key one stands."""
    write(tmp_path, "a.toml", "x = 1\ny =\n")
    write(tmp_path, "b.json", '{"a": 1,\n}')
    write(tmp_path, "c.json", "[1]")
    write(tmp_path, "d.csv", 'a\n"b')
    data = read_data(write(tmp_path, "c.yaml", "x: 1"))
    places = {(problem.code, problem.path, problem.line) for problem in data.warnings}
    located = {("data/a.toml", 2), ("data/b.json", 1), ("data/c.yaml", None), ("data/d.csv", 2)}
    assert places == {("broken-data", *place) for place in located}
    assert data.values == {"c": [1]}
    assert set(data.broken) == {"a", "b", "d"}


@pytest.mark.parametrize("template", ["{{ site.data.A.x }}", "{{ site.data | length }}", "{{ site.data['a'] }}"])
def test_a_malformed_file_stops_a_build_that_reads_it(site: MakeSite, template: str) -> None:
    """At its place, also when it was well before; and no other build."""
    files = {"data/a.json": '{"x": 1}', "data/b.json": '{"x": 1}', "content/a.md": "", "templates/list.html": ""}
    with_template = {"templates/single.html": template, "templates/home.html": "{{ site.data.b.x }}"}
    assert not site({**files, **with_template}).report.warnings
    with pytest.raises(SiteError) as caught:
        site({**files, **with_template, "data/a.json": "{nope"})
    assert ("data/a.json", 1, 2) in {(each.path, each.line, each.column) for each in caught.value.problems}
    built = site({**files, **with_template, "data/a.json": "{nope", "templates/single.html": "x"})
    assert [(each.code, each.path) for each in built.report.warnings] == [("broken-data", "data/a.json")]
    assert built.read("index.html") == "1"
