"""published.json as a part of what a site is built from."""

from __future__ import annotations

from pathlib import Path

from blogengine.build import build
from blogengine.config import Options
from tests.conftest import NOW, MakeSite, write_files

POST = '+++\ntitle = "T"\ndate = 2025-01-01\n{}+++\ntext\n'
FILES = {"content/post/a.md": POST.format(""), "content/post/b.md": POST.format('aliases = ["/old/b/"]\n')}
LINE = '"{}": {{"first":"2020-01-01","id":"{}"{}}},\n'


def ledger(*entries: tuple[str, str, str]) -> str:
    """A file with entries: address, id, and the name of the page or ""."""
    lines = (LINE.format(address, id_, f',"page":"{page}"' if page else "") for address, id_, page in entries)
    return "{\n" + "".join(lines) + '"version": 1\n}\n'


def test_without_the_file_ids_are_the_addresses(site: MakeSite) -> None:
    """As Hugo has them."""
    built = site(FILES)
    assert "<guid>https://example.org/post/a/</guid>" in built.read("post/index.xml")
    assert "isPermaLink" not in built.read("index.xml")


def test_an_id_is_found_by_address_then_alias_then_place(site: MakeSite) -> None:
    """The address is the most telling, the place in content/ the last."""
    known = ledger(("/post/a/", "one", ""), ("/old/b/", "two", ""), ("/was/a/", "three", "en:/post/a"))
    feed = site({**FILES, "published.json": known}).read("index.xml")
    assert '<guid isPermaLink="false">one</guid>' in feed
    assert '<guid isPermaLink="false">two</guid>' in feed
    assert "three" not in feed
    assert ">three<" in site({"published.json": ledger(("/was/a/", "three", "en:/post/a"))}).read("index.xml")


def test_an_id_is_escaped(site: MakeSite) -> None:
    """Whatever an earlier engine took for one."""
    known = ledger(("/post/a/", "a&b<c>", ""))
    assert ">a&amp;b&lt;c&gt;</guid>" in site({**FILES, "published.json": known}).read("index.xml")


def test_a_change_of_the_file_makes_the_feeds_of_that_post_anew(site: MakeSite, tmp_path: Path) -> None:
    """And only these; what comes out is what a clean build gives."""
    files = {**FILES, "content/note/c.md": POST.format("")}
    built = site({**files, "published.json": ledger(("/post/a/", "one", ""))})
    edits = {"published.json": ledger(("/post/a/", "other", ""), ("/post/b/", "https://example.org/post/b/", ""))}
    write_files(built.source, edits)
    report = build(built.source, Options(destination=built.destination), now=NOW)
    assert report.written == 2, "the home page's and the section's"
    assert ">other</guid>" in built.read("post/index.xml")
    (built.source / "published.json").unlink()
    build(built.source, Options(destination=built.destination), now=NOW)
    assert "isPermaLink" not in built.read("index.xml")
    clean = build(built.source, Options(destination=tmp_path / "clean"), now=NOW).destination
    for file in clean.rglob("*.xml"):
        assert file.read_bytes() == (built.destination / file.relative_to(clean)).read_bytes()
