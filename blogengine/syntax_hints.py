"""What authors meant where TOML, YAML or JSON stops: the mistakes that people make again and again."""

from __future__ import annotations

import re
from typing import Final

CURLY: Final = re.compile("[“”„‟「」＂]")
BARE_TEXT: Final = re.compile(r"\s*[\w.\"'-]+\s*=\s*[^\W\d][^\"'\[{]*$")
COLON: Final = re.compile(r"\s*[\w.-]+\s*:\s")
KEY: Final = re.compile(r"\s*([\w.-]+)\s*[=:]")
DATE: Final = re.compile(r"=\s*\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
BOOLEAN: Final = re.compile(r"""\s*([\w.-]+)\s*=\s*(True|TRUE|yes|Yes|on|On|False|FALSE|no|No|off|Off)\s*(?:#|$)""")
SLIP: Final = re.compile(r"""\s*([\w.-]+:)\s+(\{\{|[@`%*&!|>\['"?-])""")
"""A value of YAML that begins with a sign."""
UNBALANCED: Final = re.compile(r"^[^\"]*\"[^\"]*$")


def toml_hint(message: str, line: str) -> str | None:
    """What to do about a mistake in TOML that stands on a line."""
    if CURLY.search(line) and "value" in message:
        return 'These are typographic quotes: TOML wants straight ones, "…".'
    if "overwrite" in message:
        return "The key stands there twice: remove one of them." if KEY.match(line) else None
    if DATE.search(line):
        return "Dates are written 2006-01-02 or 2006-01-02T15:04:05+09:00, and the day must be one of its month."
    if COLON.match(line) and "'='" in message:
        return "TOML wants “=” between a key and its value; YAML, between lines “---”, wants “:”."
    if "\\n" in message and UNBALANCED.match(line):
        return 'A text ends on its line, with the quote it began with: "…".'
    if boolean := BOOLEAN.match(line):
        meant = "true" if boolean[2].lower() in {"true", "yes", "on"} else "false"
        return f"Write {boolean[1]} = {meant}."
    if "value" in message and BARE_TEXT.match(line):
        key = KEY.match(line)
        return f'A text stands in quotes: {key[1]} = "…".' if key else None
    return None


def yaml_hint(message: str, line: str) -> str | None:
    """What to do about a mistake in YAML that stands on a line."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "YAML is indented with spaces, never with tabs."
    if "mapping values are not allowed" in message and line.count(":") > 1:
        return 'A text with a colon stands in quotes: title: "A: B".'
    slip = SLIP.match(line)
    return None if slip is None else f'A text that begins with “{slip[2]}” stands in quotes: {slip[1]} "…".'
