"""Terms whose texts are awkward: one address for two, or no address at all."""

from __future__ import annotations

import pytest

from blogengine.build import build
from blogengine.config import Options
from tests.conftest import NOW, MakeSite, write_files

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
    assert built.read("tags/qa/index.html") == "term QA", "the last by place, as Hugo has it most times"
    told = [(problem.code, problem.path) for problem in built.report.warnings]
    assert told == [("duplicate-url", "content/a.md")], "at a text that has the other one"
    assert built.read("sitemap.xml").count("<loc>https://e.org/tags/qa/</loc>") == 2, "as in Hugo"


def test_a_files_term_may_come_and_go(site: MakeSite) -> None:
    """Beside a term that a page has a file is the term's, else the taxonomy's; each build is as a clean one."""
    lists = "{% for r in page.resources %}{{ r.name }}={{ r.rel_permalink }};{% endfor %}"
    files = {"content/a.md": post("q"), "content/tags/q/pic.txt": "x", "templates/list.html": lists}
    built = site(SETTINGS | files)
    seen = []
    for tag in ("q", "r", "q"):
        write_files(built.source, {"content/a.md": post(tag)})
        build(built.source, Options(destination=built.destination), now=NOW)
        seen.append((built.read("tags/index.html"), built.read("tags/q/index.html") if tag == "q" else ""))
        assert built.read("tags/q/pic.txt") == "x"
    there, gone = ("", "pic.txt=/tags/q/pic.txt;"), ("q/pic.txt=/tags/q/pic.txt;", "")
    assert seen == [there, gone, there]


@pytest.mark.parametrize("tag", ["?", "？", "😀", ".", "..", "/"])
def test_a_tag_without_letters_stops_no_build(site: MakeSite, tag: str) -> None:
    """Its address is the taxonomy's, as in Hugo, whose page stands."""
    built = site(SETTINGS | {"content/a.md": post(tag)})
    assert "=/tags/;" in built.read("a/index.html")
    assert built.read("tags/index.html") == "taxonomy Tags"
