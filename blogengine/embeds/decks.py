"""What is known of talks on SpeakerDeck: the entries of `data/embeds.toml`, and what the service's oEmbed says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

PLAYER: Final = re.compile(r"//speakerdeck\.com/player/(\w+)")
SPACES: Final = re.compile(r"\s+")
DEFAULT_RATIO: Final = 16 / 9


class Deck(msgspec.Struct, frozen=True, kw_only=True):
    """A talk, as an entry of `data/embeds.toml` describes it."""

    link: str
    """Its page, whole: the key of the entry."""
    id: str
    """What its player is asked for."""
    title: str
    """As plain text."""
    ratio: float = DEFAULT_RATIO
    """Width by height of its slides."""


class Decks(msgspec.Struct, frozen=True):
    """All talks that are known."""

    by_link: Mapping[str, Deck] = {}
    """The address of its page -> the talk."""

    def by_id(self, id_: str) -> Deck | None:
        """The talk that a player's id means."""
        return next((deck for deck in self.by_link.values() if deck.id == id_), None)


NO_DECKS: Final = Decks()


def read_decks(entries: object) -> tuple[Decks, tuple[str, ...]]:
    """The talks that `data/embeds.toml` holds, and the links of entries that are not as they should be."""
    decks, wrong = dict[str, Deck](), list[str]()
    for link, entry in entries.items() if isinstance(entries, Mapping) else ():
        if not isinstance(entry, Mapping):
            continue  # another use of the same name
        try:
            decks[str(link)] = msgspec.convert({**entry, "link": link}, Deck)
        except msgspec.ValidationError:
            wrong.append(str(link))
    return Decks(decks), tuple(wrong)


def deck_of_oembed(link: str, answer: bytes) -> Deck:
    """The talk that SpeakerDeck's oEmbed answers with. Raises `ValueError` for an answer that describes none."""
    try:
        said = msgspec.json.decode(answer, type=_Answer)
    except msgspec.DecodeError as error:
        raise ValueError("the answer is no oEmbed") from error
    player = PLAYER.search(said.html)
    if player is None:
        raise ValueError("the answer names no player")
    ratio = said.ratio or (said.width / said.height if said.width and said.height else 0)
    title = SPACES.sub(" ", said.title).strip()
    return Deck(link=link, id=player[1], title=title or "SpeakerDeck", ratio=round(ratio, 4) or DEFAULT_RATIO)


class _Answer(msgspec.Struct):
    """What is read of an oEmbed answer."""

    html: str
    title: str = ""
    ratio: float = 0
    width: float = 0
    height: float = 0


def entry_of(deck: Deck) -> Mapping[str, Any]:
    """A talk as `data/embeds.toml` holds it below its link."""
    return {"id": deck.id, "title": deck.title, "ratio": deck.ratio}
