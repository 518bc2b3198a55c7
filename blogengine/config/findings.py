"""What is wrong with a configuration, with the place where each setting was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from blogengine.config.decoding import Spot
from blogengine.config.legacy import Keys
from blogengine.config.places import KeyPath
from blogengine.config.sources import Layer
from blogengine.config.spelling import older_key
from blogengine.config.unused import ACCEPTED_UNUSED, GONE
from blogengine.errors import Problem, SiteError


class Findings:
    """Collects mistakes and warnings about the settings of a stack of layers."""

    def __init__(self, layers: Sequence[Layer], language: str = "") -> None:
        self._layers = layers
        self._language = language
        self._mistakes: dict[Problem, None] = {}
        self._warnings: dict[Problem, None] = {
            warning: None for layer in layers if layer.file for warning in layer.file.warnings
        }

    def in_language(self, key: str) -> Findings:
        """The same collection, where a setting of that language is looked for in `languages` first."""
        found = Findings(self._layers, key)
        found._mistakes, found._warnings = self._mistakes, self._warnings
        return found

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """All warnings, by file and line."""
        return _sorted(self._warnings)

    def raise_mistakes(self) -> None:
        """Raise `SiteError` with every mistake, if there is one."""
        if self._mistakes:
            raise SiteError(*_sorted(self._mistakes))

    def mistake(self, spot: Spot, what: str, hint: str | None) -> None:
        """A setting has a value that it cannot have."""
        self._mistakes[self._problem(spot, what, hint)] = None

    def warn(self, spot: Spot, what: str, hint: str | None) -> None:
        """A setting is probably not what the author means."""
        self._warnings[self._problem(spot, what, hint)] = None

    def unknown(self, spot: Spot, what: str, hint: str | None) -> None:
        """A key that no type has: one of Hugo's that is not used here, or a misspelt one."""
        path = [str(key) for key in spot.path]
        names = [".".join(path[:length]) for length in range(1, len(path) + 1)]
        gone = next((GONE[name] for name in names if name in GONE), None)
        if gone:
            what, hint = "has no effect", gone
        elif any(name in ACCEPTED_UNUSED for name in names):
            return
        self._warnings[_as_spelt(self._problem(spot, what, hint), spot)] = None

    def _problem(self, spot: Spot, what: str, hint: str | None) -> Problem:
        """The problem at the setting's place in the layer that wins, or at what holds it."""
        for path in self._candidates(spot.path):
            is_own = path[:1] == ("languages",) and spot.path[:1] != ("languages",)
            name = f"languages.{self._language}.{spot.name}" if is_own else spot.name

            def message(older: Keys | None, name: str = name) -> str:
                return f"{'.'.join(map(older_key, older)) if older else name} {what}"

            for layer in reversed(self._layers):
                problem = layer.problem(path, message, hint)
                if problem:
                    return problem
        file = next((layer.file for layer in self._layers if layer.file), None)
        text = f"{spot.name} {what}"
        return file.problem(None, text, hint) if file else Problem(message=text, hint=hint)

    def _candidates(self, path: KeyPath) -> Iterator[KeyPath]:
        """Where a setting may be written, the closest first."""
        for length in range(len(path), 0, -1):
            if self._language:
                yield ("languages", self._language, *path[:length])
            yield path[:length]


def _as_spelt(problem: Problem, spot: Spot) -> Problem:
    """The problem with an unknown key in the author's own spelling, which the offending line shows."""
    key, line = str(spot.path[-1]), problem.snippet or ""
    start = line.lower().find(key)
    if start < 0 or len(line.lower()) != len(line):
        return problem
    spelt = line[start : start + len(key)]
    return msgspec.structs.replace(problem, message=problem.message.replace(f"{key} ", f"{spelt} ", 1))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda each: (each.path or "", each.line or 0, each.column or 0, each.message)))
