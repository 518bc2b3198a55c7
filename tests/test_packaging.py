"""The wheel works by itself: installed into an empty environment, it makes a site and builds it."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_wheel_works_alone(tmp_path: Path) -> None:
    """`new site` and `build` work where there is nothing but the wheel and what it asks for."""
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    carried = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert "blogengine/themes/prologue/templates/baseof.html" in carried
    assert {name.partition("/")[0] for name in carried} == {"blogengine"}, "tests and content stay at home"
    assert not any(name.startswith("blogengine/manual/") for name in carried), "what writes the manual does, too"
    venv.create(tmp_path / "empty", with_pip=True)
    binaries = tmp_path / "empty" / "bin"
    install = [binaries / "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    for arguments in (("new", "site", "blog"), ("build", "-s", "blog")):
        result = subprocess.run(
            [binaries / "blogengine", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )
        assert result.returncode == 0, result.stderr
    home = (tmp_path / "blog/public/index.html").read_text(encoding="utf-8")
    assert "/post/hello-world/" in home
    assert (tmp_path / "blog/public/index.xml").is_file()
    assert list((tmp_path / "blog/public").rglob("*.css"))
