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
    "check-ignore": "warning",
    "no-base-url": "warning",
    "link-out": "warning",
    "picture": "warning",
    "card": "warning",
    "unknown-account": "warning",
    "control-character": "warning",
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
    "bad-alias": "warning",
    "duplicate-page": "warning",
    "no-git-info": "warning",
    "broken-data": "warning",
    "left-over": "warning",
    "unread-format": "warning",
    "unknown-shortcode": "warning",
    "similar-tags": "warning",
    "shared-address": "warning",
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


NEVER_IGNORED: Final = frozenset({"draft-leaked", "secret-file", "build-error"})
"""Codes that no setting, option or earlier publish lets pass."""

Key = tuple[str, str, str]
"""What makes two findings the same fault, wherever it stands in the source: code, subject, and where it shows."""


class Finding(Problem, frozen=True, kw_only=True):
    """A problem that a check found, of one of `CODES`; its place is in the source wherever it can be found there."""

    severity: Severity
    page: str | None = None
    """The address on the site where it shows, from the host's root; None when it shows nowhere."""
    subject: str = ""
    """What it is about: the address that leads nowhere, the file that is too large; else what is wrong, in words."""
    is_shared: bool = False
    """Whether it is one fault on however many pages, such as one of the theme."""

    @property
    def key(self) -> Key:
        """Equal for the same fault in two versions of a site."""
        return self.code or "", self.subject, "" if self.is_shared else self.page or self.path or ""


def finding(
    code: str, problem: Problem, page: str | None = None, *, subject: str = "", is_shared: bool = False
) -> Finding:
    """A problem as a finding of a code; one that is not declared, such as a plugin's, is a warning."""
    return Finding(
        **{**msgspec.structs.asdict(problem), "code": code},
        severity=CODES.get(code, "warning"),
        page=page,
        subject=subject or problem.message,
        is_shared=is_shared,
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file and place, each once: of several pages' findings of one code on one place the first stands."""
    first: dict[tuple[object, ...], Finding] = {}
    for each in findings:
        is_of_page = each.page is not None and each.line is not None
        first.setdefault((each.code, *_place(each), "" if is_of_page else each.message), each)
    return tuple(sorted(first.values(), key=lambda each: (*_place(each), each.code, each.message)))


def _place(found: Finding) -> tuple[str, int, int]:
    return found.path or "", found.line or 0, found.column or 0
