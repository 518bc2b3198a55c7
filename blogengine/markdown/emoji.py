"""Emoji by name, as Hugo's `enableEmoji` prints them: `:smile:` → `&#x1f604;`.

The names are GitHub's (gemoji), taken from the `emoji` package, which knows more: those stay as they are written.
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

NOT_GITHUBS: Final = """
    _1 a_button_blood_type ab_button_blood_type airplane_arriving atm_sign b_button_blood_type back_arrow
    badminton_racquet_and_shuttlecock biohazard_sign black_circle_for_record
    black_left_pointing_double_triangle_with_vertical_bar black_right_pointing_double_triangle_with_vertical_bar
    black_right_pointing_triangle_with_double_vertical_bar black_square_for_stop circled_m cl_button
    cloud_with_tornado compression cool_button cricket_bat_and_ball crow dagger_knife derelict_house_building
    dotted_six_pointed_star double_vertical_bar dove_of_peace down_left_arrow down_right_arrow e_mail egg2
    eight_oclock eight_pointed_star eight_thirty eject_symbol eleven_oclock eleven_thirty end_arrow
    face_with_crossed_out_eyes fast_forward_button field_hockey_stick_and_ball five_oclock five_thirty four_oclock
    four_thirty frame_with_picture free_button front_facing_baby_chick globe_showing_americas
    globe_showing_asia_australia globe_showing_europe_africa golfer harambe hear_no_evil_monkey
    heavy_heart_exclamation_mark_ornament helmet_with_white_cross high_heeled_shoe high_speed_train
    house_buildings hugging_face ice_hockey_stick_and_puck id_button japanese_acceptable_button
    japanese_application_button japanese_bargain_button japanese_congratulations_button japanese_discount_button
    japanese_dolls japanese_free_of_charge_button japanese_here_button japanese_monthly_amount_button
    japanese_no_vacancy_button japanese_not_free_of_charge_button japanese_open_for_business_button
    japanese_passing_grade_button japanese_post_office japanese_prohibited_button japanese_reserved_button
    japanese_secret_button japanese_service_charge_button japanese_symbol_for_beginner japanese_vacancy_button
    knocked_out_face left_facing_fist lion_face lower_left_ballpoint_pen lower_left_crayon lower_left_fountain_pen
    lower_left_paintbrush man_gesturing_no man_gesturing_ok man_in_business_suit_levitating map_of_japan
    menorah_with_nine_branches mens_room new_button ng_button nine_oclock nine_thirty non_potable_water
    o_button_blood_type ok_button om_symbol on!_arrow on_arrow one_oclock one_thirty p_button person_gesturing_no
    person_gesturing_ok person_with_ball person_with_blond_hair person_with_pouting_face racing_motorcycle
    radioactive_sign raised_hand_with_part_between_middle_and_ring_fingers raven rescue_workers_helmet
    reversed_hand_with_middle_finger_extended right_facing_fist robot_face rolled_up_newspaper rook santa_claus
    scales scorpio see_no_evil_monkey seven_oclock seven_thirty six_oclock six_thirty sleeping_accommodation
    sleuth_or_spy smiling_cat_with_heart_eyes smiling_face_with_heart_eyes snow_capped_mountain soon_arrow
    sos_button speak_no_evil_monkey speaking_head_in_silhouette spiral_calendar_pad spiral_note_pad t_rex t_shirt
    table_tennis_paddle_and_ball tear_off_calendar ten ten_oclock ten_thirty three_button_mouse three_oclock
    three_thirty thunder_cloud_and_rain top_arrow twelve_oclock twelve_thirty two_hump_camel two_oclock two_thirty
    unicorn_face up_button up_down_arrow up_left_arrow up_right_arrow vs_button waving_black_flag
    waving_white_flag weight_lifter white_frowning_face white_sun_behind_cloud white_sun_behind_cloud_with_rain
    white_sun_with_small_cloud wind_blowing_face woman_gesturing_no woman_gesturing_ok womans_boot womans_sandal
    womens_room
"""
"""Names in the package that GitHub, and so Hugo, does not know."""
NEWEST: Final = 15
"""The version of Unicode's emoji that GitHub's names are of."""


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

    missing, unknown = frozenset(UNICODE_NAMES.split()), frozenset(NOT_GITHUBS.split())
    aliases: dict[str, str] = {}
    own: dict[str, str] = {}
    for characters, data in EMOJI_DATA.items():
        is_known = data["status"] == STATUS["fully_qualified"] and data["E"] <= NEWEST
        if not is_known or not SKIN_TONES.isdisjoint(characters):
            continue
        unicode_name = data["en"].strip(":")
        names = {alias.strip(":") for alias in data.get("alias", [data["en"]])} | ({unicode_name} & missing)
        for name in names:
            if name not in unknown and name.isascii() and name == name.lower() and not name.startswith("flag_for_"):
                (own if name == unicode_name else aliases)[name] = _references(characters)
    return aliases | own


def _references(characters: str) -> str:
    return "".join(["&zwj;" if c == "\u200d" else f"&#x{ord(c):x};" for c in characters])
