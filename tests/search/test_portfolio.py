"""Precision and recall on a real blog, beside what a plain search through its files finds."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean

import msgspec
import pytest

from blogengine.build import build
from blogengine.config import Options
from blogengine.survey import survey
from tests.conftest import NOW
from tests.search.browserless import HERE, ask

Answers = dict[str, tuple[set[str], set[str], set[str]]]
"""Query -> what the search finds, which source files have its words, and which texts as readers see them."""

QUERIES: dict[str, list[str]] = json.loads((HERE / "queries.json").read_text("utf-8"))


class Measured(msgspec.Struct, frozen=True):
    """Averages over queries, and the same over all hits together."""

    precision: float
    recall: float
    precision_of_hits: float
    recall_of_hits: float


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def holding(texts: dict[str, str], query: str) -> set[str]:
    """The addresses of the texts that have every word of a query."""
    return {address for address, text in texts.items() if all(word in text for word in folded(query).split())}


def measured(answers: Iterable[tuple[set[str], set[str]]]) -> Measured:
    """Of (what was found, what is there); finding nothing where nothing is there is right."""
    pairs = list(answers)
    right = sum(len(found & there) for found, there in pairs)
    return Measured(
        precision=fmean(len(found & there) / len(found) if found else float(not there) for found, there in pairs),
        recall=fmean(len(found & there) / len(there) if there else 1.0 for found, there in pairs),
        precision_of_hits=right / sum(len(found) for found, _ in pairs),
        recall_of_hits=right / sum(len(there) for _, there in pairs),
    )


@pytest.fixture(scope="module")
def answers(node: str, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    source, out = shared / "portfolio", tmp_path_factory.mktemp("portfolio")
    build(source, Options(destination=out, theme="prologue"), now=NOW)
    listed = [each for each in survey(source, Options(theme="prologue"), now=NOW) if not each.reason]
    sources = {
        f"/{each.permalink.split('/', 3)[3]}": folded((source / each.path).read_text("utf-8")) for each in listed
    }
    pages = [json.loads(file.read_bytes()) for file in (out / "search-index" / "pages").iterdir()]
    seen = {each["url"]: folded("\n".join((each["title"], *each["tags"], each["text"]))) for each in pages}
    assert set(seen) == set(sources)
    queries = [query for kind in QUERIES.values() for query in kind]
    told = ask(node, out / "search-index", queries)
    return {
        query: (set(each.kept) if each.exact else set(), holding(sources, query), holding(seen, query))
        for query, each in zip(queries, told, strict=True)
    }


def test_there_are_fifty_queries() -> None:
    """The test set has 50 queries of four kinds, none twice."""
    assert len({query for kind in QUERIES.values() for query in kind}) == sum(map(len, QUERIES.values())) == 50


def test_precision_and_recall_are_as_documented(answers: Answers) -> None:
    """Beside a search through the source files, and through what readers see, the numbers of the manual hold."""
    source = measured((found, there) for found, there, _ in answers.values())
    seen = measured((found, there) for found, _, there in answers.values())
    manual = (Path(__file__).parents[2] / "content" / "manual" / "search.md").read_text("utf-8")
    for name, numbers in (("the source files", source), ("what readers see", seen)):
        row = " | ".join(f"{number:.3f}" for number in msgspec.structs.astuple(numbers))
        assert f"| {name} | {row} |" in manual, (name, row)


def test_japanese_is_found_without_a_mistake(answers: Answers) -> None:
    """Of queries in Japanese alone, every page that holds them is found, and no other."""
    wrong = {query: answers[query] for query in QUERIES["Japanese"] if answers[query][0] != answers[query][1]}
    assert wrong == {}
