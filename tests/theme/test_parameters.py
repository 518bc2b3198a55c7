"""What authors give as parameters: in whatever shape, prologue and the engine's own templates take it."""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from jinja2 import nodes
from lxml import etree, html

from blogengine import shapes
from blogengine.theme.accounts import accounts_of
from blogengine.views.cover import NAMED
from blogengine.views.page import PageView
from blogengine.views.parts import FormatView
from blogengine.views.site import SiteView
from tests.conftest import MakeSite

ROOT = Path(__file__).parents[2]
TEMPLATES = (ROOT / "themes/prologue/templates", ROOT / "blogengine/theme/builtin")
SHAPES: Mapping[str, Any] = {
    "a text": "x",
    "a whole address": "https://example.org/x",
    "no address": "http://[",
    "markup": "<b>&\"'</b>",
    "an empty text": "",
    "a number": 1,
    "zero": 0,
    "a fraction": 1.5,
    "no number": float("nan"),
    "true": True,
    "false": False,
    "nothing": None,
    "a date": date(2024, 1, 2),
    "a time": datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    "texts": ["a.png", "b"],
    "no texts": [],
    "mixed": [None, 1, True, "x", {"name": "y"}],
    "a table": {"x": "y"},
    "an empty table": {},
    "tables": [{"name": "n", "url": "u"}, {"name": {"a": 1}, "url": 5}, 2],
    "nested": {"a": {"b": [{"c": 1}]}},
    "lists in lists": [["a"], [1, [2, {}]]],
}
SWITCHED_ON = {"license": "L", "showLicense": True, "showLicenseInFooter": True, "share": True, "support": True}


def parsed(file: Path) -> nodes.Template:
    extensions = ["jinja2.ext.do", "jinja2.ext.loopcontrols"]
    return jinja2.Environment(extensions=extensions).parse(file.read_text("utf-8"))


def read_by_templates() -> tuple[set[str], set[str]]:
    """The parameters that templates read, and every other name that they read of a value."""
    params, names = set(), set()
    for folder in TEMPLATES:
        for file in folder.rglob("*.*"):
            for node in parsed(file).find_all(nodes.Getattr):
                is_param = isinstance(node.node, nodes.Getattr | nodes.Name) and "params" in (
                    getattr(node.node, "attr", ""),
                    getattr(node.node, "name", ""),
                )
                (params if is_param else names).add(node.attr)
    return params, names


def read_by_views() -> Iterator[str]:
    """The parameters that the engine's own views of pages and sites read."""
    yield from NAMED
    for file in (*ROOT.glob("blogengine/views/*.py"), ROOT / "blogengine/feeds.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and getattr(node.value, "attr", getattr(node.value, "id", "")) == "params"
            ):
                yield node.attr


PARAMS, NAMES = read_by_templates()
PARAMS |= set(read_by_views()) - {"get"}
NAMES |= {*shapes.NAMES, *shapes.ADDRESSES, *shapes.SWITCHES, "data", "email", "id"}
NAMES -= {name for kind in (PageView, SiteView, FormatView) for name in dir(kind)} - {"data", "title"}


def with_keys(keys: set[str], seed: int) -> dict[str, Any]:
    """A table in which every one of some keys has some shape."""
    chosen = random.Random(seed)
    return {key: chosen.choice(list(SHAPES.values())) for key in sorted(keys)}


def all_shapes() -> Iterator[dict[str, Any]]:
    """Parameters such that each one has each shape, mixed by chance; every other time with all that can be seen."""
    chosen = random.Random(1)
    tables = [with_keys(NAMES, seed) for seed in range(6)]
    values = [*SHAPES.values(), *tables, [tables[0], "x", tables[1]]]
    columns = {key: chosen.sample(values, len(values)) for key in sorted(PARAMS)}
    for number in range(len(values)):
        yield {key: column[number] for key, column in columns.items()} | (SWITCHED_ON if number % 2 else {})


def in_yaml(value: object) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True)


def files_of(language: str, params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A post, a book and the pages of prologue's own layouts, all with odd parameters."""
    odd = {key: value for key, value in params.items() if key != "license"}
    text = "# H\n\n## I\n\n$x^2$ https://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n<https://www.youtube.com/watch?v=dQw4w9WgXcQ>\n"
    for name, matter in {
        "post/one": {**odd, "title": "One", "date": "2024-01-01", "tags": ["t"], "part": "x"},
        "post/two": {"title": "Two", "date": "2024-01-02", "tags": ["t"], "params": odd},
        "book/_index": {"title": "Book", "layout": "contents", **odd},
        "search/_index": {"title": "Search", "layout": "search"},
        "follow/_index": {"title": "Feeds", "layout": "follow"},
    }.items():
        place = name if name.endswith("_index") else f"{name}-{language}"
        yield f"content/{place}.{language}.md", f"---\n{in_yaml(matter)}---\n{text}"


def test_parameters_of_every_shape_build(site: MakeSite) -> None:
    """A site builds and all its files are well-formed, whatever shape a parameter has that a template or view reads."""
    languages = {f"l{number:02}": each for number, each in enumerate(all_shapes())}
    settings = {
        "baseURL": "https://example.org/",
        "title": "Site",
        "theme": "prologue",
        "defaultContentLanguage": next(iter(languages)),
        "languages": {key: {"params": params} for key, params in languages.items()},
    }
    contents = dict(file for key, params in languages.items() for file in files_of(key, params))
    built = site({"hugo.yaml": in_yaml(settings), "templates/x": "", **contents})
    for path in built.paths:
        if path.endswith((".xml", ".opml")):
            etree.fromstring(built.read(path).encode())
        elif path.endswith(".json"):
            json.loads(built.read(path))
        elif path.endswith(".html"):
            for script in html.document_fromstring(built.read(path)).xpath(
                "//script[@type='application/ld+json']/text()"
            ):
                json.loads(script)
    assert len(built.paths) > 10 * len(languages)


def test_the_parameters_are_found_in_the_templates() -> None:
    """The property above is about the parameters that authors of other themes use, and those of tables too."""
    assert {"author", "authors", "avatar", "images", "cover", "social", "description", "keywords", "math"} <= PARAMS
    assert {
        "showToc",
        "comments",
        "embeds",
        "giscus",
        "analytics",
        "customCSS",
        "licenseLink",
        "part",
        "parts",
    } <= PARAMS
    assert {"repo", "repoId", "data", "src", "load"} <= NAMES


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"github": "me"}, ["GitHub https://github.com/me"]),
        ({"GitHub": "https://github.com/me"}, ["GitHub https://github.com/me"]),
        ({"twitter": "@me", "facebook_app_id": "5", "facebook_admin": "x"}, ["X https://x.com/me"]),
        ({"mastodon": "@me@social.example"}, ["Mastodon https://social.example/@me"]),
        ({"Mastodon": {"id": "@me", "prefix": "https://social.example/"}}, ["Mastodon https://social.example/@me"]),
        ({"email": "me@example.org", "rss": True}, ["Email mailto:me@example.org", "RSS index.xml"]),
        (
            {"YouTube": "me", "stackoverflow": 5},
            ["YouTube https://www.youtube.com/@me", "Stack Overflow https://stackoverflow.com/users/5"],
        ),
        ([{"name": "github", "url": "https://github.com/me"}], ["GitHub https://github.com/me"]),
        ([{"name": "My page", "url": "/me/"}, {"name": "Me", "url": "me/"}], ["My page /me/", "Me me/"]),
        ([{"icon": "brands/github", "url": "https://github.com/me"}], ["GitHub https://github.com/me"]),
        ([{"icon": "envelope", "icon_pack": "fas", "link": "mailto:a@b.c"}], ["Email mailto:a@b.c"]),
        ([{"email": "mailto:a@b.c"}, {"x": "https://x.com/me"}], ["Email mailto:a@b.c", "X https://x.com/me"]),
        (
            ["https://www.example.org/me", "github.com/me", "me"],
            ["example.org https://www.example.org/me", "github.com https://github.com/me"],
        ),
        ({"nobody": "me"}, ["nobody "]),
        ([{"name": "bad", "url": "javascript:alert(1)"}], ["bad "]),
        ({"github": "a b/?c"}, ["GitHub https://github.com/a%20b/?c"]),
        ({"github": "", "gitlab": None, "zenn": False, "weight": 1}, []),
        (True, []),
        (5, []),
    ],
)
def test_accounts_become_links(value: object, expected: list[str]) -> None:
    """A handle of a known service becomes its address, in the shapes that other themes have."""
    assert [f"{each.name} {each.url}" for each in accounts_of(value)] == expected


def test_what_nobody_can_use_is_told_where_it_is(site: MakeSite) -> None:
    """Pictures and authors that are none are passed over with a warning at their line."""
    config = (
        'baseURL = "https://example.org/"\ntheme = "prologue"\n[params]\nimages = 1\nauthor = { email = "a@b.c" }\n'
    )
    post = "---\ntitle: P\nimages: 1\nauthors: [true]\nauthor: []\ncover: true\n---\n"
    built = site({"config.toml": config, "templates/x": "", "content/post/a.md": post})
    assert [(each.location, each.message) for each in built.report.warnings] == [
        ("config.toml:4:1", "params.images must be a path or a list of paths, but is 1"),
        ("content/post/a.md:3", "images must be a path or a list of paths, but is 1"),
        ("content/post/a.md:4", "authors must be a name or a list of names, but is a list"),
    ]


def test_useful_shapes_are_used(site: MakeSite) -> None:
    """Accounts, authors, pictures and switches are seen in the page in the shapes that other themes have for them."""
    config = """
baseURL = "https://example.org/"
title = "Site"
theme = "prologue"
[params]
images = [{ image = "img/a.png" }]
customCSS = "css/own.css"
share = "true"
toc = { enable = true }
favicon = "/own.ico"
description = 5
keywords = "a, b"
[params.author]
name = "Ann"
links = [{ zenn = "ann" }]
[params.social]
github = "ann"
nobody = "ann"
"""
    post = """---
title: Post
author: [Bob, {name: Eve}]
cover: {image: b.png, alt: B}
share: {enable: false}
date: 2024-01-01
---
## A

## B
"""
    built = site({"config.toml": config, "templates/x": "", "content/post/one.md": post})
    home, one = (
        html.document_fromstring(built.read("index.html")),
        html.document_fromstring(built.read("post/one/index.html")),
    )
    assert home.xpath("//ul[@class='accounts']//@href") == ["https://github.com/ann", "https://zenn.dev/ann"]
    assert home.xpath("//meta[@name='author']/@content") == ["Ann"]
    assert home.xpath("//meta[@name='description' or @name='keywords']/@content") == ["5", "a, b"]
    assert home.xpath("//meta[@property='og:image']/@content") == ["https://example.org/img/a.png"]
    assert home.xpath("//link[@rel='icon']/@href") == ["/own.ico"]
    assert "/css/own.css" in home.xpath("//link[@rel='stylesheet']/@href")
    assert one.xpath("//meta[@name='author']/@content") == ["Bob, Eve"]
    assert one.xpath("normalize-space(//footer//span[1])") == "© Ann"
    assert one.xpath("//meta[@property='og:image']/@content") == ["https://example.org/b.png"]
    assert one.xpath("//details[@class='toc-inline']")
    assert not one.xpath("//section[@class='share']")
    assert [each.message for each in built.report.warnings] == [
        "the account “nobody” is left out: its address is not known"
    ]
