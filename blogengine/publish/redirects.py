"""`--alias OLD=NEW`: an address that would vanish leads to a page, by `aliases` in the page's front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from blogengine.check import Origins
from blogengine.content import Source
from blogengine.errors import Problem, SiteError
from blogengine.publish.addresses import is_kept
from blogengine.urls import base_path

LISTED: Final = re.compile(r"^(?P<head>[ \t]*\"?aliases\"?[ \t]*[=:][ \t]*\[)(?P<items>[^\]\n]*)\]", re.MULTILINE)
ANY: Final = re.compile(r"^[ \t]*\"?aliases\"?[ \t]*[=:]", re.MULTILINE)
OPENINGS: Final = (("+++", "aliases = [{}]"), ("---", "aliases: [{}]"), ("{", '"aliases": [{}],'))
"""How front matter starts, and a line of it in that notation."""


def write_aliases(pairs: Mapping[str, str], origins: Origins) -> tuple[Path, ...]:
    """Write old addresses into the front matter of the pages at the new ones; returns the files.

    Addresses are below the base URL, or whole. Raises `SiteError`, and then writes nothing, when a page is not found or
    its front matter cannot be changed safely.
    """
    base = unquote(base_path(origins.config.main.base_url))
    texts: dict[Path, str] = {}
    problems: list[Problem] = []
    for old, new in pairs.items():
        source = _source_at(_below(new, base), origins)
        if source is None:
            hint = "Name its address below the baseURL, such as /post/new/."
            problems.append(Problem(message=f"--alias: no page with a file is published at {new}", hint=hint))
            continue
        text = texts.get(source.file) or source.file.read_bytes().decode("utf-8")
        changed = with_alias(text, _below(old, base))
        if changed is None:
            hint = f"Add {old} to its aliases by hand."
            problems.append(Problem(message="the front matter cannot be changed safely", path=source.path, hint=hint))
            continue
        texts[source.file] = changed
    if problems:
        raise SiteError(*problems)
    for file, text in texts.items():
        file.write_bytes(text.encode("utf-8"))
    return tuple(texts)


def with_alias(text: str, alias: str) -> str | None:
    """A text of content with one alias more in its front matter; None where that cannot be done safely."""
    quoted, newline = json.dumps(alias, ensure_ascii=False), "\r\n" if "\r\n" in text else "\n"
    start = 1 if text.startswith("\ufeff") else 0
    opening, line = next(((mark, line) for mark, line in OPENINGS if text.startswith(mark, start)), ("", ""))
    if not opening or not is_kept(alias):
        return None
    head = _head(text, opening, start)
    if match := LISTED.search(head):
        items = match["items"].strip().rstrip(",")
        listed = f"{match['head']}{items}{', ' * bool(items)}{quoted}]"
        return (
            text
            if quoted in items
            else text[:start] + head[: match.start()] + listed + head[match.end() :] + text[start + len(head) :]
        )
    if ANY.search(head):
        return None
    place = start + len(opening)
    return f"{text[:place]}{newline}{line.format(quoted)}{text[place:]}"


def _head(text: str, opening: str, start: int) -> str:
    """The front matter, with its opening mark."""
    if opening == "{":
        _, end = json.JSONDecoder().raw_decode(text[start:]) if _is_json(text[start:]) else (None, 0)
        return text[start : start + end]
    closing = re.compile(rf"^{re.escape(opening)}[ \t]*\r?$", re.MULTILINE).search(text, start + len(opening))
    return text[start : closing.start() if closing else start]


def _is_json(text: str) -> bool:
    try:
        json.JSONDecoder().raw_decode(text)
    except ValueError:
        return False
    return True


def _below(address: str, base: str) -> str:
    """The path of an address below the base URL."""
    try:
        path = unquote(urlsplit(address).path if "://" in address else address)
    except ValueError as error:
        raise SiteError(Problem(message=f"--alias: “{address}” is no address: {error}")) from None
    path = path.removeprefix(base) if "://" in address else path
    return path if path.startswith("/") else f"/{path}"


def _source_at(path: str, origins: Origins) -> Source | None:
    wanted = path.rstrip("/")
    for site in origins.sites:
        for page in site.pages.values():
            if page.path.rstrip("/") == wanted and page.source:
                return origins.source_of(page)
    return None
