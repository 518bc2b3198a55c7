"""What published.json says after a publish, and what would vanish from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from blogengine import urls
from blogengine.check import Finding, Origins
from blogengine.check.addresses import Addresses
from blogengine.check.findings import finding
from blogengine.errors import Problem
from blogengine.outputs import keys_of
from blogengine.published import FILE, Entry, Published, address_of, id_known, page_key
from blogengine.site import Page, Site

KEPT: Final = (".html", ".htm", ".xml", ".json", ".pdf", ".txt")
"""What others link to and subscribe to; style sheets, scripts and pictures change their names as a theme wants it."""
PASSING: Final = re.compile(
    r"(?:^|/)page/\d+/(?:index\.html|$)|^/?404\.html$|^/?robots\.txt$|^/?blogengine-version\.txt$"
)
"""Pagers come and go with the number of posts; programs that ask for the others take 404 for an answer."""
FEEDS: Final = (".xml", ".json")


def recorded(known: Published, outputs: Iterable[str], origins: Origins, today: date) -> Published:
    """The ledger after a publish of these outputs: what is in it stays, what is new is added."""
    pages = dict(_pages(origins, known))
    entries = dict(known.entries)
    for output in outputs:
        if not is_kept(output):
            continue
        address = address_of(output)
        before, (page, id_) = entries.get(address), pages.get(address, (None, None))
        first = before.first if before else today
        entries[address] = Entry(
            first=first, id=(before.id if before else None) or id_, page=page or (before.page if before else None)
        )
    return Published(entries)


def vanished(known: Published, outputs: Iterable[str], origins: Origins) -> Iterator[Finding]:
    """Addresses that were published, and would lead nowhere."""
    addresses = Addresses(tuple(outputs), origins.config.main.base_url)
    homes = {page_key(site.config.language.key, page.id): page for site, page in _regular(origins)}
    for address, entry in sorted(known.entries.items()):
        if is_kept(address) and addresses.file_of(address[1:]) is None:
            home = homes.get(entry.page or "")
            likely = home.path if home else addresses.likely(address[1:])
            yield _vanished(address, entry, likely)


def is_kept(output: str) -> bool:
    """Whether an output, or an address, is to answer for ever."""
    return output.lower().endswith((*KEPT, "/")) and not PASSING.search(output)


def _vanished(address: str, entry: Entry, likely: str | None) -> Finding:
    new = f"/{likely.lstrip('/')}" if likely and likely.endswith("/") else "/NEW/"
    drop = f"Should it go for good, delete its line from {FILE}."
    hint = f"Lead its readers on: blogengine publish --alias {address}={new}   {drop}"
    if address.endswith(FEEDS) or not address.endswith(("/", ".html", ".htm")):
        hint = f"Put it back (programs that ask for it follow no alias). {drop}"
    message = f"{address}, published since {entry.first}, would vanish"
    return finding("vanished-url", Problem(message=message, path=FILE, hint=hint), address, subject=address)


def _pages(origins: Origins, known: Published) -> Iterator[tuple[str, tuple[str, str]]]:
    """The address of each regular page -> its name and feed id."""
    by_page = known.by_page
    for site, page in _regular(origins):
        keys = tuple(keys_of(page, site.config.language.key))
        found = id_known(_id(key, known.entries, by_page) for key in keys)
        yield (
            address_of(urls.page_output(page.path)),
            (keys[-1], found or urls.permalink(page.path, site.config.base_url)),
        )


def _id(key: str, entries: Mapping[str, Entry], by_page: Mapping[str, str]) -> str | None:
    entry = entries.get(key)
    return entry.id if entry else by_page.get(key)


def _regular(origins: Origins) -> Iterator[tuple[Site, Page]]:
    for site in origins.sites:
        for page in site.pages.values():
            if page.kind == "page" and page.path and page.rendered:
                yield site, page
