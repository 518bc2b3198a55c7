"""The grammar of shortcode calls, their mistakes, and their tokens in the Markdown."""

from __future__ import annotations

import pytest

from blogengine.errors import Problem, SiteError
from blogengine.shortcodes import Call, Text, fill, parse_shortcodes, tokenize
from tests.timing import no_hang


def only_call(text: str) -> Call:
    """The one call in a text."""
    (call,) = [part for part in parse_shortcodes(text, "a.md") if isinstance(part, Call)]
    return call


def mistake(text: str, first_line: int = 1) -> Problem:
    """The problem that a text raises."""
    with pytest.raises(SiteError) as caught:
        parse_shortcodes(text, "a.md", first_line)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("call", "params"),
    [
        ("{{< x >}}", []),
        ('{{< x one "two 2" 3 4.5 true >}}', ["one", "two 2", 3, 4.5, True]),
        ('{{< x a="b c" d=5 e=false >}}', {"a": "b c", "d": 5, "e": False}),
        ('{{< x `raw "quoted"` >}}', ['raw "quoted"']),
        ('{{< x a="say \\"hi\\"" >}}', {"a": 'say "hi"'}),
        ('{{< x\n  a="1"\n  b="2"\n>}}', {"a": "1", "b": "2"}),
        ("{{<x/>}}", []),
        (
            "{{< x 9223372036854775807 9223372036854775808 0.5 1e3 1_0 TRUE >}}",
            [2**63 - 1, str(2**63), 0.5, "1e3", "1_0", "TRUE"],
        ),
        ("{{< x a=http://b.c/?d=e&f >}}", {"a": "http://b.c/?d=e&f"}),
        ('{{< x ">}}" `{{% y %}}\n` >}}', [">}}", "{{% y %}}\n"]),
    ],
)
def test_parameters_are_read_and_typed(call: str, params: object) -> None:
    """Quoted ones stay texts, bare numbers and booleans are typed, lines may break."""
    assert only_call(call).params == params


def test_inner_text_and_nesting() -> None:
    """A closed call holds its inner text and calls; an unclosed one has none, a self-closing one an empty one."""
    call = only_call("{{< a >}}text {{< b >}} more {{% c %}}d{{% /c %}}{{< /a >}}")
    assert call.inner is not None
    assert [part.text if isinstance(part, Text) else part.name for part in call.inner] == ["text ", "b", " more ", "c"]
    assert [part.inner for part in call.inner if isinstance(part, Call)] == [None, (Text("d"),)]
    assert only_call("{{< a />}}").inner == ()


def test_a_shown_call_is_text() -> None:
    """`{{</* x */>}}` and `{{%/* x */%}}` print the call."""
    parts = parse_shortcodes("{{</* x */>}} {{%/* y */%}}", "a.md")
    assert "".join(part.text for part in parts if isinstance(part, Text)) == "{{< x >}} {{% y %}}"


@pytest.mark.parametrize(
    ("text", "says", "line", "column"),
    [
        ("a\n\nb {{< x", "“x” is not closed", 3, 3),
        ("a {{< /x >}}", "no open “x”", 1, 3),
        ('{{< x a=1 "b" >}}', "mixes", 1, 1),
        ("{{< >}}", "no name", 1, 1),
        ('a\n{{< x b="c\nd" >}}', "quoted parameter that never ends", 2, 9),
        ("{{< x `c >}}", "quoted parameter that never ends", 1, 7),
        ("{{< x 'c' >}}", "an unquoted “'”", 1, 7),
        ("{{< x b/c >}}", "is not closed", 1, 1),
        ("{{</* x >}}", "never closed", 1, 1),
    ],
)
def test_mistakes_are_located(text: str, says: str, line: int, column: int) -> None:
    """Each names the shortcode and its place in the file."""
    problem = mistake(text)
    assert says in problem.message
    assert (problem.line, problem.column) == (line, column)
    assert mistake(text, first_line=10).line == line + 9


def test_all_mistakes_of_a_text_are_reported_together() -> None:
    """Every malformed call; closing tags are looked at when the calls themselves are right."""
    with pytest.raises(SiteError) as caught:
        parse_shortcodes("{{< a 'b' >}}\n{{< c >}}\n{{< d\n", "a.md")
    assert [problem.line for problem in caught.value.problems] == [1, 3]
    with pytest.raises(SiteError) as caught:
        parse_shortcodes("{{< /a >}}\n{{< b >}}{{< /b >}}\n{{< /b >}}", "a.md")
    assert [problem.line for problem in caught.value.problems] == [1, 3]


def test_an_inline_shortcode_prints_nothing() -> None:
    """As in Hugo unless a site enables them; it still counts."""
    parts = parse_shortcodes("a{{< x.inline >}}{{ .Title }}{{< b >}}{{< /x.inline >}}c{{< d >}}", "a.md")
    assert [part.text if isinstance(part, Text) else (part.name, part.ordinal) for part in parts] == [
        "a",
        "c",
        ("d", 1),
    ]


def test_tokens_are_letters_that_the_text_does_not_hold() -> None:
    """No lexer or typographer splits them, and an author who writes one is not answered."""
    _, calls = tokenize(parse_shortcodes("{{< a >}}" * 12, "x.md"))
    assert all(token.isalpha() for token in calls)
    text, again = tokenize(parse_shortcodes(f"{next(iter(calls))} {{{{< a >}}}}", "x.md"))
    assert not set(calls) & set(again)
    assert fill(text, dict.fromkeys(again, "!")) == f"{next(iter(calls))} !"


def test_calls_nested_without_end_are_an_error_not_a_crash() -> None:
    """A bound on depth, located."""
    assert "deep" in mistake("{{< a >}}" * 500 + "{{< /a >}}" * 500).message


@pytest.mark.parametrize(
    "unit", ["{{< a >}}\n", "{{< a >}}x{{< /a >}}\n", "{{</* x */>}}\n", "{{ < % > }}\n", "{{< a />}}"]
)
def test_the_time_grows_with_the_length(unit: str) -> None:
    """A megabyte of calls takes seconds, not hours."""
    with no_hang():
        parse_shortcodes(unit * (1_000_000 // len(unit)), "a.md")


@pytest.mark.parametrize(
    "unit", ["{{<", '{{< a "', "{{</*", "{{< /a >}}", "{{< a 'b' >}}", "{{< a\n", "{{< a b=", "{{%\n"]
)
def test_so_does_the_time_to_find_mistakes(unit: str) -> None:
    """A megabyte of them is given up on."""
    with no_hang(), pytest.raises(SiteError) as caught:
        parse_shortcodes(unit * (1_000_000 // len(unit)), "a.md")
    assert len(caught.value.problems) <= 20


def test_a_lone_token_loses_its_paragraph_and_a_shared_one_keeps_it() -> None:
    """As in Hugo: alone in a paragraph the `<p>` goes."""
    text, calls = tokenize(parse_shortcodes("{{< a >}} {{< b >}}", "x.md"))
    one, two = calls
    rendered = {one: "<i>1</i>", two: "<i>2</i>"}
    assert text == f"{one} {two}"
    assert fill(f"<p>{one}</p>\n<p>{one} {two}</p>", rendered) == "<i>1</i>\n<p><i>1</i> <i>2</i></p>"


@pytest.mark.parametrize(
    ("call", "params"),
    [
        ('a="B0" title="x"', {"title": "x"}),
        ('a="B0"', []),
        ("a=B0 x", ["x"]),
        ("a=`q`", []),
        ('a= "x"', []),
        ('a ="x"', []),
    ],
)
def test_a_value_behind_the_name_is_passed_over(call: str, params: object) -> None:
    """As Hugo 0.168 does: some themes' shortcodes are called so on many pages."""
    (found,) = parse_shortcodes("{{< " + call + ">}}", "a.md")
    assert isinstance(found, Call)
    assert (found.name, found.params) == ("a", params)
