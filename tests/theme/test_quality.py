"""The theme's pages, seen by axe (accessibility) and by an HTML parser that follows the standard."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.conftest import CONFIG, MakeSite, needed

OWN_PAGES = {
    "home": "",
    "section": "post/",
    "post": "post/formulas-tables-code/",
    "Japanese post": "post/writing-in-japanese/",
    "embeds": "post/shortcodes-and-embeds/",
    "page": "about/",
    "taxonomy": "tags/",
    "term": "tags/writing/",
    "archives": "archives/",
    "follow": "follow/",
    "search": "search/?q=日本語",
    "404": "404.html",
}
FULL_PAGES = {"home of all": "", "post of all": "post/all/"}
SCREENS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
INTERACTIVE = "a[@href] or self::button or self::input or self::select or self::textarea or self::summary"
PHRASING_ONLY = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "button", "em", "strong", "time", "small", "dt")
BLOCKS = {"div", "p", "ul", "ol", "li", "section", "article", "nav", "header", "footer", "figure", "table", "pre"}


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, as a script."""
    spec = find_spec("axe_playwright_python")
    found = spec and spec.origin and (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
    return needed(found or None, "the package axe-playwright-python")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", [*OWN_PAGES, *FULL_PAGES])
def test_axe_finds_nothing(
    browser: Any, own_address: str, full_address: str, axe: str, kind: str, screen: str, scheme: str
) -> None:
    """No page breaks a rule of axe, its best practices included, on a phone or a desk, by day or by night."""
    address = own_address + OWN_PAGES[kind] if kind in OWN_PAGES else full_address + FULL_PAGES[kind]
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=scheme, bypass_csp=True)
    view = context.new_page()
    view.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    view.goto(address)
    view.evaluate(axe)
    violations = view.evaluate("axe.run({ iframes: false }).then((found) => found.violations)")
    context.close()
    assert {each["id"]: [node["html"] for node in each["nodes"]] for each in violations} == {}


@pytest.mark.parametrize("path", ["post/shortcodes-and-embeds/", "post/formulas-tables-code/"])
def test_a_post_costs_a_reader_no_more_than_30_kb(browser: Any, own_address: str, own: Path, path: str) -> None:
    """Whatever this site sends for a post but its pictures, each file compressed as hosts do it, is 30 KB or less."""
    sent: dict[str, int] = {}
    others: list[str] = []
    context = browser.new_context()
    view = context.new_page()
    view.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())

    def weigh(request: Any) -> None:
        if request.url.startswith(own_address) and request.resource_type != "image":
            name = request.url.removeprefix(own_address).partition("?")[0]
            file = own / (f"{name}index.html" if name.endswith("/") else name)
            sent[name] = len(gzip.compress(file.read_bytes()))
        elif not request.url.startswith(own_address):
            others.append(request.url)

    view.on("request", weigh)
    view.goto(own_address + path, wait_until="load")
    context.close()
    assert {path, "css/prologue.css", "js/reading.js"} <= sent.keys()
    assert sum(sent.values()) <= 30_000, sent
    assert others == []


def test_headings_and_the_frame_share_no_id(site: MakeSite) -> None:
    """A heading that is called like a part of the page keeps its id, and the frame's own differ from it."""
    names = ("Top", "Content", "TOC title", "Tags title", "Comments title", "Accounts title", "Page main", "Page top")
    text = "".join(f"## {name}\n\n" for name in names)
    config = CONFIG + 'theme = "prologue"\n[params]\nshowToc = true\nutterancesRepo = "a/b"\n'
    page = f"+++\ntitle = 'A'\ntags = ['b']\n+++\n{text}"
    built = site({"config.toml": config, "content/post/a.md": page, "templates/partials/own.html": ""})
    found = html.document_fromstring(built.read("post/a/index.html")).xpath("//@id")
    assert {"pageMain", "pageTop", "commentsTitle", "tocTitle"} <= set(found)
    assert {name.lower().replace(" ", "-") for name in names} <= set(found)
    assert len(found) == len(set(found))


def pages(*sites: Path) -> Iterator[tuple[str, str]]:
    for site in sites:
        for file in sorted(site.rglob("*.html")):
            text = file.read_text("utf-8")
            if 'http-equiv="refresh"' not in text:
                yield file.relative_to(site).as_posix(), text


def test_every_page_is_html_without_a_mistake(own: Path, full: Path) -> None:
    """The standard's own parser finds no mistake in any page."""
    html5lib = needed(__import__("html5lib") if find_spec("html5lib") else None, "the package html5lib")
    mistakes = {}
    for path, text in pages(own, full):
        parser = html5lib.HTMLParser()
        parser.parse(text)
        found = [(code, data, text.split("\n")[line - 1][:80]) for (line, _), code, data in parser.errors]
        if found:
            mistakes[path] = found
    assert mistakes == {}


def test_every_page_keeps_the_content_model(own: Path, full: Path) -> None:
    """Ids are unique, nothing clickable holds something clickable, words hold no blocks, lists hold items only."""
    for path, text in pages(own, full):
        document = html.document_fromstring(text)
        body = document.body
        twice = [name for name, count in Counter(document.xpath("//@id")).items() if count > 1]
        nested = body.xpath(f"//*[self::a or self::button]//*[self::{INTERACTIVE.replace('a[@href]', 'a')}]")
        blocks = [
            (each.tag, inner.tag)
            for each in body.iter(*PHRASING_ONLY)
            for inner in each.iterdescendants()
            if inner.tag in BLOCKS
        ]
        strays = body.xpath("//*[self::ul or self::ol]/*[not(self::li or self::script or self::template)]")
        assert (twice, nested, blocks, strays) == ([], [], [], []), path


def test_every_picture_has_an_alternative_and_a_size(full: Path) -> None:
    """An `<img>` that the theme prints has `alt`, and pictures of known size have it, so that nothing moves."""
    for path, text in pages(full):
        for image in html.document_fromstring(text).xpath("//img"):
            assert image.get("alt") is not None, path
            assert image.get("src").endswith(".svg") or (image.get("width") and image.get("height")), path


def test_every_button_says_what_it_is_for(own: Path, full: Path) -> None:
    """A button has a type and a name."""
    for path, text in pages(own, full):
        for button in html.document_fromstring(text).xpath("//button"):
            assert button.get("type"), path
            assert button.get("aria-label") or button.text_content().strip(), path
