"""Pygments' lexers, faster: the rules of a state are tried as one regular expression instead of one after the other.

A state of a lexer is a list of regular expressions, of which the first that matches wins. So does the first alternative
of one expression made of them all, and finding it takes one call, not twenty. Making that expression takes as long as
some hundreds of tokens, so it is made only for states that have seen as many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from pygments.lexer import ExtendedRegexLexer, Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

HOT: Final = 400
"""Tokens after which the rules of a state are joined."""
INLINE_FLAGS: Final = re.compile(r"\A\(\?[aiLmsux]+\)")
UNJOINABLE: Final = re.compile(r"\(\?P|\(\?\(|\(\?[aiLmsux]+\)|\[[^\]]*\\[1-9]")
"""What means something else inside of a larger expression: names of groups, flags, what may be a reference or not."""
ESCAPED: Final = re.compile(r"\\(?:([1-9][0-9]?)|.)", re.DOTALL)
"""A reference to a group by its number, or another escape."""
GROUP: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?!\?)", re.DOTALL)
"""The start of a group that is remembered, or what may look like one: an escape, a set of characters."""
MOST_GROUPS: Final = 99
"""Groups that can be referred to in an expression: three digits are a character's number."""
FLAGS: Final = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s", re.VERBOSE: "x", re.ASCII: "a"}

WORDS: Final = re.compile(r"(?<=\\s\+\))\+\?")
"""Any number of words, in the rules for declarations of Java's and C#'s relatives: `public static int main(`."""
MOST_WORDS: Final = 50
"""Words that are looked at for a declaration: with no end to them, time would grow with the square of the code."""

Match = Callable[[str, int], "re.Match[str] | None"]


class Rule(NamedTuple):
    """A rule of a state, as Pygments has it."""

    match: Match
    action: Any
    """A token type, or what makes tokens of a match; None for no tokens."""
    new_state: Any


class State:
    """The rules of a state; joined once it is `HOT`."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._seen = 0
        self._joined: Sequence[tuple[Match, Mapping[int, Rule]]] = ()
        self.whole: Match | None = None
        """All rules as one, where that is possible and worth it."""
        self.by_group: Mapping[int, Rule] = {}

    def step(self, text: str, position: int) -> tuple[Rule, re.Match[str]] | None:
        """The first rule that matches there, and its match; of a joined rule, the match has groups of its own."""
        if self._joined:
            for match, by_group in self._joined:
                if (found := match(text, position)) is not None:
                    return by_group[found.lastindex or 0], found
            return None
        self._seen += 1
        if self._seen > HOT:
            self._joined = _joined(self._rules)
            if len(self._joined) == 1:
                self.whole, self.by_group = self._joined[0]
        for rule in self._rules:
            if (found := rule.match(text, position)) is not None:
                return rule, found
        return None


def tokens_of(lexer: Lexer, code: str) -> Iterator[tuple[_TokenType, str]]:
    """What `lexer.get_tokens` gives for a code whose line ends are newlines."""
    if not _is_plain(lexer):
        return lexer.get_tokens(code)
    return _tokens(lexer, code.removeprefix("\ufeff"))


def _is_plain(lexer: Lexer) -> bool:
    """Whether a lexer works by nothing but Pygments' loop over rules."""
    plain = type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
    return plain and not lexer.filters and not isinstance(lexer, ExtendedRegexLexer)


def _tokens(lexer: Any, text: str) -> Iterator[tuple[_TokenType, str]]:
    """The tokens of a text; the loop is that of `RegexLexer.get_tokens_unprocessed`."""
    states = _states(lexer)
    stack = ["root"]
    state, position = states["root"], 0
    while True:
        if state.whole is not None:  # without a call: half of all tokens come from here
            hit = state.whole(text, position)
            found = None if hit is None else (state.by_group[hit.lastindex or 0], hit)
        else:
            found = state.step(text, position)
        if found is None:
            if position >= len(text):
                return
            if text[position] == "\n":  # at the end of a line, start afresh
                stack, state = ["root"], states["root"]
                yield Whitespace, "\n"
            else:
                yield Error, text[position]
            position += 1
            continue
        (match, action, new_state), hit = found
        if action is not None:
            if type(action) is _TokenType:
                yield action, hit[0]
            else:
                for _, kind, part in action(lexer, match(text, position)):
                    yield kind, part
        position = hit.end()
        if new_state is not None:
            _change(stack, new_state)
            state = states[stack[-1]]


def _change(stack: list[str], new_state: Any) -> None:
    """Follow a rule to another state: names to go to, a number of states to leave, or "#push"."""
    if isinstance(new_state, tuple):
        for name in new_state:
            if name == "#pop":
                del stack[max(len(stack) - 1, 1) :]
            else:
                stack.append(stack[-1] if name == "#push" else name)
    elif isinstance(new_state, int):
        del stack[max(len(stack) - abs(new_state), 1) :]
    else:
        stack.append(stack[-1])


_states_of: dict[int, dict[str, State]] = {}


def _states(lexer: Any) -> Mapping[str, State]:
    """The states of a lexer; those of one class are shared."""
    tables = lexer._tokens
    states = _states_of.get(id(tables))
    if states is None:
        states = {name: State([_bounded(Rule(*rule)) for rule in rules]) for name, rules in tables.items()}
        _states_of[id(tables)] = states
    return states


def _bounded(rule: Rule) -> Rule:
    pattern: re.Pattern[str] = rule.match.__self__  # type: ignore[attr-defined]  # the match method of a pattern
    text = WORDS.sub(f"{{1,{MOST_WORDS}}}?", pattern.pattern)
    return rule if text == pattern.pattern else rule._replace(match=re.compile(text, pattern.flags).match)


def _joined(rules: Sequence[Rule]) -> Sequence[tuple[Match, Mapping[int, Rule]]]:
    """The rules in as few expressions as possible, each with the rule that a matched group stands for."""
    joined: list[tuple[Match, Mapping[int, Rule]]] = []
    waiting: list[tuple[str, int, Rule]] = []
    for rule in rules:
        pattern: re.Pattern[str] = rule.match.__self__  # type: ignore[attr-defined]  # the match method of a pattern
        text = INLINE_FLAGS.sub("", pattern.pattern, count=1)
        if UNJOINABLE.search(text):
            joined += [*_join(waiting), (rule.match, _Always(rule))]
            waiting = []
        else:
            text, own = (text, pattern.groups) if _needs_groups(text, pattern.flags) else (_ungrouped(text), 0)
            groups = sum(count for _, count, _ in waiting) + len(waiting)
            if own and groups + own > MOST_GROUPS:
                joined, waiting, groups = [*joined, *_join(waiting)], [], 0
            waiting.append((_with_flags(_renumbered(text, groups), pattern.flags), own, rule))
    return [*joined, *_join(waiting)]


def _join(rules: Sequence[tuple[str, int, Rule]]) -> Iterator[tuple[Match, Mapping[int, Rule]]]:
    """The rules as one expression. The empty group after each tells which one matched; before it, a group would keep
    the engine from passing over an alternative by its first character."""
    if rules:
        by_group: dict[int, Rule] = {}
        group = 0
        for _, groups, rule in rules:
            group += groups + 1
            by_group[group] = rule
        yield re.compile("|".join(f"{text}()" for text, _, _ in rules)).match, by_group


def _needs_groups(text: str, flags: int) -> bool:
    """Whether an expression refers to its groups; so may one with comments, for all that can be seen of it."""
    return bool(flags & re.VERBOSE) or any(escaped[1] for escaped in ESCAPED.finditer(text))


def _ungrouped(text: str) -> str:
    """The expression without groups that are remembered: a match is to tell where it ends, and each would cost time."""
    return GROUP.sub(lambda found: "(?:" if found[0] == "(" else found[0], text)


def _renumbered(text: str, groups: int) -> str:
    """The expression with its references to groups right behind so many other groups."""
    return ESCAPED.sub(lambda escaped: f"(?:\\{int(escaped[1]) + groups})" if escaped[1] else escaped[0], text)


def _with_flags(text: str, flags: int) -> str:
    letters = "".join(letter for flag, letter in FLAGS.items() if flags & flag)
    end = "\n" if flags & re.VERBOSE else ""  # which may end in a comment
    return f"(?{letters}:{text}{end})" if letters else f"(?:{text})"


class _Always(dict[int, Rule]):
    """Gives one rule, whatever group matched."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, group: int) -> Rule:
        return self._rule
