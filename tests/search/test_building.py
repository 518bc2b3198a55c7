"""The index of a site that is built again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blogengine import crew
from blogengine.build import build
from blogengine.config import Options
from tests.conftest import NOW, write_files

FILES = {
    "config.toml": 'baseURL = "https://example.org/"\ntitle = "Blog"\n',
    "templates/single.html": "{{ page.content }}",
    "templates/search.html": "{{ site.search_index }}",
    "content/find.md": '+++\ntitle = "Find"\nlayout = "search"\n+++\n',
    **{
        f"content/post/p{day}.md": f'+++\ntitle = "P{day}"\ndate = 2025-01-{day:02}\n+++\n月の{day}日。\n'
        for day in range(1, 9)
    },
}
LANGUAGES = "[languages.en]\nweight = 1\n[languages.ja]\nweight = 2\n"


class Site:
    """A site with search, and what a build of it changes."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "site"
        self.out = folder / "out"
        write_files(self.root, FILES)

    def built(self, jobs: int = 1) -> set[str]:
        """Build it; the paths whose bytes changed."""
        before = self.contents()
        build(self.root, Options(destination=self.out, cache_dir=self.root.with_name("cache")), now=NOW, jobs=jobs)
        after = self.contents()
        return {path for path in {*before, *after} if before.get(path) != after.get(path)}

    def contents(self) -> dict[str, bytes]:
        """Every output."""
        files = (file for file in self.out.rglob("*") if file.is_file())
        return {file.relative_to(self.out).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.built()
    return made


def test_a_site_without_a_search_page_has_no_index(tmp_path: Path) -> None:
    """Nobody would ask it."""
    site = Site(tmp_path)
    (site.root / "content/find.md").unlink()
    assert site.built() == {path for path in site.contents() if not path.startswith("search-index/")}


def test_an_edit_changes_the_page_in_the_index_and_no_other(site: Site) -> None:
    """Its text, the shard that has its terms, and the manifest."""
    write_files(site.root, {"content/post/p3.md": FILES["content/post/p3.md"] + "朔。\n"})
    changed = {path for path in site.built() if path.startswith("search-index/")}
    (page,) = (path for path in changed if path.startswith("search-index/pages/"))
    assert json.loads(site.contents()[page])["title"] == "P3"
    assert {path.rpartition("/")[0] for path in changed} == {
        "search-index",
        "search-index/pages",
        "search-index/terms",
    }


def test_a_draft_leaves_the_index(site: Site) -> None:
    """Its page goes; no other text of the index names it."""
    write_files(site.root, {"content/post/p8.md": FILES["content/post/p8.md"].replace("title", "draft = true\ntitle")})
    site.built()
    pages = [json.loads(text) for path, text in site.contents().items() if path.startswith("search-index/pages/")]
    assert sorted(page["title"] for page in pages) == ["Find", *(f"P{day}" for day in range(1, 8))]


def test_several_processes_make_the_same_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever makes which of its files."""
    monkeypatch.setattr(crew, "WORTHWHILE", 1)
    monkeypatch.setattr(crew, "PORTION", 1)
    one, two = Site(tmp_path / "one"), Site(tmp_path / "two")
    one.built(jobs=1)
    two.built(jobs=2)
    assert one.contents() == two.contents()


def test_each_language_has_an_index_of_its_own(tmp_path: Path) -> None:
    """Beside its pages, with these alone."""
    site = Site(tmp_path)
    write_files(
        site.root,
        {
            "config.toml": FILES["config.toml"] + LANGUAGES,
            "content/find.ja.md": FILES["content/find.md"],
            "content/post/p1.ja.md": FILES["content/post/p1.md"],
        },
    )
    site.built()
    sizes = {
        path: json.loads(text)["pages"] for path, text in site.contents().items() if path.endswith("-index/index.json")
    }
    assert sizes == {"search-index/index.json": 9, "ja/search-index/index.json": 2}
