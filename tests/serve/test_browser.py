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
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'
RAW = 'baseURL = "https://example.org/blog/"\n[markup.goldmark.renderer]\nunsafe = true\n'
HEAD = "+++\ntitle = 'A'\ndate = 2025-01-02\n+++\n"


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


def test_a_save_between_loading_and_connecting_is_not_lost(serve: Serve, tab: Page) -> None:
    """A page that was saved before its tab could listen is shown as it is now."""
    running = serve()
    tab.route("**/live.js", lambda route: (running.edit("content/post/a.md", "first", "second"), route.continue_()))
    visit(tab, running)
    expect(tab.locator("article")).to_have_text("second text")


def test_all_tabs_follow(serve: Serve, context: BrowserContext) -> None:
    """A title shows in the tab of the page and in the one of the list; a page that is not affected does nothing."""
    running = serve()
    page, listing, other = context.new_page(), context.new_page(), context.new_page()
    visit(page, running)
    visit(listing, running, "post/")
    visit(other, running, "post/b/")
    other.evaluate("new MutationObserver(() => { window.touched = true }).observe(document, "
                   "{ subtree: true, childList: true, attributes: true, characterData: true })")  # fmt: skip
    running.edit("content/post/a.md", "'A'", "'New title'")
    expect(page.locator("h1")).to_have_text("New title")
    expect(page).to_have_title("New title")
    expect(listing.locator("li").first).to_have_text("New title")
    assert page.evaluate(IS_SAME)
    assert listing.evaluate(IS_SAME)
    assert not other.evaluate("window.touched === true")


def test_what_the_reader_did_stays(serve: Serve, tab: Page) -> None:
    """Scroll position, open details, text in fields, the focus, and an embed that plays survive a patch above them."""
    parts = "\n\n".join(
        [
            "intro",
            "one",
            '<iframe srcdoc="x"></iframe>',
            "two",
            "<details><summary>more</summary>inner</details>",
            '<input id="field"><textarea id="area"></textarea>',
            *("filler" for _ in range(100)),
        ]
    )
    running = serve({"config.toml": RAW, "content/post/a.md": HEAD + parts})
    visit(tab, running)
    tab.evaluate("document.querySelector('iframe').contentWindow.playing = true")
    tab.fill("#area", "long text")
    tab.fill("#field", "typed")
    tab.click("summary")
    tab.evaluate("scrollTo(0, 900)")
    running.write("content/post/a.md", HEAD + parts.replace("intro", "new\n\nnewer\n\nintroduction"))
    expect(tab.locator("article p").nth(2)).to_have_text("introduction")
    assert tab.evaluate("document.querySelector('iframe').contentWindow.playing") is True
    assert tab.evaluate("document.querySelector('details').open") is True
    assert tab.input_value("#field") == "typed"
    assert tab.input_value("#area") == "long text"
    assert tab.evaluate("document.activeElement.localName") == "summary"
    assert tab.evaluate("scrollY") >= 900  # the browser keeps what is seen in its place when something comes above it
    assert tab.evaluate(IS_SAME)


def test_what_scripts_did_stays(serve: Serve, tab: Page) -> None:
    """A class that a script set, and a button that it added, are not undone by a patch beside them."""
    script = (
        "<script>document.documentElement.dataset.theme = 'dark';"
        "addEventListener('load', () => document.querySelector('h1').append(' ¶'))</script>"
    )
    baseof = "<!doctype html><html><head>" + script + "</head><body>{% block main %}{% endblock %}</body></html>"
    running = serve({"templates/baseof.html": baseof})
    visit(tab, running)
    tab.wait_for_timeout(300)  # until it has connected: only then does it know what scripts did
    running.edit("content/post/a.md", "first text", "second text")
    expect(tab.locator("article")).to_have_text("second text")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    assert tab.inner_text("h1") == "A ¶"
    running.edit("content/post/a.md", "second text", "third text")
    expect(tab.locator("article")).to_have_text("third text")
    assert tab.inner_text("h1") == "A ¶"
    assert tab.evaluate(IS_SAME)


def test_css_is_swapped_without_a_reload(serve: Serve, tab: Page) -> None:
    """The new style is applied to the page that is open, again and again, and one link is left."""
    running = serve()
    visit(tab, running)
    for red in ("2", "3", "4"):
        running.write("static/css/site.css", f"body {{ color: rgb({red}, 1, 1); }}")
        expect(tab.locator("body")).to_have_css("color", f"rgb({red}, 1, 1)")
    for red in range(5, 30):  # faster than the sheets can be loaded
        running.write("static/css/site.css", f"body {{ color: rgb({red}, 1, 1); }}")
        tab.wait_for_timeout(20)
    expect(tab.locator("body")).to_have_css("color", "rgb(29, 1, 1)")
    expect(tab.locator("link")).to_have_count(1)
    assert tab.evaluate(IS_SAME)


def test_an_imported_style_sheet_is_swapped(serve: Serve, tab: Page) -> None:
    """A sheet that another imports shows, too."""
    sheets = {"static/css/site.css": "@import 'inner.css';", "static/css/inner.css": "body { color: rgb(1, 1, 1) }"}
    running = serve(sheets)
    visit(tab, running)
    running.write("static/css/inner.css", "body { color: rgb(2, 3, 4) }")
    expect(tab.locator("body")).to_have_css("color", "rgb(2, 3, 4)")
    assert tab.evaluate(IS_SAME)


def test_images_are_refreshed(serve: Serve, tab: Page) -> None:
    """A picture that was saved again shows as it is now, in `src` and in `srcset`."""
    files = {
        "config.toml": RAW,
        "static/one.svg": SVG.format(10),
        "static/two.svg": SVG.format(10),
        "content/post/a.md": HEAD + '<img id="one" src="/blog/one.svg">\n<img id="two" srcset="/blog/two.svg 1x">\n',
    }
    running = serve(files)
    visit(tab, running)
    for name in ("one", "two"):
        running.write(f"static/{name}.svg", SVG.format(33))
        tab.wait_for_function(f"document.getElementById('{name}').naturalWidth === 33")
    assert tab.evaluate(IS_SAME)


def test_a_changed_script_loads_the_page_anew(serve: Serve, tab: Page) -> None:
    """A script cannot be taken back: the page is loaded again, inline scripts and files alike; a new one just runs."""
    unsafe = {"config.toml": RAW, "content/post/a.md": HEAD + "text\n"}
    running = serve(unsafe)
    visit(tab, running)
    running.write("content/post/a.md", HEAD + "text\n\n<script>window.number = 1</script>\n")
    tab.wait_for_function("window.number === 1")
    assert tab.evaluate(IS_SAME)
    running.write("content/post/a.md", HEAD + "text\n\n<script>window.number = 2</script>\n")
    tab.wait_for_function("window.number === 2")
    tab.wait_for_function(f"!({IS_SAME})")
    running.write("static/a.js", "window.file = 1")
    running.write("content/post/a.md", HEAD + "<script src=/blog/a.js></script>\n")
    tab.wait_for_function("window.file === 1")
    running.write("static/a.js", "window.file = 2")
    tab.wait_for_function("window.file === 2")


def test_the_overlay_comes_and_goes(serve: Serve, context: BrowserContext, tab: Page) -> None:
    """A mistake is shown over the page with place, line and hint; mended, the overlay goes, and the page was kept."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    running = serve()
    visit(tab, running)
    running.edit("content/post/a.md", "date = 2025-01-02", "date = ")
    overlay = tab.locator("blogengine-overlay")
    expect(overlay.locator("button")).to_contain_text("content/post/a.md:3")
    expect(overlay.locator("pre")).to_contain_text("3 | date =")
    expect(tab.locator("body article")).to_have_text("first text")
    overlay.locator("button").click()
    expect(overlay.locator("button")).to_contain_text("copied")
    assert tab.evaluate("navigator.clipboard.readText()") == "content/post/a.md:3"
    running.edit("content/post/a.md", "date = ", "date = 2025-01-02")
    expect(overlay).to_have_count(0)
    assert tab.evaluate(IS_SAME)


def test_every_kind_of_mistake_is_shown_and_goes(serve: Serve, tab: Page) -> None:
    """Front matter, shortcodes, templates and the configuration: none ends the server, and none shows half a site."""
    running = serve()
    visit(tab, running)
    overlay = tab.locator("blogengine-overlay")
    mistakes = {
        "content/post/a.md": ("first text", '{{< ref "/nowhere" >}}'),
        "templates/single.html": ("page.title", "page.titel"),
        "config.toml": ('title = "Site"', "title = "),
        "templates/baseof.html": ("{% block main %}", "{% blck main %}"),
    }
    for file, (right, wrong) in mistakes.items():
        running.edit(file, right, wrong)
        expect(overlay.locator("button").first).to_contain_text(file)
        expect(tab.locator("body article")).to_have_text("first text")
        running.edit(file, wrong, right)
        expect(overlay).to_have_count(0)
    assert tab.evaluate(IS_SAME)


def test_a_site_that_is_broken_from_the_start_appears_when_mended(serve: Serve, tab: Page) -> None:
    """The server starts with a mistake in the configuration, shows it, and goes on when it is mended."""
    running = serve({"config.toml": "baseURL = \n"})
    visit(tab, running, "blog/post/a/")
    expect(tab.locator("blogengine-overlay button")).to_contain_text("config.toml:1")
    running.write("config.toml", 'baseURL = "https://example.org/blog/"\n')
    expect(tab.locator("article")).to_have_text("first text")
    expect(tab.locator("blogengine-overlay")).to_have_count(0)


def test_a_new_tab_is_told_what_is_wrong(serve: Serve, tab: Page) -> None:
    """A mistake that is already there lies over pages that are opened later, until Escape hides it."""
    running = serve()
    running.edit("content/post/a.md", "date = 2025-01-02", "date = ")
    visit(tab, running, "post/b/")
    overlay = tab.locator("blogengine-overlay section")
    expect(overlay).to_be_visible()
    tab.keyboard.press("Escape")
    expect(overlay).to_have_count(0)


def test_a_page_that_comes_or_goes(serve: Serve, tab: Page) -> None:
    """A tab on nothing shows the site's 404 page, then the page as soon as there is one, and 404 when it is gone."""
    running = serve()
    answer = tab.goto(running.url + "post/c/")
    assert answer is not None
    assert answer.status == 404
    expect(tab.locator("h1")).to_have_text("Nothing here")
    running.write("content/post/c.md", "+++\ntitle = 'C'\n+++\nhere\n")
    expect(tab.locator("article")).to_have_text("here")
    (running.root / "content/post/c.md").unlink()
    expect(tab.locator("h1")).to_have_text("Nothing here")


def test_drafts_and_pages_to_come_have_a_badge(serve: Serve, tab: Page) -> None:
    """What would not be published is marked; the badge goes when the author decides to publish."""
    running = serve({"content/post/c.md": "+++\ntitle = 'C'\ndate = 9999-01-01\n+++\nlater\n"})
    visit(tab, running, "post/c/")
    badge = tab.locator("blogengine-overlay output")
    expect(badge).to_have_text("Not published yet")
    running.write("content/post/c.md", "+++\ntitle = 'C'\ndate = 2025-01-01\ndraft = true\n+++\nlater\n")
    expect(badge).to_have_text("Draft")
    running.write("content/post/c.md", "+++\ntitle = 'C'\ndate = 2025-01-01\n+++\nlater\n")
    expect(badge).to_have_count(0)


def test_navigation_follows_the_editor(serve: Serve, tab: Page) -> None:
    """With --navigate the tab goes to the page being edited, and to the edited block, from the first save on."""
    long = "".join(f"paragraph {number}\n\n" for number in range(200))
    running = serve({"content/post/b.md": HEAD + long}, "--navigate")
    visit(tab, running)
    running.edit("content/post/b.md", "paragraph 150\n", "edited 150\n")
    tab.wait_for_url("**/post/b/")
    expect(tab.get_by_text("edited 150")).to_be_in_viewport()
    running.edit("content/post/b.md", "paragraph 3\n", "paragraph 3\n\nadded after 3\n")
    expect(tab.get_by_text("added after 3")).to_be_in_viewport()
    running.edit("content/post/a.md", "first text", "second text")
    tab.wait_for_url("**/post/a/")


def test_without_navigation_the_tab_stays(serve: Serve, tab: Page) -> None:
    """Nobody's page is changed under their hands."""
    running = serve()
    visit(tab, running)
    running.edit("content/post/b.md", "other text", "another text")
    running.edit("content/post/a.md", "first text", "second text")
    expect(tab.locator("article")).to_have_text("second text")
    assert tab.evaluate(IS_SAME)


def test_a_tab_reconnects_when_the_server_comes_back(serve: Serve, tab: Page) -> None:
    """What was saved while the server was away shows as soon as it is back, without a reload."""
    running = serve()
    visit(tab, running)
    tab.evaluate("new MutationObserver(() => { window.flashed ||= !document.querySelector('article') })"
                 ".observe(document, { subtree: true, childList: true })")  # fmt: skip
    assert running.stop() == 0
    running.edit("content/post/a.md", "first text", "second text")
    again = serve({"content/post/a.md": HEAD + "second text\n"}, port=running.port)
    assert again.port == running.port
    expect(tab.locator("article")).to_have_text("second text")
    assert tab.evaluate(IS_SAME)
    again.edit("content/post/a.md", "second text", "third text")
    expect(tab.locator("article")).to_have_text("third text")
    assert not tab.evaluate("window.flashed === true")  # as long as nothing is built, the page stays as it is


def test_links_of_the_published_site_stay_on_this_server(serve: Serve, tab: Page) -> None:
    """Pages name whole addresses where they will be published; in the browser they lead to what is served."""
    running = serve()
    visit(tab, running, "post/")
    tab.click("li a >> nth=0")
    tab.wait_for_url(f"{running.url}post/a/")
