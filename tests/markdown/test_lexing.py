"""Lexers with joined rules give the tokens that Pygments' own loop gives."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import find_lexer_class_by_name, get_all_lexers

from blogengine.markdown import lexing

TEXT = """#!/usr/bin/env python3
# コメント -- ; /* x */ // y
def main(args: list[str]) -> int:
    '''doc'''
    return f"{args[0]!r}" + 'a\\n' if x < 0x1F else 1.5e3 % 2
SELECT "a", `b` FROM t WHERE x = 'y' AND z >= $1;
<div class="a" id=b>&amp;<script>let x = `${y}`;</script><style>a { color: #fff }</style></div>
key: [1, true, null, "値"]
[section]
name = "value" \\
  && echo "$HOME" | sed 's/a/b/' > out.txt
<?php echo $x->y; ?> {{ page.title | upper }} {% if x %}\t\x00\n\n\n"""

ALIASES = sorted(aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases)


@pytest.fixture(autouse=True)
def _joined_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexing, "HOT", 0)


def lexer(alias: str) -> Any:
    return find_lexer_class_by_name(alias)(stripnl=False, ensurenl=False)


@pytest.mark.parametrize("part", range(8))
def test_every_lexer_gives_the_same_tokens(part: int) -> None:
    """All of Pygments' lexers, over a text with something for each."""
    compared = 0
    for alias in islice(ALIASES, part, None, 8):
        own = lexer(alias)
        if lexing._is_plain(own):
            assert list(lexing.tokens_of(own, TEXT)) == list(lexer(alias).get_tokens(TEXT)), alias
            compared += 1
    assert compared > 30


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(
        ["python", "bash", "yaml", "toml", "sql", "javascript", "go", "rust", "c", "html", "css", "docker"]
    ),
    st.text(st.sampled_from(list("ab1 \n\t\"'`#/*-<>{}[]()=$\\;:,.あ")), max_size=60),
)
def test_any_text_gives_the_same_tokens(alias: str, text: str) -> None:
    """Texts of signs that begin and end something."""
    assert list(lexing.tokens_of(lexer(alias), text)) == list(lexer(alias).get_tokens(text))


def test_a_lexer_with_a_loop_of_its_own_keeps_it() -> None:
    """A console session is read line by line, by other rules."""
    own = lexer("console")
    assert not lexing._is_plain(own)
    assert list(lexing.tokens_of(own, "$ ls\nout\n")) == list(lexer("console").get_tokens("$ ls\nout\n"))
