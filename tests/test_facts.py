"""Facts: computed once, recorded with what their computation read."""

from __future__ import annotations

import pytest

from blogengine.facts import CircularReadError, Facts


def test_a_fact_is_computed_once() -> None:
    """The second read gives the kept value."""
    facts, calls = Facts(), []

    def compute(subject: str) -> str:
        calls.append(subject)
        return subject.upper()

    assert facts.read("page:a", "title", compute, "x") == "X"
    assert facts.read("page:a", "title", compute, "x") == "X"
    assert calls == ["x"]


def test_reads_are_recorded_even_when_the_value_is_kept() -> None:
    """A second reader of a fact depends on it as much as the first."""
    facts = Facts()
    facts.read("page:a", "title", str, 1)
    with facts.recording() as reads:
        facts.read("page:a", "title", str, 1)
    assert reads == {("page:a", "title")}


def test_what_a_fact_reads_is_its_own() -> None:
    """The reader of a summary depends on the summary; the summary on the content."""
    facts = Facts()

    def summary(_: None) -> str:
        return facts.read("page:a", "content", lambda _: "text", None)[:2]

    with facts.recording() as reads:
        facts.read("page:a", "summary", summary, None)
    assert reads == {("page:a", "summary")}
    assert facts.reads_of(("page:a", "summary")) == {("page:a", "content")}


def test_a_fact_that_needs_itself_is_an_error() -> None:
    """A shortcode that prints its own page's content cannot be computed."""
    facts = Facts()

    def content(_: None) -> str:
        return facts.read("page:a", "content", content, None)

    with pytest.raises(CircularReadError, match="page:a content"):
        facts.read("page:a", "content", content, None)
