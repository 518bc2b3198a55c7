"""Texts and queries are cut alike, in Python and in JavaScript."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogengine.search.terms import WIDE, fold, terms_of
from tests.search.browserless import HERE, cut, files_of, lay_out

VECTORS: list[dict[str, Any]] = json.loads((HERE / "terms.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"][:12])
def test_python_cuts_as_the_vectors_say(vector: dict[str, Any]) -> None:
    """A text folds and gives the terms that its vector lists."""
    assert fold(vector["text"]) == vector["folded"]
    assert list(terms_of(vector["text"])) == vector["indexed"]


def test_javascript_cuts_as_the_vectors_say(node: str, tmp_path: Path) -> None:
    """The client folds the same texts to the same, and asks for the terms that the vectors list."""
    client = lay_out(files_of(()), tmp_path)
    told = cut(node, client, [vector["text"] for vector in VECTORS])
    assert told == [{"folded": vector["folded"], "asked": vector["asked"]} for vector in VECTORS]


def test_every_character_reads_the_same_on_both_sides(node: str, tmp_path: Path) -> None:
    """Each assigned character folds to the same in both languages, and is a term in both or in none."""
    ignored = {"Cc", "Cf", "Cn", "Co", "Cs", "Zs"}
    known = unicodedata.ucd_3_2_0.category  # what every Python and every browser knows
    characters = [c for c in map(chr, range(sys.maxunicode + 1)) if known(c) not in ignored]
    told = cut(node, lay_out(files_of(()), tmp_path), characters)
    folded = {c: (fold(c), each["folded"]) for c, each in zip(characters, told, strict=True)}
    assert {c: both for c, both in folded.items() if both[0] != both[1]} == {}
    is_term = {c: (any(terms_of(c)), bool(each["asked"])) for c, each in zip(characters, told, strict=True)}
    assert {c for c, (here, there) in is_term.items() if here != there} == set()


def test_a_text_has_what_a_query_of_it_asks_for() -> None:
    """Every term that a vector asks for is, or begins, one that the same text is indexed by."""
    for vector in VECTORS:
        for term in chain.from_iterable(vector["asked"]):
            beginning = term.removesuffix("*")
            has = (each.startswith(beginning) if term.endswith("*") else each == term for each in vector["indexed"])
            assert any(has), (vector["text"], term)


@given(st.text())
def test_terms_can_stand_in_a_list(text: str) -> None:
    """No text, however strange, gives a term that is empty, has a space or needs escaping in JSON."""
    for term in terms_of(text.encode("utf-8", "ignore").decode()):
        assert term
        assert not any(c.isspace() or c in '"\\' or ord(c) < 32 for c in term)


@given(st.text(alphabet="東京都はガがｶﾞaAzZ09 。\u3099"))
def test_each_wide_character_begins_a_term(text: str) -> None:
    """A single character of a wide text is found, wherever it stands."""
    indexed = list(terms_of(text))
    for character in fold(text):
        if re.fullmatch(f"[{WIDE}]", character):
            assert any(term.startswith(character) for term in indexed)
