"""The whole story, in a real browser: an author writes, publishes and renames, a reader reads and follows a tag."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import feedparser
from playwright.sync_api import expect

from blogengine.cli import run as command_line
from tests.publish.conftest import Author, Pages, post
from tests.serve.conftest import start

if TYPE_CHECKING:
    from playwright.sync_api import Page

CONFIG = 'baseURL = "{}"\ntitle = "Blog"\ntheme = "prologue"\nlanguageCode = "ja"\n[taxonomies]\ntag = "tags"\n'
NEW = "content/post/trip.md"


def test_from_a_new_post_to_a_renamed_one(author: Author, pages: Pages, tab: Page, tmp_path: Path) -> None:
    """Nothing of a draft is seen, one item is new and none is sent again, and every link leads somewhere."""
    settle(author, pages)
    assert author.publish(patience=20).commit
    author.commit()
    tab.goto(pages.url)
    expect(tab.get_by_role("link", name="B", exact=True).first).to_be_visible()
    before = guids(tab, pages)

    assert command_line(["new", "post", "post/trip.md", "--source", str(author.root)]) == 0
    server = start(author.root, tmp_path / "cache", "--port", "0")
    try:
        tab.goto(f"{server.url}post/trip/")
        expect(tab.locator("blogengine-overlay output")).to_have_text("Draft")
        author.write({NEW: post("旅", body="[B](../b/) へ続く", date="2025-12-31", more="draft = true\n")})
        expect(tab.locator("article")).to_contain_text("へ続く")
        expect(tab.locator("article h1")).to_contain_text("旅")
    finally:
        server.stop()
        server.process.communicate()
    assert not author.publish().commit, "a draft is nothing to publish"

    author.write({NEW: post("旅", body="[B](../b/) へ続く", date="2025-12-31")})
    second = author.publish(patience=20)
    assert second.commit
    assert not any(feed.sent_again for feed in second.changes.feeds)
    tab.goto(pages.url)
    tab.get_by_role("link", name="旅", exact=True).first.click()
    expect(tab.locator("article h1")).to_contain_text("旅")
    assert guids(tab, pages)[1:] == before
    walk(tab, pages)
    assert not author.publish().commit, "nothing has changed"
    author.commit()

    (author.root / NEW).rename(author.root / "content/post/journey.md")
    assert [each.page for each in author.publish(force=True).findings if each.code == "vanished-url"] == ["/post/trip/"]
    assert author.publish(aliases={"/post/trip/": "/post/journey/"}, patience=20).commit
    tab.goto(f"{pages.url}post/trip/")
    tab.wait_for_url("**/post/journey/")
    assert guids(tab, pages)[1:] == before, "the renamed post is the one that readers know"
    walk(tab, pages)


def settle(author: Author, pages: Pages) -> None:
    """The author's site with the theme that comes with the engine."""
    for template in (author.root / "templates").iterdir():
        template.unlink()
    author.write({"config.toml": CONFIG.format(pages.url)})
    author.commit("Another theme")


def guids(tab: Page, pages: Pages) -> list[str]:
    """The ids in the feed of the tag that the posts have, newest first."""
    return [entry.id for entry in feedparser.parse(tab.request.get(f"{pages.url}tags/歌/index.xml").body()).entries]


def walk(tab: Page, pages: Pages) -> None:
    """Open every page that can be reached, and ask for all that they refer to; nothing of the draft is among it."""
    waiting, seen = [pages.url], set[str]()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = tab.request.get(url)
        assert answer.ok, f"{url} leads nowhere"
        assert b"Secret" not in answer.body()
        if "html" in answer.headers["content-type"]:
            tab.goto(url)
            found = tab.evaluate("[...document.querySelectorAll('[href],[src]')].map(each => each.href || each.src)")
            own = (each.partition("#")[0] for each in found if isinstance(each, str))
            waiting += [each for each in own if urlsplit(each).netloc == urlsplit(pages.url).netloc]
    assert len(seen) > 10
