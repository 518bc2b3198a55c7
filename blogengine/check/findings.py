"""What a check finds: a problem with a code for tools, and how bad it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

import msgspec

from blogengine.errors import Problem

Severity = Literal["error", "warning"]

CODES: Final[Mapping[str, Severity]] = {
    "build-error": "error",
    "build-warning": "warning",
    "picture": "warning",
    "card": "warning",
    "broken-link": "error",
    "missing-anchor": "error",
    "missing-image": "error",
    "empty-link": "warning",
    "foreign-url": "error",
    "dead-link": "error",
    "unanswered-link": "warning",
    "huge-image": "warning",
    "empty-alt": "warning",
    "malformed-feed": "error",
    "malformed-json": "error",
    "draft-leaked": "error",
    "secret-file": "error",
    "unwanted-file": "warning",
    "unknown-key": "warning",
    "duplicate-title": "warning",
    "duplicate-url": "warning",
    "similar-tags": "warning",
    "todo": "warning",
    "future-date": "warning",
    "vanished-url": "error",
    "sent-again": "warning",
    "too-large": "error",
    "large-file": "warning",
    "large-site": "warning",
    "wrong-domain": "warning",
}
"""Every code, those of a build's warnings included, and how bad it is; what each means is in the manual.

Codes are for tools: they never change their meaning. A test finds the codes in the source that are not declared here.
"""


class Finding(Problem, frozen=True, kw_only=True):
    """A problem that a check found, of one of `CODES`; its place is in the source wherever it can be found there."""

    severity: Severity
    page: str | None = None
    """The address on the site where it shows, from the host's root; None when it shows nowhere."""


def finding(code: str, problem: Problem, page: str | None = None) -> Finding:
    """A problem as a finding of a code; one that is not declared, such as a plugin's, is a warning."""
    values = {**msgspec.structs.asdict(problem), "code": code}
    return Finding(severity=CODES.get(code, "warning"), page=page, **values)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file and place, each once: of several on one place that say the same of it the first stands."""
    first: dict[tuple[object, ...], Finding] = {}
    for each in findings:
        first.setdefault((each.code, *_place(each), each.message if each.line is None else ""), each)
    return tuple(sorted(first.values(), key=lambda each: (*_place(each), each.code, each.message)))


def _place(found: Finding) -> tuple[str, int, int]:
    return found.path or "", found.line or 0, found.column or 0
