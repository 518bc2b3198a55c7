"""A site with many tags: what a page shows of them does not grow with them, nor does what it depends on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blogengine.build import build
from blogengine.config import Options
from blogengine.ledger import ledger_file
from blogengine.ledger.tables import Ledger
from tests.conftest import NOW, TEMPLATES, MakeSite, write_files

POSTS = 40
PROLOGUE = {"templates/none.html": ""}
CONFIG = 'baseURL = "https://example.org/"\ntitle = "Site"\n'


def posts(used: dict[int, list[str]]) -> dict[str, str]:
    return {f"content/post/{n}.md": f"+++\ntitle = 'P{n}'\ntags = {tags}\n+++\nText.\n" for n, tags in used.items()}


@pytest.fixture
def many() -> dict[str, str]:
    """Every post has a tag of its own, and one of eight."""
    return posts({n: [f"own{n:02}", f"shared{n % 8}"] for n in range(POSTS)})


def shown(page: str) -> list[str]:
    aside = page.partition('<nav class="side-tags"')[2].partition("</nav>")[0]
    return re.findall(r"<li[^>]*><a[^>]*>([^<]+)</a>", aside)


def test_the_sidebar_shows_thirty_tags_and_the_way_to_all(site: MakeSite, many: dict[str, str]) -> None:
    """Those that most posts have, in their usual order."""
    built = site({"config.toml": CONFIG, **PROLOGUE, **many}, theme="prologue")
    tags = shown(built.read("post/1/index.html"))
    assert tags[-1] == "All tags"
    assert tags[:-1] == sorted(tags[:-1])
    assert len(tags) == 31
    assert {f"Shared{n}" for n in range(8)} < set(tags)


def test_the_sidebar_of_a_site_with_few_tags_shows_them(site: MakeSite) -> None:
    """And nothing more."""
    built = site({"config.toml": CONFIG, **PROLOGUE, **posts({1: ["b", "a"], 2: ["b"]})}, theme="prologue")
    assert shown(built.read("post/1/index.html")) == ["A", "B"]


def test_top_terms_are_asked_for_by_number(site: MakeSite) -> None:
    """Of as many pages the first; none of a taxonomy that there is not."""
    templates = {
        **TEMPLATES,
        "templates/home.html": "{% for n in (0, 1, 2, 9) %}"
        "{% for term in site.top_terms('tags', n) %}{{ term.title }} {% endfor %}|{% endfor %}"
        "{{ site.top_terms('x') | length }}",
    }
    built = site({"config.toml": CONFIG, **templates, **posts({1: ["c", "b"], 2: ["c", "a"], 3: ["a"]})})
    assert built.read("index.html") == "|A |A C |A B C |0"


def test_a_page_depends_on_the_terms_that_it_shows(tmp_path: Path, many: dict[str, str]) -> None:
    """A tag more makes no other post again, and posts with fifty tags more have no more reads each."""
    write_files(root := tmp_path / "site", {"config.toml": CONFIG + 'theme = "prologue"\n', **many})
    options = Options(destination=tmp_path / "out", cache_dir=tmp_path / "cache")
    build(root, options, now=NOW, jobs=1)
    before = edges(tmp_path)
    write_files(root, posts({3: ["own03", "shared3", "zz-new"]}))
    report = build(root, options, now=NOW, jobs=1)
    assert report.written < POSTS
    assert (tmp_path / "out/tags/zz-new/index.html").is_file()
    write_files(root, posts({100 + n: [f"more{n:02}", "shared0"] for n in range(50)}))
    build(root, options, now=NOW, jobs=1)
    assert edges(tmp_path) < before * 1.5


def edges(folder: Path) -> float:
    """Reads of an average output."""
    ledger = Ledger.to_read(ledger_file(folder / "cache", folder / "out"))
    (count,) = ledger._one("SELECT count(*) FROM edges") or (0,)
    (outputs,) = ledger._one("SELECT count(*) FROM outputs") or (1,)
    ledger.close()
    return count / outputs
