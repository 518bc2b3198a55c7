"""Order, neighbours, sections, terms, dates and menus of an assembled site."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogengine.config import Options, load_config
from blogengine.content import read_content
from blogengine.globs import matches
from blogengine.graph import assemble
from blogengine.site import Site

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONFIG = 'baseURL = "https://example.org/"\ntitle = "T"\n'


def post(title: str, date: str = "2024-01-01", extra: str = "") -> str:
    """A post's text."""
    return f'+++\ntitle = "{title}"\ndate = {date}\n{extra}+++\ntext\n'


@pytest.fixture
def assembled(tmp_path: Path):
    """Assemble a site from a dict of files."""

    def assemble_files(files: dict[str, str], config: str = CONFIG, **options: bool) -> Site:
        for name, text in {"config.toml": config, **files}.items():
            (file := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        loaded = load_config(tmp_path, Options(**options))
        return assemble(loaded, read_content(loaded), NOW)[0]

    return assemble_files


def test_the_default_order_is_weight_then_date_then_title(assembled) -> None:
    """Weighted pages first, then the newest, ties by Unicode collation."""
    site = assembled(
        {
            "content/post/a.md": post("あ"),
            "content/post/b.md": post("é"),
            "content/post/c.md": post("B"),
            "content/post/d.md": post("z", "2025-01-01"),
            "content/post/e.md": post("old but heavy", "2001-01-01", "weight = 2\n"),
            "content/post/f.md": post("lighter", "2001-01-01", "weight = -1\n"),
        }
    )
    assert [id_.rpartition("/")[2] for id_ in site.regular_pages] == ["f", "e", "d", "c", "b", "a"]


def test_next_is_newer_and_prev_is_older(assembled) -> None:
    """Neighbours follow the default order of the whole site."""
    site = assembled({"content/post/old.md": post("o", "2020-01-01"), "content/x/new.md": post("n", "2024-01-01")})
    assert site.neighbours == {"/x/new": ("/post/old", None), "/post/old": (None, "/x/new")}
    assert site.neighbours_in_section["/x/new"] == (None, None)


def test_drafts_future_and_expired_pages_are_nowhere(assembled) -> None:
    """What is held back is in no list, no term and no count, and is reported with its reason."""
    files = {
        "content/post/out.md": post("o", extra='tags = ["a"]\n'),
        "content/post/draft.md": post("d", extra='draft = true\ntags = ["only-draft"]\n'),
        "content/post/future.md": post("f", "2030-01-01"),
        "content/post/expired.md": post("e", extra="expiryDate = 2025-01-01\n"),
    }
    site = assembled(files)
    assert site.regular_pages == ("/post/out",)
    assert list(site.taxonomies["tags"]) == ["a"]
    held = {held.path: (held.reason, held.until and held.until.year) for held in site.held_back}
    assert held == {
        "content/post/draft.md": ("draft", None),
        "content/post/future.md": ("future", 2030),
        "content/post/expired.md": ("expired", None),
    }
    assert len(assembled(files, drafts=True, future=True, expired=True).regular_pages) == 4


def test_top_folders_are_sections_and_deeper_ones_only_with_an_index(assembled) -> None:
    """`docs/plain/` is no section; `docs/guide/` with `_index.md` is, and its pages belong to it."""
    site = assembled(
        {
            "content/docs/plain/a.md": post("a"),
            "content/docs/guide/_index.md": "+++\ntitle = 'Guide'\n+++\n",
            "content/docs/guide/b.md": post("b"),
            "content/about.md": post("about"),
        }
    )
    assert {page.id for page in site.pages.values() if page.kind == "section"} == {"/docs", "/docs/guide"}
    assert site.pages["/docs/plain/a"].parent == "/docs"
    assert site.pages["/docs/guide/b"].parent == "/docs/guide"
    assert site.pages["/about"].parent == "/"
    assert site.pages["/about"].section == ""
    assert set(site.children["/docs"]) == {"/docs/plain/a", "/docs/guide"}
    assert set(site.descendants["/docs"]) == {"/docs/plain/a", "/docs/guide/b"}


def test_spelling_variants_of_a_tag_are_one_term(assembled) -> None:
    """`MLOps` and `MLOPS` share a page."""
    site = assembled(
        {
            "content/post/a.md": post("a", extra='tags = ["MLOps", "C++"]\n'),
            "content/post/b.md": post("b", extra='tags = ["MLOPS"]\n'),
        }
    )
    assert list(site.taxonomies["tags"]) == ["c++", "mlops"]
    assert set(site.children["/tags/mlops"]) == {"/post/a", "/post/b"}
    assert site.pages["/tags/c++"].path == "/tags/c++/"


def test_nodes_take_the_newest_dates_below(assembled) -> None:
    """A section's date is its newest page's, its lastmod the latest change."""
    site = assembled(
        {
            "content/post/a.md": post("a", "2024-05-01"),
            "content/post/b.md": post("b", "2020-01-01", "lastmod = 2025-01-01\n"),
        }
    )
    section = site.pages["/post"]
    assert section.date is not None
    assert section.date.year == 2024
    assert section.lastmod is not None
    assert section.lastmod.year == 2025


def test_cascade_fills_what_pages_lack(assembled) -> None:
    """The nearest ancestor's cascade wins over a farther one, and the page's own value over both."""
    site = assembled(
        {
            "content/docs/_index.md": "+++\n[cascade]\ncolour = 'outer'\nkept = 1\n+++\n",
            "content/docs/in/_index.md": "+++\n[cascade]\ncolour = 'inner'\n+++\n",
            "content/docs/in/a.md": post("a"),
            "content/docs/in/b.md": post("b", extra="colour = 'own'\n"),
        }
    )
    assert site.pages["/docs/in/a"].matter.params["colour"] == "inner"
    assert site.pages["/docs/in/a"].matter.params["kept"] == 1
    assert site.pages["/docs/in/b"].matter.params["colour"] == "own"


def test_menus_nest_and_sort(assembled) -> None:
    """Entries by weight, 0 last; children under their parent; a circular parent does not hang."""
    config = CONFIG + (
        "[[menus.main]]\nname = 'B'\nweight = 2\n[[menus.main]]\nname = 'A'\nweight = 1\n"
        "[[menus.main]]\nname = 'child'\nparent = 'A'\n[[menus.main]]\nname = 'last'\n"
        "[[menus.main]]\nname = 'x'\nparent = 'y'\n[[menus.main]]\nname = 'y'\nparent = 'x'\n"
    )
    site = assembled({"content/a.md": post("Page", extra="menus = 'main'\nweight = 3\n")}, config)
    assert [entry.name for entry in site.menus["main"]] == ["A", "B", "Page", "last"]
    assert [child.name for child in site.menus["main"][0].children] == ["child"]
    assert [entry.title for entry in site.menus["main"]] == ["", "", "Page", ""]


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("/post/a", "/post/*", True),
        ("/post/a/b", "/post/*", False),
        ("/post/a/b", "/post/**", True),
        ("/post/a", "{/post/**,/docs/**}", True),
        ("/docs/a", "/{post,docs}/[ab]", True),
        ("/post/a.b", "/post/a?b", True),
        ("/post/axb", "/post/a.b", False),
    ],
)
def test_globs_match_as_hugo_reads_them(path: str, pattern: str, expected: bool) -> None:
    """`*` stays inside a folder, `**` crosses, braces choose."""
    assert matches(path, pattern) is expected
