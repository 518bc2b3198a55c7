"""Problems: their place in a file, and how a person sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogengine.build import build
from blogengine.cli.output import LONGEST_SNIPPET, excerpt, show_problems, show_warnings, width
from blogengine.config import Options
from blogengine.errors import Problem, SiteError, did_you_mean, json_text, merged, nearest, problem_at, problem_on_line
from tests.conftest import NOW, write_files


@pytest.mark.parametrize(
    ("offset", "line", "column", "snippet"),
    [
        (0, 1, 1, "ab"),
        (1, 1, 2, "ab"),
        (2, 1, 3, "ab"),
        (3, 2, 1, "日本"),
        (4, 2, 2, "日本"),
        (99, 3, 1, ""),
        (-5, 1, 1, "ab"),
    ],
)
def test_an_offset_becomes_line_column_and_the_line(offset: int, line: int, column: int, snippet: str) -> None:
    """Lines and columns count from 1, columns in characters; an offset outside the text is clamped to it."""
    problem = problem_at("wrong", "a.md", "ab\n日本\n", offset)
    assert (problem.line, problem.column, problem.snippet) == (line, column, snippet)


def test_a_windows_line_end_is_no_part_of_the_line() -> None:
    """The snippet ends before `\\r\\n`."""
    assert problem_at("wrong", "a.md", "a\r\nb\r\n", 3).snippet == "b"
    assert problem_on_line("wrong", "a.md", "a\r\nb\r\n", 1).snippet == "a"


def test_a_line_that_does_not_exist_has_no_snippet() -> None:
    """The place is kept all the same."""
    problem = problem_on_line("wrong", "a.md", "a", 7)
    assert (problem.location, problem.snippet) == ("a.md:7", None)


def test_an_error_says_everything_it_knows() -> None:
    """One line a problem, with `path:line:column` as far as it is known."""
    error = SiteError(
        Problem(message="one", path="a.md", line=2, column=3), Problem(message="two", path="b.md"), Problem(message="3")
    )
    assert str(error) == "a.md:2:3: one\nb.md: two\n3"
    assert len(error.problems) == 3


def test_a_misspelt_name_finds_the_known_one() -> None:
    """Case does not matter; a name that is like none of them finds nothing."""
    assert nearest("PERMALNK", ["permalink", "title"]) == "permalink"
    assert did_you_mean("titel", ["permalink", "title"]) == "Did you mean “title”?"
    assert did_you_mean("zzz", ["permalink", "title"]) is None


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("か\u3099", 2), ("é", 1), ("😀", 2), ("👩\u200d🚀", 4)],
)
def test_width_is_what_a_terminal_shows(text: str, columns: int) -> None:
    """Wide characters take two columns; combining marks and joiners none."""
    assert width(text) == columns


@pytest.mark.parametrize(
    ("snippet", "column", "before"),
    [
        ("title = 1", 1, ""),
        ("title = 1", 9, "title = "),
        ("題名 = 1", 6, "題名 = "),
        ("\tx", 2, " "),
        ("か\u3099x", 3, "か"),
        ("short", 9, "short   "),
    ],
)
def test_the_caret_stands_below_its_column(snippet: str, column: int, before: str) -> None:
    """Also after wide characters, combining marks and tabs, and past the line's end."""
    line, caret = excerpt(Problem(message="wrong", line=12, column=column, snippet=snippet))
    assert line.startswith("  12 | ")
    assert caret.endswith("^")
    assert len(caret) - 1 == width("  12 | " + before)


def test_without_a_column_there_is_no_caret() -> None:
    """The line alone is shown; without a line, or for an empty one, nothing."""
    assert excerpt(Problem(message="wrong", line=3, snippet="abc")) == ("  3 | abc",)
    assert excerpt(Problem(message="wrong", line=3, snippet="  ")) == ()
    assert excerpt(Problem(message="wrong")) == ()


@pytest.mark.parametrize("column", [1, 80, 500, 1000])
def test_a_very_long_line_is_shown_around_its_column(column: int) -> None:
    """A generated line of a megabyte does not fill the screen, and the caret is still below its character."""
    snippet = "x" * (column - 1) + "!" + "y" * (1000 - column)
    line, caret = excerpt(Problem(message="wrong", line=1, column=column, snippet=snippet))
    assert len(line) < LONGEST_SNIPPET + 20
    assert line[len(caret) - 1] == "!"


def test_a_line_cannot_steer_the_terminal() -> None:
    """Control characters of a file are shown as a sign."""
    (line,) = excerpt(Problem(message="wrong", line=1, snippet="a\x1b[31mb"))
    assert line == "  1 | a�[31mb"


def test_problems_are_shown_with_hint_and_count(capsys: pytest.CaptureFixture[str]) -> None:
    """Place, message, line, caret and hint, on standard error; several are counted."""
    show_problems(
        [Problem(message="wrong", path="a.md", line=2, column=2, snippet="日本", hint="Do it."), Problem(message="two")]
    )
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "a.md:2:2: error: wrong\n  2 | 日本\n        ^\n  hint: Do it.\nerror: two\n2 errors; nothing was written.\n"
    )


def test_equal_warnings_are_shown_once_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    """Five further places, then how many more; all of them when asked."""
    warnings = [Problem(message="old", path=f"{number}.md") for number in range(9)]
    show_warnings(warnings)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "0.md: warning: old"
    assert lines[1:] == [f"  also {number}.md" for number in range(1, 6)] + ["  and 3 more (--verbose shows them)"]
    show_warnings(warnings, verbose=True)
    assert len(capsys.readouterr().err.splitlines()) == 9


def test_a_hint_that_several_share_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Of thirty problems or warnings with one hint the first tells it; as JSON each of them has it."""
    problems = [Problem(message=f"wrong {number}", path="a.md", hint="Do it.") for number in range(30)]
    for show in (show_problems, show_warnings):
        show([*problems, Problem(message="other", hint="Do that.")])
        shown = capsys.readouterr().err
        assert shown.count("hint: Do it.") == shown.count("hint: Do that.") == 1
        assert shown.index("hint: Do it.") < shown.index("wrong 1")
        assert shown.count("wrong") == 30
    assert json_text(problems).count("Do it.") == 30


def test_a_message_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """What it repeats of an author's text or of a file's name is shown as a sign."""
    show_problems([Problem(message="no \x1b[31m", path="a\x1b[2J.md")])
    assert capsys.readouterr().err == "a�[2J.md: error: no �[31m\n"


def test_a_mistake_of_a_template_is_told_once_with_the_pages_that_it_hits(tmp_path: Path) -> None:
    """A build of many pages, whose template reads what is not there: one problem; another mistake is another one."""
    posts = {f"content/{name}.md": "text" for name in "abcdef"}
    template = "{{ page.nothing }}"
    write_files(
        tmp_path, {"config.toml": "", "templates/single.html": template, "templates/list.html": "{{ x }}", **posts}
    )
    with pytest.raises(SiteError) as caught:
        build(tmp_path, Options(), now=NOW)
    one, other = sorted(caught.value.problems, key=lambda each: each.path or "", reverse=True)
    assert one.message.endswith("(rendering content/a.md, content/b.md, content/c.md and 3 more pages)")
    assert other.path == "templates/list.html"


def test_mistakes_that_differ_in_more_than_the_page_stay_apart() -> None:
    """By their place or by what they say."""
    problems = [
        Problem(message=f"no {name} (rendering {page})", path="t.html", line=line, rendering=page)
        for name, page, line in (("x", "a.md", 1), ("x", "b.md", 1), ("y", "a.md", 1), ("x", "c.md", 2))
    ]
    assert [each.message for each in merged(problems)] == [
        "no x (rendering a.md, b.md)",
        "no y (rendering a.md)",
        "no x (rendering c.md)",
    ]
