"""What tabs are told, and that nothing ends the thread that builds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from blogengine.config import Options
from blogengine.errors import Problem
from blogengine.serve import live as live_module
from blogengine.serve.live import Live
from blogengine.serve.pages import badge_of, digest_of, led_on_to, with_script
from blogengine.serve.place import Place
from blogengine.serve.session import Answer, Refresh
from blogengine.serve.tabs import Message, Tab

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = Place(base_url="https://example.org/blog/", path="/blog")
T = TypeVar("T")
MISTAKE = Problem(message="wrong", path="a.md")


def page(body: str) -> Answer:
    return Answer(body=body.encode(), media_type="text/html")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, run in a thread of its own: a browser's test leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_what_is_not_yet_told_becomes_one_message() -> None:
    """The newest page and problems, and every address that changed meanwhile."""

    async def main() -> Message:
        tab = Tab("/a/", "")
        tab.tell(Message(changed=frozenset("a"), page="one", digest="1", badge="draft", problems=(MISTAKE,)))
        tab.tell(Message(changed=frozenset("b"), page="two", digest="2", edited="/b/", before="old"))
        tab.tell(Message(changed=frozenset("c")))
        return await asyncio.wait_for(tab.message(), 1)

    assert apart(main()) == Message(
        changed=frozenset("abc"), page="two", digest="2", edited="/b/", before="old", problems=()
    )


class Stub:
    """A session that does what the test says."""

    def __init__(self, *_arguments: object, **_options: object) -> None:
        self.pages = {"/a/": page("one")}
        self.refreshes: list[Refresh | Exception] = []

    def refresh(self, _touched: Collection[Path] | None) -> Refresh:
        refresh = self.refreshes.pop(0)
        if isinstance(refresh, Exception):
            raise refresh
        return refresh

    is_built = True

    def interrupt(self) -> None:
        pass

    def stop(self) -> None:
        pass

    def answer(self, path: str, *, waits: bool = True) -> Answer | None:
        return self.pages.get(path)

    def missing(self, *, waits: bool = True) -> Answer:
        return page("nothing here")

    def address(self, _source: Path) -> str | None:
        return None

    def close(self) -> None:
        pass


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A live site over a stub; its thread is not started, so that tests say when it builds."""
    monkeypatch.setattr(live_module, "Session", Stub)
    notice: Callable[[Refresh], None] = lambda _refresh: None  # noqa: E731
    made: Any = Live(tmp_path, Options(), clock=lambda: NOW, poll=False, navigate=False, notice=notice)
    made._session.refreshes.append(Refresh())
    made._refresh(None)  # the first build: nobody is answered before
    yield made
    made.close()


def told(live: Any, refresh: Refresh | Exception, act: Callable[[], None] = lambda: None) -> dict[str, Message]:
    """What a tab on a page and one on nothing are told by a refresh, after something was done."""

    async def main() -> dict[str, Message]:
        found: dict[str, Message] = {}
        with live.tab("/a/", digest_of(page("one"))) as one, live.tab("/nowhere/", "") as other:
            live.greet(one)
            live.greet(other)
            await one.message()
            await other.message()
            act()
            live._session.refreshes.append(refresh)
            live._refresh(None)
            for tab in (one, other):
                found[tab.path] = await asyncio.wait_for(tab.message(), 1)
        return found

    return apart(main())


def test_a_tab_gets_its_page_only_when_that_changed(live: Any) -> None:
    """The page comes with the news; a tab that shows the same bytes gets the news alone."""

    def act() -> None:
        live._session.pages["/a/"] = page("two")

    found = told(live, Refresh(changed=frozenset(("/a/", "/x.css"))), act)
    assert (found["/a/"].page, found["/a/"].digest) == ("two", digest_of(page("two")))
    assert found["/nowhere/"] == Message(changed=frozenset(("/a/", "/x.css")))


def test_a_failure_of_the_engine_is_told_and_survived(live: Any) -> None:
    """It is shown as mistakes are, and the next build is as good as any."""
    found = told(live, RuntimeError("boom"))
    assert [problem.message for problem in found["/a/"].problems] == ["blogengine failed: RuntimeError: boom"]
    assert told(live, Refresh())["/a/"].problems == ()


def test_a_new_tab_is_told_the_mistakes_that_there_are(live: Any) -> None:
    """As well as what its own page is."""
    live._session.refreshes.append(Refresh(problems=(MISTAKE,)))
    live._refresh(None)

    async def main() -> Message:
        with live.tab("/a/", "") as tab:
            live.greet(tab)
            return await asyncio.wait_for(tab.message(), 1)

    message = apart(main())
    assert (message.problems, message.page) == ((MISTAKE,), "one")


@pytest.mark.parametrize(
    ("html", "at"),
    [("<body>x</body></html>", 7), ("<BODY>x</BODY >", 7), ("no body", 7), ("", 0), ("<!-- </body> --></body>", 16)],
)
def test_the_script_goes_to_the_end_of_the_body(html: str, at: int) -> None:
    """Or to the end of what has none; everything else is as it was."""
    made = with_script(page(html), PLACE).decode()
    start = made.index("<script ")
    assert start == at
    assert made[:start] + made[made.index("</script>") + 9 :] == html


def test_hostile_settings_stay_in_their_attribute() -> None:
    """A base URL with quotes and brackets is text."""
    place = Place(base_url='https://example.org/"><script>/', path='/"><script>')
    assert with_script(page(""), place).count(b"<script") == 1


@pytest.mark.parametrize(
    ("target", "led"),
    [
        ("https://example.org/blog/new/", "/blog/new/"),
        ("https://elsewhere.org/", None),
        ("https://example.org/other/", None),
    ],
)
def test_redirects_within_the_site_stay_here(target: str, led: str | None) -> None:
    """Those to other sites are pages as any other."""
    assert led_on_to(page(f'<meta http-equiv="refresh" content="0; url={target}">'), PLACE) == led


@pytest.mark.parametrize(
    ("head", "badge"),
    [
        ("+++\ndraft = true\n+++\n", "draft"),
        ("---\ndraft: true\ndate: 2030-01-01\n---\n", "draft"),
        ('{"date": "2030-01-01"}\n', "future"),
        ("+++\r\npublishDate = 2030-01-01\r\ndate = 2020-01-01\r\n+++\r\n", "future"),
        ("+++\ndate = 2020-01-01\n+++\n", ""),
        ("+++\ndate = 'no date'\n+++\n", ""),
        ("+++\nbroken", ""),
        ("", ""),
    ],
)
def test_a_badge_says_what_front_matter_says(head: str, badge: str, tmp_path: Path) -> None:
    """In each notation; what cannot be read has none."""
    (tmp_path / "a.md").write_bytes(head.encode())
    assert badge_of(tmp_path / "a.md", UTC, NOW) == badge


def test_a_page_without_a_source_has_no_badge(tmp_path: Path) -> None:
    """Lists, and a source that has just been deleted."""
    assert badge_of(None, UTC, NOW) == ""
    assert badge_of(tmp_path / "gone.md", UTC, NOW) == ""
