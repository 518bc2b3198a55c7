"""Which addresses the output answers, as a web server of static files does it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Final, Literal
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import msgspec

from blogengine.urls import base_path, encode

NOWHERE: Final = "https://site.invalid"
"""The host of a site whose baseURL names none (RFC 2606)."""
BREAKS: Final = re.compile("[\t\r\n]")
SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
ABSOLUTE: Final = re.compile(r"/(?!/)|[a-zA-Z]+://")
"""What starts an address that means the same on every page."""
MOST_SIBLINGS: Final = 500

Kind = Literal["internal", "outside", "external", "other", "malformed"]


class Target(msgspec.Struct, frozen=True):
    """Where a reference leads."""

    kind: Kind
    """"outside" is the same host, above the site; "other" is no web address, such as mailto:."""
    path: str = ""
    """Internal: below the base URL, decoded, without leading "/". Outside: the host's path. External: the whole URL."""
    fragment: str = ""
    """As written, without "#"."""


class Addresses:
    """The addresses of a site's finished files."""

    def __init__(self, files: Collection[str], base_url: str) -> None:
        self._files = frozenset(files)
        self._base = base_path(base_url)
        parts = urlsplit(base_url)
        host = parts.netloc.lower()
        self._root = (f"{parts.scheme or 'https'}://{host}" if host else NOWHERE) + self._base + "/"
        self._own = urlsplit(self._root).netloc
        self._decoded_base = unquote(self._base)
        self._resolved: dict[tuple[str, str], Target] = {}

    def url_of(self, output: str) -> str:
        """The whole address of an output."""
        return self._root + encode(output.removesuffix("index.html") if _is_index(output) else output)

    def base_of(self, output: str, base: str) -> str:
        """The whole address that an output's relative references start from, given its `<base href>`."""
        page = self.url_of(output)
        try:
            return urljoin(page, base)
        except ValueError:
            return page

    def shown(self, path: str) -> str:
        """The address of a path below the base URL, from the host's root, decoded."""
        return f"{self._decoded_base}/{path}"

    def page_of(self, output: str) -> str:
        """The address of an output, from the host's root, decoded."""
        return self.shown(output.removesuffix("index.html") if _is_index(output) else output)

    def resolve(self, url: str, page: str) -> Target:
        """Where a reference leads from the page at a whole address."""
        # most references are a theme's, the same on every page
        key = (url, "" if ABSOLUTE.match(url) and page.startswith(self._root) else page)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(BREAKS.sub("", url.strip(" \t\r\n\f")), page)
        return found

    def _resolve(self, url: str, page: str) -> Target:
        scheme = SCHEME.match(url)
        if scheme and scheme[1].lower() not in ("http", "https"):
            return Target("other", url)
        try:
            parts = urlsplit(urljoin(page, url if scheme else url.replace("\\", "/")))
            _ = parts.port
        except ValueError:
            return Target("malformed", url)
        return self._classified(parts, url) if parts.netloc else Target("malformed", url)

    def _classified(self, parts: SplitResult, url: str) -> Target:
        path, base = unquote(parts.path) or "/", self._decoded_base
        if parts.netloc.lower() == self._own and (path + "/").startswith(base + "/"):
            return Target("internal", path[len(base) + 1 :], parts.fragment)
        if parts.netloc.lower() != self._own or urlsplit(url).netloc:  # or another site on the same host
            return Target("external", parts._replace(fragment="").geturl(), parts.fragment)
        return Target("outside", path, parts.fragment)

    def file_of(self, path: str) -> str | None:
        """The file that a server answers a path with; None for 404.

        As GitHub Pages does it: a folder's index.html with or without "/", a page without its ".html".
        """
        if not path or path.endswith("/"):
            found = f"{path}index.html"
            return found if found in self._files else None
        return next((name for name in (path, f"{path}/index.html", f"{path}.html") if name in self._files), None)

    def likely(self, path: str) -> str | None:
        """The path that a broken one most likely means, if any is near."""
        folder, _, name = path.strip("/").rpartition("/")
        folded = self._by_folded.get(_folded(path))
        if folded is not None:
            return folded
        siblings = self._by_folder.get(f"{folder}/" if folder else "", ())[:MOST_SIBLINGS]
        names = {sibling.strip("/").rpartition("/")[2]: sibling for sibling in siblings}
        if near := get_close_matches(name, names, n=1, cutoff=0.75):
            return names[near[0]]
        alike = self._by_name.get(_folded(name), ())
        return alike[0] if name and len(alike) == 1 else None

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return tuple(name.removesuffix("index.html") if _is_index(name) else name for name in sorted(self._files))

    @cached_property
    def _by_folded(self) -> Mapping[str, str]:
        return {_folded(path): path for path in self._paths}

    @cached_property
    def _by_folder(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped({path: _folder(path) for path in self._paths})

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped({path: _folded(path.strip("/").rpartition("/")[2]) for path in self._paths})


def _grouped(keys: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for path, key in keys.items():
        groups[key].append(path)
    return {key: tuple(paths) for key, paths in groups.items()}


def _folder(path: str) -> str:
    folder = path.rstrip("/").rpartition("/")[0]
    return f"{folder}/" if folder else ""


def _folded(path: str) -> str:
    """A path without what is easily mistaken: letter case, forms of Unicode, the last "/"."""
    return unicodedata.normalize("NFKC", path).casefold().strip("/")


def _is_index(output: str) -> bool:
    return output == "index.html" or output.endswith("/index.html")
