"""Ids of headings."""

import pytest

from blogengine.markdown.heading_ids import TERM, Ids
from tests.timing import no_hang


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("はじめに", "はじめに"),
        ("日本語 見出し（かっこ）！", "日本語-見出しかっこ"),
        ("C++ と C#", "c-と-c"),
        ("A & B", "a--b"),
        ("A–B", "ab"),
        ("Hello, World! 2.0", "hello-world-20"),
        ("foo_bar - baz", "foo_bar---baz"),
        ("alt code em", "alt-code-em"),
        ("!!!", "heading"),
        ("🎉", "heading"),
        ("Ⅳ ② か゛ １２", "--か-１２"),
        (" a ", "a"),
        ("　 a　", "a"),
        ("İSTANBUL", "istanbul"),
        ("ΣΑΣ", "σασ"),
        ("é e\u0301", "é-e"),
        ("a\tb", "ab"),
        ("\xa0", "heading"),
        ("", ""),
    ],
)
def test_github_ids(text: str, expected: str) -> None:
    """Letters, digits, `_` and `-` stay, each space becomes `-`, the rest goes."""
    assert Ids("github").claim(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("é ñ ø Ł", "e-n--"), ("日本語", "heading"), ("x 日 y", "x--y"), ("1. Foo", "1-foo"), ("１２ a", "-a")],
)
def test_ascii_ids(text: str, expected: str) -> None:
    """`github-ascii` strips accents and drops what is not ASCII."""
    assert Ids("github-ascii").claim(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A & B", "a-b"),
        ("-x-", "x"),
        ("a_b", "a-b"),
        ("Ⅳ ②", "ⅳ-②"),
        ("日本語!", "日本語"),
        ("+++", "heading"),
    ],
)
def test_blackfriday_ids(text: str, expected: str) -> None:
    """`blackfriday` puts one `-` between runs of letters and numbers."""
    assert Ids("blackfriday").claim(text) == expected


def test_duplicates_are_numbered() -> None:
    """A taken id gets `-1`, `-2`…, also when that one was somebody's own."""
    ids = Ids("github")
    assert [ids.claim(text) for text in ("a", "a", "a-1", "a", "!", "?")] == [
        "a",
        "a-1",
        "a-1-1",
        "a-2",
        "heading",
        "heading-1",
    ]


def test_reserved_ids_are_avoided() -> None:
    """An id that the author wrote is not given to a later heading."""
    ids = Ids("github")
    ids.reserve("b")
    assert ids.claim("b") == "b-1"


def test_definition_terms_have_their_own_fallback() -> None:
    """A term without a usable character becomes `id`."""
    assert Ids("github").claim("!", TERM) == "id"


def test_unknown_kinds_are_refused() -> None:
    """Only Hugo's three kinds exist."""
    with pytest.raises(ValueError, match="bitbucket"):
        Ids("bitbucket")


def test_many_equal_headings_take_linear_time() -> None:
    """A hundred thousand equal headings get their ids."""
    ids = Ids("github")
    with no_hang():
        claimed = [ids.claim("same") for _ in range(100_000)]
    assert claimed[-1] == "same-99999"
