"""The default theme, seen through this repository's own site and, where it is at hand, the author's portfolio."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from blogengine.build import build
from blogengine.config import Options

REPOSITORY = Path(__file__).parents[1]
THEME = REPOSITORY / "themes" / "prologue"
STYLE = (THEME / "static" / "css" / "prologue.css").read_text("utf-8")
BASE = "/blogengine/"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

PAGES = {
    "home": "index.html",
    "second pager": "page/2/index.html",
    "section": "post/index.html",
    "post": "post/formulas-tables-code/index.html",
    "Japanese post": "post/writing-in-japanese/index.html",
    "page": "about/index.html",
    "taxonomy": "tags/index.html",
    "term": "tags/writing/index.html",
    "Japanese term": "tags/日本語/index.html",
    "archives": "archives/index.html",
    "search": "search/index.html",
    "404": "404.html",
}


@pytest.fixture(scope="module")
def site(own_site_output: Path) -> Path:
    """This repository's own site, built."""
    return own_site_output


@pytest.fixture(scope="module")
def portfolio(portfolio_output: Path) -> Path:
    """The author's blog, its configuration untouched, in this theme."""
    return portfolio_output


def documents(out: Path) -> Iterator[tuple[str, Any]]:
    """Every page but redirects, by its path."""
    for path in sorted(out.rglob("*.html")):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in text:
            yield path.relative_to(out).as_posix(), html.document_fromstring(text)


def page(out: Path, kind: str) -> Any:
    return html.document_fromstring((out / PAGES[kind]).read_text("utf-8"))


def target(out: Path, address: str, base: str) -> Path:
    """The file that an internal address leads to."""
    path = out / unquote(urlsplit(address).path).removeprefix(base)
    return path / "index.html" if path.is_dir() else path


def addresses(document: Any) -> Iterator[str]:
    for attribute in ("href", "src", "data-index"):
        yield from document.xpath(f"//@{attribute}")


# Every page


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_has_its_furniture(site: Path, kind: str) -> None:
    """Each kind of page renders with a title, the banner, one main, a menu, a footer and a skip link into main."""
    document = page(site, kind)
    assert document.findtext("head/title")
    assert document.get("lang") == "en"
    assert len(document.xpath("//body/header[@class='banner']")) == 1
    assert len(document.xpath("//main[@id='pageMain']")) == 1
    assert len(document.xpath("//nav[contains(@class, 'menu')]//a[not(@hreflang)]")) == 6
    assert len(document.xpath("//body/footer")) == 1
    assert document.xpath("//body/a[1]/@href") == ["#pageMain"]
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in document.iter("nav"))


def test_every_page_has_one_h1(site: Path) -> None:
    """A page has exactly one first-level heading: its title, on the home page the site's."""
    assert {path: len(document.xpath("//h1")) for path, document in documents(site)} == {
        path: 1 for path, _ in documents(site)
    }


def test_ids_are_unique(site: Path) -> None:
    """No page gives one id twice, though its table of contents stands there twice."""
    for path, document in documents(site):
        ids = document.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_labels_refer_to_what_exists(site: Path) -> None:
    """Every aria-labelledby, and every link within the page, names an id of the page."""
    for path, document in documents(site):
        ids = {"", *document.xpath("//@id")}
        referred = {*document.xpath("//@aria-labelledby")}
        referred |= {unquote(href[1:]) for href in document.xpath("//@href") if href.startswith("#")}
        assert referred <= ids, path


def test_headings_skip_no_level(site: Path) -> None:
    """Within main no heading is more than one level below the one before it."""
    for path, document in documents(site):
        levels = [
            int(heading.tag[1]) for heading in document.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        start = [1, *levels]
        assert all(after <= before + 1 for before, after in zip(start, levels, strict=False)), path


def test_internal_addresses_carry_the_base_path_and_lead_somewhere(site: Path) -> None:
    """Every root-relative address stands under the base URL's path, and its file exists."""
    for path, document in documents(site):
        for address in addresses(document):
            if address.startswith("/") and not address.startswith("//"):
                assert address.startswith(BASE), (path, address)
                assert target(site, address, BASE).is_file(), (path, address)


def test_whole_addresses_of_the_site_lead_somewhere(site: Path) -> None:
    """Canonical addresses and feeds, written whole, are files too."""
    for path, document in documents(site):
        for address in document.xpath("//link/@href"):
            if address.startswith("https://example.github.io"):
                assert target(site, address, BASE).is_file(), (path, address)


def test_the_theme_asks_no_other_host(site: Path) -> None:
    """A page without embeds loads nothing from elsewhere, and no tag carries a script in an attribute."""
    for kind in PAGES:
        document = page(site, kind)
        loaded = document.xpath(
            "//script/@src | //img/@src | //iframe/@src | //link[@rel='stylesheet' or @rel='icon']/@href"
        )
        assert all(address.startswith(BASE) for address in loaded), kind
        assert not document.xpath("//@*[starts-with(name(), 'on')]"), kind


# Kinds


def test_the_home_page_shows_the_newest_posts_and_leads_on(site: Path) -> None:
    """The home page shows date, title and description of the newest posts, and the way to the others."""
    home = page(site, "home")
    assert home.xpath("//h1")[0].text_content().strip() == "blogengine"
    recent = home.xpath("//ul[@class='recent-posts']/li")
    assert len(recent) == 5
    assert all(post.xpath("time/@datetime") and post.xpath("a/@href") and post.findtext("p") for post in recent)
    assert home.xpath("//a[contains(@class, 'more')]/@href") == [f"{BASE}archives/"]
    assert home.xpath("//a[@rel='next']/@href") == [f"{BASE}page/2/"]
    assert page(site, "second pager").xpath("//a[@rel='prev']/@href") == [BASE]
    assert page(site, "second pager").xpath("//link[@rel='canonical']/@href") == [
        "https://example.github.io/blogengine/page/2/"
    ]


def test_lists_show_summaries(site: Path) -> None:
    """A section shows a summary of each post."""
    excerpts = page(site, "section").xpath("//main//article/p[@class='excerpt']")
    assert len(excerpts) == 5
    assert all(excerpt.text_content().strip() for excerpt in excerpts)


def test_a_post_has_its_furniture(site: Path) -> None:
    """A post shows its date, length and tags, its contents, licence, share links, related posts and neighbours."""
    post = page(site, "post")
    assert post.xpath("//header[@class='post-head']//time/@datetime") == ["2025-08-24T09:00:00+09:00"]
    assert post.xpath("//header[@class='post-head']//a[@rel='tag']/@href") == [
        f"{BASE}tags/writing/",
        f"{BASE}tags/code/",
    ]
    assert (
        len(post.xpath("//*[contains(@class, 'side-toc')]//li"))
        == len(post.xpath("//details[@class='toc-inline']//li"))
        > 3
    )
    assert post.xpath("//p[@class='license']/a/@rel") == ["license"]
    assert len(post.xpath("//section[@class='share']//a")) == 5
    assert post.xpath("//section[@class='related']//li")
    assert post.xpath("//nav[@class='neighbours']/a/@rel") == ["prev", "next"]
    assert json.loads(post.xpath("//script[@type='application/ld+json']/text()")[0])["@type"] == "BlogPosting"


def test_front_matter_switches_furniture_off(site: Path) -> None:
    """`share`, `showLicense` and `showToc` of a page win over the site's."""
    about = page(site, "page")
    assert not about.xpath("//section[@class='share'] | //p[@class='license'] | //details[@class='toc-inline']")


def test_japanese_is_marked_as_japanese(site: Path) -> None:
    """On a site in English a Japanese post, its place in lists and its contents carry `lang`."""
    assert page(site, "Japanese post").xpath("//main/article/@lang") == ["ja"]
    assert page(site, "Japanese term").xpath("//article/@lang") == ["ja"]
    assert not page(site, "post").xpath("//main/article/@lang")


def test_archives_list_every_post_by_year(site: Path) -> None:
    """The archives hold every post, newest first."""
    archives = page(site, "archives")
    posts = [path for path in (site / "post").iterdir() if path.is_dir() and path.name != "page"]
    dates = archives.xpath("//main//time/@datetime")
    assert len(dates) == len(posts)
    assert dates == sorted(dates, reverse=True)
    assert [heading.text for heading in archives.xpath("//main//h2")] == ["2025"]


def test_a_section_as_a_book_shows_every_page_below_its_part(site: Path) -> None:
    """With `layout = "contents"` a section is one page: a heading for each part, every page of it once, in order."""
    document = html.document_fromstring((site / "manual/index.html").read_text("utf-8"))
    shown = document.xpath("//dl[@class='chapters']/dt/a/@href")
    chapters = {path.relative_to(site / "manual").parts[0] for path in (site / "manual").glob("*/index.html")}
    assert [address.rstrip("/").rpartition("/")[2] for address in shown][:2] == ["start", "tour"]
    assert len(shown) == len(set(shown)) == len(chapters - {"page"})
    assert document.xpath("//main//h2/text()")[0] == "Start"


def test_feeds_are_announced_where_they_belong(site: Path) -> None:
    """A term page announces and shows its own feed; a post announces its tags' feeds and the site's."""
    term = page(site, "term")
    own = "https://example.github.io/blogengine/tags/writing/index.xml"
    whole = "https://example.github.io/blogengine/index.xml"
    announced = term.xpath("//link[@rel='alternate'][not(@hreflang)]/@href")
    assert announced == [own, own.replace("index.xml", "feed.json"), whole, whole.replace("index.xml", "feed.json")]
    assert term.xpath("//p[@class='feed']/a/@href") == [
        f"{BASE}tags/writing/{name}" for name in ("index.xml", "feed.json")
    ]
    assert {own, whole} <= set(page(site, "post").xpath("//link[@rel='alternate']/@href"))
    for path, document in documents(site):
        home = f"{BASE}ja/" if path.startswith("ja/") else BASE
        assert f"{home}index.xml" in document.xpath("//footer//a/@href")


def test_alerts_are_callouts(site: Path) -> None:
    """`> [!WARNING]` becomes a callout with a title."""
    titles = page(site, "post").xpath("//div[@class='alert alert-warning']/p[@class='alert-title']/text()")
    assert [title.strip() for title in titles] == ["Warning"]


def test_formulas_are_set(site: Path) -> None:
    """A formula is MathML, and keeps its source, backslashes and underscores, for whoever copies it."""
    displayed = page(site, "post").xpath("//main//math[@display='block']")
    assert [math.xpath(".//annotation/text()") for math in displayed] == [
        [r"U_1 = n_1 n_2 + \frac{n_1 (n_1 + 1)}{2} - R_1"]
    ]
    assert all(math.xpath(".//mfrac") for math in displayed)


def test_headings_lead_to_themselves(site: Path) -> None:
    """The words of each heading of a text are a link to it."""
    for heading in page(site, "post").xpath("//div[@class='content']//h2"):
        assert heading.xpath("a[@class='anchor']/@href") == [f"#{heading.get('id')}"]


def test_the_search_index_holds_the_pages(site: Path) -> None:
    """The search page names the index; a page in it has its title, address under the base path, tags, date and text."""
    assert page(site, "search").xpath("//form/@data-index") == [f"{BASE}search-index/client.js"]
    entries = [json.loads(file.read_text("utf-8")) for file in (site / "search-index" / "pages").iterdir()]
    found = next(entry for entry in entries if entry["title"] == "日本語で書く")
    assert found["url"] == f"{BASE}post/writing-in-japanese/"
    assert found["tags"] == ["日本語", "Writing"]
    assert found["date"] == "2025-06-15"
    assert "二文字ずつの重なり" in found["text"]
    assert not any(re.search(r"&\w+;|<p>", entry["text"]) for entry in entries if entry["url"].endswith("japanese/"))


# Other sites


def built(root: Path, files: dict[str, str]) -> Path:
    """A small site of these files, built."""
    for name, text in files.items():
        file = root / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    build(root / "site", Options(destination=root / "out", theme="prologue"), now=NOW)
    return root / "out"


BARE = {
    "config.toml": 'baseURL = "https://example.org/"\ntitle = "Bare"\n',
    "content/post/one.md": "+++\n+++\nNo title, no date, no tags.\n",
    "content/post/deep/_index.md": "+++\ntitle = 'Deep'\n+++\n",
    "content/post/deep/two.md": "+++\ntitle = 'A < B & \"C\"'\ndate = 2025-01-01\n+++\n",
    "content/archives/_index.md": "+++\ntitle = 'Archives'\n+++\n",
    "content/search/_index.md": "+++\ntitle = 'Search'\n+++\n",
}


def test_a_bare_site_renders(tmp_path: Path) -> None:
    """Without parameters, menus, tags, dates or titles every page still renders, with nothing empty in it."""
    out = built(tmp_path, BARE)
    for path, document in documents(out):
        assert len(document.xpath("//h1")) == 1, path
        assert not document.xpath("//aside | //nav[not(.//a)] | //ul[not(*)] | //a[not(@href)] | //p[@class='lead']"), (
            path
        )
    section = html.document_fromstring((out / "post" / "index.html").read_text("utf-8"))
    assert section.xpath("//ul[@class='sections']//a/@href") == ["/post/deep/"]
    post = html.document_fromstring((out / "post" / "deep" / "two" / "index.html").read_text("utf-8"))
    assert post.xpath("//h1/text()") == ['A < B & "C"']
    assert (out / "search-index" / "index.json").is_file()


def test_a_japanese_site_speaks_japanese(tmp_path: Path) -> None:
    """The furniture of a site in Japanese is in Japanese, and its texts need no mark of their own."""
    config = """
baseURL = "https://example.org/blog/"
title = "日記"
defaultContentLanguage = "ja"
languageCode = "ja"
hasCJKLanguage = true
[params]
author = "筆者"
showWordCounter = true
share = true
"""
    text = '+++\ntitle = "はじめに"\ndate = 2025-01-01\ntags = ["日々"]\n+++\n本文です。\n'
    out = built(tmp_path, {"config.toml": config, "content/post/one.md": text})
    home = html.document_fromstring((out / "index.html").read_text("utf-8"))
    post = html.document_fromstring((out / "post" / "one" / "index.html").read_text("utf-8"))
    assert home.get("lang") == "ja"
    assert home.xpath("//h2/span[@class='underlined']/text()") == ["こんにちは、筆者です", "最近の記事"]
    assert "5文字" in post.xpath("//ul[@class='meta']")[0].text_content()
    assert not post.xpath("//main//@lang")


def test_settings_show_in_the_page(tmp_path: Path) -> None:
    """The banner's picture, accounts, support and style sheets come from the site's parameters."""
    config = """
baseURL = "https://example.org/blog/"
title = "Set"
[params]
headerImage = "img/mine.jpg"
customCSS = ["css/custom.css", "css/more.css"]
buyMeACoffee = "someone"
support = true
[[params.social]]
name = "GitHub"
url = "https://github.com/someone"
[params.author]
name = "Some One"
"""
    out = built(tmp_path, {"config.toml": config, "content/post/one.md": "+++\ntitle = 'One'\n+++\nText.\n"})
    home = html.document_fromstring((out / "index.html").read_text("utf-8"))
    post = html.document_fromstring((out / "post" / "one" / "index.html").read_text("utf-8"))
    assert home.xpath("//header[@class='banner banner-photo']/img/@src") == ["/blog/img/mine.jpg"]
    assert home.xpath("//ul[@class='accounts']//a/@href") == ["https://github.com/someone"]
    assert "Some One" in home.xpath("//h2")[0].text_content()
    assert home.xpath("//link[@rel='stylesheet']/@href") == [
        "/blog/css/prologue.css",
        "/blog/css/custom.css",
        "/blog/css/more.css",
    ]
    assert post.xpath("//section[@class='support']//a/@href") == ["https://www.buymeacoffee.com/someone"]


def test_translations_lead_to_each_other(tmp_path: Path) -> None:
    """A page in two languages announces both, and its menu leads to the other."""
    config = """
baseURL = "https://example.org/blog/"
title = "Two"
defaultContentLanguage = "en"
[languages.en]
weight = 1
languageName = "English"
[languages.ja]
weight = 2
languageName = "日本語"
"""
    texts = {"content/post/one.md": "+++\ntitle = 'One'\n+++\n", "content/post/one.ja.md": "+++\ntitle = '一'\n+++\n"}
    out = built(tmp_path, {"config.toml": config, **texts})
    english = html.document_fromstring((out / "post" / "one" / "index.html").read_text("utf-8"))
    japanese = html.document_fromstring((out / "ja" / "post" / "one" / "index.html").read_text("utf-8"))
    assert (english.get("lang"), japanese.get("lang")) == ("en", "ja")
    assert english.xpath("//nav//a[@hreflang='ja']/@href") == ["/blog/ja/post/one/"]
    assert japanese.xpath("//link[@hreflang='en']/@href") == ["https://example.org/blog/post/one/"]


# Words and colours


def strings(language: str) -> dict[str, Any]:
    return tomllib.loads((THEME / "i18n" / f"{language}.toml").read_text("utf-8"))


def test_every_string_exists_in_both_languages() -> None:
    """English and Japanese have the same keys, and these are what the templates ask for."""
    templates = "".join(path.read_text("utf-8") for path in (THEME / "templates").rglob("*.*"))
    asked = set(re.findall(r'\bt\("(\w+)"', templates))
    assert set(strings("en")) == set(strings("ja")) == asked


def test_both_languages_fill_the_same_places() -> None:
    """A translation has the `{places}` of the original."""

    def places(text: Any) -> set[str]:
        return set(re.findall(r"{(\w+)}", text if isinstance(text, str) else text["other"]))

    assert {key: places(text) for key, text in strings("en").items()} == {
        key: places(text) for key, text in strings("ja").items()
    }


def colours(scheme: int) -> dict[str, str]:
    """Every colour of the style sheet by its name, by day (0) or by night (1)."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", STYLE)
    return {name: values[scheme] for name, *values in pairs}


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of `#rrggbb`."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = ("text", "muted", "heading", "link", "link-hover")
CODE = ("code-text", "code-comment", "code-keyword", "code-string", "code-number", "code-name", "code-type")
TONES = ("note", "tip", "important", "warning", "caution")
GROUNDS = {
    "ground": TEXTS,
    "raised": (*TEXTS, *TONES),
    "code-ground": (*CODE, "link"),
    "code-marked": CODE,
    "marker-yellow": ("text", "heading", "link"),
    "marker-pink": ("text", "heading", "link"),
}


@pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_has_contrast(ground: str, scheme: int) -> None:
    """Every colour of text on every ground it stands on has WCAG AA's contrast, by day and by night."""
    palette = colours(scheme)
    found = {name: round(contrast(palette[name], palette[ground]), 2) for name in GROUNDS[ground]}
    assert min(found.values()) >= 4.5, found


def test_every_colour_used_is_defined() -> None:
    """`var(--x)` names only properties that the style sheet sets."""
    assert set(re.findall(r"var\(--([\w-]+)", STYLE)) <= set(re.findall(r"--([\w-]+):", STYLE))


# The author's blog


def test_the_portfolio_stands_under_its_path(portfolio: Path) -> None:
    """Every address that the theme writes into the author's blog has the base path, and leads somewhere."""
    base = "/portfolio/"
    for path, document in documents(portfolio):
        for text in document.xpath("//div[@class='content']"):
            text.drop_tree()
        for address in addresses(document):
            if address.startswith("/") and not address.startswith("//"):
                assert address.startswith(base), (path, address)
                assert target(portfolio, address, base).is_file(), (path, address)


def test_the_portfolio_keeps_its_furniture(portfolio: Path) -> None:
    """The post that the project was started from has its title, tags, contents, share links and thanks."""
    path = portfolio / "post" / "my-thoughts-on-speaking-at-the-mlops-study" / "index.html"
    post = html.document_fromstring(path.read_text("utf-8"))
    assert len(post.xpath("//h1")) == 1
    assert post.xpath("//main/article/@lang") == ["ja"]
    assert post.xpath("//a[@rel='tag']/@href") == ["/portfolio/tags/poem/"]
    assert len(post.xpath("//*[contains(@class, 'side-toc')]//li")) == 5
    assert post.xpath("//section[@class='share'] | //section[@class='support']")
    assert not post.xpath("//p[@class='license']")
    assert post.xpath("//span[@class='marker_yellow']")


def test_the_portfolio_hides_notes_to_its_author(portfolio: Path) -> None:
    """The text of the archives' and the search's `_index.md` is a note to the author, and is not shown."""
    for name in ("archives", "search"):
        assert "saft" not in (portfolio / name / "index.html").read_text("utf-8")


# In a browser


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served, under its path."""
    root = tmp_path_factory.mktemp("served")
    (root / BASE.strip("/")).symlink_to(site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("query", "first", "says"),
    [
        ("全角と半角", "日本語で書く", "found"),
        ("日本語で書きます", "日本語で書く", "near"),
        ("ｂｉｇｒａｍｓ", "Formulas, footnotes, tables and code", "found"),
        ("かたかな", "日本語で書く", "found"),
        ("xyzzyq", None, "Nothing"),
    ],
)
def test_search_finds_japanese(browser: Any, address: str, query: str, first: str | None, says: str) -> None:
    """Parts of words are found, in any width and either kana; what comes near is found when nothing matches."""
    view = browser.new_page()
    view.goto(f"{address}search/?q={query}")
    view.wait_for_function(
        "document.querySelector('#search-status').textContent.includes(arguments[0])".replace(
            "arguments[0]", json.dumps(says)
        )
    )
    titles = [heading.inner_text() for heading in view.query_selector_all(".results h2")]
    view.close()
    assert (titles[0] if titles else None) == first


def test_the_switch_of_light_and_dark_is_remembered(browser: Any, address: str) -> None:
    """A reader of dark pages who switches to light finds the next page light, too."""
    context = browser.new_context(color_scheme="dark")
    view = context.new_page()
    view.goto(address)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    by_night = view.evaluate(ground)
    view.click(".theme-toggle")
    by_day = view.evaluate(ground)
    view.goto(f"{address}archives/")
    assert view.evaluate(ground) == by_day != by_night
    context.close()


def test_the_contents_mark_the_heading_being_read(browser: Any, address: str) -> None:
    """On a wide screen the contents beside a post mark the heading that the reader has come to."""
    view = browser.new_page(viewport={"width": 1280, "height": 800})
    view.goto(f"{address}post/formulas-tables-code/#footnotes")
    view.wait_for_selector(".side-toc a[aria-current][href='#footnotes']")
    assert len(view.query_selector_all(".side-toc a[aria-current]")) == 1
    view.close()


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_is_wider_than_a_phone(browser: Any, address: str, kind: str) -> None:
    """At 360 pixels nothing makes the page scroll sideways."""
    view = browser.new_page(viewport={"width": 360, "height": 780})
    view.goto(address + PAGES[kind])
    width = view.evaluate("document.documentElement.scrollWidth")
    view.close()
    assert width <= 360
