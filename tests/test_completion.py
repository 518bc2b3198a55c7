"""Completion in shells: the printed scripts, run by the shells themselves where they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from blogengine.cli import run
from tests.conftest import needed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_names_the_program_and_its_variable(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each shell has its own."""
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_BLOGENGINE_COMPLETE" in script
    assert f"{shell}_complete" in script


def test_bash_completes_commands_options_and_choices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The script that is printed, in a real bash."""
    bash = needed(shutil.which("bash"), "bash")
    (program := tmp_path / "blogengine").write_text(f'#!/bin/sh\nexec {sys.executable} -m blogengine "$@"\n')
    program.chmod(0o755)
    assert run(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    for words, expected in (("blogengine expl", "explain"), ("blogengine check --form", "--format"),
                            ("blogengine completion f", "fish"), ("blogengine new th", "theme")):  # fmt: skip
        asked = f"""{script}
COMP_WORDS=({words}); COMP_CWORD={len(words.split()) - 1}; _blogengine_completion blogengine; echo "${{COMPREPLY[@]}}"
"""
        done = subprocess.run(
            [bash, "-c", asked], capture_output=True, text=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=True
        )
        assert done.stdout.split() == [expected], done.stderr


def test_an_unknown_shell_is_a_wrong_call() -> None:
    """Exit code 2, as for any wrong call."""
    assert run(["completion", "tcsh"]) == 2
