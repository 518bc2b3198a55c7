"""resolve_decks(): asks SpeakerDeck about talks that a text links to and `data/embeds.toml` does not know yet.

The file is the author's: they commit it, so that every later build is the same and needs no network. Entries stand in
the order of their links, each in lines of its own, so that two branches that add talks merge.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterable, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from blogengine.config import Config
from blogengine.config.toml import toml_value
from blogengine.data import read_data
from blogengine.embeds import Deck, read_decks
from blogengine.embeds.decks import deck_of_oembed, entry_of
from blogengine.errors import Problem

FILE: Final = "embeds.toml"
PATIENCE: Final = 3.0
"""Seconds that the service has for an answer."""
LARGEST: Final = 256 * 1024
"""Bytes of an answer; a real one has about a thousand."""
HEADER: Final = "# Talks on SpeakerDeck that the texts link to, as the service described them. Commit this file.\n"
ENTRY: Final = re.compile(r'^\["([^"\n]*)"\]', re.MULTILINE)


OFF: Final = "it is not in data/embeds.toml, and [embeds] resolve is false"
BEFORE: Final = "it could not be looked up before"


def resolve_decks(config: Config, links: Mapping[str, str], refused: set[str]) -> tuple[Problem, ...]:
    """Look up the talks of these links (each with the first file that has it) that have no entry; give the warnings.

    Entries are written to `data/embeds.toml`, unless `[embeds] resolve` is false. What cannot be looked up stays a
    link; it is added to those that are `refused`, which are not asked for.
    """
    if not links:
        return ()
    entries = read_data(config.data_dir).values.get("embeds")
    if not (entries is None or isinstance(entries, Mapping)):
        return ()
    decks, wrong = read_decks(entries)
    warnings = [_wrong_entry(link, config) for link in wrong]
    missing = {link: links[link] for link in sorted(links.keys() - decks.by_link.keys() - set(wrong))}
    if not config.main.embeds.resolve:
        return (*warnings, *(_unresolved(link, path, OFF) for link, path in missing.items()))
    warnings += [_unresolved(link, path, BEFORE) for link, path in missing.items() if link in refused]
    asked = {link: path for link, path in missing.items() if link not in refused}
    found, failures = _look_up(asked, config.main.embeds.endpoint)
    refused.update(asked.keys() - {deck.link for deck in found})
    if found:
        failures += _keep(config.data_dir / FILE, found)
    return (*warnings, *failures)


def _look_up(missing: Mapping[str, str], endpoint: str) -> tuple[list[Deck], list[Problem]]:
    """The talks that the service knows; once it cannot be reached, the others are not asked for."""
    found, failures, unreachable = list[Deck](), list[Problem](), ""
    for link, path in missing.items():
        if not unreachable:
            try:
                found.append(deck_of_oembed(link, _fetch(f"{endpoint}?{urlencode({'url': link})}")))
                continue
            except HTTPError as error:
                error.close()
                failures.append(_unresolved(link, path, f"the service answers {error.code} {error.reason}"))
                continue
            except (OSError, HTTPException) as error:
                reason = error.reason if isinstance(error, URLError) else error
                unreachable = f"the service cannot be reached: {reason or type(error).__name__}"
            except ValueError as error:
                failures.append(_unresolved(link, path, str(error)))
                continue
        failures.append(_unresolved(link, path, unreachable))
    return found, failures


def _fetch(address: str) -> bytes:
    """What an address answers; raises `OSError` after `PATIENCE`, `ValueError` for more than `LARGEST` bytes."""
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"[embeds] endpoint is no web address: “{address}”")
    end, content = time.monotonic() + PATIENCE, b""
    with urlopen(Request(address, headers={"User-Agent": "blogengine"}), timeout=PATIENCE) as answer:
        while piece := answer.read1(LARGEST):
            content += piece
            if len(content) > LARGEST:
                raise ValueError("the answer is far too long")
            if time.monotonic() > end:
                raise TimeoutError("timed out")
    return content


def _keep(file: Path, decks: Iterable[Deck]) -> list[Problem]:
    """Add entries to the file, whatever else is in it left alone; a warning where it cannot be written."""
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else HEADER
        for deck in decks:
            text = with_entry(text, deck)
        _replace(file, text)
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot keep what SpeakerDeck said: {error}"
        return [
            Problem(
                message=message,
                path=f"data/{FILE}",
                hint="Make the folder writable: every build asks again until then.",
            )
        ]
    return []


def with_entry(text: str, deck: Deck) -> str:
    """The text of the file with an entry in its place: before the first one whose link comes later."""
    lines = [f"{key} = {toml_value(value)}\n" for key, value in entry_of(deck).items()]
    entry = f"[{toml_value(deck.link)}]\n{''.join(lines)}"
    later = next((match.start() for match in ENTRY.finditer(text) if match[1] > deck.link), None)
    if later is not None:
        return f"{text[:later]}{entry}\n{text[later:]}"
    return f"{text.rstrip()}\n\n{entry}" if text.strip() else entry


def _replace(file: Path, text: str) -> None:
    """Write the file in one step: a build that is stopped leaves the old one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _unresolved(link: str, path: str, why: str) -> Problem:
    return Problem(
        message=f"{link} stays a link: {why}",
        path=path,
        hint="Build once with the network to look it up, or write its entry into data/embeds.toml.",
    )


def _wrong_entry(link: str, config: Config) -> Problem:
    return Problem(
        message=f"the entry of {link} needs an id and a title (texts), and may have a ratio (a number)",
        path=f"{config.data_dir.name}/{FILE}",
    )
