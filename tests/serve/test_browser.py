"""What the author sees in a real browser while writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.serve.conftest import Running, Serve

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

MARK = "window.mark = true"
IS_SAME = "window.mark === true"
"""Whether the page was patched: a page that is loaded anew has forgotten the mark."""


def visit(tab: Page, running: Running, path: str = "post/a/") -> None:
    """Open a page; what is saved before it has connected is not lost, so nothing is waited for."""
    tab.goto(running.url + path)
    tab.evaluate(MARK)


def test_a_save_shows_without_loading_the_page_again(serve: Serve, tab: Page) -> None:
    """The text that was saved replaces the old one in the page that is open."""
    running = serve()
    visit(tab, running)
    running.edit("content/post/a.md", "first text", "second text")
    expect(tab.locator("article")).to_have_text("second text")
    assert tab.evaluate(IS_SAME)


def test_all_tabs_follow(serve: Serve, context: BrowserContext) -> None:
    """A title shows in the tab of the page and in the one of the list."""
    running = serve()
    page, listing = context.new_page(), context.new_page()
    visit(page, running)
    visit(listing, running, "post/")
    running.edit("content/post/a.md", "'A'", "'New title'")
    expect(page.locator("h1")).to_have_text("New title")
    expect(listing.locator("li").first).to_have_text("New title")
    assert page.evaluate(IS_SAME)
    assert listing.evaluate(IS_SAME)


def test_the_overlay_comes_and_goes(serve: Serve, tab: Page) -> None:
    """A mistake is shown over the page with its place; mended, the overlay goes by itself, and the page was kept."""
    running = serve()
    visit(tab, running)
    running.edit("content/post/a.md", "date = 2025-01-02", "date = ")
    overlay = tab.locator("blogengine-overlay")
    expect(overlay.locator("button")).to_contain_text("content/post/a.md:3")
    expect(tab.locator("body article")).to_have_text("first text")
    running.edit("content/post/a.md", "date = ", "date = 2025-01-02")
    expect(overlay).to_have_count(0)
    assert tab.evaluate(IS_SAME)


def test_css_is_swapped_without_a_reload(serve: Serve, tab: Page) -> None:
    """The new style is applied to the page that is open."""
    running = serve()
    visit(tab, running)
    running.edit("static/css/site.css", "1, 1, 1", "2, 3, 4")
    expect(tab.locator("body")).to_have_css("color", "rgb(2, 3, 4)")
    assert tab.evaluate(IS_SAME)
