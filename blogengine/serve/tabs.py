"""The pages that are open in browsers, and what each of them is told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Collection
from typing import Final

import msgspec

from blogengine.errors import Problem

INDEX: Final = "index.html"


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a tab is told, as JSON."""

    changed: frozenset[str] = frozenset()
    """URL paths whose bytes are not what they were."""
    problems: tuple[Problem, ...] = ()
    """What is wrong now; empty takes the overlay away."""
    page: str | None = None
    """The HTML of the tab's own page, when it is not what the tab shows, and once when it has connected."""
    digest: str = ""
    """Of that page."""
    badge: str = ""
    """Why the page would not be published: "draft" or "future"."""
    edited: str | None = None
    """The URL path of the page being edited, when tabs are to follow it."""
    before: str | None = None
    """What that page was before, to find what was edited in it."""

    def with_news(self, news: Message) -> Message:
        """This message's page with all else of another."""
        return msgspec.structs.replace(news, page=self.page, digest=self.digest, badge=self.badge)

    def after(self, earlier: Message) -> Message:
        """One message that says what two say, for a tab that has not yet been told the first."""
        page = self if self.page is not None else earlier
        return msgspec.structs.replace(
            page.with_news(self),
            changed=earlier.changed | self.changed,
            edited=self.edited or earlier.edited,
            before=self.before if self.edited else earlier.before,
        )


class Tab:
    """One open page."""

    def __init__(self, path: str, digest: str) -> None:
        self.path = path
        """Decoded."""
        self.digest = digest
        """Of what it shows, or is about to."""
        self.badge = ""
        self.is_found = True
        """Whether its path leads anywhere; else it shows the 404 page."""
        self._loop = asyncio.get_running_loop()
        self._told = asyncio.Event()
        self._lock = threading.Lock()
        self._message: Message | None = None

    def shows(self, changed: Collection[str]) -> bool:
        """Whether its page may be one of those that changed; the 404 page is one under every path."""
        path = self.path.removesuffix(INDEX) if self.path.endswith(f"/{INDEX}") else self.path
        return not self.is_found or path in changed or f"{path}.html" in changed

    def tell(self, message: Message) -> None:
        """Have a message sent; may be called by any thread. What is not yet sent becomes one message."""
        with self._lock:
            self._message = message.after(self._message) if self._message else message
        self._loop.call_soon_threadsafe(self._told.set)

    async def message(self) -> Message:
        """The next message, as soon as there is one."""
        while True:
            await self._told.wait()
            self._told.clear()
            with self._lock:
                message, self._message = self._message, None
            if message is not None:
                return message
