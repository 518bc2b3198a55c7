"""When git says that files were last changed."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

from blogengine.errors import Problem, SiteError

COMMIT = "\x01"


def commit_dates(root: Path) -> dict[Path, datetime]:
    """File -> the author's date of the last commit that changed it, for all files below a folder.

    Raises `SiteError` when there is no git or the folder is in no repository.
    """
    top = Path(_git(root, "rev-parse", "--show-toplevel").rstrip("\n"))
    log = _git(root, "log", "--no-renames", "--name-only", "-z", f"--format={COMMIT}%aI", "--", ".")
    dates: dict[Path, datetime] = {}
    for commit in log.split(COMMIT)[1:]:
        date, *names = commit.replace("\0", "\n").split("\n")
        for name in filter(None, names):
            dates.setdefault(top / name, datetime.fromisoformat(date))
    return dates


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ("git", *arguments), cwd=root, capture_output=True, check=True, encoding="utf-8", errors="surrogateescape"
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise SiteError(
            Problem(
                message=f"enableGitInfo needs git and a repository: {getattr(error, 'stderr', '') or error}".rstrip(),
                hint="No page has dates of commits: set enableGitInfo = false, or build inside of a clone.",
                code="no-git-info",
            )
        ) from error
    return done.stdout
