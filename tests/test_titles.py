"""Titles that Hugo makes up (the tables of Hugo's behaviour)."""

from __future__ import annotations

import pytest

from blogengine.titles import section_title, title_case


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("machine learning", "Machine Learning"),
        ("art of war", "Art of War"),
        ("the end", "The End"),
        ("what it is for", "What It Is For"),
        ("iOS", "IOS"),
        ("it's", "It's"),
        ("a/b", "A/B"),
        ("データ", "データ"),
        ("C++", "C++"),
    ],
)
def test_title_case_is_the_associated_presss(text: str, title: str) -> None:
    """First letters upper-cased, small words inside lower-cased, the rest untouched."""
    assert title_case(text) == title


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("my-posts", "My-Posts"),
        ("blog", "Blogs"),
        ("news", "News"),
        ("日本", "日本s"),
        ("life-and-code", "Life-and-Codes"),
        ("activity", "Activities"),
        ("search", "Searches"),
    ],
)
def test_sections_without_a_title_are_title_cased_plurals(folder: str, title: str) -> None:
    """The folder's name, title-cased, then made plural."""
    assert section_title(folder, capitalize=True, pluralize=True) == title


def test_both_can_be_switched_off() -> None:
    """`capitalizeListTitles` and `pluralizeListTitles`."""
    assert section_title("my-post", capitalize=False, pluralize=False) == "my-post"
