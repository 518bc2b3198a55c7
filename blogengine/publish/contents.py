"""What a site needs on GitHub Pages beside its pages, and GitHub's limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from blogengine.check import Finding, Origins
from blogengine.check.findings import finding
from blogengine.config import Config
from blogengine.errors import Problem, SiteError
from blogengine.publish.git import files_below

VERSION_FILE: Final = "blogengine-version.txt"
"""Says which version of the site a server has: a digest of all other files."""
NO_JEKYLL: Final = ".nojekyll"
DOMAIN_FILE: Final = "CNAME"
LARGEST_FILE: Final = 100 * 1024**2
"""Bytes; GitHub refuses a push with a larger one."""
LARGE_FILE: Final = 50 * 1024**2
LARGEST_SITE: Final = 1024**3
"""Bytes; GitHub Pages asks for less."""
NO_DOMAINS: Final = (".github.io", ".localhost", ".invalid", ".test", ".example")


def complete(folder: Path, config: Config) -> str:
    """Add what Pages needs to a finished site; returns its version. Raises `SiteError` where a folder has that name."""
    for name in (VERSION_FILE, NO_JEKYLL):
        if (folder / name).is_dir():
            message = f"the site has a folder /{name}, where a publish puts a file of its own"
            raise SiteError(Problem(message=message, hint="Give the folder another name."))
    (folder / NO_JEKYLL).touch()  # or folders that start with "_" are left out
    domain, file = domain_of(config.main.base_url), folder / DOMAIN_FILE
    if domain and not file.exists():
        file.write_text(f"{domain}\n", encoding="utf-8")
    version = _version(folder)
    (folder / VERSION_FILE).write_text(f"{version}\n", encoding="utf-8")
    return version


def domain_of(base_url: str) -> str | None:
    """The author's own domain that Pages has to be told of; None when the base URL has none.

    A custom domain of a repository always stands at the root, so a base URL with a path is some other site's.
    """
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    if parts.path.strip("/") or "." not in host or parts.port or host.endswith(NO_DOMAINS):
        return None
    try:
        ip_address(host)
    except ValueError:
        return host
    return None


def oversized(folder: Path, names: Sequence[str], origins: Origins) -> Iterator[Finding]:
    """Files and sites that GitHub does not take."""
    sizes = {name: (folder / name).stat().st_size for name in names}
    for name, size in sizes.items():
        if size <= LARGE_FILE:
            continue
        code = "too-large" if size > LARGEST_FILE else "large-file"
        message = f"/{name} has {_megabytes(size)}; GitHub takes {_megabytes(LARGEST_FILE)}, and warns from 50 MB on"
        path = origins.maker_of(name).path or name
        hint = "Make it smaller, or keep it elsewhere and link to it."
        yield finding(code, Problem(message=message, path=path, hint=hint), subject=f"/{name}")
    if (total := sum(sizes.values())) > LARGEST_SITE:
        largest = ", ".join(sorted(sizes, key=lambda name: -sizes[name])[:3])
        message = f"the site has {_megabytes(total)}, more than the 1 GB of GitHub Pages; the largest are {largest}"
        problem = Problem(message=message, hint="Keep large files elsewhere and link to them.")
        yield finding("large-site", problem, subject="large-site")


def wrong_domain(folder: Path, config: Config) -> Iterator[Finding]:
    """A CNAME of the author's that is not where the base URL says the site is."""
    file, host = folder / DOMAIN_FILE, (urlsplit(config.main.base_url).hostname or "").lower()
    said = file.read_text(encoding="utf-8", errors="replace").strip().lower() if file.is_file() else host
    if said != host:
        message = f"CNAME says {said or 'nothing'}, but baseURL says {host}"
        hint = "Make them the same: links and feeds lead to the baseURL."
        yield finding("wrong-domain", Problem(message=message, path=DOMAIN_FILE, hint=hint))


def _version(folder: Path) -> str:
    digest = sha256()
    for name in files_below(folder):
        if name != VERSION_FILE:
            digest.update(f"{name}\0{sha256((folder / name).read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:20]


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
