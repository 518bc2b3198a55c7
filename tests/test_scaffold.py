"""Archetypes: Jinja2 and the Go expressions that Hugo's archetypes use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blogengine.archetypes import render_archetype
from blogengine.errors import SiteError

NOW = datetime(2024, 3, 5, 6, 7, 8, tzinfo=UTC)
VALUES = {
    "Name": "my-first_post",
    "Date": "2024-03-05T06:07:08+00:00",
    "Type": "post",
    "Title": "My First Post",
    "Site.Title": "Blog",
    "File.ContentBaseName": "my-first_post",
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ .Date }}", "2024-03-05T06:07:08+00:00"),
        ("{{ .Name }}", "my-first_post"),
        ('{{ replace .Name "-" " " | title }}', "My First_post"),
        ('{{ replace .File.ContentBaseName "-" " " | title }}', "My First_post"),
        ('{{ replace (replace .Name "-" " ") "_" " " | title }}', "My First Post"),
        ("{{ humanize .Name }}", "My first post"),
        ("{{ .Name | humanize | title }}", "My First Post"),
        ('{{ now.Format "2006-01-02" }}', "2024-03-05"),
        ('{{ dateFormat "2006/01" .Date }}', "2024/03"),
        ('{{ .Date | dateFormat "Jan 2, 2006" }}', "Mar 5, 2024"),
        ("{{- .Type -}}", "post"),
        ("{{ .Site.Title }}", "Blog"),
        ("{{ title }}", "My First Post"),
        ("{{ name | title }}", "My-First_post"),
        ("{{ title | toml }}", '"My First Post"'),
    ],
)
def test_expressions_of_both_dialects_are_understood(expression: str, expected: str) -> None:
    """Hugo's usual expressions and Jinja2's stand side by side."""
    assert render_archetype(expression, "archetypes/post.md", VALUES, NOW) == expected


def test_a_value_is_never_read_as_a_template() -> None:
    """A file name with braces stays text."""
    values = {**VALUES, "Name": "{{ 1 + 1 }}"}
    assert render_archetype("{{ .Name }}", "archetypes/post.md", values, NOW) == "{{ 1 + 1 }}"


def test_an_expression_that_is_not_understood_is_located() -> None:
    """The error names the archetype, its line and the expression."""
    with pytest.raises(SiteError) as caught:
        render_archetype('a\n{{ .Site.GetPage "x" }}\n', "archetypes/post.md", VALUES, NOW)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("archetypes/post.md", 2)
    assert ".Site.GetPage" in problem.message
