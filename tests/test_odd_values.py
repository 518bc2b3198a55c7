"""Values that nobody means, in every key of front matter: no page of a stranger's stops a build."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
import yaml

from blogengine.config import SiteConfig
from blogengine.config.groups import MenuItem
from blogengine.config.spelling import hugo_key
from blogengine.frontmatter import Build, FrontMatter, PageSitemap, ResourceSettings, Target
from blogengine.frontmatter.decoding import decode_front_matter
from blogengine.ledger.codec import dumps, loads
from blogengine.parsing import lowered, parse
from tests.conftest import MakeSite
from tests.test_frontmatter import File

SHAPES: tuple[Any, ...] = (
    "x",
    "two words",
    "日本",
    "/",
    "..",
    "../up",
    "a/../../../x",
    "https://example.org/x",
    "http://[",
    "",
    " ",
    1,
    -5,
    0,
    10**18,
    10**30,
    1.5,
    float("inf"),
    float("nan"),
    True,
    False,
    None,
    date(2024, 1, 2),
    datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    "2024-01-02T99:99:99",
    "0000-00-00",
    ["a", "b"],
    [1, 2],
    [],
    [None],
    [None, 1, True, "x", {"name": "y"}],
    [["a"], [1, [2, {}]]],
    {},
    {"x": "y"},
    {"main": None},
    {"main": {"weight": "x"}},
    {"main": 5},
    {"main": ["x"]},
    [{"src": "*", "name": "n"}, {"src": 5}, 2, None],
    "never",
    ["HTML", "rss", "nope", 5, None],
    "%zz%2F",
    "a\bb",
    "\"'<>&",
    "{{ .Title }}",
    "[a-",
    "[]",
    "[z-a]",
    "a\nb",
    ".",
    ":title/:year",
    {1: 2, False: 3},
)
OTHERS = (
    "menu",
    "_build",
    "headless",
    "tags",
    "categories",
    "series",
    "images",
    "videos",
    "author",
    "tags_weight",
    "path",
)
EACH = 5
"""Shapes for each key; together they are all shapes several times."""


def keys_of(kind: type[msgspec.Struct]) -> list[str]:
    return [hugo_key(name) for name in kind.__struct_fields__]


def odd_values(each: int = EACH) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Front matter with an odd value each, by a name: of every key, and of every key of the tables in it."""
    chosen = random.Random(7)

    def some(name: str) -> Iterator[tuple[str, Any]]:
        return ((f"{name}{number}", shape) for number, shape in enumerate(chosen.sample(SHAPES, each)))

    for key in (*keys_of(FrontMatter), *OTHERS):
        yield from ((name, {key: shape}) for name, shape in some(key))
    for key in keys_of(Build):
        yield from ((name, {"build": {key: shape}}) for name, shape in some(f"build-{key}"))
    for key in keys_of(PageSitemap):
        yield from ((name, {"sitemap": {key: shape}}) for name, shape in some(f"sitemap-{key}"))
    for key in keys_of(MenuItem):
        yield from ((name, {"menus": {"main": {key: shape}}}) for name, shape in some(f"menu-{key}"))
    for key in keys_of(ResourceSettings):
        yield from ((name, {"resources": [{"src": "*", key: shape}]}) for name, shape in some(f"resource-{key}"))
    for key in keys_of(Target):
        yield from ((name, {"cascade": {"target": {key: shape}, "x": 1}}) for name, shape in some(f"target-{key}"))
    for key in ("target", "_target", "params", *keys_of(FrontMatter)):
        yield from ((name, {"cascade": {key: shape}}) for name, shape in some(f"cascade-{key}"))


def in_yaml(matter: Mapping[str, Any]) -> str:
    return yaml.dump(dict(matter), Dumper=yaml.CSafeDumper, allow_unicode=True)


def written(matter: Mapping[str, Any]) -> str:
    return f"---\n{in_yaml(matter)}---\ntext\n"


def test_every_key_takes_every_value(site: MakeSite) -> None:
    """Pages, bundles and sections build with odd values; what an author should look at is told at its file."""
    files: dict[str, str] = {}
    for number, (name, matter) in enumerate(odd_values()):
        if name.strip("0123456789").removeprefix("cascade-") in ("url", "slug"):
            continue  # of pages with one address one alone stands
        place = f"content/post/{number}-{name.lower()}"
        if number % 3 == 0:
            files[f"{place}.md"] = written({"title": name, **matter})
        else:
            index = "index.md" if number % 3 == 1 else "_index.md"
            files |= {f"{place}/{index}": written(matter), f"{place}/a.txt": "x", f"{place}/b.md": written({})}
    built = site({**files, "content/post/empty.md": "", "content/post/blank.md": "\n\n", "content/_index.md": ""})
    assert len(built.paths) > len(files) / 2
    assert not [each for each in built.report.warnings if not each.path and each.code != "duplicate-url"]


def test_whatever_is_written_is_decoded_to_what_its_type_says() -> None:
    """Every key with every shape: what the next build reads of it is what this one kept."""
    origin = File(id="post/a.md", path="content/post/a.md")
    for name, matter in odd_values(len(SHAPES)):
        values = lowered(parse(in_yaml(matter), "yaml", "a.md"))
        found = decode_front_matter(origin, values, SiteConfig()).matter
        kept = loads(dumps(found), FrontMatter)
        assert repr(kept) == repr(found), name


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [  # as Hugo 0.111.3 to 0.168.0 have them
        ("slug", "../up", "up/index.html"),
        ("slug", "a/../../../x", "x/index.html"),
        ("url", "../up", "up/index.html"),
        ("aliases", ["../up"], "up/index.html"),
        ("aliases", ["a/../../../x"], "x/index.html"),
        ("aliases", ["a\bb"], "post/a\bb/index.html"),
    ],
)
def test_addresses_stay_inside_of_the_site(site: MakeSite, key: str, value: object, path: str) -> None:
    """Dots lead up to the site's root and no further."""
    assert site({"content/post/a.md": written({"title": "A", key: value})}).exists(path)


def test_settings_stay_inside_of_the_site(site: MakeSite) -> None:
    """Output formats and sitemaps that lead out of the destination are clamped to it, as in Hugo."""
    config = """
baseURL = "https://example.org/"
sitemap.filename = "../../map.xml"
outputs.home = ["HTML", "X", "Y"]
[outputFormats]
X = { mediaType = "text/html", path = "../../../x" }
Y = { mediaType = "text/html", baseName = "../../../y" }
"""
    templates = {"templates/list.html": "", "templates/home.x.html": "", "templates/home.y.html": ""}
    assert {"map.xml", "x/index.html", "y.html"} <= site({"config.toml": config, **templates}).paths


def test_a_page_of_unknown_formats_alone_is_written_as_its_kind(site: MakeSite) -> None:
    """Lists lead to it; the unknown ones are told. Hugo 0.111.3 writes it so, and ends with an error."""
    built = site({"content/a.md": written({"title": "A", "outputs": ["nope", 5]})})
    assert built.exists("a/index.html")
    assert [each.path for each in built.report.warnings] == ["content/a.md"] * 2


def test_an_alias_that_can_be_no_file_is_left_out(site: MakeSite) -> None:
    """It is told at its page; the page stands."""
    built = site({"content/a.md": written({"title": "A", "aliases": ["x" * 300, "/ok/"]})})
    assert built.exists("ok/index.html")
    assert [(each.code, each.path) for each in built.report.warnings] == [("bad-alias", "content/a.md")]


def test_markup_decides_how_a_text_is_converted(site: MakeSite) -> None:
    """As Hugo 0.111.3 prints them: HTML stays, Markdown of former converters is Markdown, an HTML file may be it."""
    built = site(
        {
            **{f"content/{name}.md": f"---\nmarkup: {name}\n---\n*x*\n" for name in ("html", "HTM", "mmark", "nope")},
            "content/file.html": "---\nmarkup: markdown\n---\n*x*\n",
            "content/plain.html": "*x*\n",
            "templates/single.html": "{{ page.content }}",
            "templates/list.html": "",
        }
    )
    read = {
        name: built.read(f"{name}/index.html").strip() for name in ("html", "htm", "mmark", "nope", "file", "plain")
    }
    converted = "<p><em>x</em></p>"
    assert read == {
        "html": "*x*",
        "htm": "*x*",
        "mmark": converted,
        "nope": converted,
        "file": converted,
        "plain": "*x*",
    }
