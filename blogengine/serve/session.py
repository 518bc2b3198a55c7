"""What is served: the site as it was when it last could be built."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from time import perf_counter
from urllib.parse import unquote

import msgspec

from blogengine.build import Report, build
from blogengine.config import Config, Options, load_config
from blogengine.content import read_content
from blogengine.errors import Problem, SiteError
from blogengine.facts import Facts
from blogengine.graph import assemble
from blogengine.outputs import Rendered, plan
from blogengine.stamps import Stamp, stamp_of
from blogengine.theme import load_templates, static_files
from blogengine.urls import base_path

FOLDER = "served"
"""Below the cache folder: apart from what `build` writes, so that no draft gets where `publish` could find it."""
HTML = (".html", ".htm")


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """What looking at the author's files again led to."""

    changed: frozenset[str] = frozenset()
    """URL paths whose bytes are not what they were, appeared or vanished: decoded, with the base path."""
    problems: tuple[Problem, ...] = ()
    """Why the site cannot be built now; empty when all is well. What was served before goes on being served."""
    warnings: tuple[Problem, ...] = ()
    edited: str | None = None
    """URL path of the page whose source was touched, when exactly one was."""
    seconds: float = 0.0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a URL path answers."""

    body: bytes | Path
    """Pages are bytes; whatever is only copied may be a file."""
    media_type: str
    """Without a charset."""
    source: Path | None = None
    """The file of a page, absolute; None for what has none."""


class _Served(msgspec.Struct, frozen=True):
    """One state of the site."""

    folder: Path
    base: str
    """The path of `baseURL`, decoded, without its trailing "/"."""
    files: Mapping[str, Stamp]
    """By their paths below the folder."""
    sources: Mapping[str, Path]
    """Output of a page -> the page's file."""
    pages: Mapping[Path, str]
    """The other way round."""

    def output(self, path: str) -> str | None:
        """The output that a URL path means, as GitHub Pages finds it: a folder's index, a page without its ".html"."""
        if not path.startswith(f"{self.base}/"):
            return None
        name = path[len(self.base) + 1 :]
        names = (name, f"{name}.html") if name and not name.endswith("/") else (f"{name}index.html",)
        return next((name for name in names if name in self.files), None)

    def address(self, output: str) -> str:
        """The URL path of an output."""
        is_index = output == "index.html" or output.endswith("/index.html")
        return f"{self.base}/{output.removesuffix('index.html') if is_index else output}"

    def changes(self, before: _Served | None) -> frozenset[str]:
        """The URL paths that tell this state from another."""
        if before is None or before.base != self.base:
            return frozenset(map(self.address, self.files))
        names = self.files.keys() | before.files.keys()
        return frozenset(self.address(name) for name in names if self.files.get(name) != before.files.get(name))


class Session:
    """A site that is kept up to date, drafts and pages of the future included; built into a folder of its own."""

    def __init__(self, root: Path, options: Options, *, clock: Callable[[], datetime]) -> None:
        self._root = root
        self._options = msgspec.structs.replace(options, drafts=True, future=True)
        self._clock = clock
        self._served: _Served | None = None

    def refresh(self, touched: Collection[Path] | None) -> Refresh:
        """Bring what is served up to date after files were touched; None: after anything may have been.

        Called by one thread at a time, and never raises `SiteError`.
        """
        began, before = perf_counter(), self._served
        try:
            config = load_config(self._root, self._options)
            now = self._clock()
            report = self._build(config, now)
            served = _served(config, report, now, before)
        except SiteError as error:
            return Refresh(problems=error.problems, seconds=perf_counter() - began)
        self._served = served
        return Refresh(
            changed=served.changes(before),
            warnings=report.warnings,
            edited=self._edited(touched or ()),
            seconds=perf_counter() - began,
        )

    def _build(self, config: Config, now: datetime) -> Report:
        apart = msgspec.structs.replace(self._options, destination=config.cache_dir / FOLDER)
        return build(self._root, apart, now=now, start="spawn")  # a server has threads, which do not survive a fork

    def _edited(self, touched: Collection[Path]) -> str | None:
        pages = {address for file in touched if (address := self.address(file)) is not None}
        return pages.pop() if len(pages) == 1 else None

    def address(self, source: Path) -> str | None:
        """The URL path of the page that a file is the source of."""
        served = self._served
        output = served.pages.get(source) if served else None
        return served.address(output) if served and output is not None else None

    def answer(self, path: str) -> Answer | None:
        """What a URL path (decoded, with the base path) answers; None for what there is not.

        May be called by any thread while a refresh runs: the answer is from before it or from after it, whole.
        """
        served = self._served
        output = served.output(path) if served else None
        if served is None or output is None:
            return None
        file = served.folder / output
        media_type = mimetypes.guess_type(output)[0] or "application/octet-stream"
        try:
            body = file.read_bytes() if output.endswith(HTML) else file
        except FileNotFoundError:  # a refresh has just removed it
            return None
        return Answer(body=body, media_type=media_type, source=served.sources.get(output))

    def missing(self) -> Answer:
        """What is answered where there is nothing: the site's own 404 page."""
        page = self.answer(f"{self._served.base}/404.html") if self._served else None
        return page or Answer(
            body=b"<!doctype html><title>404</title><p>There is no such page.", media_type="text/html"
        )

    def close(self) -> None:
        """Give back what the session holds."""


def _served(config: Config, report: Report, now: datetime, before: _Served | None) -> _Served:
    folder = report.destination
    files = {file.relative_to(folder).as_posix(): stamp_of(file) for file in folder.rglob("*") if file.is_file()}
    same = before is not None and before.files.keys() == files.keys()
    sources = before.sources if before is not None and same else _sources(config, now)
    pages = {file: output for output, file in sources.items()}
    return _Served(folder, unquote(base_path(config.main.base_url)), files, sources, pages)


def _sources(config: Config, now: datetime) -> dict[str, Path]:
    """Output of a page -> the page's file."""
    sites = assemble(config, read_content(config), now)
    by_language = {site.config.language.key: site for site in sites}
    planned = plan(sites, load_templates(config, now, Facts()).find, static_files(config))
    rendered = (output for output in planned.outputs if isinstance(output, Rendered) and output.path.endswith(HTML))
    pages = ((output.path, by_language[output.language].pages.get(output.page)) for output in rendered)
    return {path: page.source.file for path, page in pages if page is not None and page.source is not None}
