"""What the suites do not say: options, the divider, links, Japanese, and what a document holds."""

from __future__ import annotations

import pytest

from blogengine.markdown.convert import convert, convert_summary
from blogengine.markdown.options import (
    Attribute,
    Cjk,
    Extensions,
    Extra,
    Extras,
    Footnote,
    Goldmark,
    Highlight,
    Japanese,
    Markup,
    Parser,
    Passthrough,
    Renderer,
    Typographer,
)
from tests.markdown.semantics import meaning

ON = Extra(enable=True)
ALL_EXTRAS = Extras(delete=ON, insert=ON, mark=ON, subscript=ON, superscript=ON)
MATH = Passthrough(enable=True, block=(("$$", "$$"),), inline=(("$", "$"), ("\\(", "\\)")))
DEFAULT = Markup()


def markup(
    extensions: Extensions | None = None, parser: Parser | None = None, renderer: Renderer | None = None
) -> Markup:
    """Options that differ from the defaults in some part of goldmark's."""
    return Markup(
        goldmark=Goldmark(
            extensions=extensions or Extensions(), parser=parser or Parser(), renderer=renderer or Renderer()
        )
    )


OPTIONS: dict[str, tuple[Markup, str, str]] = {
    "insert, mark and superscript": (
        markup(Extensions(extras=ALL_EXTRAS)),
        "++a b++ ==m n== x^2^ +a+ =a= +++a+++ a^b^^",
        "<p><ins>a b</ins> <mark>m n</mark> x<sup>2</sup> +a+ =a= +++a+++ a^b^^</p>",
    ),
    "strikethrough wins over subscript": (
        markup(Extensions(extras=ALL_EXTRAS)),
        "H~2~O ~~d~~",
        "<p>H<del>2</del>O <del>d</del></p>",
    ),
    "subscript and delete": (
        markup(Extensions(extras=ALL_EXTRAS, strikethrough=False)),
        "H~2~O ~~d~~",
        "<p>H<sub>2</sub>O <del>d</del></p>",
    ),
    "passthrough inside of a line": (
        markup(Extensions(passthrough=MATH)),
        r"a $x*y*z$ \(y_1\) `$x$`",
        r"<p>a $x*y*z$ \(y_1\) <code>$x$</code></p>",
    ),
    "passthrough as a block splits the paragraph": (
        markup(Extensions(passthrough=MATH)),
        "a\n$$b*c*$$\nd",
        "<p>a</p>$$b*c*$$<p>d</p>",
    ),
    "hard wraps and XHTML": (
        markup(renderer=Renderer(hard_wraps=True, xhtml=True)),
        "a\nb\n\n***",
        "<p>a<br />\nb</p><hr />",
    ),
    "east asian line breaks": (
        markup(Extensions(cjk=Cjk(enable=True, east_asian_line_breaks=True))),
        "日本\n語 a\n語 。\n（あ",
        "<p>日本語 a\n語 。\n（あ</p>",
    ),
    "east asian line breaks in the style of CSS": (
        markup(Extensions(cjk=Cjk(enable=True, east_asian_line_breaks=True, east_asian_line_breaks_style="css3draft"))),
        "日本\n語 a\n語\n\n日本\n한국",
        "<p>日本語 a語</p><p>日本\n한국</p>",
    ),
    "escaped space": (
        markup(Extensions(cjk=Cjk(enable=True, escaped_space=True))),
        "あ\\ **い**\\ う",
        "<p>あ<strong>い</strong>う</p>",
    ),
    "ids of definition terms": (
        markup(parser=Parser(auto_definition_term_id=True)),
        "T *x*\n: d\n\n# T x",
        '<dl><dt id="t-x">T <em>x</em></dt><dd>d</dd></dl><h1 id="t-x-1">T x</h1>',
    ),
    "no ids of headings": (
        markup(parser=Parser(auto_heading_id=False)),
        "# A\n\n# B {#b}",
        '<h1>A</h1><h1 id="b">B</h1>',
    ),
    "no attributes of headings": (
        markup(parser=Parser(attribute=Attribute(title=False))),
        "# A {#b}",
        '<h1 id="a-b">A {#b}</h1>',
    ),
    "attributes of blocks": (
        markup(parser=Parser(attribute=Attribute(block=True))),
        'p\n{.c #i onclick="x" foo="x" data-a=1}\n\n- a\n{.l}\n\n# h\n{.h #z}',
        '<p class="c" id="i" data-a="1">p</p><ul class="l"><li>a</li></ul><h1 id="h" class="h">h</h1>',
    ),
    "an image that stands alone": (
        markup(parser=Parser(wrap_stand_alone_image_within_paragraph=False)),
        "![a](b)\n\nx ![a](b)",
        '<img src="b" alt="a"><p>x <img src="b" alt="a"></p>',
    ),
    "the link back of footnotes": (
        markup(Extensions(footnote=Footnote(backlink_html="^"))),
        "x[^n]\n\n[^n]: y",
        '<p>x<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup></p>'
        '<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>y&#160;<a href="#fnref:1"'
        ' class="footnote-backref" role="doc-backlink">^</a></p></li></ol></div>',
    ),
    "the protocol of links without one": (
        markup(Extensions(linkify_protocol="http")),
        "www.a.b",
        '<p><a href="http://www.a.b">www.a.b</a></p>',
    ),
    "other typographic marks": (
        markup(Extensions(typographer=Typographer(apostrophe="'", left_double_quote="«", em_dash=""))),
        'it\'s "q" a --- b',
        "<p>it's «q&rdquo; a  b</p>",
    ),
    "no highlighting": (
        Markup(highlight=Highlight(code_fences=False)),
        "```go {.x}\na\n\n```",
        '<pre><code class="language-go">a\n\n</code></pre>',
    ),
    "emoji": (
        Markup(emoji=True),
        ":smile: :foo: `:smile:`\n\n# :smile: y",
        '<p>&#x1f604; :foo: <code>:smile:</code></p><h1 id="smile-y">&#x1f604; y</h1>',
    ),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_options(name: str) -> None:
    """Each option gives what Hugo prints under it."""
    options, text, html = OPTIONS[name]
    assert meaning(convert(text, options).html) == meaning(html)


DEFAULTS = {
    "# a {.x .y k=v}": '<h1 class="x y" k="v" id="a">a</h1>',
    '# a {onclick="x" #i}': '<h1 id="i">a</h1>',
    "## {#only}": '<h2 id="only"></h2>',
    "# a {k}": '<h1 id="a-k">a {k}</h1>',
    "x\n\n<script>\na\n</script>": "<p>x</p><!-- raw HTML omitted --><!-- raw HTML omitted -->",
    "x\n\n<!-- a --> b": "<p>x</p>",
    "a <!-- b\nc --> d": "<p>a  d</p>",
    "![a](javascript:x) [b](JAVASCRIPT:x)": '<p><img src="" alt="a"> <a href="">b</a></p>',
    "![d](data:image/png;base64,xx)": '<p><img src="data:image/png;base64,xx" alt="d"></p>',
    "(http://g.com/ok.) http://g.com/ok.!?": (
        '<p>(<a href="http://g.com/ok.">http://g.com/ok.</a>) <a href="http://g.com/ok">http://g.com/ok</a>.!?</p>'
    ),
    "日本https://a.b https://a.b/「日本」": '<p>日本https://a.b <a href="https://a.b/">https://a.b/</a>「日本」</p>',
    "[^a]: first[^b]\n\nx[^b][^a]\n\n[^b]: second": (
        '<p>x<sup id="fnref1:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>'
        '<sup id="fnref:2"><a href="#fn:2" class="footnote-ref" role="doc-noteref">2</a></sup></p>'
        '<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>second&#160;'
        '<a href="#fnref:1" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a>&#160;'
        '<a href="#fnref1:1" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li>'
        '<li id="fn:2"><p>first<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>'
        '&#160;<a href="#fnref:2" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li>'
        "</ol></div>"
    ),
    "- a\n\n  |b|\n  |-|": "<ul><li>a<table><thead><tr><th>b</th></tr></thead><tbody></tbody></table></li></ul>",
    "- ```\n  a\n\n- b": '<ul><li><pre tabindex="0"><code>a\n</code></pre></li><li><p>b</p></li></ul>',
    "T\n: a\n\n  b": "<dl><dt>T</dt><dd>a<p>b</p></dd></dl>",
    "*a\nb* c\n===": '<h1 id="c"><em>a\nb</em> c</h1>',
}


@pytest.mark.parametrize("text", DEFAULTS)
def test_defaults(text: str) -> None:
    """What Hugo prints by default, beyond the suites."""
    assert meaning(convert(text, DEFAULT).html) == meaning(DEFAULTS[text])


DIVIDED = {
    "a<!--more-->b": ("<p>a</p>", "<p>a</p>\n<p>b</p>"),
    "- a\n\n  <!--more-->\n  b\n- c": (
        "<ul>\n<li>a</li>\n</ul>",
        "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>",
    ),
    "> a\n> <!--more-->\n> b": (
        "<blockquote>\n<p>a</p>\n</blockquote>",
        "<blockquote>\n<p>a</p>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>",
    ),
    "<!--more-->\na": ("", "<p>a</p>"),
    "a\n\n<!--more-->": ("<p>a</p>", "<p>a</p>"),
    "a\n<!--more-->\nb <!--more--> c": ("<p>a</p>", "<p>a</p>\n<p>b  c</p>"),
    "[a]\n\n<!--more-->\n\n[a]: /u": ('<p><a href="/u">a</a></p>', '<p><a href="/u">a</a></p>'),
}


@pytest.mark.parametrize("text", DIVIDED)
def test_divider(text: str) -> None:
    """The divider ends what it stands in; the summary is what is before it."""
    document = convert(text, DEFAULT)
    assert document.divided
    assert (document.summary_html, document.html) == DIVIDED[text]


def test_other_spellings_divide_nothing() -> None:
    """Only the exact spelling of the divider is one."""
    document = convert("a\n<!-- more -->\nb", DEFAULT)
    assert not document.divided
    assert document.summary_html == ""


def test_divider_in_code() -> None:
    """A divider inside of code is shown there, and one behind it divides."""
    for code in ("```\na\n<!--more-->\n```", "- x\n  ~~~\n  <!--more-->\n  ~~~", "a `<!--more-->` b"):
        document = convert(f"{code}\n\nc\n\n<!--more-->\n\nd", DEFAULT)
        assert "&lt;!--more--&gt;" in document.html
        assert document.summary_html.endswith("<p>c</p>")
    assert not convert("```\na\n<!--more-->\nb\n```", DEFAULT).divided


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one *two*", "one <em>two</em>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- one", "<ul>\n<li>one</li>\n</ul>"),
        ("", ""),
    ],
)
def test_summary_of_front_matter(text: str, html: str) -> None:
    """A lone paragraph loses its element, all else stays."""
    assert convert_summary(text, DEFAULT) == html


JAPANESE = {
    "**「強調」**です": "<p><strong>「強調」</strong>です</p>",
    "これは\n日本語。\nabc\nです": "<p>これは日本語。\nabc\nです</p>",
    "**太字**\n次": "<p><strong>太字</strong>次</p>",
    "日本  \n語": "<p>日本<br>\n語</p>",
    "詳細はhttps://a.b/cを": '<p>詳細は<a href="https://a.b/c">https://a.b/c</a>を</p>',
}


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese(text: str) -> None:
    """The Japanese extras are on where CJK text is expected, or where the configuration says so."""
    assert convert(text, DEFAULT, cjk=True).html.strip() == JAPANESE[text]
    always = Markup(japanese=Japanese(enable=True))
    assert convert(text, always).html.strip() == JAPANESE[text]


def test_japanese_can_be_off() -> None:
    """`enable = false` counts more than CJK text, and each extra has its own switch."""
    text = "**「強調」**です\n次"
    plain = convert(text, DEFAULT).html
    assert convert(text, Markup(japanese=Japanese(enable=False)), cjk=True).html == plain
    off = Japanese(emphasis=False, soft_breaks=False, linkify=False)
    assert convert(text, Markup(japanese=off), cjk=True).html == plain


def test_what_a_document_holds() -> None:
    """Headings with ids and levels in order, the table of contents, and destinations as they are in the HTML."""
    document = convert("# A\n\n## B *b*\n\n[x](/日) ![y](a b) ![z](</c d>) <https://e.f>", DEFAULT)
    assert [(heading.id, heading.level, heading.title) for heading in document.headings] == [
        ("a", 1, "A"),
        ("b-b", 2, "B <em>b</em>"),
    ]
    assert '<a href="#b-b">' in document.toc
    assert document.links == ("/%E6%97%A5", "/c%20d", "https://e.f")


def test_same_text_same_document() -> None:
    """A conversion depends on its arguments only."""
    text = '# A\n\n"q" [^1]\n\n# A\n\n[^1]: n'
    assert convert(text, DEFAULT) == convert(text, DEFAULT)


def test_nul_is_replaced() -> None:
    """No NUL reaches the HTML, so that tokens of hooks are unique."""
    assert convert("a\0b", DEFAULT).html == "<p>a�b</p>\n"


def test_footnotes_can_be_prefixed() -> None:
    """`enableAutoIDPrefix` makes the ids of footnotes unique among pages."""
    options = markup(Extensions(footnote=Footnote(enable_auto_id_prefix=True)))
    one = convert("x[^1]\n\n[^1]: y", options, path="/one").html
    two = convert("x[^1]\n\n[^1]: y", options, path="/two").html
    assert one != two
    assert one == convert("x[^1]\n\n[^1]: y", options, path="/one").html
