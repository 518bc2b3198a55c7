"""Each mistake of the table, through the command line: where it is, what it is, what to do; never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blogengine.cli import main
from tests.conftest import TEMPLATES, write_files
from tests.mistakes.table import CONFIG, MISTAKES, Mistake

SAID = re.compile(r"^(?:  )?(?:(?P<path>\S[^\n]*?): )?(?P<level>error|warning|Error): (?P<message>.*)$", re.MULTILINE)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_where_it_is_and_how_it_is_mended(
    mistake: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit code, file, line and column, the line itself, the message and the hint are those of the table."""
    write_files(tmp_path, {"config.toml": CONFIG, **TEMPLATES, **mistake.files})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    try:
        code = main([*mistake.command])
    except SystemExit as stop:
        code = int(stop.code or 0)
    output = capfd.readouterr()
    said = (output.out + output.err).replace(f"{tmp_path}/", "")
    assert "Traceback" not in said
    assert code == mistake.code, said
    first = SAID.search(said)
    assert first, said
    assert first["level"].lower() == ("warning" if mistake.is_warning else "error")
    assert first["message"].startswith(mistake.says), said
    assert (mistake.hint and f"hint: {mistake.hint}") in said
    assert mistake.hint or "hint: " not in said, said
    check_place(mistake, first["path"] or "", said, tmp_path)


def check_place(mistake: Mistake, told: str, said: str, folder: Path) -> None:
    """The place is the table's, and the line that stands there is shown below it."""
    path, _, place = mistake.at.partition(":")
    if mistake.command == ("check",):
        assert f"{path}\n  {place}: " in said
    else:
        assert told == mistake.at, said
    if place:
        line = (folder / path).read_bytes().split(b"\n")[int(place.partition(":")[0]) - 1]
        shown = line.decode("utf-8", "replace").replace("\t", " ").strip()
        assert re.search(rf"^ *{place.partition(':')[0]} \| ", said, re.MULTILINE), said
        assert shown[:20].rstrip("\r") in said or "�" in said


def test_the_table_is_long_enough_and_names_each_mistake_once() -> None:
    """At least sixty, of every kind."""
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) >= 60
