"""Characters that XML cannot hold: no text of an author's makes a feed that readers cannot parse."""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from lxml import etree

from blogengine.xml_characters import printable
from tests.conftest import BuiltSite, MakeSite

CONFIG = r"""
baseURL = "https://example.org/"
title = "S\u000b\u0008"
copyright = "c\u001b"
defaultContentLanguage = "en"
[outputs]
home = ["HTML", "RSS", "JSONFeed", "OPML", "Own"]
page = ["HTML", "Own"]
[mediaTypes."application/vnd.own+xml"]
suffixes = ["own"]
[outputFormats.Own]
mediaType = "application/vnd.own+xml"
[params]
description = "\u001b"
[params.author]
name = "A\u001b"
email = "a\u0001@example.org"
"""
TEXT = "\x1b \x0b\x08 \ufffe\uffff &#11; &#8; &#xFFFE; &#0; &#xD800;\n\n```\n\x1b[31mred\x1b[0m\n```\n"
CONTENT: Mapping[str, str | bytes] = {
    "content/post/toml.md": '+++\ntitle = "T\\u000b\\u001b\\ufffe"\ntags = ["t\\u000bg"]\ndate = 2024-01-01\n+++\n'
    + TEXT,
    "content/post/json.md": '{"title": "J\\ud800x\\u0000y", "summary": "s\\u001b\\ud83d", "author": "\\u0008"}\ntext\n',
    "content/post/yaml.md": '---\ntitle: "Y\\u0000\\x1b"\ndescription: "\\b"\n---\n<!--more-->\n' + TEXT,
    "content/post/urls.md": '---\ntitle: u\nurl: "/u\\bv/"\naliases: ["/a\\ebc/", "/n\\0l/"]\n---\n',
    "content/post/slug.md": '---\ntitle: s\nslug: "s\\el"\n---\n{{< param title >}}\n',
    "content/post/na\x1bme.md": "---\ntitle: n\n---\n",
    "content/post/bundle/index.md": '---\ntitle: b\nresources: [{src: "*.txt", title: "t\\b"}]\n---\n![x](p\x1b.txt)\n',
    "content/post/bundle/p\x1b.txt": "x",
    "static/s\x08.txt": "x",
    "data/x.json": '{"half": "\\ud800", "nul": "\\u0000"}',
}
OWN = """<?xml version="1.0"?>
<page a="{{ page.title }}">{{ page.title }}{{ page.content | string | forceescape }}
{{ page.summary | string | forceescape }}{{ page.description }}{{ site.params.author.name }}{{ site.data.x.half }}
{{ "&#8;&#x1B;&#55296;&#xFFFF;&#9;" | safe }}</page>
"""
HUGO = (  # `{{ .Title }}|{{ .Content }}|` of 0.168.0
    "T\x0b\x1b\ufffe|<p>\x1b \x0b\x08 \ufffe\uffff \x0b \x08 \ufffe \ufffd \ufffd</p>\n"
    '<pre tabindex="0"><code>\x1b[31mred\x1b[0m\n</code></pre>|'
)


def assert_well_formed(built: BuiltSite) -> None:
    """Every XML and JSON file of the output is what its name says."""
    found = 0
    for path in built.paths:
        content = (built.destination / path).read_bytes()
        if path.endswith((".xml", ".opml", ".own")):
            ElementTree.fromstring(content)
            etree.fromstring(content)
            found += 1
        elif path.endswith(".json"):
            json.loads(content)
    assert found > 6


@pytest.mark.parametrize("theme", ["", "prologue"])
def test_every_output_of_xml_is_well_formed(site: MakeSite, theme: str) -> None:
    """With control characters in texts, front matter, settings, data and names of files, all XML and JSON parses."""
    settings = f'theme = "{theme}"\n{CONFIG}'
    templates = (
        {} if theme else {"templates/single.html": "{{ page.title }}|{{ page.content }}|", "templates/list.html": ""}
    )
    built = site(
        {
            "config.toml": settings,
            **templates,
            **CONTENT,
            "templates/single.own": OWN,
            "templates/list.own": OWN,
        }
    )
    assert_well_formed(built)
    if not theme:
        assert built.read("post/toml/index.html") == HUGO
        assert built.read("post/json/index.html").startswith("J\ufffdx\ufffdy|")
        assert "https://example.org/u%08v/" in built.read("sitemap.xml")
    told = {(each.path, each.line) for each in built.report.warnings if each.code == "control-character"}
    assert {("content/post/toml.md", 2), ("content/post/toml.md", 6), ("content/post/yaml.md", 3)} <= told


def test_what_xml_can_hold_stays() -> None:
    """Only what XML 1.0 forbids is taken out, written out or as a reference."""
    kept = (
        "a\t\n\r\u0085\ufffd\U0001f600 &#9; &#10; &#x0D; &#133; &#xFFFD; &#65533; &#128512; &#x1F600; &amp;#8;".encode()
    )
    assert printable(kept) == kept
    gone = "\0\x08\x0b\x0c\x1b\x1f\ufffe\uffff&#0;&#08;&#x1f;&#31;&#xD800;&#xdfff;&#55296;&#57343;&#65534;&#xFFFF;"
    assert printable(gone.encode()) == b""
