"""What a symbolic link leads to outside of the site is neither read nor published, wherever the link stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from blogengine.build import build
from blogengine.config import Options, load_config
from blogengine.errors import SiteError
from blogengine.scaffold import new_content
from tests.conftest import NOW, TEMPLATES, write_files

SECRET = "the-secret"
LINKS = {
    "static/pw.txt": "pw.txt",
    "static/sub/pw": "folder",
    "themes/t/static/pw2.txt": "pw.txt",
    "templates/shown.html": "pw.txt",
    "templates/shortcodes/s.html": "pw.txt",
    "themes/t/templates/shown2.html": "pw.txt",
    "i18n/en.toml": "strings.toml",
    "themes/t/i18n/de.toml": "strings.toml",
    "data/d.toml": "strings.toml",
    "archetypes/default.md": "post.md",
    "content/post/a.md": "post.md",
    "content/bundle/pw.txt": "pw.txt",
    "content/out": "folder",
}
SITE = {
    "config.toml": 'baseURL = "https://e.org/"\ntheme = "t"\n',
    **TEMPLATES,
    "templates/single.html": (
        '{% include ["shown.html", "shown2.html", "none.html"] %}{{ t("key") }}{{ site.data.d }}{{ page.content }}'
    ),
    "templates/none.html": "none",
    "themes/t/templates/other.html": "",
    "content/bundle/index.md": "+++\ntitle = 'B'\n+++\n",
}


def written(root: Path, files: Mapping[str, str]) -> Path:
    write_files(root, files)
    return root


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    outside = tmp_path / "elsewhere"
    post = f"+++\ntitle = '{SECRET}'\n+++\n{SECRET}\n"
    write_files(
        outside,
        {
            "pw.txt": SECRET,
            "post.md": post,
            "strings.toml": f'key = "{SECRET}"\n',
            "folder/deep.txt": SECRET,
            "folder/p.md": post,
        },
    )
    root = written(tmp_path / "site", SITE)
    for place, target in LINKS.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).symlink_to(outside / target)
    return root


def test_no_link_out_of_the_site_is_read_and_each_is_told(linked: Path) -> None:
    """Static files, templates, strings, data, archetypes, bundles, pages: of the site and of its theme."""
    report = build(linked, Options(), now=NOW, jobs=1)
    published = [file for file in (linked / "public").rglob("*") if file.is_file()]
    assert published
    assert not [file for file in published if SECRET.encode() in file.read_bytes()]
    assert {each.path for each in report.warnings if each.code == "link-out"} == set(LINKS)
    again = build(linked, Options(), now=NOW, jobs=1)
    assert again.warnings == report.warnings


def test_no_archetype_is_a_link_out_of_the_site(linked: Path) -> None:
    """A new post has what the engine's own archetype says."""
    (made,) = new_content(load_config(linked, Options()), "x.md", NOW)
    assert SECRET not in made.read_text("utf-8")


def test_a_link_to_itself_is_left_out(tmp_path: Path) -> None:
    """In static files as in content."""
    root = written(tmp_path / "site", SITE)
    (root / "static").mkdir()
    (root / "static/loop").symlink_to("loop")
    assert [each.path for each in build(root, Options(), now=NOW, jobs=1).warnings] == ["static/loop"]


def test_a_link_within_the_site_is_published(tmp_path: Path) -> None:
    """As a file with what it leads to: authors share one picture so."""
    root = written(tmp_path / "site", {**SITE, "images/a.txt": "shared", "themes/t/a.txt": "theme's"})
    for place, target in {"static/a.txt": "../images/a.txt", "themes/t/static/b.txt": "../a.txt"}.items():
        (root / place).parent.mkdir(exist_ok=True)
        (root / place).symlink_to(target)
    assert not build(root, Options(), now=NOW, jobs=1).warnings
    assert (root / "public/a.txt").read_text("utf-8") == "shared"
    assert (root / "public/b.txt").read_text("utf-8") == "theme's"
    assert not (root / "public/a.txt").is_symlink()


def test_a_shortcode_that_is_a_link_out_of_the_site_is_unknown(linked: Path) -> None:
    """Its text is not printed where it is called."""
    write_files(linked, {"content/call.md": "+++\ntitle = 'C'\n+++\n{{< s >}}\n"})
    report = build(linked, Options(), now=NOW, jobs=1)
    assert SECRET not in (linked / "public/call/index.html").read_text("utf-8")
    assert any("“s”" in each.message for each in report.warnings)
    with pytest.raises(SiteError):
        build(linked, Options(), now=NOW, jobs=1, strict=True)
