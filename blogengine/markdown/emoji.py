"""Emoji by name, as Hugo's `enableEmoji` prints them: `:smile:` → `&#x1f604;`.

The names are GitHub's (gemoji), taken from the `emoji` package; it knows a few more, which are let in too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

SKIN_TONES: Final = frozenset("🏻🏼🏽🏾🏿")

UNICODE_NAMES: Final = """
    badminton balance_scale biohazard black_bird black_flag clamp cloud_with_lightning_and_rain collision
    computer_mouse crayon cricket_game dagger derelict_house detective dolphin dove e-mail egg eject_button
    field_hockey fountain_pen framed_picture frowning_face gorilla honeybee houses ice_hockey lady_beetle lion
    memo menorah middle_finger motorcycle next_track_button non-potable_water om open_book paintbrush
    pause_button paw_prints pen ping_pong play_or_pause_button police_officer radioactive raised_hand
    record_button robot sailboat speaking_head spiral_calendar spiral_notepad stop_button
    sun_behind_large_cloud sun_behind_rain_cloud sun_behind_small_cloud tangerine telephone tornado unicorn
    vulcan_salute waxing_gibbous_moon white_flag wind_face woman_dancing woman_with_veil
"""
"""GitHub's names that the package has as Unicode's name of an emoji, but not among its aliases."""


class _Names(Mapping[str, str]):
    """Names without colons -> HTML, read from the package when first asked: its import takes a while."""

    @cached_property
    def _entities(self) -> dict[str, str]:
        return _github_names()

    def __getitem__(self, name: str) -> str:
        return self._entities[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)


EMOJI: Final[Mapping[str, str]] = _Names()
"""Names without colons -> what Hugo prints, character references."""


def replace_emoji(text: str) -> str:
    """Text with each known `:name:` replaced by character references; unknown names stay as they are."""
    head, *pieces = text.split(":")
    if len(pieces) < 2:
        return text
    replaced = [head]
    rest = iter(zip(pieces, [*pieces[1:], None], strict=True))
    for piece, after in rest:
        if after is not None and piece in EMOJI:
            replaced.append(EMOJI[piece] + after)
            next(rest)
        else:
            replaced.append(f":{piece}")
    return "".join(replaced)


def _github_names() -> dict[str, str]:
    from emoji import EMOJI_DATA, STATUS  # noqa: PLC0415 (slow)

    missing = frozenset(UNICODE_NAMES.split())
    aliases: dict[str, str] = {}
    own: dict[str, str] = {}
    for characters, data in EMOJI_DATA.items():
        if data["status"] != STATUS["fully_qualified"] or not SKIN_TONES.isdisjoint(characters):
            continue
        unicode_name = data["en"].strip(":")
        names = {alias.strip(":") for alias in data.get("alias", [data["en"]])} | ({unicode_name} & missing)
        for name in names:
            if name.isascii() and name == name.lower() and not name.startswith("flag_for_"):
                (own if name == unicode_name else aliases)[name] = _references(characters)
    return aliases | own


def _references(characters: str) -> str:
    return "".join(["&zwj;" if c == "\u200d" else f"&#x{ord(c):x};" for c in characters])
