"""What a reader can do with a post: copy, enlarge, see footnotes in place, ask other hosts for something, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import MakeSite
from tests.theme.conftest import served

OTHER = re.compile(r"^https?://(?!127\.0\.0\.1)")


@pytest.fixture
def asked() -> list[str]:
    """Addresses of other hosts that the page has asked for."""
    return []


@pytest.fixture
def view(browser: Any, asked: list[str]) -> Iterator[Any]:
    """A tab whose requests to other hosts are noted, and answered with nothing."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"]
    )
    tab = context.new_page()

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/javascript", body="")

    tab.route(OTHER, answer)
    yield tab
    context.close()


def test_code_is_copied_without_its_line_numbers(view: Any, own_address: str) -> None:
    """The button beside code puts the code, and nothing else, on the clipboard; a screen reader is told."""
    view.goto(f"{own_address}post/formulas-tables-code/")
    button = view.locator(".highlight .copy").first
    button.focus()
    view.keyboard.press("Enter")
    view.wait_for_function("document.querySelector('.unseen[role=status]').textContent === 'Copied'")
    copied = view.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("from collections.abc import Iterator\n\n\ndef bigrams(text: str)")
    assert copied.endswith("# ['機械', '械学', '学習']")


def test_a_footnote_shows_in_place(view: Any, full_address: str) -> None:
    """A click on the mark shows the note there; Escape closes it, and the reader is where he was."""
    view.goto(f"{full_address}post/all/")
    before = view.evaluate("scrollY")
    view.locator(".footnote-ref").first.click()
    note = view.locator(".note-box")
    assert note.inner_text().startswith("脚注の文。")
    assert note.locator(".footnote-backref").count() == 0
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    view.keyboard.press("Escape")
    note.wait_for(state="detached")
    assert view.evaluate("scrollY") == before
    assert view.evaluate("document.activeElement.className") == "footnote-ref"


def test_a_picture_is_enlarged_by_keyboard(view: Any, full_address: str) -> None:
    """A picture is a button to its whole size; Escape leads back to it."""
    view.goto(f"{full_address}post/all/")
    button = view.get_by_role("button", name="拡大: 絵")
    button.focus()
    view.keyboard.press("Enter")
    assert view.locator("dialog.enlarged img").get_attribute("alt") == "絵"
    view.keyboard.press("Escape")
    view.locator("dialog.enlarged").wait_for(state="detached")
    assert view.evaluate("document.activeElement.className") == "enlarge"


def test_nothing_is_asked_of_other_hosts_before_a_click(view: Any, full_address: str, asked: list[str]) -> None:
    """With comments, counting, a diagram and share links on the page, no other host hears of the reader."""
    for path in ("", "post/all/"):
        view.goto(full_address + path)
        view.wait_for_load_state("networkidle")
        view.evaluate("scrollTo(0, document.body.scrollHeight)")
        view.wait_for_timeout(100)
    assert asked == []


def test_comments_come_on_a_click(view: Any, full_address: str, asked: list[str]) -> None:
    """The button loads giscus with the site's settings, in the page's language."""
    view.goto(f"{full_address}post/all/")
    view.locator(".comments button").click()
    script = view.locator(".comments script").first
    script.wait_for(state="attached")
    assert script.get_attribute("data-repo") == "someone/blog"
    assert script.get_attribute("data-lang") == "ja"
    view.wait_for_load_state("networkidle")
    assert asked == ["https://giscus.app/client.js"]


def test_visits_are_counted_once_the_reader_agrees(view: Any, full_address: str, asked: list[str]) -> None:
    """The choice is remembered on the next page, and can be taken back."""
    view.goto(full_address)
    view.locator(".counting button").click()
    view.wait_for_load_state("networkidle")
    assert asked == ["https://counter.example/script.js"]
    view.goto(f"{full_address}post/all/")
    view.wait_for_load_state("networkidle")
    assert len(asked) == 2
    with view.expect_navigation():
        view.locator(".counting button").click()
    view.goto(full_address)
    view.wait_for_load_state("networkidle")
    assert len(asked) == 2


def test_a_diagram_is_drawn_on_a_click(view: Any, full_address: str, asked: list[str]) -> None:
    """The drawing program is loaded where there is a diagram, and only when it is asked for."""
    view.goto(f"{full_address}post/all/")
    assert view.locator("code.language-mermaid").inner_text().strip() == "graph TD; A-->B"
    view.locator("figure button", has_text="図を描く").click()
    view.wait_for_load_state("networkidle")
    assert [address.split("@")[0] for address in asked] == ["https://cdn.jsdelivr.net/npm/mermaid"]


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_a_choice_of_colours_holds_from_the_first_paint(
    browser: Any, full_address: str, system: str, chosen: str
) -> None:
    """The colours that a reader has chosen are set before the style sheet is there: no flash of the others."""
    context = browser.new_context(color_scheme=system)
    tab = context.new_page()
    tab.goto(full_address)
    tab.click(".theme-toggle")
    seen: list[str] = []
    tab.route("**/prologue.css", lambda route: (seen.append(tab_theme(tab)), route.continue_()))
    tab.goto(f"{full_address}post/all/")
    context.close()
    assert seen == [chosen]


def tab_theme(tab: Any) -> str:
    return str(tab.evaluate("document.documentElement.dataset.theme"))


def test_corner_buttons_give_way_to_the_text_on_a_phone(view: Any, full_address: str) -> None:
    """They hide when the reader reads on, come back when he scrolls back, and always for the keyboard."""
    view.goto(f"{full_address}post/all/")
    view.mouse.wheel(0, 400)
    view.wait_for_selector(".corner.aside", state="attached")
    view.mouse.wheel(0, -100)
    view.wait_for_selector(".corner:not(.aside)")


def test_what_is_too_wide_scrolls_by_keyboard(view: Any, full_address: str) -> None:
    """Code, tables and formulas that are wider than a phone can be focused, and the page itself is not wider."""
    view.goto(f"{full_address}post/all/")
    wide = view.evaluate(
        "[...document.querySelectorAll('.content :is(pre, table, math)')]"
        ".filter((each) => each.scrollWidth > each.clientWidth).map((each) => [each.localName, each.tabIndex])"
    )
    assert {("pre", 0), ("table", 0)} <= {tuple(each) for each in wide}
    assert all(index == 0 for _, index in wide)
    assert view.evaluate("document.documentElement.scrollWidth") <= 390


EMBEDS = "post/shortcodes-and-embeds/"


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
def test_an_embed_asks_its_service_for_nothing_until_it_is_opened(
    view: Any, asked: list[str], own_address: str, way: str
) -> None:
    """The whole page scrolled past, no other host was asked; opened, the player is in its box and has the focus."""
    view.goto(own_address + EMBEDS)
    opener = view.locator(".embed-open").first
    opener.scroll_into_view_if_needed()
    view.evaluate("scrollTo(0, document.body.scrollHeight)")
    view.wait_for_timeout(200)
    assert asked == []
    box = view.locator(".embed-box").first
    before = box.bounding_box()
    if way == "click":
        opener.click()
    else:
        opener.focus()
        view.keyboard.press(way)
    frame = box.locator("iframe")
    frame.wait_for()
    assert [urlsplit(url).hostname for url in asked] == ["speakerdeck.com"]
    after = box.bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    assert frame.evaluate("frame => document.activeElement === frame && frame.title")
    assert frame.bounding_box()["width"] == pytest.approx(before["width"], abs=3)


def test_without_scripts_an_embed_is_a_link(browser: Any, own_address: str) -> None:
    """Both the box and what stands below it lead to the talk."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(own_address + EMBEDS)
    links = tab.locator(".embed a")
    assert {link.get_attribute("href").partition("?")[0] for link in links.all()} == {
        "https://speakerdeck.com/player/ee6c0016a8f44dd98900659d225b6925"
    }
    assert all(link.is_visible() for link in links.all())
    context.close()


def test_embeds_of_a_real_blog_ask_nobody(portfolio_output: Path, tmp_path: Path, view: Any, asked: list[str]) -> None:
    """Each post with a talk or a quoted post, scrolled through: no host is asked but for the author's pictures."""
    site = portfolio_output
    pages = [page for page in site.rglob("index.html") if "embed-open" in page.read_text("utf-8")]
    assert len(pages) > 4
    pictures: set[str] = set()
    with served(site, tmp_path / "served", "/portfolio/") as address:
        for page in pages:
            view.goto(address + page.parent.relative_to(site).as_posix() + "/")
            view.evaluate("scrollTo(0, document.body.scrollHeight)")
            view.wait_for_timeout(100)
            pictures |= set(view.evaluate("[...document.images].map((image) => image.src)"))
    assert set(asked) <= pictures


def test_an_embed_can_come_when_the_reader_is_near(site: MakeSite, tmp_path: Path, view: Any, asked: list[str]) -> None:
    """With `load = "near"` the player is there before the reader is, and not before that."""
    config = 'baseURL = "https://own.example/"\n[params.embeds]\nload = "near"\n'
    text = "+++\ntitle = 'A'\n+++\n" + "line\n\n" * 200 + '{{< speakerdeck id="abc" >}}\n'
    built = site({"config.toml": config, "content/a.md": text, "templates/x": ""}, theme="prologue")
    with served(built.destination, tmp_path / "served", "/") as address:
        view.goto(f"{address}a/")
        view.wait_for_timeout(200)
        assert asked == []
        view.locator(".embed-link").scroll_into_view_if_needed()
        view.locator(".embed iframe").wait_for()
    assert [urlsplit(url).hostname for url in asked] == ["speakerdeck.com"]
