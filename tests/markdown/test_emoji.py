"""Emoji by name."""

import pytest

from blogengine.markdown.emoji import EMOJI, replace_emoji


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("smile", "&#x1f604;"),
        ("+1", "&#x1f44d;"),
        ("e-mail", "&#x1f4e7;"),
        ("jp", "&#x1f1ef;&#x1f1f5;"),
        ("copyright", "&#xa9;&#xfe0f;"),
        ("family_man_woman_boy", "&#x1f468;&zwj;&#x1f469;&zwj;&#x1f466;"),
        ("egg", "&#x1f95a;"),
        ("beetle", "&#x1fab2;"),
        ("collision", "&#x1f4a5;"),
    ],
)
def test_names_are_githubs(name: str, expected: str) -> None:
    """A name gives what Hugo prints, as character references."""
    assert EMOJI[name] == expected


@pytest.mark.parametrize("name", ["red_heart", "Smile", "flag_for_Japan", "wave_tone1", ""])
def test_other_names_are_unknown(name: str) -> None:
    """Unicode's own names, capitals and skin tones are none of GitHub's."""
    assert name not in EMOJI


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a :smile: b", "a &#x1f604; b"),
        ("::smile::", ":&#x1f604;:"),
        (":smile::+1:", "&#x1f604;&#x1f44d;"),
        (":smile:+1:", "&#x1f604;+1:"),
        (":foo:smile:", ":foo&#x1f604;"),
        (":smile :foo: 10:30", ":smile :foo: 10:30"),
        ("10:100:30", "10&#x1f4af;30"),
        ("", ""),
        (":", ":"),
    ],
)
def test_known_names_are_replaced(text: str, expected: str) -> None:
    """Each known `:name:` is replaced from left to right, the rest stays."""
    assert replace_emoji(text) == expected
