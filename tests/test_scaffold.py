"""New sites and new content; archetypes in Jinja2 and with the Go expressions that Hugo's use."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from blogengine.archetypes import render_archetype
from blogengine.build import build
from blogengine.check import check_site
from blogengine.cli import run
from blogengine.config import Config, Options, load_config
from blogengine.errors import SiteError
from blogengine.scaffold import STARTER, Syntax, new_content, new_theme, site_files
from tests.conftest import CONFIG, write_files

NOW = datetime(2024, 3, 5, 6, 7, 8, tzinfo=UTC)
VALUES = {
    "Name": "my-first_post",
    "Date": "2024-03-05T06:07:08+00:00",
    "Type": "post",
    "Title": "My First Post",
    "Site.Title": "Blog",
    "File.ContentBaseName": "my-first_post",
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ .Date }}", "2024-03-05T06:07:08+00:00"),
        ("{{ .Name }}", "my-first_post"),
        ('{{ replace .Name "-" " " | title }}', "My First_post"),
        ('{{ replace .File.ContentBaseName "-" " " | title }}', "My First_post"),
        ('{{ replace (replace .Name "-" " ") "_" " " | title }}', "My First Post"),
        ("{{ humanize .Name }}", "My first post"),
        ("{{ .Name | humanize | title }}", "My First Post"),
        ('{{ now.Format "2006-01-02" }}', "2024-03-05"),
        ('{{ dateFormat "2006/01" .Date }}', "2024/03"),
        ('{{ .Date | dateFormat "Jan 2, 2006" }}', "Mar 5, 2024"),
        ("{{- .Type -}}", "post"),
        ("{{ .Site.Title }}", "Blog"),
        ("{{ title }}", "My First Post"),
        ("{{ name | title }}", "My-First_post"),
        ("{{ title | toml }}", '"My First Post"'),
    ],
)
def test_expressions_of_both_dialects_are_understood(expression: str, expected: str) -> None:
    """Hugo's usual expressions and Jinja2's stand side by side."""
    assert render_archetype(expression, "archetypes/post.md", VALUES, NOW) == expected


def test_a_value_is_never_read_as_a_template() -> None:
    """A file name with braces stays text."""
    values = {**VALUES, "Name": "{{ 1 + 1 }}"}
    assert render_archetype("{{ .Name }}", "archetypes/post.md", values, NOW) == "{{ 1 + 1 }}"


def test_an_expression_that_is_not_understood_is_located() -> None:
    """The error names the archetype, its line and the expression."""
    with pytest.raises(SiteError) as caught:
        render_archetype('a\n{{ .Site.GetPage "x" }}\n', "archetypes/post.md", VALUES, NOW)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("archetypes/post.md", 2)
    assert ".Site.GetPage" in problem.message


NAMES = "{{ .Name }}|{{ .Type }}|{{ .File.ContentBaseName }}|{{ .File.BaseFileName }}|{{ .File.Dir }}|{{ .File.Path }}"


def config_of(root: Path, files: Mapping[str, str | bytes]) -> Config:
    """The configuration of a site with two languages and these files."""
    languages = "[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n"
    write_files(root, {"config.toml": CONFIG + languages, **files})
    return load_config(root, Options())


@pytest.mark.parametrize(
    ("name", "file", "expected"),
    [
        ("post/a-b.md", "post/a-b.md", "a-b|post|a-b|a-b|post/|post/a-b.md"),
        ("content/post/c.md", "post/c.md", "c|post|c|c|post/|post/c.md"),
        ("post/x.ja.md", "post/x.ja.md", "x|post|x|x.ja|post/|post/x.ja.md"),
        ("post/日本 語.md", "post/日本 語.md", "日本 語|post|日本 語|日本 語|post/|post/日本 語.md"),
        ("post/bun/index.md", "post/bun/index.md", "bun|post|bun|index|post/bun/|post/bun/index.md"),
        ("post/_index.md", "post/_index.md", "post|post|post|_index|post/|post/_index.md"),
        ("about.md", "about.md", "about|page|about|about|/|about.md"),
        ("post/v1.2", "post/v1.2.md", "v1.2|post|v1.2|v1.2|post/|post/v1.2.md"),
    ],
)
def test_archetypes_see_what_hugos_see(tmp_path: Path, name: str, file: str, expected: str) -> None:
    """Names, types and folders as Hugo gives them (the last row: Hugo wants an extension, here `.md` is meant)."""
    config = config_of(tmp_path, {"archetypes/default.md": NAMES})
    assert new_content(config, name, NOW) == (tmp_path / "content" / file,)
    assert (tmp_path / "content" / file).read_text(encoding="utf-8") == expected


def test_the_sections_archetype_comes_first_and_a_kind_before_it(tmp_path: Path) -> None:
    """`archetypes/post.md` for `post/…`, unless `--kind` names another; `default.md` for the rest."""
    archetypes = {f"archetypes/{name}.md": name for name in ("post", "talk", "default")}
    config = config_of(tmp_path, archetypes)
    made = [new_content(config, *each) for each in (("post/a", NOW), ("post/b", NOW, "talk"), ("notes/c", NOW))]
    assert [file.read_text() for (file,) in made] == ["post", "talk", "default"]


def test_a_folder_of_archetypes_makes_a_bundle(tmp_path: Path) -> None:
    """Its Markdown is rendered, other files are copied as they are."""
    folder = {"archetypes/trip/index.md": "{{ .Name }}", "archetypes/trip/images/{{ x }}.png": b"\x89PNG\xff"}
    config = config_of(tmp_path, folder)
    files = new_content(config, "post/kyoto", NOW, "trip")
    bundle = tmp_path / "content/post/kyoto"
    assert set(files) == {bundle / "index.md", bundle / "images/{{ x }}.png"}
    assert (bundle / "index.md").read_text() == "kyoto"
    assert (bundle / "images/{{ x }}.png").read_bytes() == b"\x89PNG\xff"


@pytest.mark.parametrize("name", ["../x.md", "/etc/x.md", "post/../../x.md", "", ".", "content"])
def test_content_stays_below_the_content_folder(tmp_path: Path, name: str) -> None:
    """A path that leads elsewhere is refused, and nothing is written."""
    config = config_of(tmp_path, {})
    with pytest.raises(SiteError, match="not a path below content/"):
        new_content(config, name, NOW)
    assert {file.name for file in tmp_path.rglob("*")} == {"config.toml"}


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    """Neither a page nor a bundle."""
    config = config_of(
        tmp_path, {"content/post/a.md": "mine", "content/post/b/index.md": "mine", "archetypes/t/index.md": ""}
    )
    for name, kind in (("post/a.md", None), ("post/b", "t")):
        with pytest.raises(SiteError, match="exists already"):
            new_content(config, name, NOW, kind)
    assert {file.read_text() for file in (tmp_path / "content").rglob("*.md")} == {"mine"}


def test_an_archetype_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """A file in Shift_JIS is a mistake with a place, not a traceback."""
    config = config_of(tmp_path, {"archetypes/default.md": "日記".encode("shift_jis")})
    with pytest.raises(SiteError, match=r"archetypes/default\.md: the archetype is not UTF-8"):
        new_content(config, "post/a", NOW)


@pytest.mark.parametrize("syntax", ["toml", "yaml", "json"])
def test_a_new_sites_files_say_the_same_in_every_format(syntax: Syntax) -> None:
    """Configuration and front matter are valid, whatever the folder is called."""
    files = site_files('日記 "1"', NOW, syntax)
    assert set(files) == {f"config.{syntax}", "content/post/hello-world.md", "archetypes/default.md", ".gitignore"}
    read = {"toml": tomllib.loads, "yaml": yaml.safe_load, "json": json.loads}[syntax]
    assert read(files[f"config.{syntax}"]) == tomllib.loads(site_files('日記 "1"', NOW, "toml")["config.toml"])
    assert read(files[f"config.{syntax}"])["title"] == '日記 "1"'


def test_a_new_theme_builds_without_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every kind of page, in both of its languages, valid for `check`; and its name is in theme.toml."""
    root = tmp_path / "site"
    assert run(["new", "site", str(root), "--clock", "2024-01-01"]) == 0
    assert run(["new", "theme", 'my "theme"', "--source", str(root)]) == 0
    assert tomllib.loads((root / 'themes/my "theme"/theme.toml').read_text())["name"] == 'my "theme"'
    posts = {
        f"content/post/{n}.md": f"+++\ntitle = '記事{n}'\ndate = 2024-01-01\ntags = ['a']\n+++\n" for n in range(12)
    }
    write_files(root, dict(posts))
    checked = check_site(root, Options(theme='my "theme"', destination=tmp_path / "out"), now=NOW, strict=True)
    assert [finding for finding in checked.findings if finding.code not in ("duplicate-title",)] == []
    built = build(root, Options(theme='my "theme"', destination=tmp_path / "out"), now=NOW)
    assert built.warnings == ()
    home = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert "css/style.css" in home
    assert "過去の記事" in home
    for path in ("404.html", "tags/index.html", "tags/a/index.html", "post/0/index.html", "page/2/index.html"):
        assert (tmp_path / "out" / path).is_file()
    assert "{" not in home.replace("{{", "")


def test_a_themes_templates_are_all_used_and_all_strings_known(tmp_path: Path) -> None:
    """A string in one language is in the other, and each is asked for."""
    texts = "".join(file.read_text(encoding="utf-8") for file in (STARTER / "templates").rglob("*.html"))
    tables = [tomllib.loads((STARTER / "i18n" / f"{name}.toml").read_text(encoding="utf-8")) for name in ("en", "ja")]
    assert tables[0].keys() == tables[1].keys() == set(re.findall(r't\("(\w+)"', texts))


@pytest.mark.parametrize("name", ["", "..", ".hidden", "a/b", "/etc", "a\\b", "a\nb"])
def test_a_theme_cannot_be_put_elsewhere(tmp_path: Path, name: str) -> None:
    """A name that is a path, or none, is refused."""
    write_files(tmp_path, {"config.toml": CONFIG})
    with pytest.raises(SiteError, match="no name for a theme"):
        new_theme(load_config(tmp_path, Options()), name)


def test_a_theme_that_is_there_is_not_touched(tmp_path: Path) -> None:
    """Whoever has made a theme does not lose it."""
    write_files(tmp_path, {"config.toml": CONFIG, "themes/mine/theme.toml": "x"})
    with pytest.raises(SiteError, match="exists already"):
        new_theme(load_config(tmp_path, Options()), "mine")
