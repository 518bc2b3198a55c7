"""JSON Schemas for editors: they accept what the engine accepts, and refuse what it refuses."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from blogengine.cli import run
from blogengine.config.decoding import settings_of
from blogengine.config.schema import SiteConfig
from blogengine.config.spelling import hugo_key
from blogengine.frontmatter.fields import FrontMatter
from blogengine.schemas import config_schema, front_matter_schema
from tests.conftest import write_files

CONFIG = Draft7Validator(config_schema())
FRONT_MATTER = Draft7Validator(front_matter_schema())
ROOT = Path(__file__).parents[1]


def plain(value: Any) -> Any:
    """A value of TOML as an editor's checker sees it: dates are texts."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def complaints(validator: Draft7Validator, text: str) -> list[str]:
    return [error.message for error in validator.iter_errors(plain(tomllib.loads(text)))]


def test_both_are_schemas() -> None:
    """Of draft 7, which editors know."""
    Draft7Validator.check_schema(config_schema())
    Draft7Validator.check_schema(front_matter_schema())


def test_this_sites_own_files_are_accepted() -> None:
    """Its configuration, and all of its front matter in TOML."""
    assert complaints(CONFIG, (ROOT / "config.toml").read_text(encoding="utf-8")) == []
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "content").rglob("*.md"))]
    heads = [text.split("+++")[1] for text in texts if text.startswith("+++")]
    assert len(heads) > 5
    assert [complaints(FRONT_MATTER, head) for head in heads] == [[]] * len(heads)


def test_the_authors_blog_is_accepted(shared: Path) -> None:
    """A real blog, written for Hugo over years."""
    folder = shared / "portfolio"
    assert complaints(CONFIG, (folder / "config.toml").read_text(encoding="utf-8")) == []
    checked = 0
    for file in sorted((folder / "content").rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        if text.startswith("+++"):
            assert complaints(FRONT_MATTER, text.split("+++")[1]) == [], file
            checked += 1
    assert checked


def test_the_configuration_in_force_is_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every key with its default, as `blogengine config` prints it."""
    write_files(tmp_path, {"config.toml": 'baseURL = "https://example.org/"\n'})
    assert run(["config", "--source", str(tmp_path)]) == 0
    assert complaints(CONFIG, capsys.readouterr().out) == []


def test_every_key_is_there_and_explained() -> None:
    """No field of the types is forgotten, and each has a sentence for the editor to show."""
    properties = config_schema()["properties"]
    names = {hugo_key(name) for name, _ in settings_of(SiteConfig).values()}
    assert names - properties.keys() == set()
    assert [key for key in sorted(names) if not properties[key].get("description")] == []
    fields = front_matter_schema()["properties"]
    assert [name for name in FrontMatter.__struct_fields__ if not fields[hugo_key(name)].get("description")] == []
    assert properties["paginate"]["type"] == "integer"


@pytest.mark.parametrize(
    "text",
    [
        "title = 3",
        "buildDrafts = 'yes'",
        "paginate = 'ten'",
        "[pagination]\npagerSize = 'ten'",
        "titleCaseStyle = 'shout'",
        "theme = [3]",
        "[[menus.main]]\nweight = 'heavy'",
        "[languages.ja]\nweight = 'heavy'",
        "[markup.goldmark.renderer]\nunsafe = 'yes'",
        "outputs = {home = 3}",
    ],
)
def test_a_wrong_configuration_is_refused(text: str) -> None:
    """At any depth."""
    assert complaints(CONFIG, text)


@pytest.mark.parametrize(
    "text",
    [
        "draft = 'no'",
        "weight = 'heavy'",
        "aliases = {a = 1}",
        "[build]\nlist = 'sometimes'",
        "tags = [{a = 1}]",
        "[menus.main]\nweight = 'x'",
        "[[cascade]]\ndraft = 3",
        "[[resources]]\nname = 3",
    ],
)
def test_wrong_front_matter_is_refused(text: str) -> None:
    """At any depth."""
    assert complaints(FRONT_MATTER, text)


@pytest.mark.parametrize(
    "text",
    [
        "tags = 'one'\ncategories = ['a', 'b']",
        "date = 2024-01-01\nlastmod = 2024-01-01T10:00:00+09:00",
        "menu = 'main'",
        "menus = ['main', 'footer']",
        "[cascade]\ndraft = true\n[cascade.target]\nkind = 'page'",
        "myOwn = {anything = [1, 'a']}\n[params]\nx = 1",
    ],
)
def test_each_form_that_hugo_knows_is_accepted(text: str) -> None:
    """One text for a list, one table for several, a menu by name, whatever parameters."""
    assert complaints(FRONT_MATTER, text) == []


def test_front_matter_knows_the_sites_own_taxonomies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the schema of the site that it is called for."""
    write_files(tmp_path, {"config.toml": "[taxonomies]\nseries = 'series'\n"})
    assert run(["schema", "front-matter", "--source", str(tmp_path)]) == 0
    properties = json.loads(capsys.readouterr().out)["properties"]
    assert "series" in properties
    assert "tags" not in properties
    assert run(["schema", "config"]) == 0
    assert json.loads(capsys.readouterr().out) == config_schema()
