"""find_embeds(): the embeds in a page's finished HTML, each in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import unescape
from typing import Final

import msgspec

from blogengine.embeds.addresses import of_deck_id, of_frame, of_gist, of_link, of_unknown, split
from blogengine.embeds.boxes import boxed, keeps_ratio
from blogengine.embeds.decks import NO_DECKS, Decks
from blogengine.embeds.embed import Embed, Found
from blogengine.embeds.quotes import QUOTES, of_quote
from blogengine.html_tags import Tag, tags
from blogengine.prose import plain

HINT: Final = re.compile(
    r"<script|<iframe|twitter-|instagram-media|iframely|speakerdeck\.com/|youtu|gist\.github\.com/|/status/",
    re.IGNORECASE,
)
"""What every HTML with an embed holds: the others are not looked at more closely."""
LOADERS: Final = re.compile(
    r"//(?:speakerdeck\.com/assets/|platform\.(?:twitter|x)\.com/widgets|www\.instagram\.com/embed|cdn\.iframe\.ly/)"
)
"""Scripts that fill embeds in: the facade asks for them when a reader does."""
NOSCRIPT: Final = re.compile(r"\s*<noscript>.*?</noscript>", re.DOTALL | re.IGNORECASE)
END_OF_WRAPPER: Final = re.compile(r"\s*</div\s*>", re.IGNORECASE)
LINE: Final = re.compile(r'\s*(?:<a\s[^<>]*?href="([^"<>]*)"[^<>]*>)?(https?://[^\s<>]+)(</a>)?\s*')
BREAK: Final = re.compile(r"\n|<br\s*/?>")
MARKED: Final = frozenset({"li", "dd", "dt", "td", "th", "a", "blockquote"})
"""In these an address that is alone in its paragraph has a marker before it in the text: it is not alone."""
COUNTED: Final = MARKED | {"p"}


def find_embeds(html: str, decks: Callable[[], Decks] = lambda: NO_DECKS, base_url: str = "") -> tuple[Found, ...]:
    """Every embed, in order and without overlap; iframes of the site itself (below `base_url`) are none.

    `decks` are asked for only where there may be one.
    """
    return _Finder(html, decks(), base_url).found() if HINT.search(html) else ()


def replace_embeds(html: str, found: Sequence[Found], form: Callable[[Embed, bool], str]) -> str:
    """The HTML with each embed in the form that `form(embed, inline)` gives it."""
    pieces, place = [], 0
    for each in found:
        pieces += [html[place : each.start], form(each.embed, each.inline) if each.embed else ""]
        place = each.end
    return "".join([*pieces, html[place:]])


class _Finder:
    """Goes through the tags of one HTML, knowing which elements are open."""

    def __init__(self, html: str, decks: Decks, base_url: str) -> None:
        self._html = html
        self._decks = decks
        self._host = split(base_url).netloc
        self._tags = tuple(tags(html))
        self._open: Counter[str] = Counter()
        self._found: list[Found] = []
        self._done = 0

    def found(self) -> tuple[Found, ...]:
        for index, tag in enumerate(self._tags):
            if tag.start >= self._done:
                self._look_at(index, tag)
            if tag.start >= self._done and tag.name in COUNTED:
                self._open[tag.name] = max(0, self._open[tag.name] + (-1 if tag.closing else 1))
        return tuple(sorted(self._found, key=lambda found: found.start))

    def _look_at(self, index: int, tag: Tag) -> None:
        if tag.closing:
            return
        match tag.name:
            case "script":
                self._script(index, tag)
            case "iframe":
                self._iframe(index, tag)
            case "blockquote":
                self._quote(index, tag)
            case "a" if "data-iframely-url" in tag.attributes:
                self._card(index, tag)
            case "p" if not any(self._open[name] for name in MARKED):
                self._paragraph(index, tag)

    def _add(self, start: int, end: int, embed: Embed | None) -> None:
        self._found.append(Found(start, end, embed, inline=self._open["p"] > 0))
        self._done = end

    def _script(self, index: int, tag: Tag) -> None:
        attributes, end = tag.attributes, self._end(index)
        address = attributes.get("src", "")
        if "speakerdeck-embed" in tag.classes and re.fullmatch(r"\w+", id_ := attributes.get("data-id", "")):
            embed = of_deck_id(id_, self._decks, f"slide={attributes.get('data-slide', '')}")
            self._add(tag.start, end, boxed(embed, attributes))
        elif gist := of_gist(address):
            self._add(tag.start, self._after_noscript(end), gist)
        elif LOADERS.search(address):
            self._add(tag.start, end, None)

    def _iframe(self, index: int, tag: Tag) -> None:
        attributes = tag.attributes
        address = attributes.get("src", "")
        host = split(address).netloc
        if not host or host == self._host:
            return
        start, end, style = self._wrapped(index, tag, self._after_noscript(self._end(index)))
        embed = of_frame(address, self._decks) or of_unknown(address)
        named = msgspec.structs.replace(embed, title=attributes.get("title") or embed.title)
        self._add(start, end, boxed(named, attributes, style))

    def _quote(self, index: int, tag: Tag) -> None:
        service = next((QUOTES[name] for name in QUOTES if name in tag.classes), None)
        if service and (embed := of_quote(service, self._html[tag.start : (end := self._end(index))])):
            self._add(tag.start, end, embed)

    def _card(self, index: int, tag: Tag) -> None:
        """A link that Iframely's script would turn into a card, with the boxes around it."""
        link, start, end = tag.attributes.get("href", ""), tag.start, self._end(index)
        host = split(link).netloc
        if not host:
            return
        title = plain(self._html[tag.end : end]).strip() or host
        for before in reversed(self._tags[max(0, index - 2) : index]):
            after = END_OF_WRAPPER.match(self._html, end)
            is_box = any(name.startswith("iframely") for name in before.classes) and self._holds_only(before, start)
            if not after or not is_box:
                break
            start, end = before.start, after.end()
        self._add(start, end, Embed(service="card", title=title, link=link))

    def _paragraph(self, index: int, tag: Tag) -> None:
        """Addresses that stand alone on a line of a paragraph."""
        start = tag.end
        end = next((other.start for other in self._tags[index + 1 :] if other.name == "p"), start)
        if not HINT.search(self._html, start, end):
            return
        breaks = [match.span() for match in BREAK.finditer(self._html, start, end)]
        for stop, following in (*breaks, (end, end)):
            if embed := self._alone(start, stop):
                self._found.append(Found(start, stop, embed, inline=True))
            start = following

    def _alone(self, start: int, stop: int) -> Embed | None:
        match = LINE.fullmatch(self._html, start, stop)
        if match is None or (match[1] is None) != (match[3] is None) or match[1] not in (None, match[2]):
            return None
        return of_link(unescape(match[2]), self._decks)

    def _wrapped(self, index: int, tag: Tag, end: int) -> tuple[int, int, str]:
        """The place of an iframe with the box around it that keeps its ratio, if there is one, and the box's style."""
        before = self._tags[index - 1] if index else tag
        after = END_OF_WRAPPER.match(self._html, end)
        style = before.attributes.get("style", "")
        if after and keeps_ratio(style) and self._holds_only(before, tag.start):
            return before.start, after.end(), style
        return tag.start, end, ""

    def _holds_only(self, tag: Tag, start: int) -> bool:
        """Whether a tag opens a box in which nothing stands before a place."""
        is_box = tag.name == "div" and not tag.closing and self._done <= tag.start < start
        return is_box and not self._html[tag.end : start].strip()

    def _after_noscript(self, end: int) -> int:
        match = NOSCRIPT.match(self._html, end)
        return match.end() if match else end

    def _end(self, index: int) -> int:
        """Where the element of a start tag ends; where the tag does, if nothing ends it."""
        name, depth = self._tags[index].name, 0
        for tag in self._tags[index:]:
            if tag.name == name:
                depth += -1 if tag.closing else 1
                if depth == 0:
                    return tag.end
        return self._tags[index].end
