"""What is found in a real blog, beside what a plain search through its files finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.search.browserless import ask
from tests.search.measuring import ALL_QUERIES, QUERIES, Blog, holding, measure, read_blog

MANUAL = Path(__file__).parents[2] / "content" / "manual" / "search.md"


@pytest.fixture(scope="module")
def blog(shared: Path, portfolio_output: Path) -> Blog:
    return read_blog(shared / "portfolio", portfolio_output)


@pytest.fixture(scope="module")
def answers(blog: Blog, node: str) -> dict[str, set[str]]:
    """Query -> the addresses that the search finds; what only comes near is not found."""
    told = ask(node, blog.index, ALL_QUERIES)
    return {query: set(each.kept) if each.exact else set() for query, each in zip(ALL_QUERIES, told, strict=True)}


def test_there_are_fifty_queries() -> None:
    """The test set has 50 queries of four kinds, none twice."""
    assert len(set(ALL_QUERIES)) == len(ALL_QUERIES) == 50


def test_every_page_is_indexed(blog: Blog) -> None:
    """The pages of the index are the pages that are published."""
    assert set(blog.seen) == set(blog.sources)


def test_precision_and_recall_are_as_documented(blog: Blog, answers: dict[str, set[str]]) -> None:
    """Beside a search through the source files, and through what readers see, the numbers of the manual hold."""
    manual = MANUAL.read_text("utf-8")
    for name, texts in (("the files", blog.sources), ("the pages", blog.seen)):
        assert f"| blogengine | {name} | {measure(answers, texts)} |" in manual


def test_japanese_is_found_without_a_mistake(blog: Blog, answers: dict[str, set[str]]) -> None:
    """Of queries in Japanese alone, every page that holds them is found, and no other."""
    there = {query: holding(blog.seen, query) for query in QUERIES["Japanese"]}
    assert {query: answers[query] for query in there if answers[query] != there[query]} == {}
