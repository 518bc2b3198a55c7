"""Templates: look-up, located mistakes, and what they see."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogengine.errors import Problem, SiteError
from blogengine.facts import Facts
from blogengine.theme.params import Params
from blogengine.theme.templates import Templates


def templates(folder: Path, files: dict[str, str]) -> Templates:
    """Templates over a site's own folder."""
    for name, text in files.items():
        (file := folder / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Templates([folder / "templates"], {}, {}, Facts())


def mistake(folder: Path, files: dict[str, str], **context: object) -> Problem:
    """The one problem that rendering `single.html` raises."""
    with pytest.raises(SiteError) as caught:
        templates(folder, files).render("single.html", context, "post/a.md")
    (problem,) = caught.value.problems
    return problem


def test_an_unknown_attribute_names_the_nearest(tmp_path: Path) -> None:
    """`page.titel` is an error at its line that suggests `title`."""

    class Page:
        described = "the page post/a.md"
        title = "t"

    problem = mistake(tmp_path, {"single.html": "<h1>\n{{ page.titel }}</h1>\n"}, page=Page())
    assert (problem.path, problem.line) == ("templates/single.html", 2)
    assert "the page post/a.md has no “titel”" in problem.message
    assert "“title”" in problem.message
    assert problem.snippet == "{{ page.titel }}</h1>"


def test_a_syntax_error_is_located(tmp_path: Path) -> None:
    """An unclosed block names the template and its line."""
    problem = mistake(tmp_path, {"single.html": "a\n{% if x %}\n"})
    assert problem.path == "templates/single.html"
    assert problem.line is not None


def test_a_missing_partial_names_the_nearest(tmp_path: Path) -> None:
    """An include of a misspelt partial suggests the right one, at the line of the include."""
    files = {"single.html": "\n{% include 'partials/heder.html' %}", "partials/header.html": ""}
    problem = mistake(tmp_path, files)
    assert problem.line == 2
    assert "partials/header.html" in (problem.hint or "")


def test_an_error_inside_a_partial_is_located_there(tmp_path: Path) -> None:
    """The innermost template is named, not the one that includes it."""
    files = {"single.html": "{% include 'partials/x.html' %}", "partials/x.html": "ok\n{{ 1 / 0 }}"}
    problem = mistake(tmp_path, files)
    assert (problem.path, problem.line) == ("templates/partials/x.html", 2)


def test_templates_that_include_each_other_end_with_an_error(tmp_path: Path) -> None:
    """Endless inclusion is a located error, not a crash."""
    problem = mistake(tmp_path, {"single.html": "{% include 'single.html' %}"})
    assert "without end" in problem.message


def test_half_of_a_character_is_refused_where_it_is_printed(tmp_path: Path) -> None:
    """No file can hold what the template prints: it is named, in a shortcode as well as in a page."""
    problem = mistake(tmp_path, {"single.html": r'{{ "a\ud800" }}'})
    assert (problem.path, "U+D800" in problem.message) == ("templates/single.html", True)


def test_html_is_escaped_and_plain_text_is_not(tmp_path: Path) -> None:
    """Autoescape follows the template's suffix."""
    found = templates(tmp_path, {"a.html": "{{ x }}", "a.json": "{{ x }}"})
    assert found.render("a.html", {"x": "<b>"}) == "&lt;b&gt;"
    assert found.render("a.json", {"x": "<b>"}) == "<b>"


def test_params_ignore_case_and_miss_quietly() -> None:
    """`showToc`, `showtoc` and `SHOWTOC` are one key; a missing one is None; nested mappings are the same."""
    params = Params({"showToc": True, "author": {"Name": "n"}})
    assert params.showtoc is params["SHOWTOC"] is True
    assert params.missing is None
    assert params.author.name == "n"
    assert list(params) == ["showToc", "author"]
