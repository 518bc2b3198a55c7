"""read_content(): the sources of every language, all mistakes together."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import msgspec

from blogengine.config.schema import Config, SiteConfig
from blogengine.content.bundles import resources_of
from blogengine.content.commits import commit_dates
from blogengine.content.files import Ignored, Scan, ignored_by, scan, shown
from blogengine.content.places import RAW, Layout, Placed, lay_out, place
from blogengine.content.sources import Contents, Parsed, ResourceFile, SectionFiles, Source
from blogengine.embeds import deck_links
from blogengine.errors import Problem, SiteError
from blogengine.frontmatter.fields import FOREIGN
from blogengine.parsing import decode_text
from blogengine.plugins import called, functions_of
from blogengine.prose import has_cjk

EPOCH = datetime.fromtimestamp(0, UTC)
DIGEST_BYTES = 16
MOST_READS = 10
REST = 0.005
"""Seconds between two reads of a file that is being written."""


class Tree(msgspec.Struct, frozen=True):
    """The files in the content folders."""

    scans: Mapping[str, Scan]
    """Folder, as the configuration names it -> what it holds."""

    @property
    def files(self) -> Iterator[Path]:
        """Every file, of pages and of resources."""
        return (found.file for scanned in self.scans.values() for found in scanned.files)


Read = Callable[[Path, str], Parsed]
"""Reads a file; the text is what messages call it."""


def scan_content(config: Config) -> Tree:
    """The files in every language's content folder, none of them read."""
    ignored = _ignored(config)
    folders = dict.fromkeys(site.content_dir for site in config.sites)
    apart = {folder: config.root / folder for folder in folders}
    return Tree(
        {
            folder: scan(place, config.root, ignored, frozenset(apart.values()) - {place})
            for folder, place in apart.items()
        }
    )


def read_content(config: Config, tree: Tree | None = None, read: Read | None = None) -> Contents:
    """The pages' files and their resources, of every language's content folder.

    Raises `SiteError` with every file that cannot be read and every mistake in the syntax of front matter.
    """
    reader = _Reader(config, read or parse_file)
    contents = reader.contents(tree or scan_content(config))
    if reader.problems:
        raise SiteError(*reader.problems)
    return contents


def parse_file(file: Path, path: str) -> Parsed:
    """What a file says; `path` is what messages call it. Raises `SiteError` when it cannot be read or understood."""
    from blogengine.frontmatter.syntax import split_front_matter  # noqa: PLC0415  # start-up time

    text = decode_text(_read(file, path), path)
    matter = split_front_matter(text, path)
    body = matter.body.encode("utf-8", "surrogatepass")
    return Parsed(
        digest=blake2b(body, digest_size=DIGEST_BYTES).hexdigest(),
        has_cjk=has_cjk(text),
        raw=matter.values,
        head=matter.head,
        body_line=matter.body_line,
        decks=deck_links(matter.body),
        warnings=matter.warnings,
    )


def is_known_by_text(config: Config) -> bool:
    """Whether pages depend on their files' texts alone: neither on their times nor on the history of the repository."""
    return not any(":filemodtime" in _date_keys(site) or site.enable_git_info for site in config.sites)


def read_body(source: Source) -> str:
    """The text of a source after its front matter, lines ended by newlines. Raises `SiteError` if it is gone."""
    from blogengine.frontmatter.syntax import body_of  # noqa: PLC0415  # start-up time

    text = decode_text(_read(source.file, source.path), source.path)
    return body_of(text, source.path).replace("\r\n", "\n")


class _Reader:
    """Reads content folders, with the problems found on the way."""

    def __init__(self, config: Config, read: Read) -> None:
        self._config = config
        self._read = read
        self._with_times = any(":filemodtime" in _date_keys(site) for site in config.sites)
        disabled = {key.lower() for key in config.main.disable_languages}
        self._languages = {site.language.key.lower(): site.language.key for site in config.sites}
        self._suffixes = {*self._languages, *disabled}
        self.problems: list[Problem] = []
        self._warnings: list[Problem] = []
        self._commits = self._commit_dates() if any(site.enable_git_info for site in config.sites) else {}

    def _commit_dates(self) -> Mapping[Path, datetime]:
        """None, with a warning, where nobody can tell."""
        try:
            return commit_dates(self._config.root)
        except SiteError as error:
            self._warnings += error.problems
            return {}

    def contents(self, tree: Tree) -> Contents:
        """What all content folders hold: a file of one may belong to a page of another."""
        files: list[Placed] = []
        for name, scanned in tree.scans.items():
            self.problems += scanned.problems
            files += self._placed(name, scanned)
        root, layout = self._config.root, lay_out(files)
        standing = _standing(layout.pages)
        stand = [page for page in layout.pages if standing[page] is page]
        sources = [source for page in stand if (source := self._source(page, layout))]
        return Contents(
            sources=tuple(sorted(sources, key=lambda source: (source.id, source.language))),
            section_files=tuple(self._section_files(layout)),
            warnings=(
                *(warning for scanned in tree.scans.values() for warning in scanned.warnings),
                *self._warnings,
                *_twins(standing, root),
                *_foreign(files, root),
                *_leaf_at_top(layout.pages, root),
            ),
        )

    def _section_files(self, layout: Layout) -> Iterable[SectionFiles]:
        """The files of the home page and of sections without an _index.md, in every language that has these."""
        of_pages = {(page.identity, page.language) for page in layout.pages}
        for owner in sorted(layout.belongings):
            for language in self._languages.values():
                is_without_file = (owner, language) not in of_pages and language in self._having(owner, layout)
                if is_without_file and (resources := self._resources(owner, language, layout)):
                    yield SectionFiles(folder=owner, language=language, resources=resources)

    def _having(self, owner: str, layout: Layout) -> Collection[str]:
        """The languages that have a page; the home page is in all of them."""
        return layout.languages[owner] if owner else self._languages.values()

    def _resources(self, owner: str, language: str, layout: Layout) -> tuple[ResourceFile, ...]:
        files = layout.belongings.get(owner)
        if not files:
            return ()
        return resources_of(files, owner, language, tuple(self._languages.values()), self._having(owner, layout))

    def _placed(self, folder: str, scanned: Scan) -> Iterator[Placed]:
        """The files of languages that are on, each with the language of its suffix or of the folder."""
        own = _language_of_folder([site for site in self._config.sites if site.content_dir == folder])
        for found in scanned.files:
            placed = place(found, self._suffixes)
            language = self._languages.get(placed.language or own.lower())
            if language is not None:
                yield msgspec.structs.replace(placed, language=language)

    def _source(self, page: Placed, layout: Layout) -> Source | None:
        try:
            return self._read_source(page, self._resources(page.identity, page.language, layout))
        except SiteError as error:
            self.problems += error.problems
            return None

    def _read_source(self, page: Placed, resources: tuple[ResourceFile, ...]) -> Source:
        file = page.found.file
        path = shown(file, self._config.root)
        parsed = self._read(file, path)
        self._warnings += parsed.warnings
        source = Source(
            id=page.found.name,
            path=path,
            file=file,
            language=page.language,
            kind=page.kind,
            format=page.format or "markdown",
            digest=parsed.digest,
            has_cjk=parsed.has_cjk,
            raw=parsed.raw,
            head=parsed.head,
            body_line=parsed.body_line,
            resources=resources,
            modified=_modified(file) if self._with_times else None,
            committed=self._commits.get(file),
        )
        return _changed(source, self._config.main.plugins)


def _changed(source: Source, plugins: tuple[str, ...]) -> Source:
    """A source as the plugins want it."""
    for change in functions_of("source", plugins):
        source = called(change, source.path, source)
        if not isinstance(source, Source):
            raise SiteError(Problem(message=f"the plugin {change.__module__} must give a Source, but gave {source!r}"))
    return source


def _ignored(config: Config) -> Ignored:
    try:
        return ignored_by(config.main.ignore_files)
    except re.error as error:
        message = f"ignoreFiles: “{error.pattern!s}” is not a regular expression: {error.msg}"
        path = shown(config.files[0], config.root) if config.files else None
        raise SiteError(Problem(message=message, path=path)) from error


def _date_keys(site: SiteConfig) -> set[str]:
    dates = site.frontmatter
    return {*dates.date, *dates.lastmod, *dates.publish_date, *dates.expiry_date}


def _language_of_folder(sites: Sequence[SiteConfig]) -> str:
    """The language of files without a suffix: the default one where several share a folder."""
    default = sites[0].default_content_language
    return next((site.language.key for site in sites if site.language.key == default), sites[0].language.key)


def _standing(pages: Iterable[Placed]) -> dict[Placed, Placed]:
    """Every file of a page -> the one that stands of those that would make the same page.

    As in Hugo 0.168: the one whose name says the language, a section or a bundle before a file beside it, Markdown
    before HTML, the first by name.
    """
    first: dict[tuple[str, str], Placed] = {}
    ordered = sorted(pages, key=_precedence)
    return {page: first.setdefault((page.language, page.identity), page) for page in ordered}


def _precedence(page: Placed) -> tuple[bool, int, bool, str]:
    return not page.is_marked, ("branch", "leaf", "page").index(page.kind), page.format != "markdown", page.found.name


def _twins(standing: Mapping[Placed, Placed], root: Path) -> Iterator[Problem]:
    """A warning for every file that is left out for another one of its page."""
    for page, other in standing.items():
        if other is not page:
            yield Problem(
                message=f"this file and {shown(other.found.file, root)} would make the same page: that one stands",
                path=shown(page.found.file, root),
                hint="Rename one of them: letter case, spaces and forms of Unicode make no difference.",
                code="duplicate-page",
            )


def _leaf_at_top(pages: Iterable[Placed], root: Path) -> Iterable[Problem]:
    """A warning for an index.md at the top, which turns the whole site into files of one bundle."""
    for page in pages:
        if page.kind == "leaf" and not page.folder:
            yield Problem(
                message="an index.md at the top makes everything else a part of the home page",
                path=shown(page.found.file, root),
                hint="Rename it to _index.md.",
            )


def _foreign(files: Collection[Placed], root: Path) -> Iterable[Problem]:
    """A warning for every format of texts that is not converted: of those that Hugo converts, nothing comes out."""
    found: dict[str, list[Placed]] = {}
    for each in files:
        if each.extension in FOREIGN | RAW:
            found.setdefault(each.extension, []).append(each)
    for extension, those in sorted(found.items()):
        count = "a file" if len(those) == 1 else f"{len(those)} files"
        what = "left out of the site" if extension in FOREIGN else "published as written, drafts too"
        yield Problem(
            message=f"{what}: {count} in .{extension}, as only Markdown and HTML are converted",
            path=shown(those[0].found.file, root),
            hint="Convert to Markdown, for instance with pandoc.",
            code="unread-format",
        )


def _read(file: Path, path: str) -> bytes:
    """The content of a file; of one that is being saved, what it comes to, if that does not take long."""
    try:
        for _ in range(MOST_READS):
            content, is_whole = _read_once(file)
            if is_whole:
                break
            time.sleep(REST)
    except OSError as error:
        raise SiteError(Problem(message=f"cannot read the file: {error.strerror}", path=path)) from error
    return content


def _read_once(file: Path) -> tuple[bytes, bool]:
    """What a file holds, and whether nobody was writing it: many editors empty a file first, then fill it."""
    with file.open("rb") as opened:
        before = os.fstat(opened.fileno())
        content = opened.read()
    after = file.stat()
    is_same = (before.st_mtime_ns, before.st_size, before.st_ino) == (after.st_mtime_ns, after.st_size, after.st_ino)
    is_emptied = not content and time.time_ns() - after.st_mtime_ns < MOST_READS * REST * 1e9
    return content, is_same and not is_emptied


def _modified(file: Path) -> datetime:
    """When a file was last written, cut to microseconds; through floating point it would be rounded."""
    return EPOCH + timedelta(microseconds=file.stat().st_mtime_ns // 1000)
