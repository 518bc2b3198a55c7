"""The search page of the theme in a browser: what a reader types, sees, hears and pays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from blogengine.build import build
from blogengine.config import Options
from tests.conftest import NOW, script_errors, write_files
from tests.search.blog import Blog

BUDGET = 300_000
"""Bytes that a reader of 1,000 posts spends before the first result."""

POST = '+++\ntitle = "{title}"\ndate = 2025-01-{day:02}\ntags = ["{tag}"]\n+++\n{text}\n'
FILES = {
    "config.toml": 'baseURL = "https://example.org/blog/"\ntitle = "Blog"\n',
    "content/search/_index.md": '+++\ntitle = "Search"\n+++\n',
    "content/post/moon.md": POST.format(
        title="月の話", day=3, tag="空", text="夜に満月を見た。" + "静かな夜。" * 60 + "月見団子。"
    ),
    "content/post/sun.md": POST.format(title="Sun and moon", day=2, tag="sky", text="The moon is `<b>not</b>` a sun."),
    **{
        f"content/post/many{day}.md": POST.format(title=f"Many {day}", day=day, tag="many", text="Of the same kind.")
        for day in range(1, 25)
    },
}


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under `/blog/` without a word."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def translate_path(self, path: str) -> str:
        """The file of an address."""
        return super().translate_path(path.removeprefix("/blog"))


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Path], str]]:
    servers: list[ThreadingHTTPServer] = []

    def begin(folder: Path) -> str:
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/blog/search/"

    yield begin
    for server in servers:
        server.shutdown()
        server.server_close()


def built(files: dict[str, str], folder: Path) -> Path:
    write_files(folder / "site", files)
    options = Options(destination=folder / "out", cache_dir=folder / "cache", theme="prologue")
    build(folder / "site", options, now=NOW)
    return folder / "out"


@pytest.fixture(scope="module")
def address(serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    return serve(built(FILES, tmp_path_factory.mktemp("small")))


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab; a test fails when a page in it threw an error."""
    context = browser.new_context()
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
    assert script_errors(errors) == []


def told(tab: Any, text: str) -> None:
    """Wait until the status says a text."""
    tab.locator("#search-status").get_by_text(text).wait_for()


def titles(tab: Any) -> list[str]:
    found: list[str] = tab.locator("#search-results h2").all_inner_texts()
    return found


def asked(tab: Any) -> str:
    """The query in the address."""
    return parse_qs(urlsplit(tab.url).query).get("q", [""])[0]


def test_results_come_while_typing_and_the_address_follows(tab: Any, address: str) -> None:
    """Each word narrows them down; a reader who opens the address finds the same."""
    tab.goto(address)
    tab.locator("#query").press_sequentially("moon")
    told(tab, "“moon”")
    assert (titles(tab), asked(tab)) == (["Sun and moon"], "moon")
    tab.locator("#query").fill("月")
    told(tab, "“月”")
    assert (titles(tab), asked(tab)) == (["月の話"], "月")
    tab.reload()
    told(tab, "1 found")
    assert (titles(tab), tab.locator("#query").input_value()) == (["月の話"], "月")


def test_a_settled_query_keeps_its_place_in_the_history(tab: Any, address: str) -> None:
    """After Enter, the next query is a step of its own; back leads to the one before."""
    tab.goto(address)
    tab.locator("#query").fill("moon")
    tab.keyboard.press("Enter")
    told(tab, "“moon”")
    tab.locator("#query").fill("夜")
    told(tab, "“夜”")
    tab.go_back()
    told(tab, "“moon”")
    assert (tab.locator("#query").input_value(), titles(tab)) == ("moon", ["Sun and moon"])


def test_matches_are_marked_with_their_surroundings(tab: Any, address: str) -> None:
    """In title, tags and text; of a long text the places that have the words."""
    tab.goto(f"{address}?q=月見")
    told(tab, "1 found")
    excerpt = tab.locator("#search-results .excerpt")
    assert tab.locator("#search-results mark").all_inner_texts() == ["月見"]
    assert excerpt.inner_text().startswith("…")
    assert "静かな夜。月見団子。" in excerpt.inner_text()
    tab.goto(f"{address}?q=空")
    told(tab, "1 found")
    assert tab.locator("#search-results .meta mark").all_inner_texts() == ["空"]


def test_what_stands_in_texts_and_queries_is_text(tab: Any, address: str) -> None:
    """Markup in either is shown as written."""
    tab.goto(f"{address}?q=%3Cb%3Enot")
    told(tab, "“<b>not”")
    assert tab.locator("#search-results mark").all_inner_texts() == ["<b>not"]
    assert tab.locator("#search-results b, #search-status b").count() == 0


def test_the_keyboard_reaches_everything(tab: Any, address: str) -> None:
    """Down goes to the results, Enter opens one, up and Escape lead back; “more” moves on to what is new."""
    tab.goto(f"{address}?q=same")
    told(tab, "24 found")
    assert len(titles(tab)) == 10
    focused = "document.activeElement.textContent"
    tab.locator("#query").focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate(focused) == titles(tab)[1]
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate(focused) == titles(tab)[0]
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "query"
    tab.locator("#search-more").press("Enter")
    tab.wait_for_function("document.querySelectorAll('#search-results li').length === 20")
    assert tab.evaluate(focused) == titles(tab)[10]
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/post/many*/")


def test_a_screen_reader_is_told(tab: Any, address: str) -> None:
    """The field has a name, the status speaks, the results are a list with a name."""
    tab.goto(f"{address}?q=moon")
    told(tab, "1 found")
    assert (
        tab.get_by_role("searchbox").count()
        == tab.get_by_role("status").count()
        == tab.get_by_role("search").count()
        == 1
    )
    assert tab.get_by_role("searchbox", name="Words to look for").count() == 1
    assert tab.get_by_role("region", name="Results").get_by_role("listitem").count() == 1


def test_an_index_that_cannot_be_loaded_is_told_and_asked_for_again(tab: Any, address: str) -> None:
    """The newest posts are shown meanwhile; the next key tries again."""
    tab.goto(address)
    tab.route("**/search-index/**", lambda route: route.abort())
    tab.locator("#query").fill("moo")
    told(tab, "could not be loaded")
    assert tab.locator("#search-all").is_visible()
    tab.unroute("**/search-index/**")
    tab.locator("#query").fill("moon")
    told(tab, "“moon”")


def test_without_javascript_the_newest_posts_are_listed(browser: Any, address: str) -> None:
    """The page says why there is no search, and is of use."""
    context = browser.new_context(java_script_enabled=False)
    view = context.new_page()
    view.goto(address)
    shown = view.locator("main").inner_text()
    context.close()
    assert "needs JavaScript" in shown
    assert "月の話" in shown


@pytest.mark.slow
def test_a_reader_of_a_thousand_posts_spends_little(
    tab: Any, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The page, its style and scripts, the index and the texts of ten results: below 300 KB, all from one host."""
    posts = list(Blog().posts(1_000))
    files = {
        f"content/post/p{number}.md": POST.format(title=post.title, day=1, tag="t", text=post.text)
        for number, post in enumerate(posts)
    }
    address = serve(built({**files, **{name: FILES[name] for name in list(FILES)[:2]}}, tmp_path_factory.mktemp("big")))
    bodies: list[Any] = []
    tab.on("response", lambda response: bodies.append(response))  # noqa: PLW0108  # no attribute fits a builtin
    tab.goto(address)
    tab.locator("#query").fill(Blog().words[40])
    tab.locator("#search-results li").nth(9).wait_for()
    tab.wait_for_load_state("networkidle")
    assert {urlsplit(body.url).netloc for body in bodies} == {urlsplit(address).netloc}
    spent = {body.url: len(body.body()) for body in bodies}
    assert sum(spent.values()) < BUDGET, spent
