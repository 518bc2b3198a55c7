"""Feeds and sitemaps: whether readers' programs can read them, and where their addresses lead."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from blogengine.check.addresses import Addresses
from blogengine.check.findings import Finding, finding
from blogengine.check.origins import Origins
from blogengine.check.places import Places, in_settings
from blogengine.errors import Problem, problem_at

ATOM: Final = "{http://www.w3.org/2005/Atom}"
SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LISTINGS: Final = frozenset({"rss", f"{ATOM}feed", f"{SITEMAP}urlset"})
"""Roots of what lists whole addresses; an index of sitemaps lists sitemaps."""
LOCAL_MEAN_TIME: Final = re.compile(r"([+-]\d{4})\d\d$")
"""The offset of a date before a country had standard time: +091859."""
ITEM: Final = re.compile(r"<(?:item|entry)\b")
LINK: Final = re.compile(r"<link>\s*([^<]*?)\s*</link>")


class Feeds:
    """Checks what programs read."""

    def __init__(self, folder: Path, origins: Origins, addresses: Addresses, places: Places) -> None:
        self._folder = folder
        self._origins = origins
        self._addresses = addresses
        self._places = places
        self._listings: list[str] = []
        """Feeds and sitemaps, as far as they were checked."""

    def check(self, output: str) -> Iterator[Finding]:
        """What is wrong with an output that ends in .xml or .json; nothing for what the author copies."""
        if self._origins.maker_of(output).is_copy:
            return
        content = (self._folder / output).read_bytes()
        if output.endswith(".json"):
            yield from self._check_json(output, content)
            return
        try:
            root = ElementTree.fromstring(content)
        except ElementTree.ParseError as error:
            yield self._not_well_formed(output, content.decode("utf-8", "replace"), error)
        else:
            yield from self._check_tree(output, root)

    def without_base(self) -> Iterator[Finding]:
        """One finding when the site has no address on the web, and one of the feeds and sitemaps checked needs it."""
        config = self._origins.config
        if not self._listings or config.main.base_url.startswith(("http://", "https://")):
            return
        said = f"is “{config.main.base_url}”" if config.main.base_url else "is not set"
        others = f" and {len(self._listings) - 1} more" if len(self._listings) > 1 else ""
        message = f"baseURL {said}, so the addresses in /{self._listings[0]}{others} lead nowhere for who reads them"
        hint = 'Say where the site will be: baseURL = "https://NAME.github.io/REPOSITORY/".'
        yield finding("no-base-url", in_settings(config, "baseURL", message, hint), subject="baseURL")

    def _check_tree(self, output: str, root: ElementTree.Element) -> Iterator[Finding]:
        if root.tag in LISTINGS:
            self._listings.append(output)
        match root.tag:
            case "rss":
                yield from self._check_rss(output, root)
            case _ if root.tag == f"{ATOM}feed":
                yield from self._check_atom(output, root)
            case _ if root.tag in (f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"):
                for place in root.iter(f"{SITEMAP}loc"):
                    yield from self._check_url(output, (place.text or "").strip(), may_leave=False)

    def _check_rss(self, output: str, root: ElementTree.Element) -> Iterator[Finding]:
        channel = root.find("channel")
        if channel is None:
            yield self._malformed(output, "the feed has no <channel>")
            return
        for name in ("title", "link", "description"):
            if channel.find(name) is None:
                yield self._malformed(output, f"the feed's channel has no <{name}>")
        items = channel.findall("item")
        yield from self._check_url(output, (channel.findtext("link") or "").strip())
        for link in channel.findall(f"{ATOM}link"):
            yield from self._check_url(output, link.get("href", ""))
        for item in items:
            yield from self._check_item(output, item)
        yield from self._check_ids(output, [(item.findtext("guid") or "").strip() for item in items])

    def _check_item(self, output: str, item: ElementTree.Element) -> Iterator[Finding]:
        link = (item.findtext("link") or "").strip()
        name = link or (item.findtext("title") or "an item").strip()
        if item.find("title") is None and item.find("description") is None:
            yield self._malformed(output, f"{name} has neither <title> nor <description>")
        date = item.findtext("pubDate")
        if date is not None and not _is_mail_date(date):
            yield self._malformed(output, f"{name} has the date “{date}”, which is not as in mail (RFC 822)")
        yield from self._check_url(output, link)

    def _check_atom(self, output: str, root: ElementTree.Element) -> Iterator[Finding]:
        entries = root.findall(f"{ATOM}entry")
        for element in (root, *entries):
            for name in ("id", "title", "updated"):
                if not (element.findtext(f"{ATOM}{name}") or "").strip():
                    yield self._malformed(output, f"the feed or one of its entries has no <{name}>")
            for link in element.findall(f"{ATOM}link"):
                yield from self._check_url(output, link.get("href", ""))
        yield from self._check_ids(output, [(entry.findtext(f"{ATOM}id") or "").strip() for entry in entries])

    def _check_ids(self, output: str, ids: list[str]) -> Iterator[Finding]:
        for id_, count in Counter(filter(None, ids)).items():
            if count > 1:
                yield self._malformed(output, f"{count} items have the id {id_}: readers see only one of them")

    def _check_json(self, output: str, content: bytes) -> Iterator[Finding]:
        text = content.decode("utf-8", "replace")
        try:
            json.loads(text)
        except RecursionError:
            problem = Problem(message="the file is no JSON that programs read: it is nested too deeply", path=output)
            yield finding("malformed-json", problem, self._addresses.page_of(output))
        except json.JSONDecodeError as error:
            problem = problem_at(f"the file is no JSON: {error.msg}", output, text, error.pos)
            yield finding("malformed-json", problem, self._addresses.page_of(output))

    def _check_url(self, output: str, url: str, *, may_leave: bool = True) -> Iterator[Finding]:
        """What is wrong with an address that a feed or sitemap lists; a feed's items may lead to other sites."""
        target = self._addresses.resolve(url, self._addresses.url_of(output))
        page = self._addresses.page_of(output)
        if not url or target.kind == "other":
            return
        if target.kind == "internal" and self._addresses.file_of(target.path) is None:
            problem = self._at(output, f"{page} lists {url}, which does not exist")
            yield finding("broken-link", problem, page, subject=self._addresses.shown(target.path))
        elif target.kind == "outside" or (target.kind == "external" and not may_leave):
            problem = self._at(output, f"{page} lists {url}, which is outside of the site")
            yield finding("foreign-url", problem, page, subject=url)

    def _malformed(self, output: str, message: str) -> Finding:
        page = self._addresses.page_of(output)
        return finding("malformed-feed", self._at(output, f"{page}: {message}"), page)

    def _at(self, output: str, message: str) -> Problem:
        return Problem(message=message, path=self._origins.maker_of(output).path or None)

    def _not_well_formed(self, output: str, text: str, error: ElementTree.ParseError) -> Finding:
        """What no XML parser reads, where the post wrote it if that can be told."""
        page = self._addresses.page_of(output)
        line, column = error.position
        offset = sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column
        reason = str(error).partition(":")[0]
        message = f"{page} is not well-formed XML, so no program can read it: {reason}"
        return finding(
            "malformed-feed",
            self._in_source(text, offset, message)
            or problem_at(message, output, text, offset, hint="The line is one of the output: its template wrote it."),
            page,
        )

    def _in_source(self, text: str, offset: int, message: str) -> Problem | None:
        """The problem in the text of the post whose item the parser stopped in."""
        starts = [match.start() for match in ITEM.finditer(text, 0, offset + 1)]
        link = LINK.search(text, starts[-1]) if starts else None
        if link is None:
            return None
        target = self._addresses.resolve(link[1], self._addresses.url_of("index.xml"))
        file = self._addresses.file_of(target.path) if target.kind == "internal" else None
        source = self._places.text_of(self._origins.maker_of(file)) if file else None
        return None if source is None else Problem(message=message, path=source.path)


def _is_mail_date(text: str) -> bool:
    """Whether a date is as in mail; an offset with seconds, as before standard time, is nothing an author can mend."""
    try:
        return parsedate_to_datetime(LOCAL_MEAN_TIME.sub(r"\1", text.strip())) is not None
    except (TypeError, ValueError):
        return False
