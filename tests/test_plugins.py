"""Plugins by entry points: an example package, installed as anybody would install it, at all three seams."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from blogengine import plugins
from blogengine.build import build
from blogengine.config import Options
from blogengine.errors import SiteError
from tests.conftest import CONFIG, NOW, TEMPLATES, write_files

EXAMPLE = Path(__file__).parent / "plugin_example"
FILES = {
    **TEMPLATES,
    "config.toml": 'plugins = ["example"]\n' + CONFIG,
    "content/post/a.md": "+++\ntitle = 'A'\ndate = 2024-01-01\n+++\n```note\n**N**\n```\n",
    "content/post/b.md": "+++\ntitle = 'B'\ndate = 2025-01-01\ntags = ['t']\n+++\nB\n",
}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the example."""
    source, target = (tmp_path_factory.mktemp("plugin") / name for name in ("source", "target"))
    shutil.copytree(EXAMPLE, source)
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*install, "--target", str(target), str(source)], check=True, capture_output=True)
    return target


@pytest.fixture
def installed(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The example's folder, of this test alone, where Python finds it."""
    shutil.copytree(packages, target := tmp_path / "packages")
    monkeypatch.syspath_prepend(target)
    forget()
    yield target
    sys.modules.pop("blogengine_example", None)
    forget()


def forget() -> None:
    """As a new process begins."""
    from blogengine.markdown import convert

    importlib.invalidate_caches()
    sys.modules.pop("blogengine_example", None)
    for known in (plugins.functions_of, plugins._points, plugins._loaded, convert._dialect):
        known.cache_clear()


def built(root: Path, files: dict[str, str] | None = None, **options: int) -> dict[str, str]:
    write_files(root, files or {})
    build(root, Options(), now=NOW, **options)  # type: ignore[arg-type]  # jobs
    found = (file for file in (root / "public").rglob("*") if file.suffix in (".html", ".xml"))
    return {file.relative_to(root / "public").as_posix(): file.read_text(encoding="utf-8") for file in found}


def test_a_plugin_takes_part_at_each_seam(installed: Path, tmp_path: Path) -> None:
    """A fence becomes a quotation, a text gets a tag, the site a redirect; others are as they were."""
    out = built(tmp_path / "site", FILES)
    assert "<blockquote>\n<p><strong>N</strong></p>" in out["post/a/index.html"]
    assert "A," in out["tags/untagged/index.html"]
    assert "tags/t/index.html" in out
    assert "https://example.org/post/b/" in out["latest/index.html"]


def test_what_is_installed_but_not_named_changes_nothing(installed: Path, tmp_path: Path) -> None:
    """The site says which plugins it uses."""
    out = built(tmp_path / "site", {**FILES, "config.toml": CONFIG})
    assert "latest/index.html" not in out
    assert "<blockquote>" not in out["post/a/index.html"]


def test_incremental_builds_with_plugins_equal_clean_ones(installed: Path, tmp_path: Path) -> None:
    """After edits of texts and front matter, and when the plugin is named no more."""
    edits: list[dict[str, str]] = [
        {"content/post/a.md": FILES["content/post/a.md"].replace("**N**", "*M*")},
        {"content/post/a.md": FILES["content/post/a.md"].replace("2024", "2026").replace("\n+++\n`", "\n+++\n\n`")},
        {"content/post/c.md": "+++\ntitle = 'C'\ndate = 2025-06-01\n+++\n"},
        {"config.toml": CONFIG},
        {"config.toml": FILES["config.toml"]},
    ]
    files = dict(FILES)
    built(tmp_path / "site", files)
    for number, edit in enumerate(edits):
        files |= edit
        assert built(tmp_path / "site", edit) == built(tmp_path / f"clean{number}", files)


def test_another_version_of_a_plugin_makes_everything_anew(installed: Path, tmp_path: Path) -> None:
    """Its version and its file are part of what the ledger is good for."""
    built(tmp_path / "site", FILES)
    module = installed / "blogengine_example.py"
    module.write_text(module.read_text().replace('["untagged"]', '["without"]'))
    forget()
    out = built(tmp_path / "site")
    assert "tags/without/index.html" in out
    assert "tags/untagged/index.html" not in out


def test_workers_have_plugins_too(installed: Path, tmp_path: Path) -> None:
    """In a process of its own, through the command, with enough pages for workers."""
    pages = {f"content/post/{n}.md": f"+++\ntitle = 'P{n}'\n+++\n```note\nx\n```\n" for n in range(80)}
    write_files(root := tmp_path / "site", {**FILES, **pages})
    command = [sys.executable, "-m", "blogengine", "build", "-q", "-s", str(root), "--jobs", "2"]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(installed)})
    assert "<blockquote>" in (root / "public/post/79/index.html").read_text()


def test_a_plugin_that_is_not_installed_is_named_with_those_that_are(installed: Path, tmp_path: Path) -> None:
    """The nearest name, and the list."""
    with pytest.raises(SiteError, match="no plugin “exampel”") as caught:
        built(tmp_path / "site", {**FILES, "config.toml": 'plugins = ["exampel"]\n' + CONFIG})
    assert "Did you mean “example”? Installed: example." in str(caught.value.problems[0].hint)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("def extend(md): 1 / 0", "failed on the Markdown parser: ZeroDivisionError"),
        ("def change(source): return None", "must give a Source, but gave None"),
        ("def change(source): raise KeyError('x')", "failed on content/post/a.md: KeyError"),
        ("def add(site): yield 3", "must give pages, redirects or copies, but gave 3"),
        ("def add(site): yield 1 / 0", "failed on the site: ZeroDivisionError"),
        ("add = 3", "is no function"),
        ("import nothing_of_this_name", "cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_a_broken_plugin_is_named(installed: Path, tmp_path: Path, code: str, message: str) -> None:
    """With what it raised, and what to do about it; never as a failure of the engine."""
    module = installed / "blogengine_example.py"
    module.write_text(f"{module.read_text()}\n{code}\n")
    with pytest.raises(SiteError) as caught:
        built(tmp_path / "site", FILES)
    assert message in str(caught.value)


def test_a_plugins_output_cannot_leave_the_destination(installed: Path, tmp_path: Path) -> None:
    """Its paths follow the rules of all."""
    module = installed / "blogengine_example.py"
    code = "def add(site):\n    yield Redirect(path='../x.html', origin='o', language='en', target='/')\n"
    module.write_text(f"{module.read_text()}\n{code}")
    with pytest.raises(SiteError):
        built(tmp_path / "site", FILES)
    assert not (tmp_path / "site/x.html").exists()
