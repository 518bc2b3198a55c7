"""Findings for programs: JSON, and the annotations of GitHub's workflows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from blogengine.check.findings import Finding, Severity
from blogengine.errors import json_text

VERSION = 1
"""Of the JSON; it grows when a field changes its meaning or goes."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in JSON; what is not known is null."""

    severity: Severity
    code: str
    message: str
    path: str | None
    """From the site's folder, with "/"."""
    line: int | None
    """From 1."""
    column: int | None
    """From 1, in characters."""
    snippet: str | None
    hint: str | None
    page: str | None
    """The address where it shows, from the host's root."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What `--format json` prints."""

    version: int
    errors: int
    warnings: int
    findings: tuple[Entry, ...]


def as_json(findings: Sequence[Finding]) -> str:
    """The findings as a JSON object (`Listing`), indented."""
    errors = sum(each.severity == "error" for each in findings)
    listing = Listing(
        version=VERSION,
        errors=errors,
        warnings=len(findings) - errors,
        findings=tuple(_entry(each) for each in findings),
    )
    return json_text(listing)


def as_annotations(findings: Sequence[Finding], root: Path, repository: Path) -> Iterator[str]:
    """The findings as workflow commands of GitHub, with files relative to the repository.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for each in findings:
        properties = {
            "file": _from(each.path, root, repository),
            "line": each.line,
            "col": each.column,
            "title": each.code,
        }
        text = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in properties.items() if value)
        message = f"{each.message}\n{each.hint}" if each.hint else each.message
        yield f"::{each.severity} {text}::{_escaped(message)}"


def _entry(found: Finding) -> Entry:
    return Entry(**{name: getattr(found, name) for name in Entry.__struct_fields__})


def _from(path: str | None, root: Path, repository: Path) -> str:
    return Path(os.path.relpath(root / path, repository)).as_posix() if path else ""


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
