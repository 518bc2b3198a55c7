"""Accounts on other sites, as authors write them: a handle of a known service, or a whole address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import msgspec

from blogengine.shapes import ADDRESSES, texts_of

PLACE: Final = "%"
"""Where an address of a service has the handle."""


class Service(msgspec.Struct, frozen=True):
    """A site where people have accounts."""

    name: str
    """As readers know it."""
    address: str
    """Of an account, with `PLACE` for its handle."""


SERVICES: Final[Mapping[str, Service]] = {
    "bandcamp": Service("Bandcamp", "https://%.bandcamp.com/"),
    "bilibili": Service("Bilibili", "https://space.bilibili.com/%"),
    "bitbucket": Service("Bitbucket", "https://bitbucket.org/%"),
    "bluesky": Service("Bluesky", "https://bsky.app/profile/%"),
    "codeberg": Service("Codeberg", "https://codeberg.org/%"),
    "codepen": Service("CodePen", "https://codepen.io/%"),
    "devto": Service("DEV", "https://dev.to/%"),
    "discord": Service("Discord", "https://discord.gg/%"),
    "douban": Service("Douban", "https://www.douban.com/people/%"),
    "dribbble": Service("Dribbble", "https://dribbble.com/%"),
    "email": Service("Email", "mailto:%"),
    "facebook": Service("Facebook", "https://www.facebook.com/%"),
    "flickr": Service("Flickr", "https://www.flickr.com/photos/%"),
    "github": Service("GitHub", "https://github.com/%"),
    "gitlab": Service("GitLab", "https://gitlab.com/%"),
    "goodreads": Service("Goodreads", "https://www.goodreads.com/%"),
    "googlescholar": Service("Google Scholar", "https://scholar.google.com/citations?user=%"),
    "hackernews": Service("Hacker News", "https://news.ycombinator.com/user?id=%"),
    "hatena": Service("Hatena", "https://profile.hatena.ne.jp/%/"),
    "instagram": Service("Instagram", "https://www.instagram.com/%"),
    "kaggle": Service("Kaggle", "https://www.kaggle.com/%"),
    "keybase": Service("Keybase", "https://keybase.io/%"),
    "kofi": Service("Ko-fi", "https://ko-fi.com/%"),
    "lastfm": Service("Last.fm", "https://www.last.fm/user/%"),
    "linkedin": Service("LinkedIn", "https://www.linkedin.com/in/%"),
    "mastodon": Service("Mastodon", ""),
    "medium": Service("Medium", "https://medium.com/@%"),
    "misskey": Service("Misskey", ""),
    "note": Service("note", "https://note.com/%"),
    "orcid": Service("ORCID", "https://orcid.org/%"),
    "patreon": Service("Patreon", "https://www.patreon.com/%"),
    "phone": Service("Phone", "tel:%"),
    "pinterest": Service("Pinterest", "https://www.pinterest.com/%"),
    "qiita": Service("Qiita", "https://qiita.com/%"),
    "reddit": Service("Reddit", "https://www.reddit.com/user/%"),
    "researchgate": Service("ResearchGate", "https://www.researchgate.net/profile/%"),
    "rss": Service("RSS", "%"),
    "soundcloud": Service("SoundCloud", "https://soundcloud.com/%"),
    "speakerdeck": Service("Speaker Deck", "https://speakerdeck.com/%"),
    "stackoverflow": Service("Stack Overflow", "https://stackoverflow.com/users/%"),
    "steam": Service("Steam", "https://steamcommunity.com/id/%"),
    "telegram": Service("Telegram", "https://t.me/%"),
    "threads": Service("Threads", "https://www.threads.net/@%"),
    "tiktok": Service("TikTok", "https://www.tiktok.com/@%"),
    "tumblr": Service("Tumblr", "https://%.tumblr.com/"),
    "twitch": Service("Twitch", "https://www.twitch.tv/%"),
    "vimeo": Service("Vimeo", "https://vimeo.com/%"),
    "weibo": Service("Weibo", "https://weibo.com/%"),
    "x": Service("X", "https://x.com/%"),
    "youtube": Service("YouTube", "https://www.youtube.com/%"),
    "zenn": Service("Zenn", "https://zenn.dev/%"),
    "zhihu": Service("Zhihu", "https://www.zhihu.com/people/%"),
}
"""By the name in small letters and digits alone."""
OTHER_NAMES: Final = {
    "twitter": "x",
    "mail": "email",
    "envelope": "email",
    "stackexchange": "stackoverflow",
    "at": "email",
}
NO_ACCOUNTS: Final = frozenset({"facebookappid", "facebookadmin", "weight"})
"""Keys of Hugo's `params.social` that name no account."""
UNSAFE: Final = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)
WHOLE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|/|#|[^\s/@]+\.[^\s/@]+/)", re.IGNORECASE)
"""How an address begins that needs no service."""
FEDERATED: Final = re.compile(r"@?(?P<user>[^@\s/]+)@(?P<host>[^@\s/]+\.[^@\s/]+)")


class Account(msgspec.Struct, frozen=True):
    """An account on another site."""

    name: str
    """What the site is called, or what the author calls it."""
    url: str
    """Its address; "" where nobody knows it from what the author wrote."""


def accounts_of(value: Any) -> tuple[Account, ...]:
    """The accounts in a value, in every shape that themes have for them.

    `github = "x"` in a table; a table or a list of tables with `name` (or `identifier`, `icon`) and `url` (or `link`,
    `href`, a handle as `id`); a list of addresses. One without an address is there too: its `url` is "".
    """
    return tuple(dict.fromkeys(_accounts(value)))


def _accounts(value: Any) -> Iterator[Account]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from _accounts(each)
    elif isinstance(value, Mapping):
        described = _described(value)
        if described:
            yield described
        else:
            for key, inner in value.items():
                yield from _keyed(str(key), inner)
    elif isinstance(value, str) and WHOLE.match(value) and not UNSAFE.match(value):
        yield Account(_host_of(value), _whole(value))


def _described(table: Mapping[str, Any]) -> Account | None:
    """The account of a table that says its name and where it is; None for one of services."""
    given = {str(key).lower(): value for key, value in table.items()}
    name = _first(given, ("name", "title", "identifier", "icon"))
    place, handle = _first(given, ADDRESSES), _first(given, ("id",))
    if not (place or (name and handle)):
        return None
    names = (text for key in ("identifier", "icon", "name", "title") for text in texts_of(given.get(key)))
    service = next((key for each in names if (key := _key(each))), "")
    address = _address(service, place or _first(given, ("prefix",)) + handle)
    return Account(_shown(name) or _host_of(place), address or ("" if UNSAFE.match(place) else place))


def _first(table: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys for text in texts_of(table.get(key))), "")


def _keyed(key: str, value: Any) -> Iterator[Account]:
    """The accounts below a key that may be a service's name."""
    if _letters(key) in NO_ACCOUNTS:
        return
    if isinstance(value, Mapping):
        described = _described({"name": key, **value})
        if described:
            yield described
        return
    for text in texts_of(value):
        yield Account(_shown(key), _address(_key(key), text))
    if value is True and _key(key) == "rss":
        yield Account("RSS", "index.xml")


def _address(service: str, text: str) -> str:
    """Where an account is; "" where that cannot be told."""
    if UNSAFE.match(text):
        return ""
    federated = FEDERATED.fullmatch(text)
    if federated and SERVICES.get(service, Service("", "-")).address == "":
        return f"https://{federated['host']}/@{quote(federated['user'], safe='')}"
    if WHOLE.match(text) or service not in SERVICES:
        return _whole(text) if WHOLE.match(text) else ""
    address, handle = SERVICES[service].address, text.strip()
    if service not in ("email", "rss", "youtube"):
        handle = handle.removeprefix("@")
    if service == "youtube":
        handle = _channel(handle)
    if service == "bluesky" and "." not in handle:
        handle += ".bsky.social"
    return address.replace(PLACE, quote(handle, safe="@/:.+?=&"))


def _channel(handle: str) -> str:
    """The path of a channel on YouTube by its handle or its id."""
    if handle.startswith("@") or "/" in handle:
        return handle
    return f"channel/{handle}" if re.fullmatch("UC[A-Za-z0-9_-]{22}", handle) else f"@{handle}"


def _whole(text: str) -> str:
    """An address with its scheme."""
    return text if re.match(r"(?:[a-z][a-z0-9+.-]*:|/|#)", text, re.IGNORECASE) else f"https://{text}"


def _key(name: str) -> str:
    """The key in `SERVICES` of a service or of an icon such as "brands/github" or "fa-brands fa-github"; "" without."""
    words = re.split(r"[\s/]+", name.lower())
    parts = (_letters(name), *(_letters(re.sub("^(fa|brand|icon)-", "", word)) for word in reversed(words)))
    return next((key for part in parts if (key := OTHER_NAMES.get(part, part)) in SERVICES), "")


def _letters(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


def _shown(name: str) -> str:
    """A service's own name for a key or icon that means it, else what is written."""
    service = SERVICES.get(_key(name))
    return service.name if service and name.islower() else name


def _host_of(address: str) -> str:
    host = re.sub(r"^[a-z]+:(//)?", "", address, flags=re.IGNORECASE).split("/")[0]
    return host.removeprefix("www.") or address
