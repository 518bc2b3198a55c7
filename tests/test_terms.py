"""Terms whose texts are awkward: one address for two, or no address at all."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSite

SETTINGS = {
    "config.toml": 'title = "T"\nbaseURL = "https://e.org/"\n',
    "templates/single.html": "{% for t in page.terms('tags') %}{{ t.title }}={{ t.rel_permalink }};{% endfor %}",
    "templates/list.html": "{{ page.kind }} {{ page.title }}",
}


def post(*tags: str) -> str:
    """A post with tags."""
    return f"---\ntitle: T\ntags: {list(tags)}\n---\n"


def test_terms_of_one_address_show_as_written(site: MakeSite) -> None:
    """ "Q&A" and "QA" are two terms; each post has its own, one page stands, and a warning says so."""
    built = site(SETTINGS | {"content/a.md": post("Q&A"), "content/b.md": post("QA")})
    assert "Q&amp;A=/tags/qa/;" in built.read("a/index.html")
    assert "QA=/tags/qa/;" in built.read("b/index.html")
    assert any(problem.code == "duplicate-url" for problem in built.report.warnings)


@pytest.mark.parametrize("tag", ["?", "？", "😀", ".", "..", "/"])
def test_a_tag_without_letters_stops_no_build(site: MakeSite, tag: str) -> None:
    """Its address is the taxonomy's, as in Hugo, whose page stands."""
    built = site(SETTINGS | {"content/a.md": post(tag)})
    assert "=/tags/;" in built.read("a/index.html")
    assert built.read("tags/index.html") == "taxonomy Tags"
