"""Files that must not be published: pages held back, secrets, and what editors and systems leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from blogengine.check.addresses import Addresses
from blogengine.check.findings import Finding, finding
from blogengine.check.origins import Origins
from blogengine.errors import Problem

SECRET_NAMES: Final = (
    ".env", ".env.*", ".htpasswd", ".netrc", ".npmrc", ".pypirc", ".pgpass", ".git-credentials",
    "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*.p12", "*.pfx", "*.jks", "*.keystore", "*.kdbx", "*.ppk",
)  # fmt: skip
SECRET_FOLDERS: Final = frozenset({".git", ".hg", ".svn", ".ssh", ".aws", ".gnupg"})
SAMPLES: Final = (".env.example", ".env.sample", ".env.template")
LEFT_NAMES: Final = (
    ".ds_store", "._*", "thumbs.db", "desktop.ini", "*~", "*.swp", "*.swo", "*.swx", "#*#", ".#*", "*.bak", "*.orig",
    "*.rej", "*.tmp", "*.part", "*.crdownload", "*.pyc", "~$*",
)  # fmt: skip
LEFT_FOLDERS: Final = frozenset({"node_modules", "__pycache__", ".idea", ".vscode", ".obsidian", "__macosx"})
KEY: Final = re.compile(rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----")
KEY_SUFFIXES: Final = frozenset({"", ".pem", ".key", ".txt", ".asc", ".crt"})
LONGEST_KEY: Final = 65_536
"""Bytes of a file that is looked into for a private key."""


def unwanted_files(folder: Path, files: Iterable[str], origins: Origins) -> Iterator[Finding]:
    """Files that nobody means to publish; of a folder of such files, the first."""
    folders: set[str] = set()
    for output in files:
        code, message, above = _judged(output) or ("", "", "")
        if not code and _holds_key(folder / output):
            code, message = "secret-file", "the file has a private key"
        if not code or (above and above in folders):
            continue
        folders.add(above)
        path = origins.maker_of(output).path or output
        hint = "Move it out of the folder that is published, and change what it gives access to if it was public."
        left = "Delete it, or move it out of the folder that is published."
        problem = Problem(message=f"{message}: /{output}", path=path, hint=hint if code == "secret-file" else left)
        yield finding(code, problem, None, subject=f"/{output}")


def leaked_pages(files: Iterable[str], origins: Origins, addresses: Addresses) -> Iterator[Finding]:
    """Outputs of drafts, of pages of the future and of expired ones."""
    for output in files:
        if (held := origins.held_back.get(output)) is None:
            continue
        why = {"draft": "a draft", "future": "not due yet", "expired": "expired"}[held.reason]
        until = f" until {held.until.isoformat(' ', 'minutes')}" if held.until else ""
        message = f"the page is {why}{until}, but the output has it: /{output}"
        hint = "Build without --drafts, --future and --expired into an empty folder."
        yield finding("draft-leaked", Problem(message=message, path=held.path, hint=hint), addresses.page_of(output))


def _judged(output: str) -> tuple[str, str, str] | None:
    """Code, message and the folder that is to blame, for an output that has a name like that."""
    *folders, name = output.lower().split("/")
    for depth, each in enumerate(folders, 1):
        above = "/".join(output.split("/")[:depth])
        if each in SECRET_FOLDERS:
            return "secret-file", f"the folder {each} is no part of a site", above
        if each in LEFT_FOLDERS:
            return "unwanted-file", f"the folder {each} is no part of a site", above
    if name not in SAMPLES and any(fnmatchcase(name, pattern) for pattern in SECRET_NAMES):
        return "secret-file", "a file of this name holds secrets", ""
    if any(fnmatchcase(name, pattern) for pattern in LEFT_NAMES):
        return "unwanted-file", "an editor or the system left this file behind", ""
    return None


def _holds_key(file: Path) -> bool:
    if file.suffix.lower() not in KEY_SUFFIXES:
        return False
    try:
        with file.open("rb") as stream:
            return KEY.search(stream.read(LONGEST_KEY)) is not None
    except OSError:
        return False
