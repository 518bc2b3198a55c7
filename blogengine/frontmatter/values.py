"""Reading typed values out of a table of front matter, mistakes collected with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, Final, TypeVar

import msgspec

from blogengine.errors import Problem, did_you_mean, problem_on_line
from blogengine.shapes import as_text, misfit
from blogengine.xml_characters import HINT, complaint

LONGEST: Final = 60
"""Most characters of a wrong text that a message repeats."""

WHOLE: Final = re.compile(r"([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]{0,18})(?:\.[0-9]*)?")
OCTAL: Final = re.compile("0[0-7]+")
BOOLEANS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("1", "t", "T", "true", "True", "TRUE"), True),
    **dict.fromkeys(("0", "f", "F", "false", "False", "FALSE"), False),
}
"""The texts that Go takes for booleans."""
UNPUBLISHED: Final = frozenset({"no", "No", "NO", "off", "Off", "OFF", "n", "N"})
"""The further texts that YAML 1.1, and so older Hugos, take for false."""
Choice = TypeVar("Choice", bound=str)


class Values:
    """A table of front matter: each method reads one key, or complains and gives what stands for nothing."""

    def __init__(
        self,
        values: Mapping[str, Any],
        path: str,
        head: str,
        within: tuple[str, ...] = (),
        problems: list[Problem] | None = None,
    ) -> None:
        self.values = values
        self.path = path
        self.head = head
        self.within = within
        self.problems: list[Problem] = [] if problems is None else problems

    def text(self, key: str) -> str:
        """A text; numbers, booleans and dates as they print."""
        value = self.values.get(key)
        if isinstance(value, list | Mapping):
            self._wrong(key, "a text", value)
            return ""
        return as_text(value)

    def texts(self, key: str, *, split: bool = True) -> tuple[str, ...]:
        """A list of texts; a single text is split at spaces, or stands for itself."""
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return tuple(value.split()) if split else (value,) * bool(value)
        if isinstance(value, Mapping) or (
            isinstance(value, list) and any(isinstance(each, list | Mapping) for each in value)
        ):
            self._wrong(key, "a list of texts", value)
            return ()
        return tuple(map(as_text, value if isinstance(value, list) else [value]))

    def boolean(self, key: str) -> bool | None:
        """True or false, 1 and 0 and such texts too; None for nothing."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return value != 0
        if isinstance(value, str) and value in BOOLEANS:
            return BOOLEANS[value]
        if value != "":
            self._wrong(key, "true or false", value, "What is neither counts as not set.")
        return None

    def whole_number(self, key: str) -> int:
        """A whole number, also of a text as Go writes it; 0 for nothing."""
        value = self.values.get(key)
        if isinstance(value, str) and value:
            found = _go_integer(value)
            if found is None:
                self._wrong(key, "a number", value)
            return found or 0
        if isinstance(value, int) and -(2**63) <= value < 2**63:
            return int(value)
        return int(self.number(key) or 0)

    def number(self, key: str) -> float | None:
        """A number, also of a text; None for nothing."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        number = _number(value)
        if number is None or not abs(number) < 2**63:  # not so for NaN either
            self._wrong(key, "a number", value)
            return None
        return float(number)

    def choice(self, key: str, names: Sequence[Choice]) -> Choice:
        """One of some names, the first for nothing; true and 1 are "always", false and 0 "never"."""
        value = self.values.get(key)
        if value in (0, 1, "0", "1"):
            value = "always" if value in (1, "1") else "never"
        for name in names:
            if value in (name, None, ""):
                return name
        known = ", ".join(names)
        hint = did_you_mean(str(value), names) or f"Known: {known}."
        self.complain(key, f"{self._name(key)} cannot be {_described(value)}", hint)
        return names[0]

    def table(self, key: str) -> Mapping[str, Any] | None:
        """A table, None for nothing."""
        value = self.values.get(key)
        if value is None or isinstance(value, Mapping):
            return value
        self._wrong(key, "a table", value)
        return None

    def inner(self, key: str) -> Values | None:
        """A table to read from, None for nothing; its problems are this one's."""
        table = self.table(key)
        return None if table is None else Values(table, self.path, self.head, (*self.within, key), self.problems)

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        """A list of tables; a single table is a list of one."""
        value = self.values.get(key)
        entries = value if isinstance(value, list) else [] if value is None else [value]
        wrong = [entry for entry in entries if not isinstance(entry, Mapping)]
        if wrong:
            self._wrong(key, "tables", wrong[0])
        return [entry for entry in entries if isinstance(entry, Mapping)]

    def check_terms(self, plural: str) -> None:
        """Complain unless a taxonomy's value is one term or a list of terms."""
        value = self.values.get(plural)
        inner: Iterable[Any] = value if isinstance(value, list) else [value]
        for each in inner:
            if isinstance(each, list | Mapping):
                self._wrong(plural, "a list of texts", value if each is value else each)

    def check_characters(self) -> None:
        """Complain of each text with a character that no feed can hold."""
        for key, value in self.values.items():
            texts = value if isinstance(value, list) else [value]
            found = next((found for text in texts if isinstance(text, str) and (found := complaint(text))), None)
            if found:
                self.complain(key, f"{self._name(key)} {found[1]}", HINT, code="control-character")

    def check_parameters(self) -> None:
        """Complain of each well-known parameter that nobody can use."""
        for key, value in self.values.items():
            if expected := misfit(key, value):
                self._wrong(key, expected, value, "It is passed over.")

    def complain(self, key: str, message: str, hint: str | None = None, code: str | None = None) -> None:
        """Note a problem at the line of a key; without a line when the value is handed down by a cascade."""
        line = line_of(self.head, (*self.within, key))
        if line is None:
            self.problems.append(Problem(message=message, path=self.path, hint=hint, code=code))
        else:
            problem = problem_on_line(message, self.path, self.head, line, hint)
            self.problems.append(msgspec.structs.replace(problem, code=code))

    def _wrong(self, key: str, expected: str, value: object, hint: str | None = None) -> None:
        self.complain(key, f"{self._name(key)} must be {expected}, but is {_described(value)}", hint)

    def _name(self, key: str) -> str:
        return ".".join((*self.within, key))


def published(value: object) -> bool | None:
    """What `published` says where it is a switch, as Jekyll has it; None for anything else, such as a date."""
    if value is None:
        return False
    if isinstance(value, str):
        return False if value in UNPUBLISHED else BOOLEANS.get(value)
    return value if isinstance(value, bool) else None


def line_of(head: str, keys: tuple[str, ...]) -> int | None:
    """The line (from 1) of front matter where the last of nested keys is set, as well as can be told from its text."""
    position, line = 0, None
    for key in keys:
        match = _setting_of(key).search(head, position)
        if match is None:
            return line
        position = match.start() + len(match[0].rstrip()) - 1
        line = head.count("\n", 0, position) + 1
    return line


def _number(value: object) -> float | None:
    if isinstance(value, int | float):
        return value
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _go_integer(text: str) -> int | None:
    """The whole number of a text: decimal, `0x1f`, `0o17`, `017` or `0b11`; what follows its point is cut."""
    match = WHOLE.fullmatch(text)
    if match is None:
        return None
    sign, digits = match.groups()
    number = int(digits, 8) if OCTAL.fullmatch(digits) else int(digits, 0)
    return (-number if sign == "-" else number) if number < 2**63 else None


def _setting_of(key: str) -> re.Pattern[str]:
    """Where TOML, YAML or JSON sets a key, or opens a table of that name."""
    name = re.escape(key)
    at_start = rf"""^[ \t]*(?:---|- |\{{)?[ \t]*(?:\[+[ \t]*)?["']?{name}["']?[ \t]*[\]:=.]"""
    inside = rf"""["']{name}["'][ \t]*:"""
    return re.compile(f"{at_start}|{inside}", re.IGNORECASE | re.MULTILINE)


def _described(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text “{value if len(value) <= LONGEST else value[:LONGEST] + '…'}”"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, date | time):
        return f"the date {value.isoformat()}"
    return f"{value}"
