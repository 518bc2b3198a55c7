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
from blogengine.serve.place import Place, read_place
from blogengine.serve.session import Answer, Refresh, Session
from blogengine.serve.tabs import Message, Tab
from blogengine.serve.watching import Watcher

CONFIGURING = (".toml", ".yaml", ".yml", ".json")
INDEX = "index.html"
REST = 1.0
"""Seconds without a save before what nobody looks at is made."""


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
        self.place = Place()
        self._root = root.resolve()
        self._options = options
        self._clock = clock
        self._navigate = navigate
        self._notice = notice
        self._session = Session(self._root, options, clock=clock, viewed=self._viewed, shown=self._show, rest=REST)
        self._watcher = Watcher(self._root, poll=poll, touched=self._session.interrupt)
        self._thread = threading.Thread(target=self._follow, name="builds", daemon=True)
        self._tabs: set[Tab] = set()
        self._lock = threading.Lock()
        self._problems: tuple[Problem, ...] = ()

    def start(self) -> None:
        """Watch the files and build the site, in the background; raises `SiteError` when it cannot be watched."""
        self._settle_place()
        self._watcher.watch(self.place)
        self._thread.start()

    def close(self) -> None:
        """End what `start` began."""
        self._watcher.close()
        if self._thread.ident is not None:
            self._thread.join()
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
        """Tell a new tab what its page's own HTML is, and what is wrong."""
        page = self._page(tab)
        base = {"base": self.place.base_url, "path": self.place.path}
        tab.tell(msgspec.structs.replace(page, problems=self._problems, **base))

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
        was = self._edited_before(touched) if self._navigate else None
        try:
            refresh = self._session.refresh(touched)
        except Exception as error:  # noqa: BLE001  # a mistake of the engine must not end the author's session
            refresh = Refresh(problems=(Problem(message=f"blogengine failed: {type(error).__name__}: {error}"),))
        if refresh.is_whole:
            self._problems = refresh.problems
        edited = refresh.edited if self._navigate else None
        before = was[1] if was is not None and was[0] == edited else None
        for tab in self._open_tabs():
            page = self._news(tab) if _shows(tab, refresh.changed) else Message()
            told = {"changed": refresh.changed, "problems": self._problems, "edited": edited, "before": before}
            tab.tell(msgspec.structs.replace(page, **told))
        if refresh.is_whole:
            self._notice(refresh)

    def _open_tabs(self) -> tuple[Tab, ...]:
        with self._lock:
            return tuple(self._tabs)

    def _viewed(self) -> frozenset[str]:
        """The paths that tabs show."""
        return frozenset(tab.path for tab in self._open_tabs())

    def _show(self, path: str) -> None:
        """Tell a page's tabs of it before the rest of the site is made."""
        for tab in self._open_tabs():
            if _shows(tab, (path,)):
                tab.tell(msgspec.structs.replace(self._news(tab), changed=frozenset((path,))))

    def _news(self, tab: Tab) -> Message:
        """A tab's own page, unless that is what it shows."""
        before = tab.digest
        page = self._page(tab)
        return page if page.digest != before else Message()

    def _page(self, tab: Tab) -> Message:
        """A tab's own page."""
        found = self._session.answer(tab.path)
        tab.is_found, answer = found is not None, found or self._session.missing()
        if not is_html(answer) or not isinstance(answer.body, bytes):
            return Message()
        tab.digest = digest_of(answer)
        badge = badge_of(answer.source, self.place.zone, self._clock())
        return Message(page=answer.body.decode("utf-8", "replace"), digest=tab.digest, badge=badge)

    def _edited_before(self, touched: Collection[Path] | None) -> tuple[str, str] | None:
        """The address of the page that one touched file makes, and what the page is until now."""
        addresses = [address for file in touched or () if (address := self._session.address(file)) is not None]
        answer = self._session.answer(addresses[0]) if len(addresses) == 1 else None
        if answer is None or not isinstance(answer.body, bytes):
            return None
        return addresses[0], answer.body.decode("utf-8", "replace")

    def _concerns_place(self, touched: Collection[Path] | None) -> bool:
        return touched is None or any(file.suffix in CONFIGURING for file in touched)

    def _settle_place(self) -> None:
        """Read again where the site is; a mistake in the configuration leaves it where it was."""
        with suppress(SiteError):
            self.place = read_place(self._root, self._options)


def _shows(tab: Tab, changed: Collection[str]) -> bool:
    """Whether a tab's page may be one of those that changed; the 404 page is one under every path."""
    path = tab.path.removesuffix(INDEX) if tab.path.endswith(f"/{INDEX}") else tab.path
    return not tab.is_found or path in changed or f"{path}.html" in changed
