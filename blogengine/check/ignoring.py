"""`[check] ignore`: what the author says is no mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from unicodedata import normalize

from blogengine.check.findings import CODES, NEVER_IGNORED, Finding, finding
from blogengine.check.places import in_settings
from blogengine.config import Config, Ignored
from blogengine.errors import did_you_mean

ONLY_PUBLISH = frozenset({"vanished-url", "sent-again", "too-large", "large-file", "large-site", "wrong-domain"})
"""Codes that only a publish finds."""
ONLY_EXTERNAL = frozenset({"dead-link", "unanswered-link"})
"""Codes that are only found where other hosts are asked."""


def without_ignored(findings: Iterable[Finding], config: Config) -> tuple[Finding, ...]:
    """The findings that no entry of `[check] ignore` lets pass."""
    entries = config.main.check.ignore
    return tuple(each for each in findings if not any(_fits(entry, each) for entry in entries))


def unfit_entries(findings: Sequence[Finding], config: Config, *, asked_others: bool) -> Iterator[Finding]:
    """Entries of `[check] ignore` that let nothing pass, must not, or do not say why; `findings` are all of a check."""
    for entry in config.main.check.ignore:
        problem = _unfit(entry, findings, asked_others=asked_others)
        if problem is not None:
            text = entry.file or entry.address or entry.code or "ignore"
            yield finding("check-ignore", in_settings(config, text, *problem))


def _unfit(entry: Ignored, findings: Sequence[Finding], *, asked_others: bool) -> tuple[str, str | None] | None:
    """What is wrong with an entry, and a hint; None when it is as it should be."""
    if not (entry.code or entry.address or entry.file):
        return "an entry of check.ignore does not say what to ignore", "Give it a code, an address or a file."
    if entry.code in NEVER_IGNORED:
        return f"“{entry.code}” cannot be ignored", None
    elsewhere = ONLY_PUBLISH if asked_others else ONLY_PUBLISH | ONLY_EXTERNAL
    if entry.code not in elsewhere and not any(_fits(entry, each) for each in findings):
        if entry.code and entry.code not in CODES:
            return f"“{entry.code}” is no code of a finding", did_you_mean(entry.code, CODES)
        return f"an entry of check.ignore ignores nothing: {_shown(entry)}", "Remove it."
    if not entry.comment.strip():
        return f"an entry of check.ignore does not say why: {_shown(entry)}", 'Say it: comment = "…".'
    return None


def _fits(entry: Ignored, found: Finding) -> bool:
    if found.code in NEVER_IGNORED or not (entry.code or entry.address or entry.file):
        return False
    addresses = (found.subject, found.subject.partition("#")[0], found.page or "")
    return (
        (not entry.code or entry.code == found.code)
        and (not entry.file or _matches(found.path or "", entry.file))
        and (not entry.address or any(_matches(each, entry.address) for each in addresses))
    )


def _matches(text: str, pattern: str) -> bool:
    return fnmatchcase(normalize("NFC", text), normalize("NFC", pattern))


def _shown(entry: Ignored) -> str:
    return ", ".join(part for part in (entry.code, entry.address, entry.file) if part)
