"""Where keys stand in a file: the scan agrees with the parser."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogengine.config.places import Place, outline_of
from blogengine.config.toml import toml_text

KEYS = st.text("abCD-_ é.\"'#[]=", min_size=1, max_size=4)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text("a\"'#[]{},=\n\\\x7f", max_size=6)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
TREES = st.dictionaries(KEYS, VALUES, max_size=4)


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_what_is_written_as_toml_reads_back_and_every_key_is_found(tree: dict[str, Any]) -> None:
    text = toml_text(tree)
    assert tomllib.loads(text) == tree
    places = outline_of(text, ".toml").places
    for path in key_paths(tree):
        assert path in places
        assert 1 <= places[path].line <= text.count("\n")


def key_paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        # A key with a quote or backslash is looked up as it is written, escaped.
        if isinstance(key, str) and '"' in key:
            continue
        below = (*path, key.lower() if isinstance(key, str) else key)
        yield below
        yield from key_paths(inner, below)


TOML = """\
a = 1
"quoted key".b = '''x
]] # no end'''
[t.u]
list = [ # comment, with a comma
  { x = 1 }, "]",
  3,
]
[[many]]
n = 1
[[many.deep]]
[many.deep.er]
m = 2
[[many]]
n = 3
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("a",), Place(1, 1)),
        (("quoted key", "b"), Place(2, 1)),
        (("t", "u"), Place(4, 1)),
        (("t", "u", "list", 0, "x"), Place(6, 5)),
        (("t", "u", "list", 1), Place(6, 14)),
        (("t", "u", "list", 2), Place(7, 3)),
        (("many", 0, "n"), Place(10, 1)),
        (("many", 0, "deep", 0, "er", "m"), Place(13, 1)),
        (("many", 1, "n"), Place(15, 1)),
    ],
)
def test_a_key_of_toml_is_found_where_it_stands(path: tuple[str | int, ...], place: Place) -> None:
    assert outline_of(TOML, ".toml").places[path] == place


@given(st.text("ab=[]{}\"'\\#,. \n", max_size=40))
@settings(max_examples=500, deadline=None)
def test_any_text_that_is_toml_can_be_scanned(text: str) -> None:
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    places = outline_of(text, ".toml").places
    assert all(path in places for path in key_paths(tree) if "\\" not in text)
