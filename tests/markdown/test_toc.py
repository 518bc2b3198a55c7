"""The table of contents."""

import pytest

from blogengine.markdown.document import Heading
from blogengine.markdown.options import TableOfContents
from blogengine.markdown.toc import heading_title, table_of_contents


def toc(*headings: tuple[int, str], **options: int | bool) -> str:
    """Headings as (level, title), their id the title in lower case; the result on one line."""
    values = [Heading(id=title.lower(), level=level, title=title) for level, title in headings]
    html = table_of_contents(values, TableOfContents(**options))  # type: ignore[arg-type]  # two types of options
    return html.replace("\n", "").replace("  ", "")


def test_whitespace_is_hugos() -> None:
    """Lists are indented by two spaces a level, skipped levels are empty items."""
    headings = [Heading("b", 3, "B"), Heading("a", 2, "A"), Heading("d", 3, "D")]
    assert table_of_contents(headings, TableOfContents()) == (
        '<nav id="TableOfContents">\n'
        "  <ul>\n"
        "    <li>\n"
        "      <ul>\n"
        '        <li><a href="#b">B</a></li>\n'
        "      </ul>\n"
        "    </li>\n"
        '    <li><a href="#a">A</a>\n'
        "      <ul>\n"
        '        <li><a href="#d">D</a></li>\n'
        "      </ul>\n"
        "    </li>\n"
        "  </ul>\n"
        "</nav>"
    )


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ([], '<nav id="TableOfContents"></nav>'),
        ([(1, "A")], '<nav id="TableOfContents"></nav>'),
        (
            [(2, "A"), (5, "D"), (2, "E")],
            '<nav id="TableOfContents"><ul><li><a href="#a">A</a><ul><li></li></ul></li>'
            '<li><a href="#e">E</a></li></ul></nav>',
        ),
        (
            [(1, "A"), (3, "C"), (1, "D"), (2, "E")],
            '<nav id="TableOfContents"><ul><li><ul><li><a href="#c">C</a></li></ul></li></ul>'
            '<ul><li><a href="#e">E</a></li></ul></nav>',
        ),
    ],
)
def test_levels(headings: list[tuple[int, str]], expected: str) -> None:
    """Levels 2 and 3 are listed; each level-1 heading begins a list of its own."""
    assert toc(*headings) == expected


def test_level_options() -> None:
    """`startLevel`, `endLevel` (-1: all) and `ordered` choose the levels and the kind of list."""
    headings = [(1, "A"), (2, "B"), (3, "C"), (4, "D")]
    assert toc(*headings, start_level=3, end_level=-1) == (
        '<nav id="TableOfContents"><ul><li><a href="#c">C</a><ul><li><a href="#d">D</a></li></ul></li></ul></nav>'
    )
    assert toc(*headings, start_level=1, end_level=1, ordered=True) == (
        '<nav id="TableOfContents"><ol><li><a href="#a">A</a></li></ol></nav>'
    )
    assert toc(*headings, start_level=3, end_level=2) == '<nav id="TableOfContents"></nav>'


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ('<a href="u" title="a > b">x <code>c</code></a> <em>e</em>', "x <code>c</code> <em>e</em>"),
        ("<abbr>k</abbr> <A HREF=z>up</A>", "<abbr>k</abbr> up"),
        ('a<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>', "a"),
        ("<!-- <a> -->b &lt;a&gt;", "b &lt;a&gt;"),
        ("　a  <code>b</code>", "a <code>b</code>"),
        ("　a  b", "　a  b"),
    ],
)
def test_links_and_footnotes_are_dropped_from_titles(title: str, expected: str) -> None:
    """A title keeps its inline HTML but for links, footnotes and comments."""
    assert heading_title(title) == expected


def test_headings_without_id_and_text_are_empty_items() -> None:
    """An empty heading keeps its place; with an id of its own it is a link without text."""
    html = table_of_contents([Heading("", 2, ""), Heading("x", 2, "")], TableOfContents())
    assert "<li></li>" in html
    assert '<li><a href="#x"></a></li>' in html
