"""After a push: until the published address has the new version, and whether readers get it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urljoin

import httpx
import msgspec

from blogengine import urls
from blogengine.build import Progress
from blogengine.check import Origins
from blogengine.config import SiteConfig
from blogengine.outputs import formats_of
from blogengine.publish.contents import VERSION_FILE
from blogengine.publish.feeds import read_feed
from blogengine.site import Page, Site

FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 10.0
TIMEOUT: Final = 20.0
"""Seconds."""

Sleep = Callable[[float], None]


class Verified(msgspec.Struct, frozen=True):
    """What the published address answered."""

    has_version: bool
    """Whether the new version was there in time."""
    seconds: float
    problems: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    """The addresses that were fetched and are right."""


def verify(origins: Origins, version: str, patience: float, tell: Progress, *, sleep: Sleep = time.sleep) -> Verified:
    """Ask the published address until it has a version, then for the newest post and its feeds.

    `patience` is in seconds; `tell` hears what is waited for; the network is used.
    """
    base, start = origins.config.main.base_url, time.monotonic()
    headers = {"Cache-Control": "no-cache", "User-Agent": "blogengine"}
    with httpx.Client(timeout=TIMEOUT, follow_redirects=True, headers=headers) as client:

        def wait(said: str) -> None:
            passed = time.monotonic() - start
            tell(f"Waiting until {base} has the new version ({said})", min(int(passed), int(patience)), int(patience))

        answer = _wait(client, urljoin(base, f"{VERSION_FILE}?{version}"), version, patience, sleep, wait)
        seconds = time.monotonic() - start
        if answer is not None:
            return Verified(False, seconds, (f"{base} has not got the new version yet: {answer}",))
        outcome = list(_visit(client, origins))
    problems = tuple(problem for _, problem in outcome if problem)
    return Verified(True, seconds, problems, tuple(url for url, problem in outcome if not problem))


def _wait(
    client: httpx.Client, url: str, version: str, patience: float, sleep: Sleep, told: Callable[[str], None]
) -> str | None:
    """None once a version answers, else what came instead."""
    end, pause = time.monotonic() + patience, FIRST_PAUSE
    while True:
        try:
            answer = client.get(url)
            if answer.is_success and answer.text.strip() == version:
                return None
            said = f"HTTP {answer.status_code}" if not answer.is_success else "it still has an older one"
        except httpx.HTTPError as error:
            said = str(error) or type(error).__name__
        if time.monotonic() + pause > end:
            return said
        told(said)
        sleep(pause)
        pause = min(pause * 1.6, LONGEST_PAUSE)


def _visit(client: httpx.Client, origins: Origins) -> Iterator[tuple[str, str]]:
    """The newest post's address and its feeds', each with what is wrong with it, or ""."""
    newest = max((pair for pair in _posts(origins)), key=lambda pair: _moment(pair[1]), default=None)
    if newest is None:
        return
    site, page = newest
    link = urls.permalink(page.path, site.config.base_url)
    yield link, _wrong(client, link, None)
    for feed in _feeds_of(page, site):
        yield feed, _wrong(client, feed, link)


def _wrong(client: httpx.Client, url: str, item: str | None) -> str:
    """What is wrong with an address; with an `item`, with a feed that has to have it."""
    try:
        answer = client.get(url)
    except httpx.HTTPError as error:
        return f"{url}: {error or type(error).__name__}"
    if not answer.is_success:
        return f"{url} answers with HTTP {answer.status_code}"
    if item is None:
        return ""
    if (feed := read_feed(answer.content)) is None:
        return f"{url} is no feed"
    return "" if any(each.link == item for each in feed.items) else f"{url} lacks {item}"


def _posts(origins: Origins) -> Iterator[tuple[Site, Page]]:
    for site in origins.sites:
        yield from ((site, site.pages[id_]) for id_ in site.regular_pages if site.pages[id_].rendered)


def _moment(page: Page) -> tuple[float, str]:
    date = page.publish_date or page.date
    return date.timestamp() if date else 0.0, page.id


def _feeds_of(page: Page, site: Site) -> Iterator[str]:
    """The feeds of a page's terms."""
    for ids in site.terms.get(page.id, {}).values():
        for id_ in ids:
            yield from _rss_of(site.pages[id_], site.config)


def _rss_of(page: Page, config: SiteConfig) -> Iterator[str]:
    for output_format in formats_of(page, config):
        if output_format.name == "rss":
            yield urls.permalink(f"/{urls.format_output(page.path, output_format, config)}", config.base_url)
