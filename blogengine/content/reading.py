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
from blogengine.content.commits import commit_dates
from blogengine.content.files import Ignored, Scan, ignored_by, scan, shown
from blogengine.content.places import FOREIGN, Placed, lay_out, place
from blogengine.content.sources import Contents, Parsed, ResourceFile, SectionFiles, Source
from blogengine.embeds import deck_links
from blogengine.errors import Problem, SiteError
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
WORTHWHILE = 2000
"""Files that take longer to parse than it takes to start a process."""
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

    Raises `SiteError` with every file that cannot be read, every mistake in the syntax of front matter, and files that
    would make the same page.
    """
    reader = _Reader(config, read or parse_file)
    contents = [reader.folder(*each) for each in (tree or scan_content(config)).scans.items()]
    if reader.problems:
        raise SiteError(*reader.problems)
    sources = [source for each in contents for source in each.sources]
    return Contents(
        sources=tuple(sorted(sources, key=lambda source: (source.id, source.language))),
        section_files=tuple(files for each in contents for files in each.section_files),
        warnings=tuple(warning for each in contents for warning in each.warnings),
    )


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
    )


def parse_ahead(files: Sequence[tuple[Path, str]], jobs: int) -> Iterator[Parsed | None]:
    """What `parse_file` gives for each of many files, None where it raises; another process does half of the work.

    Nothing for files that are too few to be worth it.
    """
    half = len(files) // 2
    if jobs < 2 or len(files) < WORTHWHILE:
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # start-up time
    from multiprocessing import get_context  # noqa: PLC0415

    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        others = pool.submit(_parsed_of, files[half:])
        yield from _parsed_of(files[:half])
        yield from others.result()


def _parsed_of(files: Iterable[tuple[Path, str]]) -> list[Parsed | None]:
    return [_parsed_or_none(each) for each in files]


def _parsed_or_none(file: tuple[Path, str]) -> Parsed | None:
    try:
        return parse_file(*file)
    except SiteError:  # whoever needs the file parses it again, and hears why
        return None


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
        self._commits = commit_dates(config.root) if any(site.enable_git_info for site in config.sites) else {}
        disabled = {key.lower() for key in config.main.disable_languages}
        self._languages = {site.language.key.lower(): site.language.key for site in config.sites}
        self._suffixes = {*self._languages, *disabled}
        self.problems: list[Problem] = []

    def folder(self, name: str, scanned: Scan) -> Contents:
        """What one content folder holds."""
        sites = [site for site in self._config.sites if site.content_dir == name]
        self.problems += scanned.problems
        own = _language_of_folder(sites)
        files = self._placed(scanned, own)
        layout = lay_out(files)
        self.problems += _twins(layout.pages, own, self._config.root)
        resources = {**layout.below_branch, **layout.below_leaf}
        sources = [self._source(page, own, resources.get(page.folder, ())) for page in layout.pages]
        nodes = {
            (source.id.rpartition("/")[0], source.language) for source in sources if source and source.kind != "page"
        }
        return Contents(
            sources=tuple(source for source in sources if source),
            section_files=tuple(self._section_files(layout.below_branch, nodes, own)),
            warnings=(
                *scanned.warnings,
                *_foreign(files, self._config.root),
                *_leaf_at_top(layout.pages, self._config.root),
            ),
        )

    def _section_files(
        self, below: Mapping[str, Sequence[Placed]], nodes: Collection[tuple[str, str]], own: str
    ) -> Iterable[SectionFiles]:
        """The files of sections without an _index.md, each for the language of its suffix or of the folder."""
        for folder, files in sorted(below.items()):
            for language in sorted({self._languages.get(file.language, own) for file in files}):
                if (folder, language) not in nodes:
                    files_of = [file for file in files if self._languages.get(file.language, own) == language]
                    yield SectionFiles(
                        folder=folder, language=language, resources=_resources(folder, files_of, language)
                    )

    def _placed(self, scanned: Scan, own: str) -> list[Placed]:
        """The files of languages that are on."""
        placed = (place(found, self._suffixes) for found in scanned.files)
        return [each for each in placed if (each.language or own.lower()) in self._languages]

    def _source(self, page: Placed, own: str, resources: Sequence[Placed]) -> Source | None:
        try:
            return self._read_source(page, self._languages.get(page.language, own), resources)
        except SiteError as error:
            self.problems += error.problems
            return None

    def _read_source(self, page: Placed, language: str, resources: Sequence[Placed]) -> Source:
        file = page.found.file
        path = shown(file, self._config.root)
        parsed = self._read(file, path)
        beside = page.kind != "page"
        source = Source(
            id=page.found.name,
            path=path,
            file=file,
            language=language,
            kind=page.kind,
            format=page.format or "markdown",
            digest=parsed.digest,
            has_cjk=parsed.has_cjk,
            raw=parsed.raw,
            head=parsed.head,
            body_line=parsed.body_line,
            resources=_resources(page.folder, resources, language) if beside else (),
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


def _resources(folder: str, files: Iterable[Placed], language: str) -> tuple[ResourceFile, ...]:
    """The files of a bundle for one language: its own, and those without a suffix that it has no own one for."""
    start = len(folder) + 1 if folder else 0
    chosen: dict[tuple[str, str, str], Placed] = {}
    for each in sorted(files, key=lambda file: file.language):
        if each.language in ("", language.lower()):
            chosen[each.folder, each.stem, each.extension] = each
    found = (
        ResourceFile(name=each.found.name[start:], file=each.found.file, is_page=_is_text(each))
        for each in chosen.values()
    )
    return tuple(sorted(found, key=lambda resource: resource.name))


def _is_text(file: Placed) -> bool:
    return file.format is not None or file.extension in FOREIGN


def _twins(pages: Iterable[Placed], own: str, root: Path) -> list[Problem]:
    """A problem for every file that would make the same page as one before it."""
    first: dict[tuple[str, str], Placed] = {}
    problems = []
    for page in pages:
        other = first.setdefault((page.language or own.lower(), page.identity), page)
        if other is not page:
            problems.append(
                Problem(
                    message=f"this file and {shown(other.found.file, root)} would make the same page",
                    path=shown(page.found.file, root),
                    hint="Rename one of them: letter case, spaces and forms of Unicode make no difference.",
                )
            )
    return problems


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
    """A warning for every file in a format that Hugo converts and this engine does not."""
    for each in files:
        if each.extension in FOREIGN:
            yield Problem(
                message="the file is left out: only Markdown and HTML are converted",
                path=shown(each.found.file, root),
                hint="Convert it to Markdown, for instance with pandoc.",
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
