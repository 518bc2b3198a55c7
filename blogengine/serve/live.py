"""The site that is served, kept up to date by one thread, and the tabs that show it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from blogengine.config import Options
from blogengine.errors import Problem, SiteError
from blogengine.serve.pages import badge_of, digest_of, is_html
from blogengine.serve.place import read_place, usual_place
from blogengine.serve.session import Answer, Refresh, Session
from blogengine.serve.tabs import Message, Tab
from blogengine.serve.watching import Watcher

CONFIGURING = (".toml", ".yaml", ".yml", ".json")
REST = 1.0
"""Seconds without a save before what nobody looks at is made."""
GRACE = 2.0
"""Seconds that a build gets to end by itself; one that is cut off costs the next one time, and nothing else."""


class Live:
    """What all requests share."""

    def __init__(
        self,
        root: Path,
        options: Options,
        *,
        clock: Callable[[], datetime],
        poll: bool,
        navigate: bool,
        notice: Callable[[Refresh], None],
    ) -> None:
        self._root = root.resolve()
        self.place = usual_place(self._root, options)
        self._options = options
        self._clock = clock
        self._navigate = navigate
        self._notice = notice
        self._session = Session(self._root, options, clock=clock, viewed=self._viewed, shown=self._show, rest=REST)
        self._watcher = Watcher(self._root, poll=poll, touched=self._session.interrupt)
        self._thread = threading.Thread(target=self._follow, name="builds", daemon=True)
        self._tabs: set[Tab] = set()
        self._lock = threading.Lock()
        """Held while tabs are told, so that none is told what was after what is."""
        self._problems: tuple[Problem, ...] = ()
        self._before: dict[str, str] = {}
        """What the page that is edited was, by its address, until tabs are told to follow it."""

    def watch(self) -> None:
        """Find out where the site is, and watch its files; raises `SiteError` when they cannot be watched."""
        self._settle_place()
        self._watcher.watch(self.place)

    def start(self) -> None:
        """Build the site, now and after each change, in the background."""
        self._thread.start()

    def close(self) -> None:
        """End what was begun."""
        self._watcher.close()
        self._session.stop()
        if self._thread.ident is not None:
            self._thread.join(GRACE)
        if not self._thread.is_alive():
            self._session.close()

    def answer(self, path: str) -> Answer | None:
        """What a path answers, once that is there."""
        return self._session.answer(path)

    def missing(self) -> Answer:
        """The 404 page, once that is there."""
        return self._session.missing()

    @contextmanager
    def tab(self, path: str, digest: str) -> Iterator[Tab]:
        """A tab that is told of changes during the block; one that shows something old is told at once."""
        tab = Tab(path, digest)
        with self._lock:  # before it is looked at: a refresh that ends meanwhile tells it, too
            self._tabs.add(tab)
        try:
            yield tab
        finally:
            with self._lock:
                self._tabs.discard(tab)

    def greet(self, tab: Tab) -> None:
        """Tell a new tab what its page's own HTML is, if it is there, and what is wrong."""
        with self._lock:
            news = Message(problems=self._problems)
            tab.tell(self._page(tab).with_news(news))

    def _follow(self) -> None:
        """Build, and again after each change, until the watcher is closed."""
        self._refresh(None)
        for touched in self._watcher.batches():
            if self._concerns_place(touched):
                self._settle_place()
            with suppress(SiteError):  # one folder less is watched; the others are worth going on for
                self._watcher.watch(self.place)
            self._refresh(touched)

    def _refresh(self, touched: Collection[Path] | None) -> None:
        try:
            self._before = self._edited_before(touched) if self._navigate else {}
            refresh = self._session.refresh(touched)
            self._tell(refresh)
        except Exception as error:  # noqa: BLE001  # a mistake of the engine must not end the author's session
            refresh = Refresh(problems=(Problem(message=f"blogengine failed: {type(error).__name__}: {error}"),))
            self._tell(refresh)
        with suppress(OSError):  # nobody reads the terminal any more
            if refresh.is_whole:
                self._notice(refresh)

    def _viewed(self) -> frozenset[str]:
        """The paths that tabs show."""
        with self._lock:
            return frozenset(tab.path for tab in self._tabs)

    def _show(self, path: str) -> None:
        """Tell a page's tabs of it before the rest of the site is made, and all tabs if they are to follow it."""
        before = self._before.pop(path, None)
        follow = Message(problems=self._problems, edited=path if before is not None else None, before=before)
        news = msgspec.structs.replace(follow, changed=frozenset((path,)))
        with self._lock:
            for tab in self._tabs:
                if tab.is_found and tab.shows((path,)):
                    self._tell_news(tab, news)
                elif follow.edited:
                    tab.tell(follow)

    def _tell(self, refresh: Refresh) -> None:
        """Tell every tab what a refresh did."""
        edited = refresh.edited if refresh.edited in self._before else None
        news = Message(
            changed=refresh.changed,
            problems=refresh.problems if refresh.is_whole else self._problems,
            edited=edited,
            before=self._before.get(edited) if edited else None,
        )
        with self._lock:
            self._problems = news.problems
            for tab in self._tabs:
                if tab.shows(refresh.changed) or refresh.edited == tab.path:
                    self._tell_news(tab, news)
                else:
                    tab.tell(news)

    def _tell_news(self, tab: Tab, news: Message) -> None:
        """Tell a tab, and give it its page unless it shows that."""
        shown = tab.digest, tab.badge
        page = self._page(tab)
        tab.tell(page.with_news(news) if shown != (tab.digest, tab.badge) else news)

    def _page(self, tab: Tab) -> Message:
        """A tab's own page as it is now; nothing before there is one."""
        found = self._session.answer(tab.path, waits=False)
        tab.is_found = found is not None
        if found is None and (self._problems or not self._session.is_built):  # what the tab shows is better
            return Message()
        answer = found or self._session.missing(waits=False)
        if not is_html(answer) or not isinstance(answer.body, bytes):
            return Message()
        tab.digest = digest_of(answer)
        tab.badge = badge_of(answer.source, self.place.zone, self._clock())
        return Message(page=answer.body.decode("utf-8", "replace"), digest=tab.digest, badge=tab.badge)

    def _edited_before(self, touched: Collection[Path] | None) -> dict[str, str]:
        """What the page that one touched file makes is until now, by its address."""
        address = self._session.address(next(iter(touched))) if touched and len(touched) == 1 else None
        answer = self._session.answer(address) if address is not None else None
        if address is None or answer is None or not isinstance(answer.body, bytes):
            return {}
        return {address: answer.body.decode("utf-8", "replace")}

    def _concerns_place(self, touched: Collection[Path] | None) -> bool:
        return touched is None or any(file.suffix in CONFIGURING for file in touched)

    def _settle_place(self) -> None:
        """Read again where the site is; a mistake in the configuration leaves it where it was."""
        with suppress(SiteError):
            self.place = read_place(self._root, self._options)
