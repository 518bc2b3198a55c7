"""Feeds: whole texts that readers' programs show right, in RSS and JSON, announced where they belong."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from lxml import etree, html

from blogengine.views.feed_item import rfc822, rfc3339
from tests.conftest import BuiltSite, MakeSite

ROOT = Path(__file__).parents[2]
BASE = "https://example.org/blog/"
SITE = f'baseURL = "{BASE}"\ntitle = "Site & <Co>"\n'
FULL = '[feeds]\ncontent = "full"\njson = true\nopml = true\n'
CONFIG = f'{SITE}[params]\nauthor = "筆者"\n[markup.goldmark.renderer]\nunsafe = true\n'
ADDRESSES = ("href", "src", "poster", "cite", "data")
POST = """\
+++
title = "歌 & <b>"
date = 2024-03-04T05:06:07+09:00
lastmod = 2024-04-01T00:00:00+09:00
tags = ["歌", "Code"]
images = ["cover.png"]
+++
First [near](../other/) and [rooted](/about/), ![picture](inner.png) and a note.[^1]

```python {linenos=inline}
print("<]]>")
```

- [x] done
- [ ] to do

<script>document.write("x")</script>
<iframe src="https://video.example/1" title="A film"></iframe>
<video src="film.mp4" poster="/still.png" onclick="play()"></video>
<img src="a.png" srcset="a.png 1x, /b.png 2x" alt="">

[^1]: The note.
"""
FILES = {
    "config.toml": CONFIG + FULL,
    "content/post/song/index.md": POST,
    "content/post/song/inner.png": b"png",
    "content/post/song/cover.png": b"png",
    "content/post/other.md": '+++\ntitle = "Other"\ndate = 2023-01-01\n+++\nText.',
    "content/about.md": '+++\ntitle = "About"\n+++\nUs.',
}


@pytest.fixture
def built(site: MakeSite) -> BuiltSite:
    """A small blog."""
    return site(FILES)


def parsed(content: bytes) -> Any:
    """A feed as feedparser reads it, its HTML left alone."""
    feed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.bozo_exception
    return feed


def item(built: BuiltSite, path: str = "index.xml") -> Any:
    """The song's item of a feed."""
    feed = parsed((built.destination / path).read_bytes())
    return next(entry for entry in feed.entries if entry.title.startswith("歌"))


def relative_urls(text: str) -> list[str]:
    """Addresses in HTML that a reader's program cannot follow."""
    tree = html.fragment_fromstring(text, create_parent="div")
    found = [value for name in ADDRESSES for value in tree.xpath(f"//@{name}")]
    found += [part.split()[0] for value in tree.xpath("//@srcset") for part in value.split(",")]
    return [url for url in found if not re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE)]


def test_an_item_has_the_whole_text_with_every_address_whole(built: BuiltSite) -> None:
    """Links, pictures, notes and frames lead somewhere from anywhere; no script, no handler, no line number."""
    content = item(built).content[0].value
    assert relative_urls(content) == []
    tree = html.fragment_fromstring(content, create_parent="div")
    assert tree.xpath("//a[text()='near']/@href") == [f"{BASE}post/other/"]
    assert tree.xpath("//a[text()='rooted']/@href") == [f"{BASE}about/"]
    assert tree.xpath("//img[@alt='picture']/@src") == [f"{BASE}post/song/inner.png"]
    assert tree.xpath("//a[@class='footnote-ref']/@href") == [f"{BASE}post/song/#fn:1"]
    assert tree.xpath("//video/@poster") == [f"{BASE}still.png"]
    assert tree.xpath("//@srcset") == [f"{BASE}post/song/a.png 1x, {BASE}b.png 2x"]
    assert tree.xpath("//a[@href='https://video.example/1']/text()") == ["A film"]
    assert tree.xpath("//pre/code/text()") == ['print("<]]>")\n']
    assert [text.strip() for text in tree.xpath("//li[span]//text()") if text.strip()] == ["☑", "done", "☐", "to do"]
    assert not tree.xpath("//script | //iframe | //input | //@onclick")


def test_an_item_says_who_when_about_what_and_with_which_picture(built: BuiltSite) -> None:
    """Author, dates with their offset, tags of every taxonomy, the cover."""
    found = item(built)
    assert (found.title, found.author) == ("歌 & <b>", "筆者")
    assert (found.published, found.updated) == ("Mon, 04 Mar 2024 05:06:07 +0900", "2024-04-01T00:00:00+09:00")
    assert [tag.term for tag in found.tags] == ["歌", "Code"]
    assert [media["url"] for media in found.media_content] == [f"{BASE}post/song/cover.png"]
    assert found.id == found.link == f"{BASE}post/song/"


def test_a_json_feed_stands_beside_each_rss_feed_and_says_the_same(built: BuiltSite) -> None:
    """JSON Feed 1.1 of home, sections and terms: same ids, texts and tags."""
    pairs = [(path, path.removesuffix("index.xml") + "feed.json") for path in built.paths if path.endswith("index.xml")]
    assert {pair[0] for pair in pairs} >= {"index.xml", "post/index.xml", "tags/歌/index.xml", "tags/index.xml"}
    for rss, name in pairs:
        feed, entries = json.loads(built.read(name)), parsed((built.destination / rss).read_bytes()).entries
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == (BASE + name).replace("歌", "%E6%AD%8C")
        assert [each["id"] for each in feed["items"]] == [entry.id for entry in entries]
        assert all("content_html" in each for each in feed["items"])
    song = json.loads(built.read("feed.json"))["items"][0]
    assert song["content_html"] == item(built).content[0].value
    assert (song["tags"], song["authors"]) == (["歌", "Code"], [{"name": "筆者"}])
    assert (song["image"], song["date_modified"]) == (f"{BASE}post/song/cover.png", "2024-04-01T00:00:00+09:00")


def test_summaries_alone_are_hugos_feeds(site: MakeSite) -> None:
    """Without settings an item has the summary as Hugo prints it, and no text beside it."""
    built = site(FILES | {"config.toml": CONFIG + "[feeds]\njson = true\n"})
    found = item(built)
    assert "content" not in found
    assert f'<a href="{BASE}about/">rooted</a>' in found.summary
    assert '<a href="../other/">near</a>' in found.summary
    assert json.loads(built.read("feed.json"))["items"][0]["content_html"] == found.summary


def test_a_feed_of_whole_texts_holds_as_many_as_its_limit(site: MakeSite) -> None:
    """`[feeds] limit` counts for whole texts, Hugo's own limit goes before it, and summaries are Hugo's: all."""
    posts = {f"content/post/{n}.md": f'+++\ntitle = "{n}"\ndate = 2020-01-{n:02}\n+++\nx' for n in range(1, 6)}
    counts = {}
    for name, settings in {
        "ours": FULL + "limit = 2\n",
        "Hugo's": FULL + "limit = 2\n[services.rss]\nlimit = 3\n",
        "all": FULL + "limit = -1\n",
        "summaries": "[feeds]\nlimit = 2\n",
    }.items():
        built = site({"config.toml": SITE + settings, **posts})
        entries = parsed((built.destination / "index.xml").read_bytes()).entries
        assert entries[0].title == "5"
        counts[name] = len(entries)
    assert counts == {"ours": 2, "Hugo's": 3, "all": 5, "summaries": 5}


def test_json_and_opml_are_written_where_they_are_asked_for(site: MakeSite) -> None:
    """Without `[feeds]` there is what Hugo writes; a page without RSS has neither."""
    built = site(FILES | {"config.toml": CONFIG})
    assert not {path for path in built.paths if path.endswith((".json", ".opml"))}
    built = site(FILES | {"config.toml": CONFIG + FULL + '[outputs]\nhome = ["html"]\n'})
    assert not built.exists("feed.json")
    assert not built.exists("feeds.opml")
    assert built.exists("post/feed.json")


def test_a_theme_can_ask_for_whole_texts_and_the_site_has_the_last_word(site: MakeSite) -> None:
    """`[feeds]` of a theme.toml holds where the site's configuration is silent: the theme prologue asks for all."""
    files = FILES | {"templates/x": "", "config.toml": CONFIG}
    built = site(files, theme="prologue")
    assert item(built).content
    assert built.exists("tags/code/feed.json")
    assert built.exists("feeds.opml")
    built = site(files | {"config.toml": CONFIG + '[feeds]\ncontent = "summary"\njson = false\n'}, theme="prologue")
    assert "content" not in item(built)
    assert not built.exists("feed.json")
    assert built.exists("feeds.opml")


def test_the_list_of_feeds_has_the_site_and_every_term(built: BuiltSite) -> None:
    """feeds.opml: well-formed, every address that of a file."""
    outline = etree.fromstring((built.destination / "feeds.opml").read_bytes()).find("body")
    names = ("text", "xmlUrl", "htmlUrl")
    feeds = [tuple(map(each.get, names)) for each in outline.iter() if each.get("xmlUrl")]
    assert feeds == [
        ("Site & <Co>", f"{BASE}index.xml", BASE),
        ("Code", f"{BASE}tags/code/index.xml", f"{BASE}tags/code/"),
        ("歌", f"{BASE}tags/%E6%AD%8C/index.xml", f"{BASE}tags/%E6%AD%8C/"),
    ]


def test_a_page_belongs_to_the_feeds_that_list_it(site: MakeSite) -> None:
    """A post: its terms', its section's, the site's; a list: its own and the site's."""
    show = "{% for feed in page.feeds if feed.name == 'rss' %}{{ feed.rel_permalink }} {% endfor %}"
    built = site(FILES | {"templates/single.html": show, "templates/list.html": show})
    assert built.read("post/song/index.html").split() == [
        "/blog/tags/%E6%AD%8C/index.xml", "/blog/tags/code/index.xml", "/blog/post/index.xml", "/blog/index.xml",
    ]  # fmt: skip
    assert built.read("tags/code/index.html").split() == ["/blog/tags/code/index.xml", "/blog/index.xml"]
    assert built.read("about/index.html").split() == ["/blog/index.xml"]
    assert built.read("index.html").split() == ["/blog/index.xml"]


def test_an_edit_of_a_text_reaches_the_feeds_that_have_it_and_no_other(site: MakeSite) -> None:
    """What is below the summary is in the feeds of home, section and term, not in another term's."""
    files = FILES | {"content/post/third.md": '+++\ntitle = "3"\ndate = 2022-01-01\ntags = ["solo"]\n+++\nx'}
    before = site(files)
    texts = {path: before.read(path) for path in before.paths if path.endswith((".xml", ".json"))}
    after = site(files | {"content/post/song/index.md": POST.replace("The note.", "Another note.")})
    changed = {path for path, text in texts.items() if after.read(path) != text}
    folders = ("", "post/", "tags/歌/", "tags/code/")
    assert changed == {folder + name for folder in folders for name in ("index.xml", "feed.json")}


@pytest.mark.parametrize(
    "text", ["", "]]>", "<p>" * 5000, "a\x0bb", "<a href='http://['>x</a>", "<svg><use href='#a'>"]
)
def test_no_text_breaks_a_feed(site: MakeSite, text: str) -> None:
    """Nothing, the end of a CDATA section, deep nesting, hostile addresses: the feed stays well-formed."""
    built = site({"config.toml": CONFIG + FULL, "content/a.md": f'+++\ntitle = "a"\n+++\n{text}\n'})
    assert len(parsed((built.destination / "index.xml").read_bytes()).entries) == 1
    assert json.loads(built.read("feed.json"))["items"]


def test_feeds_of_real_blogs_are_read_without_a_complaint(
    shared: Path, own_site_output: Path, portfolio_output: Path
) -> None:
    """The portfolio's and our own site's: feedparser has no complaint, no item a relative address or a script."""
    for source, out in {ROOT: own_site_output, shared / "portfolio": portfolio_output}.items():
        feeds = sorted(out.rglob("index.xml"))
        assert len(feeds) > 5
        for feed in feeds:
            for entry in parsed(feed.read_bytes()).entries:
                for text in (entry.summary, entry.get("content", [{"value": ""}])[0]["value"]):
                    assert relative_urls(text) == [], (feed, entry.link)
                    assert "<script" not in text
        whole = (out / "index.xml").read_text("utf-8")
        posts = [file.read_text("utf-8") for file in (source / "content/post").rglob("*.md")]
        talks = re.findall(r'class="speakerdeck-embed"[^>]*data-id="(\w+)"', "".join(posts))
        assert talks
        assert [talk for talk in talks if f"speakerdeck.com/player/{talk}" not in whole] == []


def test_the_page_of_all_feeds_lists_each_tag_with_its_feeds_count_and_newest_post(site: MakeSite) -> None:
    """In the theme: the site's feeds, the list of all, then every tag; the newest post is not the heaviest."""
    pinned = '+++\ntitle = "Old"\nweight = 1\ndate = 2020-01-01\ntags = ["歌"]\n+++\nx'
    follow = '+++\ntitle = "Follow"\n+++\n'
    files = {"content/post/old.md": pinned, "content/follow/_index.md": follow, "templates/x": ""}
    built = site(FILES | files, theme="prologue")
    tree = html.document_fromstring(built.read("follow/index.html"))
    rows = [" ".join(row.text_content().split()) for row in tree.xpath("//ul[@class='follow']/li")]
    assert rows == [
        "Site & <Co> 4 posts Newest: 2024-03-04 歌 & <b> RSS JSON",
        "Code 1 post Newest: 2024-03-04 歌 & <b> RSS JSON",
        "歌 2 posts Newest: 2024-03-04 歌 & <b> RSS JSON",
    ]
    assert tree.xpath("//ul[@class='follow']//p[@class='feeds']/a/@href")[-2:] == [
        f"{BASE}tags/%E6%AD%8C/index.xml", f"{BASE}tags/%E6%AD%8C/feed.json",
    ]  # fmt: skip
    assert tree.xpath("//a[@type='text/x-opml']/@href") == ["/blog/feeds.opml"]


def test_offsets_before_standard_time_have_no_seconds() -> None:
    """As Hugo 0.168 prints Tokyo's of 1887: no format of a feed has seconds in an offset."""
    date = datetime(1887, 12, 31, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert rfc3339(date) == "1887-12-31T00:00:00+09:18"
    assert rfc822(date).endswith("31 Dec 1887 00:00:00 +0918")
