"""`blogengine check`: every code has a site that earns it, and one nearly the same that does not."""

from __future__ import annotations

import ast
import io
import json
import re
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

import pytest
from PIL import Image

from blogengine.build import build
from blogengine.check import CODES, Finding, check_output, check_site, links, read_origins
from blogengine.check.answers import read_answers
from blogengine.check.external import ask
from blogengine.check.findings import finding
from blogengine.check.formats import Entry, Listing, as_annotations, as_json
from blogengine.check.matter import is_slip
from blogengine.check.places import Spellings
from blogengine.check.texts import COMMENT, Text, blanked, without_code
from blogengine.cli import run as command_line
from blogengine.config import Options, load_config
from blogengine.errors import Problem
from tests.conftest import NOW, write_files
from tests.timing import no_hang

ROOT = Path(__file__).parents[1]
PAGE = "<!doctype html><title>{{ page.title }}</title>{{ page.content }}"
TEMPLATES = {
    "templates/single.html": PAGE,
    "templates/list.html": PAGE + "{% for p in page.pages %}<a href='{{ p.rel_permalink }}'>x</a>{% endfor %}",
}
SETTINGS = 'baseURL = "https://example.org/blog/"\n[markup.goldmark.renderer]\nunsafe = true\n'
Check = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a site at https://example.org/blog/."""
    return tmp_path / "site"


@pytest.fixture
def check(root: Path) -> Check:
    """Check a site from a dict of files; settings and templates are there unless given."""

    def make(files: Mapping[str, str | bytes], **options: object) -> tuple[Finding, ...]:
        write_files(root, {"config.toml": SETTINGS, **TEMPLATES, **files})
        return check_site(root, Options(), now=NOW, **options).findings  # type: ignore[arg-type]

    return make


def post(body: str = "", matter: str = "title = 'Hello'") -> str:
    """A post with front matter of one line: its text starts on line 4."""
    return f"+++\n{matter}\n+++\n{body}"


def png(width: int, height: int) -> bytes:
    """A picture."""
    stream = io.BytesIO()
    Image.new("1", (width, height)).save(stream, "PNG")
    return stream.getvalue()


def places(findings: tuple[Finding, ...], code: str) -> list[tuple[str | None, int | None, int | None]]:
    """Where findings of a code are."""
    return [(each.path, each.line, each.column) for each in findings if each.code == code]


def one(findings: tuple[Finding, ...]) -> Finding:
    """The only finding."""
    assert len(findings) == 1, findings
    return findings[0]


# Links


def test_a_broken_link_is_located_where_markdown_writes_it(check: Check) -> None:
    """File, line, column, and the nearest page as a hint."""
    found = one(
        check({"content/post/a.md": post("x\n\nsee [b](../frist/)"), "content/post/first.md": post("", "title = 'B'")})
    )
    assert (found.code, found.severity, found.location) == ("broken-link", "error", "content/post/a.md:6:9")
    assert found.snippet == "see [b](../frist/)"
    assert found.hint == "Did you mean “/blog/post/first/”?"
    assert found.page == "/blog/post/a/"


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ('<a class=x href="/blog/no/">x</a>', 18),
        ("[x][1]\n\n[1]: /blog/no/", 6),
        ("[x](</blog/n o/>)", 6),
        ("[x](/blog/日本語/)", 5),
        (r"[x](/blog/a\_b\*c/)", 5),
        ("[x](/blog/?a=1&amp;b=2/no)[y](/blog/no/?a=1&b=2)", 31),
        ("https://example.org/blog/no/。", 1),
        ("`/blog/no/` [x](/blog/no/)", 17),
        ("x <!-- [x](/blog/no/) --> [x](/blog/no/)", 31),
        ('<a href="http://[bad/">x</a>', 10),
        ("[x](file:///etc/passwd)", 5),
        ("[x](post.md)", 5),
    ],
)
def test_a_broken_link_is_found_in_every_spelling(check: Check, body: str, column: int) -> None:
    """HTML, references, escapes, entities, Japanese, bare addresses; code and comments are no links."""
    found = one(check({"content/post/a.md": post(body)}))
    assert found.code == "broken-link"
    assert (found.line, found.column) == (4 + body.count("\n"), column)


def test_a_link_to_a_file_of_content_names_relref(check: Check) -> None:
    """The usual mistake of who comes from an editor's preview."""
    found = one(check({"content/post/a.md": post("[x](b.md)"), "content/post/b.md": post("", "title = 'B'")}))
    assert found.hint == 'Link to the page, not to its file: {{< relref "b.md" >}}.'


def test_links_that_a_server_answers_are_no_findings(check: Check) -> None:
    """With and without “/”, relative, whole, Japanese in either encoding, mail, another site on the host."""
    body = "\n".join(
        f"[x]({url})"
        for url in (
            "/blog/",
            "../b",
            "../b/",
            "../b/index.html",
            "https://example.org/blog/post/b/",
            "//example.org/blog/",
            "http://example.org/blog/post/b/?q=1",
            "../日本/",
            "../%E6%97%A5%E6%9C%AC/",
            "mailto:a@example.org",
            "tel:1",
            "javascript:void(0)",
            "https://example.org/other/",
            "https://other.example/",
            "#top",
            "#",
            "?page=2",
            "/blog/file.pdf#page=2",
            "/blog/post/b/#:~:text=b",
            "../b/#heading",
            "data:text/plain,x",
        )
    )
    files = {
        "content/post/a.md": post(body),
        "content/post/b.md": post("## Heading", "title = 'B'"),
        "content/post/日本.md": post("", "title = '日本'"),
        "static/file.pdf": "%PDF",
    }
    assert check(files) == ()


def test_every_place_of_a_broken_link_is_a_finding_of_its_own(check: Check) -> None:
    """Two lines of one file, and another file."""
    files = {
        "content/a.md": post("[x](/blog/no/)\n\n[x](/blog/no/)", "title = 'A'"),
        "content/b.md": post("[x](/blog/no/)", "title = 'B'"),
    }
    where = [("content/a.md", 4, 5), ("content/a.md", 6, 5), ("content/b.md", 4, 5)]
    assert places(check(files), "broken-link") == where


def test_a_link_of_the_theme_is_one_finding_in_its_template(check: Check) -> None:
    """Not one for every page; and a settings' menu is located in the settings."""
    theme = "<link rel=stylesheet href='/blog/css/no.css'>" + PAGE
    files = {f"content/post/{number}.md": post("", f"title = '{number}'") for number in range(5)}
    found = one(check({**files, "templates/single.html": "\n" + theme}))
    assert (found.code, found.location) == ("broken-link", "templates/single.html:2:28")


def test_a_link_that_a_template_computes_is_located_at_the_page(check: Check) -> None:
    """No text has it, so the theme is named, once, with how many pages have it."""
    theme = "<a href='{{ ('/blog/x' ~ 'y/') }}'>x</a>" + PAGE
    files = {f"content/post/{number}.md": post("", f"title = '{number}'") for number in range(5)}
    found = one(check({**files, "templates/single.html": theme}))
    assert found.message.endswith("(made by the theme, on /blog/post/0/ and 4 more)")
    assert (found.path, found.line) == ("content/post/0.md", None)


def test_one_target_in_two_spellings_of_the_theme_is_one_finding(check: Check) -> None:
    """With the host in the head, without it in the body."""
    theme = "{% set x = 'no' %}<link rel=alternate href='https://example.org/blog/{{ x }}.xml'>"
    theme += "<a href='/blog/{{ x }}.xml'>x</a>" + PAGE
    found = one(check({"content/a.md": post(), "templates/single.html": theme}))
    assert found.code == "broken-link"


def test_a_menu_of_the_settings_is_located_in_the_settings(check: Check) -> None:
    """The entry's line of config.toml."""
    menu = "{% for entry in site.menus.nav %}<a href='{{ entry.url }}'>x</a>{% endfor %}"
    settings = SETTINGS + "[[menu.nav]]\nname = 'About'\nurl = '/abuot/'\n"
    found = one(check({"config.toml": settings, "templates/list.html": menu, "content/about.md": post()}))
    assert (found.code, found.path, found.line) == ("broken-link", "config.toml", 6)
    assert found.hint == "Did you mean “/blog/about/”?"


def test_a_summary_that_breaks_in_a_list_is_located_in_its_post(check: Check) -> None:
    """A relative link works on the post's own page and not where its summary is shown."""
    lists = "{% for p in site.regular_pages %}{{ p.summary }}{% endfor %}"
    files = {"content/post/a.md": post("![x](x.png)"), "static/post/a/x.png": png(1, 1), "templates/home.html": lists}
    found = check(files)
    assert places(found, "missing-image") == [("content/post/a.md", 4, 6)]
    assert found[0].page == "/blog/"


def test_an_empty_link_is_a_warning(check: Check) -> None:
    """`[x]()` is a note that was never filled in."""
    found = one(check({"content/post/a.md": post("[x](y) [z]()"), "static/post/a/y": ""}))
    assert (found.code, found.severity, found.location) == ("empty-link", "warning", "content/post/a.md:4:12")


def test_a_missing_anchor_names_the_nearest_one(check: Check) -> None:
    """In the page itself and in others, in Markdown and HTML; Japanese anchors as browsers decode them."""
    files = {
        "content/post/a.md": post('## 日本語\n\n<p id="raw">\n\n[x](#日本語) [x](#raw) [x](../b/#sectoin)'),
        "content/post/b.md": post("## Section\n\n[y](#no)", "title = 'B'"),
    }
    first, second = check(files)
    assert (first.code, first.location) == ("missing-anchor", "content/post/a.md:8:25")
    assert first.hint == "Did you mean “#section”?"
    assert (second.code, second.location) == ("missing-anchor", "content/post/b.md:6:5")


def test_a_missing_anchor_of_a_shortcode_is_located_in_its_call(check: Check) -> None:
    """`relref` writes an address that the text does not have."""
    files = {
        "content/post/a.md": post('[x]({{< relref "b.md#nope" >}})'),
        "content/post/b.md": post("", "title = 'B'"),
    }
    found = one(check(files))
    assert (found.code, found.location) == ("missing-anchor", "content/post/a.md:4:21")


def test_an_address_outside_of_the_base_url_is_foreign(check: Check) -> None:
    """`/post/b/` is on another site when this one stands at /blog/."""
    files = {"content/post/a.md": post("[x](/post/b/)"), "content/post/b.md": post("", "title = 'B'")}
    found = one(check(files))
    assert (found.code, found.location) == ("foreign-url", "content/post/a.md:4:5")
    assert found.hint == "Write /blog/post/b/, or a path relative to the page."


def test_a_link_to_the_host_instead_of_the_home_page_is_located(check: Check) -> None:
    """`/` is the shortest address there is, and the likeliest mistake below a path."""
    found = one(check({"content/post/a.md": post("a / b [x](/)")}))
    assert (found.code, found.location, found.hint) == (
        "foreign-url",
        "content/post/a.md:4:11",
        "Write /blog/, or a path relative to the page.",
    )


def test_a_canonical_address_on_this_computer_is_foreign(check: Check) -> None:
    """What a development server leaves; a link to localhost in a text is the author's."""
    head = "<link rel=canonical href='http://localhost:1313/blog/'>"
    files = {"content/post/a.md": post("<http://localhost:8080/>"), "templates/single.html": head + PAGE}
    assert [each.code for each in check(files)] == ["foreign-url"]


def test_a_sitemap_with_another_site_is_foreign(check: Check, root: Path) -> None:
    """An output of another baseURL is not what should be pushed here."""
    check({"content/post/a.md": post()})
    write_files(root, {"config.toml": 'baseURL = "https://elsewhere.example/"\n'})
    output = root.parent / "out"
    build(root, Options(destination=output), now=NOW)
    write_files(root, {"config.toml": SETTINGS})
    findings = check_output(output, read_origins(load_config(root, Options()), NOW))
    assert any(each.code == "foreign-url" and "sitemap.xml" in each.message for each in findings)


# Images


def test_a_missing_image_is_located(check: Check) -> None:
    """In Markdown, HTML, a srcset and a figure; one that is there is not."""
    body = '![x](no.png)\n<img src="no2.png" alt=x srcset="no3.png 2x, x.png 3x">\n{{< figure src="no4.png" alt="x" >}}'
    files = {"content/post/a/index.md": post(body), "content/post/a/x.png": png(1, 1)}
    where = [(4, 6), (5, 11), (5, 34), (6, 17)]
    assert places(check(files), "missing-image") == [("content/post/a/index.md", *each) for each in where]


def test_a_picture_that_links_to_itself_is_two_findings(check: Check) -> None:
    """One for the image and one for the link, each at its own place."""
    found = check({"content/post/a.md": post("[![x](no.png)](no.png)")})
    assert [(each.code, each.column) for each in found] == [("missing-image", 7), ("broken-link", 16)]


def test_a_huge_image_is_a_warning_once(check: Check) -> None:
    """By bytes or by pixels; 1 MB and 4000 pixels are not too much, and what no page shows does not count."""
    heavy = png(1, 1)
    files = {
        "content/a.md": post("![x](/blog/wide.png)\n\n![x](../heavy.png)", "title = 'A'"),
        "content/b.md": post("![x](../wide.png) ![x](/blog/fits.png)", "title = 'B'"),
        "static/wide.png": png(4001, 1),
        "static/heavy.png": heavy + bytes(1_000_001 - len(heavy)),
        "static/fits.png": png(4000, 1) + bytes(1_000_000 - len(png(4000, 1))),
        "static/unused.png": png(9999, 1),
    }
    found = check(files)
    assert places(found, "huge-image") == [("content/a.md", 4, 6), ("content/a.md", 6, 6)]
    assert "4001 × 1 pixels" in found[0].message
    assert "1.0 MB" in found[1].message


def test_an_image_that_is_none_does_not_stop_the_check(check: Check) -> None:
    """Truncated, of another format, a decompression bomb."""
    bomb = bytearray(png(1, 1))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    bomb[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4, "big")
    files = {
        "content/a.md": post("![x](/blog/a.png)![x](/blog/b.png)![x](/blog/c.png)![x](/blog/d.svg)"),
        "static/a.png": b"\x89PNG\r\n\x1a\n",
        "static/b.png": "<html>",
        "static/c.png": bytes(bomb),
        "static/d.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9000'/>",
    }
    found = one(check(files))
    assert (found.code, found.location) == ("huge-image", "content/a.md:4:40")
    assert "more pixels than can be opened" in found.message


def test_an_empty_alternative_text_is_a_warning(check: Check) -> None:
    """Of Markdown, and of HTML without `alt`; an `alt=""` that is written out says that it is decoration."""
    body = (
        "![](x.png)\n\n<img src='x.png'>\n\n<img alt='' src='x.png'>\n\n![text](x.png)\n\n"
        "<img src=x.png role=presentation>\n\n<img src=https://e.example/p width=1 height=1>"
    )
    files = {"content/post/a/index.md": post(body), "content/post/a/x.png": png(1, 1)}
    where = [("content/post/a/index.md", 4, 5), ("content/post/a/index.md", 6, 11)]
    assert places(check(files), "empty-alt") == where


# What must not be published


@pytest.mark.parametrize(
    ("matter", "option"),
    [("draft = true", "drafts"), ("date = 2999-01-01", "future"), ("expiryDate = 2020-01-01", "expired")],
)
def test_an_output_that_has_a_page_held_back_is_an_error(check: Check, root: Path, matter: str, option: str) -> None:
    """A folder that an earlier build wrote with --drafts, --future or --expired leaks it."""
    files = {"content/post/a.md": post("", f"title = 'A'\n{matter}"), "content/post/b.md": post()}
    assert [each.code for each in check(files) if each.code != "future-date"] == []
    output = root.parent / "out"
    build(root, Options(destination=output, **{option: True}), now=NOW)
    found = check_output(output, read_origins(load_config(root, Options()), NOW))
    assert ("content/post/a.md", None, None) in places(found, "draft-leaked")


def test_a_link_to_a_draft_says_so(check: Check) -> None:
    """It is broken until the draft is out."""
    files = {"content/a.md": post("[x](../b/)"), "content/b.md": post("", "title = 'B'\ndraft = true")}
    found = one(check(files))
    assert (found.code, found.hint) == ("broken-link", "That page is held back (draft): content/b.md")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        (".env", "KEY=1", "secret-file"),
        (".git/config", "[core]", "secret-file"),
        ("id_rsa", "x", "secret-file"),
        ("server.pem", "-----BEGIN RSA PRIVATE KEY-----\n", "secret-file"),
        ("notes.txt~", "x", "unwanted-file"),
        (".DS_Store", "x", "unwanted-file"),
        ("img/x.psd.bak", "x", "unwanted-file"),
        ("node_modules/a/b.js", "x", "unwanted-file"),
        (".nojekyll", "", None),
        (".well-known/security.txt", "x", None),
        ("talk.key", "PK\x03\x04", None),
        ("chain.pem", "-----BEGIN CERTIFICATE-----\n", None),
        (".env.example", "KEY=", None),
    ],
)
def test_a_file_that_nobody_means_to_publish_is_found(check: Check, name: str, content: str, code: str | None) -> None:
    """Secrets are errors, leftovers warnings; a Keynote file and a certificate are neither."""
    found = check({"content/a.md": post(), f"static/{name}": content})
    assert [(each.code, each.path) for each in found] == ([(code, f"static/{name}")] if code else [])


def test_a_folder_that_nobody_means_to_publish_is_one_finding(check: Check) -> None:
    """Not one for each of its thousands of files."""
    found = check({"content/a.md": post(), "static/.git/a": "", "static/.git/b/c": "", "static/x/.git/d": ""})
    assert [each.path for each in found] == ["static/.git/a", "static/x/.git/d"]


# Feeds


def test_a_feed_that_is_not_well_formed_is_located_in_its_post(check: Check) -> None:
    """Where a theme's feed prints HTML as if it were XML, the post whose text cannot be that is named."""
    feed = "<rss><channel>{% for p in site.regular_pages %}<item><link>{{ p.permalink }}</link>{{ p.content }}</item>"
    files = {
        "content/post/a.md": post("fine"),
        "content/post/b.md": post("one\n\n***\n", "title = 'B'"),
        "templates/rss.xml": feed + "{% endfor %}</channel></rss>",
    }
    found = [each for each in check(files) if "not well-formed" in each.message]
    assert {each.location for each in found} == {"content/post/b.md"}


@pytest.mark.parametrize(
    ("feed", "message"),
    [
        ("<rss><channel><title>x</title></channel>", "not well-formed XML"),
        ("<rss/>", "no <channel>"),
        ("<rss><channel><title>x</title><link>/blog/</link></channel></rss>", "no <description>"),
        ("<item><title>x</title><pubDate>2026-01-01</pubDate></item>", "not as in mail"),
        (
            "<item><title>x</title><guid>1</guid></item><item><title>y</title><guid>1</guid></item>",
            "2 items have the id",
        ),
        ("<item><link>https://example.org/blog/no/</link><title/></item>", "which does not exist"),
        ("<item><link>/blog/</link></item>", "neither <title> nor <description>"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>x</title></feed>', "no <updated>"),
    ],
)
def test_a_malformed_feed_is_an_error(check: Check, feed: str, message: str) -> None:
    """What readers' programs need: well-formed XML, RSS's elements, dates of mail, ids that differ, links that work."""
    if feed.startswith("<item>"):
        head = "<title>x</title><link>https://example.org/blog/</link><description/>"
        feed = f"<rss><channel>{head}{feed}</channel></rss>"
    files = {"templates/rss.xml": feed, "content/a.md": post(), "config.toml": SETTINGS + "[taxonomies]\n"}
    found = one(check(files))
    assert found.severity == "error"
    assert message in found.message


def test_a_search_index_that_is_no_json_is_an_error(check: Check) -> None:
    """The page would load and the search stay empty."""
    settings = SETTINGS.replace("[markup", "outputs.home = ['html', 'json']\n[markup", 1)
    files = {"config.toml": settings, "templates/json.json": '{"a": "{{ site.title }}",}', "content/a.md": post()}
    found = one(check({**TEMPLATES, **files}))
    assert (found.code, found.line) == ("malformed-json", 1)


# Front matter and texts


def test_a_misspelt_key_names_the_likely_one(check: Check) -> None:
    """`darft` publishes a draft; any parameter of the author's own is fine."""
    matter = "title = 'x'\ndarft = true\nmath = true\nmycolour = 1\nimage = 'x'\ntoc = true\ndata = 1\nauthors = []"
    found = one(check({"content/a.md": post("", matter)}))
    assert (found.code, found.severity, found.location) == ("unknown-key", "warning", "content/a.md:3")
    assert found.message == "nothing reads the key “darft”"
    assert found.hint == "Did you mean “draft”?"


def test_a_misspelt_parameter_names_the_one_that_templates_read(check: Check) -> None:
    """`shwoToc` of YAML means `showToc`; one that a template reads is right whatever it is like."""
    template = PAGE + "{{ page.params.showToc }}{{ page.params.get('tytle') }}"
    files = {"content/a.md": "---\ntitle: x\nshwoToc: 1\ntytle: y\n---\n", "templates/single.html": template}
    found = one(check(files))
    assert (found.location, found.hint) == ("content/a.md:3", "Did you mean “showToc”?")


def test_a_parameter_that_a_text_or_a_hugo_template_reads_is_known(check: Check) -> None:
    """The `param` shortcode, and layouts/ beside templates/."""
    files = {
        "content/a.md": post("{{< param sumary >}}", "title = 'x'\nsumary = 'y'\nlayuot = 'z'"),
        "layouts/_default/single.html": "{{ .Params.layuot }}",
    }
    assert check(files) == ()


@pytest.mark.parametrize(
    ("written", "meant", "slip"),
    [
        ("darft", "draft", True), ("adte", "date", True), ("tittle", "title", True), ("sumary", "summary", True),
        ("data", "date", False), ("math", "path", False), ("subtitle", "title", False), ("tag", "tags", False),
        ("lastmode", "lastmod", True), ("title", "title", False), ("layers", "layout", False),
    ],
)  # fmt: skip
def test_a_slip_is_what_a_finger_does(written: str, meant: str, slip: bool) -> None:
    """A swap, a letter wrong, missing or too many; short words are too much alike for more than a swap."""
    assert is_slip(written, meant) is slip


def test_a_title_that_two_posts_have_is_a_warning(check: Check) -> None:
    """At the second; a draft of that title is none, nor is a section's."""
    files = {
        "content/post/a.md": post(),
        "content/post/b.md": post(),
        "content/post/c.md": post("", "title = 'Hello'\ndraft = true"),
        "content/post/_index.md": post(),
    }
    found = one(check(files))
    assert (found.code, found.location) == ("duplicate-title", "content/post/b.md:2")
    assert "content/post/a.md" in found.message


def test_two_pages_on_one_address_are_a_warning(check: Check) -> None:
    """One stands, and the other's file is named."""
    files = {"content/a.md": post("", "title = 'A'\nslug = 'x'"), "content/b.md": post("", "title = 'B'\nslug = 'x'")}
    found = one(check(files))
    assert (found.code, found.severity, found.path) == ("duplicate-url", "warning", "content/a.md")


def test_an_alias_that_a_page_covers_is_a_warning(check: Check) -> None:
    """The page stands, the alias is left out."""
    files = {"content/a.md": post(), "content/b.md": post("", "title = 'B'\naliases = ['/a/']")}
    found = one(check(files))
    assert (found.code, found.severity) == ("duplicate-url", "warning")


def test_tags_that_differ_by_case_or_width_are_warnings(check: Check) -> None:
    """The most used spelling stands; others are located at the tag."""
    files = {
        "content/a.md": post("", "title = 'A'\ntags = ['x', 'MLOps']"),
        "content/b.md": post("", "title = 'B'\ntags = ['MLOps', 'ML']"),
        "content/c.md": post("", "title = 'C'\ntags = ['ML', 'MLOPS']"),
        "content/d.md": post("", "title = 'D'\ntags = ['ＭＬＯｐｓ']"),
    }
    found = check(files)
    assert places(found, "similar-tags") == [("content/c.md", 3, 16), ("content/d.md", 3, 10)]
    assert {each.hint for each in found} == {"Write “MLOps”."}


def test_terms_of_one_address_are_warnings(check: Check) -> None:
    """Different texts, such as "Q&A" and "QA": at the rarer one; case and width alone are another code."""
    found = check(
        {
            "content/a.md": post("", "title = 'A'\ntags = ['Q&A', 'C', 'Go']"),
            "content/b.md": post("", "title = 'B'\ntags = ['Q&A', 'C%', 'GO']"),
            "content/c.md": post("", "title = 'C'\ntags = ['QA', 'C', 'Go', 'Q']"),
        }
    )
    assert places(found, "shared-address") == [("content/b.md", 3, 17), ("content/c.md", 3, 10)]
    told = next(each for each in found if each.path == "content/c.md")
    assert told.message == "“QA” in tags has the address of “Q&A”: /tags/qa/ can list the pages of one only"
    assert {each.code for each in found} == {"shared-address", "similar-tags", "duplicate-url"}


def test_a_date_before_standard_time_is_no_fault_of_the_feed(check: Check) -> None:
    """Its offset has seconds; whoever wrote the date can mend nothing."""
    settings = f'timeZone = "Asia/Tokyo"\n{SETTINGS}'
    assert check({"config.toml": settings, "content/a.md": post("", "title = 'A'\ndate = 1868-01-25")}) == ()


def test_a_note_to_oneself_is_a_warning(check: Check) -> None:
    """As a note or in a comment; not the word in a sentence, in code, or in a draft."""
    body = "TODO: write\n\n日本語（TODO）\n\n<!-- XXX later -->\n\nA TODO list\n\n`TODO: x`\n\n```\n# TODO: y\n```\n"
    files = {"content/a.md": post(body), "content/b.md": post("TODO: x", "title = 'B'\ndraft = true")}
    found = check(files)
    assert places(found, "todo") == [("content/a.md", 4, 1), ("content/a.md", 6, 5), ("content/a.md", 8, 6)]


def test_a_date_to_come_is_a_warning(check: Check) -> None:
    """A page that waits, and one that is out with a date to come; `now` decides."""
    files = {
        "content/a.md": post("", "title = 'A'\ndate = 2999-01-01"),
        "content/b.md": post("", "title = 'B'\npublishDate = 2020-01-01\ndate = 2999-01-01"),
        "content/c.md": post("", "title = 'C'\ndate = 2025-12-31"),
    }
    found = check(files)
    assert places(found, "future-date") == [("content/a.md", 3, None), ("content/b.md", 4, None)]


def test_what_stops_a_build_is_a_finding(check: Check) -> None:
    """With its place, for programs that read the findings."""
    found = one(check({"content/a.md": post(), "templates/single.html": "x\n{% if %}"}))
    assert (found.code, found.severity, found.path, found.line) == ("build-error", "error", "templates/single.html", 2)


def test_a_warning_of_the_build_is_a_finding(check: Check) -> None:
    """An unknown setting, at its line."""
    found = one(check({"content/a.md": post(), "config.toml": SETTINGS + "[zzz]\nqqq = 1\n"}))
    assert (found.code, found.severity, found.path) == ("build-warning", "warning", "config.toml")


def test_two_warnings_of_a_build_on_one_line_are_two_findings(check: Check) -> None:
    """Nothing that a build warns of is lost for standing beside another."""
    found = check({"content/a.md": post(), "config.toml": "pagination = { qqq = 1, rrr = 2 }\n" + SETTINGS})
    assert len(found) == 2
    assert {(each.code, each.line) for each in found} == {("build-warning", 1)}


def test_text_in_decomposed_unicode_with_windows_line_ends_is_located(check: Check) -> None:
    """ガ of two characters and CRLF."""
    link = unicodedata.normalize("NFD", "/blog/ガイド/")
    found = one(check({"content/a.md": post(f"x\r\n\r\n[x]({link})\r\n")}))
    assert (found.line, found.column, found.snippet) == (6, 5, f"[x]({link})")


def test_a_site_without_content_has_no_findings(check: Check) -> None:
    """Nothing to find is nothing found."""
    assert check({}) == ()


def test_the_check_writes_nothing_into_the_site(check: Check, root: Path) -> None:
    """Not even the folder of the output, or a ledger in the cache."""
    settings = 'cacheDir = "cache"\n' + SETTINGS
    check({"content/a.md": post("[x](/blog/no/)"), "config.toml": settings})
    before = sorted(root.rglob("*"))
    check_site(root, Options(), now=NOW)
    assert sorted(root.rglob("*")) == before
    assert not (root / "public").exists()
    assert not (root / "cache").exists()


# Formats, and the command


BROKEN = {"content/a.md": post("50%: [x](/blog/no,a:b/)", "title = 'A'\ndarft = 1")}


def test_json_has_the_documented_fields(check: Check) -> None:
    """Each field of the manual's table, and no other."""
    listing = json.loads(as_json(check(BROKEN)))
    manual = (ROOT / "content/manual/checking.md").read_text(encoding="utf-8")
    assert listing["version"] == 1
    assert (listing["errors"], listing["warnings"]) == (1, 1)
    assert set(listing) == set(Listing.__struct_fields__)
    assert [set(each) for each in listing["findings"]] == [set(Entry.__struct_fields__)] * 2
    assert listing["findings"][1]["path"] == "content/a.md"
    assert listing["findings"][1]["line"] == 5
    for name in (*Listing.__struct_fields__, *Entry.__struct_fields__):
        assert f"`{name}`" in manual


def test_every_code_is_documented(check: Check) -> None:
    """In the manual, with its severity, in both languages."""
    words = {
        "checking.md": {"error": "error", "warning": "warning"},
        "checking.ja.md": {"error": "エラー", "warning": "警告"},
    }
    for name, word in words.items():
        manual = (ROOT / "content/manual" / name).read_text(encoding="utf-8")
        missing = [code for code, severity in CODES.items() if f"| `{code}` | {word[severity]} |" not in manual]
        assert missing == []


def test_every_code_of_the_source_is_declared() -> None:
    """Of whatever room: a code that is given to a problem or finding is in `CODES`, and none there is unused."""
    given = {code for file in sorted((ROOT / "blogengine").rglob("*.py")) for code in codes_given(file)}
    assert given == CODES.keys()


CODE = re.compile("[a-z]+(-[a-z]+)*")


def codes_given(file: Path) -> Iterator[str]:
    """The codes that a module gives: `code=…`, the first argument of what makes findings, and what is called `code`."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[:1] if named in ("finding", "Fault", "_as_findings") else []
            yield from texts_in(*(each.value for each in node.keywords if each.arg == "code"), *first)
        elif isinstance(node, ast.Assign) and file.parent.name in ("check", "publish"):
            targets = [each for target in node.targets for each in getattr(target, "elts", [target])]
            values = getattr(node.value, "elts", [node.value] * len(targets))
            for target, value in zip(targets, values, strict=False):
                if isinstance(target, ast.Name) and target.id == "code":
                    yield from texts_in(value)
        elif isinstance(node, ast.Return) and file.name == "files.py" and isinstance(node.value, ast.Tuple):
            yield from texts_in(*node.value.elts[:1])


def texts_in(*values: ast.expr) -> Iterator[str]:
    """The literal texts that an expression may give, a condition's own left out."""
    for value in values:
        branches = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
        branches = tuple(value.values) if isinstance(value, ast.BoolOp) else branches
        for branch in branches:
            if isinstance(branch, ast.Constant) and isinstance(branch.value, str) and CODE.fullmatch(branch.value):
                yield branch.value


def test_a_code_that_nobody_declared_is_a_warning() -> None:
    """Such as a plugin's: it crashes no check."""
    assert finding("of-a-plugin", Problem(message="x")).severity == "warning"


def test_what_a_build_warns_of_is_found_with_its_place(check: Check, root: Path) -> None:
    """A picture that is none, one with more pixels than are safe, a title that no font can write: each once."""
    site = {
        "config.toml": "baseURL = 'https://example.org/blog/'\n[cards]\nenable = true\nfont = 'a.ttf'\n",
        "templates/single.html": "{{ page.card }}{{ page.content | responsive_images }}",
        "templates/list.html": PAGE,
        "a.ttf": b"no font",
        "static/x.jpg": b"hello",
        "static/y.png": png(9000, 9000),
        "content/post/a.md": post("![x](/blog/x.jpg)\n![y](/blog/y.png)", "title = '日本'"),
    }
    found = [each for each in check(site) if each.code in ("picture", "card")]
    assert sorted((each.code, each.path, each.severity) for each in found) == [
        ("card", "content/post/a.md", "warning"),
        ("picture", "static/x.jpg", "warning"),
        ("picture", "static/y.png", "warning"),
    ]
    assert {each.severity for each in check(site, strict=True)} == {"error"}
    listing = json.loads(as_json(found))
    assert (listing["errors"], listing["warnings"]) == (0, 3)
    lines = list(as_annotations(found, root, root))
    assert lines[0].startswith("::warning file=content/post/a.md,title=card::")


def test_annotations_escape_what_github_reads_as_its_own(check: Check, root: Path) -> None:
    """Percent signs, colons, commas and line breaks; files are seen from the repository."""
    found = [each for each in check(BROKEN) if each.code == "broken-link"]
    (line,) = as_annotations(found, root, root.parent)
    assert line.startswith("::error file=site/content/a.md,line=5,col=10,title=broken-link::the link ")
    assert "\n" not in line
    odd = Finding(message="100%\r\nx", path="a,b:c%.md", line=1, code="todo", severity="warning")
    assert list(as_annotations([odd], root, root)) == [
        "::warning file=a%2Cb%3Ac%25.md,line=1,title=todo::100%25%0D%0Ax"
    ]


def _command(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = command_line(["check", *map(str, arguments), "--clock", NOW.isoformat()])
    return (code, *capsys.readouterr())


def test_the_command_exits_with_1_for_errors_and_0_for_warnings(
    check: Check, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--strict` makes warnings errors."""
    check({"content/a.md": post("[x]()")})
    assert _command(capsys, "-s", root)[0] == 0
    code, out, _ = _command(capsys, "-s", root, "--strict")
    assert code == 1
    assert "error: the link leads nowhere" in out
    write_files(root, BROKEN)
    assert _command(capsys, "-s", root)[0] == 1


def test_the_text_is_grouped_by_file_with_a_caret(check: Check, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file once, then each place with its line, a caret, a hint, and its code."""
    check(BROKEN)
    _, out, err = _command(capsys, "-s", root)
    lines = out.splitlines()
    assert lines[0] == "content/a.md"
    assert lines.count("content/a.md") == 1
    assert lines[1].startswith("  3: warning: nothing reads the key “darft” [unknown-key]")
    assert lines[4].startswith("  5:10: error: the link “/blog/no,a:b/” leads nowhere")
    assert lines[5] == "    5 | 50%: [x](/blog/no,a:b/)"
    assert lines[6].index("^") == lines[5].index("/blog")
    assert "1 error, 1 warning" in lines[-1]
    assert err == ""


def test_a_hint_is_said_once_of_what_is_said_alike(
    check: Check, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One unknown shortcode in many places, and another one: two hints; programs get each."""
    found = check({f"content/{name}.md": post("{{< nope >}} {{< nope >}} {{< nada >}}") for name in "abc"})
    assert len([each for each in found if each.code != "duplicate-title"]) == 9
    _, out, _ = _command(capsys, "-s", root)
    assert (out.count("templates/shortcodes/nope.html"), out.count("templates/shortcodes/nada.html")) == (1, 1)
    assert as_json(found).count("templates/shortcodes/nope.html") == 6


@pytest.mark.parametrize("form", ["json", "github"])
def test_formats_for_programs_print_nothing_else(
    check: Check, root: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """No summary, no progress; also when the site cannot be built."""
    check({"content/a.md": post(), "templates/single.html": "x\n{% if %}"})
    code, out, err = _command(capsys, "-s", root, "--format", form)
    assert (code, err) == (1, "")
    if form == "json":
        assert json.loads(out)["findings"][0]["code"] == "build-error"
    else:
        assert out.splitlines()[0].startswith("::error file=")


# This repository's own site


def test_this_repositorys_own_site_is_clean() -> None:
    """The demonstration has no finding at all, warnings included."""
    findings = check_site(ROOT, Options(), now=datetime(2027, 1, 1, tzinfo=UTC)).findings
    assert [str(each) for each in findings] == []


# Other hosts, played by a server on this computer


class Server:
    """A host whose answers a test sets, and which notes how it is asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str]]]] = {}
        self.requests: list[tuple[str, str, str]] = []
        self.most_at_once = 0
        self.under_way = 0
        self.lock = Lock()
        self.url = ""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server on 127.0.0.1."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with _serving() as server:
        yield server


@contextmanager
def _serving() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            with state.lock:
                state.requests.append((self.command, self.path, self.headers["User-Agent"]))
                state.under_way += 1
                state.most_at_once = max(state.most_at_once, state.under_way)
                left = state.answers.get(f"{self.command} {self.path}") or state.answers.get(self.path, [(200, {})])
                status, headers = left.pop(0) if len(left) > 1 else left[0]
            if self.path.startswith("/slow"):
                time.sleep(0.05)
            with state.lock:
                state.under_way -= 1
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        do_GET = do_HEAD  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def _asked(server: Server, cache: Path, *paths: str, now: datetime = NOW) -> dict[str, int | None]:
    answers = ask([server.url + path for path in paths], cache, "https://example.org/", now)
    return {url.removeprefix(server.url): answer.status for url, answer in answers.items()}


def test_a_dead_link_is_located_and_a_refusal_is_none(
    check: Check, server: Server, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    """404 and 410 are errors, 500 is a warning, 403 may be meant for programs alone; nothing is asked unless wanted."""
    monkeypatch.setattr(links, "LOCAL_HOSTS", frozenset())
    server.answers = {"/gone": [(410, {})], "/no": [(404, {})], "/fails": [(500, {})], "/bots": [(403, {})]}
    body = "\n\n".join(f"[x]({server.url}{path})" for path in ("/ok", "/gone#x", "/no", "/fails", "/bots"))
    settings = f'cacheDir = "{root.parent / "cache"}"\n' + SETTINGS
    files = {"content/a.md": post(body), "config.toml": settings}
    assert check(files) == ()
    assert server.requests == []
    found = check(files, external=True)
    assert places(found, "dead-link") == [("content/a.md", 6, 5), ("content/a.md", 8, 5)]
    assert places(found, "unanswered-link") == [("content/a.md", 10, 5)]
    assert len(found) == 3


def test_head_comes_first_and_get_only_where_it_fails(server: Server, tmp_path: Path) -> None:
    """Some servers know no HEAD; both say who asks."""
    server.answers = {"HEAD /x": [(405, {})]}
    assert _asked(server, tmp_path, "/x", "/y") == {"/x": 200, "/y": 200}
    assert sorted((method, path) for method, path, _ in server.requests) == [
        ("GET", "/x"), ("HEAD", "/x"), ("HEAD", "/y"),
    ]  # fmt: skip
    assert all(agent.startswith("blogengine/") and "example.org" in agent for *_, agent in server.requests)


def test_a_host_is_asked_by_two_at_most(server: Server, tmp_path: Path) -> None:
    """However many links lead to it."""
    _asked(server, tmp_path, *(f"/slow{number}" for number in range(12)))
    assert len(server.requests) == 12
    assert server.most_at_once == 2


def test_a_host_that_asks_for_patience_gets_it(server: Server, tmp_path: Path) -> None:
    """`Retry-After` is waited for, and then the answer counts; one that wants an hour is left alone."""
    server.answers = {"/busy": [(429, {"Retry-After": "1"}), (200, {})], "/later": [(503, {"Retry-After": "3600"})]}
    start = datetime.now(UTC)
    assert _asked(server, tmp_path, "/busy", "/later") == {"/busy": 200, "/later": 503}
    assert datetime.now(UTC) - start >= timedelta(seconds=0.9)
    assert [path for _, path, _ in server.requests].count("/later") == 1


def test_answers_are_kept_for_days_and_complaints_for_an_hour(server: Server, tmp_path: Path) -> None:
    """What was asked is not asked again until it is old."""
    server.answers = {"/no": [(404, {})]}
    _asked(server, tmp_path, "/ok", "/no")
    before = len(server.requests)
    _asked(server, tmp_path, "/ok", "/no", now=NOW + timedelta(minutes=59))
    assert len(server.requests) == before
    _asked(server, tmp_path, "/ok", "/no", now=NOW + timedelta(hours=2))
    assert {path for _, path, _ in server.requests[before:]} == {"/no"}
    before = len(server.requests)
    _asked(server, tmp_path, "/ok", "/no", now=NOW + timedelta(days=8))
    assert {path for _, path, _ in server.requests[before:]} == {"/ok", "/no"}


def test_a_broken_cache_is_no_cache(server: Server, tmp_path: Path) -> None:
    """Of another version, or no JSON at all; and the folder may be unwritable."""
    (file := tmp_path / "external-links.json").write_text("{")
    assert read_answers(file, NOW) == {}
    assert _asked(server, tmp_path, "/x") == {"/x": 200}
    (tmp_path / "file").write_text("")
    assert _asked(server, tmp_path / "file" / "cache", "/x") == {"/x": 200}


def test_redirects_are_followed_but_not_for_ever(server: Server, tmp_path: Path) -> None:
    """A circle is a link that does not answer."""
    server.answers = {"/old": [(301, {"Location": "/new"})], "/circle": [(302, {"Location": "/circle"})]}
    answers = ask([f"{server.url}/old", f"{server.url}/circle"], tmp_path, "x", NOW)
    assert answers[f"{server.url}/old"].status == 200
    assert answers[f"{server.url}/circle"].reason == "it leads on without end"


def test_without_a_network_there_is_one_finding(
    check: Check, root: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one for each link of the site."""
    monkeypatch.setattr(links, "LOCAL_HOSTS", frozenset())
    body = "\n\n".join(f"[x](http://127.0.0.1:{port}/)" for port in (1, 2, 3))
    settings = f'cacheDir = "{root.parent / "cache"}"\n' + SETTINGS
    found = one(check({"content/a.md": post(body), "config.toml": settings}, external=True))
    assert (found.code, found.message) == ("unanswered-link", "none of 3 addresses of other hosts answered")


# Hostile input


def test_an_address_cannot_speak_to_the_terminal(check: Check, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`%1B` is decoded in messages, and is no escape sequence there."""
    check({"content/a.md": post("[x](%1b]0;title%07) [y](%00)")})
    _, out, _ = _command(capsys, "-s", root)
    assert "leads nowhere" in out
    assert not set(out) & {"\x1b", "\x07", "\0"}


def test_a_base_of_another_host_takes_relative_links_there(check: Check) -> None:
    """As browsers resolve them; those with a host stay."""
    body = (
        '<base href="https://other.example/"><a href="x">x</a><a href="/y">y</a><a href="//example.org/blog/no">z</a>'
    )
    assert places(check({"content/a.md": post(body)}), "broken-link") == [("content/a.md", 4, 81)]


def test_a_page_of_thousands_of_faults_is_shown(check: Check, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All on one line."""
    check({"content/a.md": post("![x](no.png) " * 3000)})
    with no_hang():
        _, out, _ = _command(capsys, "-s", root)
    assert out.count("[missing-image]") == 3000


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 30_000,
        "`" * 7 + " ``".join("`" * (n % 90) + "a" for n in range(4000)),
        "```\n" * 20_000,
        "{{</* " * 20_000,
        "![" * 20_000,
        "[x](" * 20_000 + ")",
        '<img src="' * 5_000,
    ],
    ids=["comments", "backticks", "fences", "shortcodes", "brackets", "links", "tags"],
)
def test_texts_that_never_close_what_they_open_take_no_longer_than_others(text: str) -> None:
    """Time grows with the length, not with its square."""
    with no_hang():
        prose = without_code(text)
        assert len(blanked(prose, COMMENT)) == len(text)
        body = Text("a.md", text, prose)
        assert Spellings("../no/", "post/no/").spots(body) == ()
        tuple(Spellings("x").spots(body))


# What is no mistake


def test_an_entry_of_ignore_that_does_nothing_is_told(check: Check) -> None:
    """Unused, empty, without a reason, of no code, of one that cannot be ignored: each at its place in the settings."""
    entries = (
        'code = "todo"\nfile = "content/a.md"\ncomment = "It is a game"',
        'code = "todo"\naddress = "/nowhere/*"\ncomment = "x"',
        'comment = "x"',
        'code = "empty-link"',
        'code = "broken-lonk"\ncomment = "x"',
        'code = "secret-file"\ncomment = "x"',
        'code = "vanished-url"\ncomment = "only a publish finds it"',
        'code = "dead-link"\ncomment = "only --external finds it"',
    )
    settings = SETTINGS + "".join(f"[[check.ignore]]\n{entry}\n" for entry in entries)
    found = check({"config.toml": settings, "content/a.md": post("TODO: x [y]()"), "static/.env": "KEY=1"})
    told = [(each.message.partition(":")[0], each.line) for each in found if each.code == "check-ignore"]
    assert told == [
        ("an entry of check.ignore does not say what to ignore", 4),
        ("an entry of check.ignore ignores nothing", 10),
        ("an entry of check.ignore does not say why", 15),
        ("“broken-lonk” is no code of a finding", 17),
        ("“secret-file” cannot be ignored", 20),
    ]
    assert {each.code for each in found} == {"check-ignore", "secret-file"}


@pytest.mark.parametrize(
    ("pattern", "is_ignored"),
    [
        ('address = "/blog/no/"', True),
        ('address = "/blog/p/が/"', True),
        ('address = "/blog/*"', True),
        ('file = "content/p/*.md"', True),
        ('code = "broken-link"\nfile = "content/p/が.md"\naddress = "/blog/n?/"', True),
        ('code = "missing-image"\nfile = "content/p/が.md"', False),
        ('file = "content/p/*"\naddress = "/no/"', False),
    ],
)
def test_an_entry_of_ignore_fits_by_code_address_and_file(check: Check, pattern: str, is_ignored: bool) -> None:
    """The address that is wrong or the page that shows it; in either form of Unicode; all that is said has to fit."""
    settings = f'{SETTINGS}[[check.ignore]]\n{pattern}\ncomment = "x"\n'
    files = {"config.toml": settings, unicodedata.normalize("NFD", "content/p/が.md"): post("[x](/blog/no/#a)")}
    assert ("broken-link" in {each.code for each in check(files)}) is not is_ignored


@pytest.mark.parametrize("setting", ["", "baseURL = '/'", "title = 'x'\nbaseURL = '/blog/'"])
def test_feeds_without_a_base_url_are_told_once(check: Check, setting: str) -> None:
    """A warning, at the setting where there is one; nothing is said of a site without feeds and sitemap."""
    found = one(check({"config.toml": f"{setting}\n", "content/a.md": post()}))
    assert (found.code, found.severity, found.path) == ("no-base-url", "warning", "config.toml")
    assert found.line == (setting.count("\n") + 1 if setting else None)
    quiet = f"disableKinds = ['RSS', 'sitemap']\n{setting}\n"
    assert check({"config.toml": quiet}) == ()
