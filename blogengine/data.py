"""Data files: `data/people/staff.toml` is `site.data.people.staff`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blogengine.config.files import parse_value
from blogengine.errors import Problem, SiteError

SUFFIXES = (".toml", ".yaml", ".yml", ".json", ".csv")


def read_data(folder: Path) -> Mapping[str, Any]:
    """Everything under the data folder, nested by folder and file name; a CSV file is a list of rows.

    Raises `SiteError` with the mistakes of all files.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in SUFFIXES or not file.is_file():
            continue
        try:
            value = _read(file, f"{folder.name}/{file.relative_to(folder).as_posix()}")
        except SiteError as error:
            problems += error.problems
            continue
        place = found
        for part in file.relative_to(folder).parts[:-1]:
            place = place.setdefault(part, {})
        place[file.stem] = value
    if problems:
        raise SiteError(*problems)
    return found


def _read(file: Path, shown: str) -> Any:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError(Problem(message="the file is not UTF-8", path=shown)) from error
    except OSError as error:
        raise SiteError(Problem(message=f"cannot read the file: {error.strerror}", path=shown)) from error
    if file.suffix.lower() == ".csv":
        return list(csv.reader(text.splitlines()))
    return parse_value(text, file.suffix.lower(), shown)
