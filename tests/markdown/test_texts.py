"""Texts as Hugo 0.168 prints them: a table of what the binary printed."""

from __future__ import annotations

import pytest

from blogengine.attribute_urls import attribute_url, parsed_url
from blogengine.markdown.convert import convert
from blogengine.markdown.emoji import EMOJI
from blogengine.markdown.options import Cjk, Extensions, Goldmark, Japanese, Markup, Renderer
from blogengine.shortcodes import Call, parse_shortcodes

PLAIN = Markup(japanese=Japanese(enable=False))
UNSAFE = Markup(goldmark=Goldmark(renderer=Renderer(unsafe=True)), japanese=Japanese(enable=False))
JAPANESE = Markup(japanese=Japanese(enable=True))


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("[[A]b](u)", "heading"),
        ("*[a] b*", "heading"),
        ("[A] b", "a-b"),
        ("A &#8211; b &amp; c &copy; d", "a-8211-b--c--d"),
        ("&#233; &eacute; &#x2013; &mdash; &nbsp; &hearts;1", "233-é-x2013---1"),
    ],
)
def test_ids_of_headings(heading: str, anchor: str) -> None:
    """A bracket ends the text that counts of a link, and numeric references count as they are written."""
    assert convert(f"# {heading}", PLAIN).headings[0].id == anchor


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("array<string> c", "array c"),
        ('a <b>x</b> <span class="c" style="d" onclick="e">y</span>', 'a <b>x</b> <span class="c">y</span>'),
        ("f <script>x</script> <!-- c --> g", "f g"),
        ("i <ruby>漢<rt>かん</rt></ruby> [l](u)", "i <ruby>漢<rt>かん</rt></ruby> l"),
        ("x</span> y", "x</span> y"),
    ],
)
def test_titles_in_the_table_of_contents(heading: str, title: str) -> None:
    """Only tags of texts stay in a heading's title, with the attributes that are safe there."""
    assert convert(f"## {heading}", UNSAFE).headings[0].title == title


def test_a_tight_definition_with_more_blocks_ends_its_first_line() -> None:
    """The words of a definition and of the paragraph below it are two."""
    assert "<dd>One\n<p>para</p>\n</dd>" in convert("T\n: One\n\n    para", PLAIN).html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("한국어\n문장", "<p>한국어\n문장</p>\n"),
        ("日本\n[語](u)\n後", '<p>日本<a href="u">語</a>後</p>\n'),
        ("**[日本](u)**\n語", '<p><strong><a href="u">日本</a></strong>語</p>\n'),
        ("![絵](x.png)\n語", '<p><img src="x.png" alt="絵">語</p>\n'),
        ("日本&#12290;\n語", "<p>日本。語</p>\n"),
        ("日本 a\n語", "<p>日本 a\n語</p>\n"),
    ],
)
def test_soft_breaks_between_wide_characters(text: str, html: str) -> None:
    """Our rule for Japanese looks through markup, and leaves Korean its spaces."""
    assert convert(text, JAPANESE).html == html


@pytest.mark.parametrize(
    ("style", "text", "html"),
    [
        ("simple", "日本\n語", "<p>日本語</p>\n"),
        ("simple", "日本\n[語](u)", '<p>日本<a href="u">語</a></p>\n'),
        ("simple", "a\n[b](u)", '<p>a<a href="u">b</a></p>\n'),
        ("simple", "**日**\n本", "<p><strong>日</strong>\n本</p>\n"),
        ("css3draft", "y)\n(x", "<p>y)(x</p>\n"),
        ("css3draft", "한국어\n문장", "<p>한국어\n문장</p>\n"),
    ],
)
def test_east_asian_line_breaks_of_goldmark(style: str, text: str, html: str) -> None:
    """`cjk.eastAsianLineBreaks` does what goldmark does, its glued links included."""
    cjk = Cjk(enable=True, east_asian_line_breaks=True, east_asian_line_breaks_style=style)
    assert convert(text, Markup(goldmark=Goldmark(extensions=Extensions(cjk=cjk)))).html == html


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("à b.md", "%C3%A0%20b.md"),
        ("a(b).md", "a%28b%29.md"),
        ("/ぱす?q=あ&b=c#見出し", "/%E3%81%B1%E3%81%99?q=%e3%81%82&b=c#%E8%A6%8B%E5%87%BA%E3%81%97"),
        ("x*y!z|w", "x%2Ay%21z%7Cw"),
        ("HTTP://X.Y/a", "http://X.Y/a"),
        ("A%2fB", "A%2fB"),
        ("javascript:x", "#ZgotmplZ"),
        ("x:y", "#ZgotmplZ"),
    ],
)
def test_destinations_of_the_embedded_hooks(url: str, printed: str) -> None:
    """A destination is encoded by Go's URLs, then by its HTML templates."""
    assert attribute_url(parsed_url(url)) == printed


@pytest.mark.parametrize("name", ["person_with_pouting_face", "ok_button", "phoenix", "two_oclock"])
def test_emoji_that_hugo_does_not_know(name: str) -> None:
    """Names that the package has beyond GitHub's stay as they are written."""
    assert name not in EMOJI


@pytest.mark.parametrize(
    ("text", "indentation"),
    [("- a\n\t{{< x >}}", "\t"), ("a {{< x >}}", ""), ("  {{< x >}}", "  "), ("\n{{< x >}}", "")],
)
def test_indentation_of_a_call(text: str, indentation: str) -> None:
    """What a line begins with before a call is the call's indentation."""
    assert [part.indentation for part in parse_shortcodes(text, "a.md") if isinstance(part, Call)] == [indentation]
