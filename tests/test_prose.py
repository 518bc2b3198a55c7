"""Plain text, counts and automatic summaries."""

import pytest

from blogengine.prose import auto_summary, fuzzy_word_count, has_cjk, plain, reading_time, word_count
from tests.timing import no_hang


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>\n<p>b<br>c<br />d<br/>e</p>\n", "a\nb\nc\nde\n"),
        ("<p>it&rsquo;s <em>so</em></p>", "it&rsquo;s so\n"),
        ("<p>a\n\n b　　c</p>", "a b　c\n"),
        ("a<!-- <p>x</p> -->b", "ab"),
        ("a<script>x('</p>' < 1)</script>b<style>p>a{}</style>c", "abc"),
        ('<span title="a > b">s</span> 1 < 2', "s 1 < 2"),
        ("a <b unclosed", "a "),
        ("a\n\nb", "a\n\nb"),
    ],
)
def test_plain(html: str, expected: str) -> None:
    """Markup is dropped with nothing in its place, ends of paragraphs are newlines, runs of spaces one."""
    assert plain(html) == expected


@pytest.mark.parametrize("text", ["日", "ひ", "カ", "한", "𠮷", "々", "ｶ"])
def test_cjk_scripts(text: str) -> None:
    """Han, Hangul, Hiragana and Katakana count as CJK."""
    assert has_cjk(f"abc {text}")


@pytest.mark.parametrize("text", ["", "abc", "é", "ー。、", "（）", "😀", "Ａ"])
def test_common_signs_are_not_cjk(text: str) -> None:
    """Signs that several scripts share do not make a page CJK."""
    assert not has_cjk(text)


@pytest.mark.parametrize(
    ("text", "cjk", "expected"),
    [
        ("one two  three\n", False, 3),
        ("abc日本語", False, 1),
        ("abc日本語", True, 6),
        ("&#x1f64f;つ", True, 10),
        ("one 日本 two", True, 4),
        ("a　b\xa0c", False, 3),
        ("", True, 0),
    ],
)
def test_word_count(text: str, cjk: bool, expected: int) -> None:
    """On a CJK page a word that is not ASCII counts its characters."""
    assert word_count(text, cjk) == expected


@pytest.mark.parametrize(("words", "expected"), [(0, 0), (1, 100), (99, 100), (100, 100), (101, 200)])
def test_fuzzy_word_count(words: int, expected: int) -> None:
    """Counts are rounded up to hundreds."""
    assert fuzzy_word_count(words) == expected


@pytest.mark.parametrize(
    ("words", "cjk", "expected"),
    [(0, False, 0), (1, False, 1), (212, False, 1), (213, False, 2), (500, True, 1), (501, True, 2)],
)
def test_reading_time(words: int, cjk: bool, expected: int) -> None:
    """A minute is 212 words or 500 characters, begun minutes count."""
    assert reading_time(words, cjk) == expected


@pytest.mark.parametrize(
    ("html", "length", "expected", "truncated"),
    [
        (
            "<p>it&rsquo;s one two three four</p>\n<p>next</p>\n",
            5,
            "<p>it&rsquo;s one two three four</p>",
            True,
        ),
        ("<p>a b c d e</p>\n<p>f</p>\n", 5, "<p>a b c d e</p>\n<p>f</p>", False),
        (
            "<blockquote>\n<p>one two three four</p>\n<p>more</p>\n</blockquote>\n<p>next</p>\n",
            3,
            "<blockquote>\n<p>one two three four</p>\n<p>more</p>\n</blockquote>",
            True,
        ),
        (
            "<ul>\n<li>tight</li>\n<li>list</li>\n</ul>\n<p>para here</p>\n<p>next</p>\n",
            1,
            "<ul>\n<li>tight</li>\n<li>list</li>\n</ul>\n<p>para here</p>",
            True,
        ),
        ("<p>a</p>\n", 0, "", True),
        ("<p>a</p>\n", -1, "", True),
        ("", 70, "", False),
        ("<p>a b c</p>\n", 2, "<p>a b c</p>", False),
        ("<h2>a</h2>\n<pre>x y z</pre>\n", 1, "<h2>a</h2>\n<pre>x y z</pre>", False),
    ],
)
def test_auto_summary(html: str, length: int, expected: str, truncated: bool) -> None:
    """The cut is after the paragraph that reaches the length, or the list or quotation around it."""
    assert auto_summary(html, length, cjk=False) == (expected, truncated)


@pytest.mark.parametrize(
    ("before", "cut"),
    [
        ("<br>\n", "</ul>"),
        ("<br/>\n", "</li>"),
        ("<br />\n<br />\n", "</li>"),
        ("<p>q <br/> r</p>\n", "</p>"),
        ("<div>\n", "</p>"),
        ("</div>\n", "</ul>"),
    ],
)
def test_raw_html_moves_the_cut(before: str, cut: str) -> None:
    """A self-closing tag takes the next tag along, an element that never closes keeps the cut, as in Hugo."""
    html = f"{before}<ul>\n<li>\n<p>a b c d e f</p>\n</li>\n<li>\n<p>h</p>\n</li>\n</ul>\n<p>y</p>\n"
    after = html.index(cut, html.index("f</p>")) + len(cut)
    assert auto_summary(html, 5, cjk=False) == (html[:after].strip(), True)


def test_cjk_summaries_count_characters() -> None:
    """On a CJK page the characters of a paragraph count."""
    html = "<p>日本語の文章です。</p>\n<p>次</p>\n"
    assert auto_summary(html, 8, cjk=True) == ("<p>日本語の文章です。</p>", True)
    assert auto_summary(html, 8, cjk=False) == ("<p>日本語の文章です。</p>\n<p>次</p>", False)


@pytest.mark.parametrize(
    "html",
    [
        "<a " * 100_000,
        '<a "' * 100_000,
        "<!--" * 100_000,
        "<script>" * 100_000,
        "<p>" * 100_000 + "</b>" * 100_000,
    ],
    ids=["tags", "quotes", "comments", "scripts", "unmatched"],
)
def test_hostile_html_takes_linear_time(html: str) -> None:
    """Text made to provoke backtracking is measured."""
    with no_hang():
        plain(html)
        auto_summary(f"<p>a</p>{html}", 1, cjk=True)
