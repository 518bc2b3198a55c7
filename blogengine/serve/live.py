"""The site that is served, kept up to date by one thread, and the tabs that show it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from blogengine.config import Options
from blogengine.errors import Problem, SiteError
from blogengine.serve.pages import badge_of, digest_of, is_html
from blogengine.serve.place import read_place, usual_place
from blogengine.serve.session import Answer, Refresh, Session
from blogengine.serve.tabs import Message, Tab
from blogengine.serve.watching import Watcher

CONFIGURING = (".toml", ".yaml", ".yml", ".json")

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
        self._session = Session(self._root, options, clock=clock)
        self._watcher = Watcher(self._root, poll=poll)
        self._thread = threading.Thread(target=self._follow, name="builds", daemon=True)
        self._is_ready = threading.Event()
        self._tabs: set[Tab] = set()
        self._lock = threading.Lock()
        """Held while tabs are told, so that none is told what was after what is."""
        self._problems: tuple[Problem, ...] = ()

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
        self._is_ready.set()  # whoever waits for the first build waits no longer
        if self._thread.ident is not None:
            self._thread.join(GRACE)
        if not self._thread.is_alive():
            self._session.close()

    def answer(self, path: str) -> Answer | None:
        """What a path answers, once the site is there."""
        self._is_ready.wait()
        return self._session.answer(path)

    def missing(self) -> Answer:
        """The 404 page, once the site is there."""
        self._is_ready.wait()
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
        """Tell a new tab what its page's own HTML is, and what is wrong, once the site is there."""
        self._is_ready.wait()
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
            before = self._edited_before(touched) if self._navigate else {}
            refresh = self._session.refresh(touched)
            self._tell(refresh, before)
        except Exception as error:  # noqa: BLE001  # a mistake of the engine must not end the author's session
            refresh = Refresh(problems=(Problem(message=f"blogengine failed: {type(error).__name__}: {error}"),))
            self._tell(refresh, {})
        self._is_ready.set()
        with suppress(OSError):  # nobody reads the terminal any more
            self._notice(refresh)

    def _tell(self, refresh: Refresh, before: Mapping[str, str]) -> None:
        """Tell every tab what a refresh did; `before` is what the edited page was, by its address."""
        edited = refresh.edited if self._navigate else None
        news = Message(
            changed=refresh.changed,
            problems=refresh.problems,
            edited=edited,
            before=before.get(edited) if edited else None,
        )
        with self._lock:
            self._problems = refresh.problems
            for tab in self._tabs:
                shown = tab.digest, tab.badge
                may_differ = tab.shows(refresh.changed) or refresh.edited == tab.path
                page = self._page(tab) if may_differ else None
                tab.tell(page.with_news(news) if page and shown != (tab.digest, tab.badge) else news)

    def _page(self, tab: Tab) -> Message:
        """A tab's own page."""
        found = self._session.answer(tab.path)
        tab.is_found = found is not None
        if found is None and self._problems:  # perhaps nothing could be built yet: what the tab shows is better
            return Message()
        answer = found or self._session.missing()
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
