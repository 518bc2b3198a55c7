"""Addresses of services: which embed they mean. One function a service, in a table by host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Final
from urllib.parse import SplitResult, parse_qs, parse_qsl, urlencode, urlsplit

from blogengine.embeds.decks import DEFAULT_RATIO, Deck, Decks
from blogengine.embeds.embed import Embed
from blogengine.embeds.quotes import of_quote

DECK: Final = re.compile(r"/(?!(?:player|assets|c|p)/)([\w-]+)/([^/\s]+)/?")
BARE: Final = re.compile(r" {0,3}<?(https?://(?:www\.)?speakerdeck\.com/[^\s<>]+)>?[ \t]*")
FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
GIST: Final = re.compile(r"(https://gist\.github\.com/[\w-]+/[0-9a-f]+)/?(?:#.*)?")
POST: Final = re.compile(r"https://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status/\d+/?(?:\?.*)?")
VIDEO: Final = re.compile(r"[\w-]{6,20}")
SECONDS: Final = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
YOUTUBE_PATH: Final = re.compile(r"/(?:embed|shorts|live|v)/")
YOUTUBE_HOSTS: Final = ("youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtu.be")


DEFAULT_HEIGHT: Final = 150
"""What browsers give an iframe without a height, in CSS pixels."""


def whole(address: str) -> str:
    """An address with its scheme: `//host/x` gets https."""
    return f"https:{address}" if address.startswith("//") else address


def split(address: str) -> SplitResult:
    """The parts of an address; all empty for what is none."""
    try:
        return urlsplit(whole(address.strip()))
    except ValueError:
        return SplitResult("", "", "", "", "")


def deck_links(text: str) -> tuple[str, ...]:
    """The pages on SpeakerDeck that stand alone on a line of Markdown, outside of fenced code, as keys of `Decks`."""
    if "speakerdeck.com/" not in text:
        return ()
    lines = (BARE.fullmatch(line) for line in _unfenced(text))
    links = (deck_link(match[1]) for match in lines if match)
    return tuple(dict.fromkeys(link for link in links if link))


def deck_link(address: str) -> str:
    """The page of a talk in its one spelling; "" when the address means no talk."""
    parts = split(address)
    if parts.netloc.lower().removeprefix("www.") != "speakerdeck.com" or not (path := DECK.fullmatch(parts.path)):
        return ""
    return f"https://speakerdeck.com/{path[1]}/{path[2]}"


def of_link(address: str, decks: Decks) -> Embed | None:
    """The embed that an address alone on a line means: a talk that is known, a video, a gist or a post."""
    deck = decks.by_link.get(deck_link(address))
    if deck is not None:
        return of_deck(deck, split(address).query)
    if gist := GIST.fullmatch(address):
        return of_gist(f"{gist[1]}.js")
    if POST.fullmatch(address):
        return of_quote(
            "x", f'<blockquote class="twitter-tweet"><a href="{escape(address)}">{escape(address)}</a></blockquote>'
        )
    embed = of_frame(address, decks)
    return embed if embed and embed.service in ("speakerdeck", "youtube") else None


def of_frame(address: str, decks: Decks) -> Embed | None:
    """The embed of an iframe's address; None for a host that is not known."""
    parts = split(address)
    if parts.netloc == "speakerdeck.com":
        return _of_player(parts, decks)
    make = FRAMES.get(parts.netloc)
    return make(parts) if make else None


def of_deck(deck: Deck, query: str = "") -> Embed:
    """A talk; `query` may name the slide to start with."""
    slide = re.search(r"(?:^|&)slide=(\d+)(?:&|$)", query)
    start = f"?slide={slide[1]}" if slide else ""
    return Embed(
        service="speakerdeck",
        title=deck.title,
        link=deck.link + start,
        picture=f"https://files.speakerdeck.com/presentations/{deck.id}/slide_0.jpg",
        frame=f"https://speakerdeck.com/player/{deck.id}{start}",
        ratio=deck.ratio,
    )


def of_deck_id(id_: str, decks: Decks, query: str = "") -> Embed:
    """The talk that a player's id means; where no entry knows it, it is called "SpeakerDeck"."""
    unknown = Deck(link=f"https://speakerdeck.com/player/{id_}", id=id_, title="SpeakerDeck")
    return of_deck(decks.by_id(id_) or unknown, query)


def _of_player(parts: SplitResult, decks: Decks) -> Embed | None:
    match = re.fullmatch(r"/player/(\w+)/?", parts.path)
    return of_deck_id(match[1], decks, parts.query) if match else None


def _of_youtube(parts: SplitResult) -> Embed | None:
    """The video of a watch page's, a short link's or a player's address; a player's keeps its settings."""
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    id_ = query.get("v", "") if parts.path == "/watch" else parts.path.rstrip("/").rpartition("/")[2]
    if parts.netloc != "youtu.be" and parts.path != "/watch" and not YOUTUBE_PATH.match(parts.path):
        return None
    if not VIDEO.fullmatch(id_):
        return None
    start = _seconds(query.get("t") or query.get("start") or "")
    settings = {name: value for name, value in query.items() if name != "autoplay"} if "/embed/" in parts.path else {}
    asked = {**settings, **({"start": start} if start else {})}
    return Embed(
        service="youtube",
        title="YouTube",
        link=f"https://www.youtube.com/watch?v={id_}" + (f"&t={start}s" if start else ""),
        picture=f"https://i.ytimg.com/vi/{id_}/hqdefault.jpg",
        frame=f"https://www.youtube-nocookie.com/embed/{id_}" + (f"?{urlencode(asked)}" if asked else ""),
        ratio=DEFAULT_RATIO,
    )


def _of_vimeo(parts: SplitResult) -> Embed | None:
    match = re.fullmatch(r"/video/(\d+)/?", parts.path)
    if match is None:
        return None
    query = urlencode({**dict(parse_qsl(parts.query)), "dnt": 1})
    return Embed(
        service="vimeo",
        title="Vimeo",
        link=f"https://vimeo.com/{match[1]}",
        frame=f"https://player.vimeo.com/video/{match[1]}?{query}",
        ratio=DEFAULT_RATIO,
    )


def _of_card(parts: SplitResult) -> Embed | None:
    """The page that a link card (Hatena's, Iframely's) is about: a link needs no player."""
    target = parse_qs(parts.query).get("url", [""])[0]
    host = split(target).netloc
    return Embed(service="card", title=host, link=target) if host else None


def of_gist(address: str) -> Embed | None:
    """The gist of a script's address."""
    parts = split(address)
    match = re.fullmatch(r"/([\w-]+/)?(\w+)\.js", parts.path)
    if parts.netloc != "gist.github.com" or match is None:
        return None
    file = parse_qs(parts.query).get("file", [""])[0]
    page = f"https://gist.github.com/{match[1] or ''}{match[2]}"
    anchor = f"#file-{re.sub(r'[^a-z0-9_]+', '-', file.lower())}" if file else ""
    return Embed(
        service="gist", title=file or f"Gist {match[2]}", link=page + anchor, script=whole(address), height=360
    )


def of_unknown(address: str) -> Embed:
    """What a frame of no known service shows."""
    return Embed(
        service="frame",
        title=split(address).netloc.removeprefix("www."),
        link=whole(address),
        frame=whole(address),
        height=DEFAULT_HEIGHT,
    )


def _seconds(text: str) -> int:
    """A moment of a video: "90", "90s", "1m30s"."""
    match = SECONDS.fullmatch(text)
    if match is None:
        return 0
    hours, minutes, seconds = (int(part[:9]) if part else 0 for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _unfenced(text: str) -> Iterator[str]:
    fence = ""
    for line in text.splitlines():
        match = FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence:
            yield line


FRAMES: Final[Mapping[str, Callable[[SplitResult], Embed | None]]] = {
    **dict.fromkeys(YOUTUBE_HOSTS, _of_youtube),
    "player.vimeo.com": _of_vimeo,
    "hatenablog-parts.com": _of_card,
    "cdn.iframe.ly": _of_card,
}
"""Host of a frame's address -> what it means."""
