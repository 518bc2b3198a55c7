"""Titles that Hugo makes up (the tables of Hugo's behaviour)."""

from __future__ import annotations

import pytest

from blogengine.titles import plural, section_title, title_case


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
        ("war: the end of (the) game", "War: The End of (The) Game"),
        ("up-to-date of/in", "Up-to-Date of/In"),
        ("“of” ‘in’ the-end if", "“Of” ‘In’ The-End If"),
        ("ß ǆ éclair", "ß ǅ Éclair"),
        ("", ""),
    ],
)
def test_title_case_is_the_associated_presss(text: str, title: str) -> None:
    """First letters upper-cased, small words inside lower-cased, the rest untouched."""
    assert title_case(text) == title


@pytest.mark.parametrize(
    ("style", "title"),
    [
        ("AP", "Don't Go From X.y to B"),
        ("Chicago", "Don't Go from X.y to B"),
        ("Go", "Don'T Go From X.Y To B"),
        ("FirstUpper", "Don't go from x.y to b"),
        ("none", "don't go from x.y to b"),
    ],
)
def test_title_case_has_styles(style: str, title: str) -> None:
    """`titleCaseStyle`, in any case."""
    assert title_case("don't go from x.y to b", style) == title


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("Leaf", "Leaves"), ("Knife", "Knives"), ("Box", "Boxes"), ("Quiz", "Quizzes"), ("Day", "Days"),
        ("Video", "Videoes"), ("Todo", "Todoes"), ("Photo", "Photos"), ("Idea", "Idea"), ("Data", "Data"),
        ("Person", "People"), ("salesperson", "salespeople"), ("Woman", "Women"), ("Index", "Indices"),
        ("Analysis", "Analyses"), ("Axis", "Axes"), ("My-Axis", "My-Axes"), ("Fox", "Foxes"), ("my-ox", "my-oxen"),
        ("Status", "Statuses"), ("Series", "Series"), ("Posts", "Posts"), ("Fish", "Fish"), ("Music", "Musics"),
        ("RSS", "RSSes"), ("FAQ", "FAQs"), ("BOX", "BOXs"), ("INDEX", "Indices"), ("", ""),
    ],
)  # fmt: skip
def test_plurals_are_hugos(word: str, many: str) -> None:
    """By the ending of the last word, as the real Hugo prints them, its oddities included."""
    assert plural(word) == many


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
