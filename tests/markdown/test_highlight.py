"""Highlighted code."""

import re
import subprocess
import sys
from collections.abc import Mapping

import pytest

from blogengine.markdown.highlight import LONGEST, highlight, parse_options, plain_fence, stylesheet
from blogengine.markdown.languages import lexer_alias
from blogengine.markdown.options import Highlight
from tests.timing import grows_linearly, no_hang

CLASSES = Highlight(no_classes=False)
PRE = (
    '<pre tabindex="0" style="color:#f8f8f2;background-color:#272822;'
    '-moz-tab-size:4;-o-tab-size:4;tab-size:4;-webkit-text-size-adjust:none;">'
)


def code(text: str, attributes: Mapping[str, object] | None = None, options: Highlight = CLASSES) -> str:
    """The highlighted HTML of plain text, a language without token spans."""
    html = highlight(text, "text", attributes or {}, options)
    assert html is not None
    return html


def test_inline_styles() -> None:
    """By default each line is a flex span and tokens carry the colours of monokai."""
    html = highlight('func main() {\n\tx := "a"\n}\n', "go", {}, Highlight())
    assert html == (
        f'<div class="highlight">{PRE}<code class="language-go" data-lang="go">'
        '<span style="display:flex;"><span><span style="color:#66d9ef">func</span> '
        '<span style="color:#a6e22e">main</span>() {\n</span></span>'
        '<span style="display:flex;"><span>\t<span style="color:#a6e22e">x</span> '
        '<span style="color:#ff4689">:=</span> <span style="color:#e6db74">&#34;a&#34;</span>\n</span></span>'
        '<span style="display:flex;"><span>}\n</span></span></code></pre></div>'
    )


def test_classes() -> None:
    """With `noClasses = false` lines and tokens have Chroma's classes."""
    assert highlight("x 1\n", "go", {}, CLASSES) == (
        '<div class="highlight"><pre tabindex="0" class="chroma"><code class="language-go" data-lang="go">'
        '<span class="line"><span class="cl"><span class="nx">x</span><span class="w"> </span>'
        '<span class="mi">1</span><span class="w">\n</span></span></span></code></pre></div>'
    )


@pytest.mark.parametrize(
    ("language", "known"),
    [
        ("go", True),
        ("C++", True),
        ("GOLANG", True),
        ("python:file.py", True),
        ("foo.go", True),
        ("kts", True),
        ("Caddyfile", True),
        ("json5", True),
        ("unknown", False),
        ("go,foo", False),
        ("", False),
        ("x" * 10_000, False),
        ("mermaid", False),
        ("pycon", False),
        ("ipython", False),
    ],
)
def test_languages_are_chromas(language: str, known: bool) -> None:
    """A language is highlighted exactly when Chroma knows its name, its extension or its file."""
    assert (highlight("a\n", language, {}, CLASSES) is not None) is known


def test_the_language_stays_as_written() -> None:
    """`data-lang` is the author's spelling, escaped."""
    html = highlight("x\n", 'a"<.py', {}, CLASSES)
    assert html is not None
    assert '<code class="language-a&#34;&lt;.py" data-lang="a&#34;&lt;.py">' in html


def test_every_language_has_a_lexer() -> None:
    """The lexer of each row of the table exists in Pygments."""
    from pygments.lexers import find_lexer_class_by_name

    from blogengine.markdown.languages import TABLE

    for alias in {row.partition(":")[0] for row in TABLE.splitlines()}:
        find_lexer_class_by_name(alias)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\n\n", ["a\n"]),
        ("\n\na\n", ["\n", "\n", "a\n"]),
        ("a", ["a"]),
        ("\n\n", []),
        ("a\u2028b\fc\n", ["a\u2028b\fc\n"]),
    ],
)
def test_blank_lines(text: str, lines: list[str]) -> None:
    """Trailing blank lines are dropped, leading ones kept, and only `\\n` ends a line."""
    body = "".join(f'<span class="line"><span class="cl">{line}</span></span>' for line in lines)
    assert f'data-lang="text">{body}</code>' in code(text)


def test_tokens_over_several_lines_are_split() -> None:
    """A comment of two lines is a span in each of them."""
    html = highlight("/* a\nb */\n", "go", {}, CLASSES)
    assert html is not None
    assert (
        '<span class="cm">/* a\n</span></span></span><span class="line"><span class="cl"><span class="cm">b */' in html
    )


@pytest.mark.parametrize("linenos", ["inline", "INLINE"])
def test_inline_line_numbers(linenos: str) -> None:
    """`linenos=inline` puts each number before its line, padded to the widest."""
    html = code("a\nb\n", {"linenos": linenos, "linenostart": 9})
    assert '<span class="line"><span class="ln"> 9</span><span class="cl">a\n</span></span>' in html
    assert '<span class="line"><span class="ln">10</span><span class="cl">b\n</span></span>' in html


@pytest.mark.parametrize("linenos", ["table", True, "", "other"])
def test_table_of_line_numbers(linenos: object) -> None:
    """`linenos=table` (or anything else) sets numbers and code side by side."""
    assert code("a\nb\n", {"lineNos": linenos, "hl_lines": "2"}) == (
        '<div class="highlight"><div class="chroma">\n<table class="lntable"><tr><td class="lntd">\n'
        '<pre tabindex="0" class="chroma"><code><span class="lnt">1\n</span>'
        '<span class="hl"><span class="lnt">2\n</span></span></code></pre></td>\n<td class="lntd">\n'
        '<pre tabindex="0" class="chroma"><code class="language-text" data-lang="text">'
        '<span class="line"><span class="cl">a\n</span></span>'
        '<span class="line hl"><span class="cl">b\n</span></span></code></pre></td></tr></table>\n</div>\n</div>'
    )


def test_empty_code_keeps_its_table() -> None:
    """A table of numbers is printed for no lines too."""
    assert code("", {"linenos": "table"}).count("<td") == 2


def test_line_numbers_can_be_turned_off() -> None:
    """`linenos=false` overrides the configuration."""
    options = Highlight(no_classes=False, line_nos=True)
    assert "lntable" in code("a\n", {}, options)
    assert "lntable" not in code("a\n", {"linenos": False}, options)
    assert 'class="ln"' in code("a\n", {"linenumbersintable": False}, options)


@pytest.mark.parametrize(
    ("ranges", "marked"),
    [
        ("1", {1}),
        ("2-3 1", {1, 2, 3}),
        ([1, "2-3"], {1, 2, 3}),
        (2, {2}),
        ("2-999999999", {2, 3, 4}),
        ("3-2", set()),
        ("1,2", set()),
        ("1 x", set()),
        ("", set()),
    ],
)
def test_marked_lines(ranges: object, marked: set[int]) -> None:
    """`hl_lines` counts from 1, whatever `linenostart`; one unreadable range and nothing is marked."""
    html = code("a\nb\nc\nd\n", {"hl_lines": ranges, "linenostart": 5})
    lines = re.findall(r'<span class="line( hl)?">', html)
    assert {number for number, mark in enumerate(lines, start=1) if mark} == marked


def test_marked_lines_with_inline_styles() -> None:
    """Marked lines have the style's background, and the block is a grid so that it spans the width."""
    html = code("a\nb\n", {"hl_lines": 1}, Highlight())
    assert "-webkit-text-size-adjust:none;display:grid;" in html
    assert '<span style="display:flex; background-color:#49483e"><span>a\n' in html


def test_anchors() -> None:
    """`anchorLineNos` links numbers to themselves, under `lineAnchors` or the block's number."""
    attributes: dict[str, object] = {"linenos": "inline", "anchorlinenos": True}
    assert '<span class="ln" id="hl-3-1"><a class="lnlinks" href="#hl-3-1">1</a></span>' in (
        highlight("a\n", "text", attributes, CLASSES, ordinal=3) or ""
    )
    assert 'id="foo-1"' in code("a\n", {**attributes, "lineanchors": "foo"})


@pytest.mark.parametrize(("width", "css"), [(2, "tab-size:2;"), ("0", None), (8, None)])
def test_tab_width(width: object, css: str | None) -> None:
    """`tabWidth` sets `tab-size` unless it is the browser's own."""
    html = code("a\n", {"tabwidth": width}, Highlight())
    assert css in html if css else "tab-size" not in html


def test_attributes_go_to_the_wrapper() -> None:
    """Classes are added to the wrapper's, other attributes follow; event handlers and broken names do not."""
    attributes: dict[str, object] = {
        "class": "a b",
        "id": "i",
        "Title": 'T <"> &',
        "data-x": 1.5,
        "y": True,
        "z": [1],
        "onclick": "x",
        'b">': "x",
    }
    assert code("", attributes).startswith(
        '<div class="highlight a b" id="i" title="T &lt;&quot;&gt; &amp;" data-x="1.5" y="true" z=""><pre'
    )
    assert code("", {}, Highlight(wrapper_class="w x")).startswith('<div class="w x"><pre')


def test_inline_code() -> None:
    """`hl_inline` gives a bare `code` without lines."""
    assert code("a < b", {"hl_inline": True}) == '<code class="code-inline language-text">a &lt; b</code>'
    assert plain_fence("a'", "x", {"hl_inline": "true"}) == '<code class="code-inline language-x">a&#39;</code>'


def test_guessed_syntax() -> None:
    """`guessSyntax` highlights code in no known language, a shell script as such."""
    options = Highlight(no_classes=False, guess_syntax=True)
    assert 'data-lang="bash"' in (highlight("#!/bin/bash\necho\n", "", {}, options) or "")
    assert 'data-lang="fallback"' in (highlight("x\n", "unknown", {}, options) or "")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("a <b\n", "", '<pre tabindex="0"><code>a &lt;b\n</code></pre>'),
        ("a\n\n\n", "x", '<pre tabindex="0"><code class="language-x" data-lang="x">a\n</code></pre>'),
        ("\n'\"", "", '<pre tabindex="0"><code>\n&#39;&#34;</code></pre>'),
    ],
)
def test_plain_fences(text: str, language: str, expected: str) -> None:
    """Code that is not highlighted loses trailing blank lines and its attributes."""
    assert plain_fence(text, language, {"class": "c"}) == expected


def test_option_strings() -> None:
    """The shortcode's options are separated by commas, their names in any case; nothing else is taken from it."""
    assert parse_options("linenos=table,HL_Lines=8 15-17 , linenostart=199,class=x,nonsense") == {
        "linenos": "table",
        "hl_lines": "8 15-17 ",
        "linenostart": "199",
    }
    assert parse_options("") == {}


def test_stylesheet() -> None:
    """The stylesheet has the block, its lines and the tokens of the style, as Hugo's generator does."""
    css = stylesheet("monokai")
    assert "/* Background */ .bg { color:#f8f8f2;background-color:#272822; }\n" in css
    assert "/* LineTable */ .chroma .lntable { border-spacing:0;padding:0;margin:0;border:0; }\n" in css
    assert "/* NameFunction */ .chroma .nf { color:#a6e22e }\n" in css


@pytest.mark.parametrize("style", ["github", "catppuccin-mocha", "MONOKAI", "solarized-dark256", "no such style"])
def test_every_style_gives_colours(style: str) -> None:
    """A style that only Chroma has gets a near one, an unknown one a fallback."""
    assert "background-color:#" in code("a\n", {"style": style}, Highlight())


def test_code_inside_php_needs_no_opening_tag() -> None:
    """PHP is highlighted without `<?php`, as Chroma does."""
    assert '<span class="k">echo</span>' in (highlight("echo 1;\n", "php", {}, CLASSES) or "")


@pytest.mark.parametrize("language", ["go", "python", "javascript", "html", "bash", "yaml", "toml", "c", "sql", "css"])
@pytest.mark.parametrize("text", ["(" * 20_000, '"' * 20_001, "<a " * 10_000, "\\" * 20_000, "a " * 10_000])
def test_hostile_code(language: str, text: str) -> None:
    """Text made to provoke backtracking is highlighted."""
    with no_hang():
        highlight(text, language, {}, CLASSES)


def test_unknown_names_are_refused_quickly() -> None:
    """A hundred thousand unknown languages are told to be none."""
    with no_hang():
        assert not any(lexer_alias(f"x.unknown{number}") for number in range(100_000))


WORDS = (("java", "a b "), ("csharp", "a b\n"), ("groovy", "a\n"), ("cpp", "a<"))


@pytest.mark.parametrize(("language", "unit"), WORDS)
def test_words_without_end_take_time_linear_in_the_code(language: str, unit: str) -> None:
    """Pygments' rules for declarations would look at all words from each word on."""
    assert grows_linearly(lambda size: highlight(unit * (size // len(unit)), language, {}, Highlight()), 60_000)


def test_code_longer_than_anybody_reads_is_plain() -> None:
    """Nothing of it is lost."""
    code = "x = 1\n" * (LONGEST // 6 + 1)
    html = highlight(code, "python", {}, Highlight())
    assert html is not None
    assert html.count("x = 1") == LONGEST // 6 + 1
    number = '<span style="color:#ae81ff">1</span>'
    assert number not in html
    assert number in (highlight("x = 1\n", "python", {}, Highlight()) or "")


def test_pygments_is_imported_late() -> None:
    """Importing the module does not import Pygments."""
    script = "import sys, blogengine.markdown.highlight; sys.exit('pygments' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
