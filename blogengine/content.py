"""The content folder as sources: what each file is, its digest and front matter. Bodies stay on disk until needed."""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import msgspec

from blogengine.config import Config, SiteConfig
from blogengine.errors import Problem, SiteError
from blogengine.frontmatter import Origin, RawMatter, split_front_matter
from blogengine.prose import has_cjk

FORMATS: Mapping[str, Literal["markdown", "html"]] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".html": "html",
    ".htm": "html",
}


class ResourceFile(msgspec.Struct, frozen=True):
    """A file of a page's bundle."""

    name: str
    """Its path within the bundle, "/" separators."""
    file: Path
    is_page: bool = False
    """Whether it is content itself, and so not published by itself."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A content file."""

    id: str
    """Its path relative to the content folder, composed (NFC), "/" separators: "post/日本語.ja.md"."""
    file: Path
    language: str
    kind: Literal["page", "leaf", "branch"]
    """A page by itself, `index.md`, or `_index.md`."""
    format: Literal["markdown", "html"]
    digest: str
    """BLAKE2b of its bytes, in hexadecimal."""
    has_cjk: bool
    """Whether its text, front matter included, holds Han, Hangul, Hiragana or Katakana."""
    raw: Mapping[str, Any]
    """Its front matter, keys lower-cased."""
    body_line: int
    """The line that its body starts on, from 1."""
    resources: tuple[ResourceFile, ...] = ()
    shown: str = ""
    """Its path as messages show it."""

    @property
    def origin(self) -> Origin:
        """Its file, for decoding its front matter."""
        folder, _, name = self.id.rpartition("/")
        stem = name.rpartition(".")[0].removesuffix(f".{self.language}")
        return Origin(
            path=self.shown,
            file=self.file,
            stem=folder.rpartition("/")[2] if self.kind == "leaf" else stem,
            has_cjk=self.has_cjk,
        )


class Contents(msgspec.Struct, frozen=True):
    """Everything in the content folders."""

    sources: tuple[Source, ...]
    """By id."""


def read_content(config: Config) -> Contents:
    """Every content file of every language. Raises `SiteError` with the mistakes of all of them."""
    readers = [_FolderReader(folder, languages, config) for folder, languages in _folders(config).items()]
    sources = [source for reader in readers for source in reader.sources()]
    problems = [problem for reader in readers for problem in reader.problems]
    problems += _same_identity(sources)
    if problems:
        raise SiteError(*problems)
    return Contents(tuple(sorted(sources, key=lambda source: (source.id, source.language))))


def read_body(source: Source) -> str:
    """The text after the front matter, line breaks as "\\n". Raises `SiteError` when the file is gone or unreadable."""
    return split_front_matter(_text_of(source.file, source.shown)[0], source.shown).body


class _FolderReader:
    """Reads one content folder."""

    def __init__(self, folder: Path, languages: Sequence[SiteConfig], config: Config) -> None:
        self._folder = folder
        self._root = config.root
        self._default = languages[0].language.key if len(languages) == 1 else config.main.language.key
        self._languages = {site.language.key.lower(): site.language.key for site in languages}
        self._ignored = [re.compile(pattern) for pattern in config.main.ignore_files]
        self.problems: list[Problem] = []

    def sources(self) -> Iterator[Source]:
        """Every source in the folder."""
        if not self._folder.is_dir():
            return
        yield from self._walk(self._folder, frozenset({self._folder.resolve()}))

    def _walk(self, folder: Path, trail: frozenset[Path]) -> Iterator[Source]:
        files, folders = self._entries(folder)
        content = [file for file in files if file.suffix.lower() in FORMATS]
        leaves = [file for file in content if self._stem(file) == "index"]
        if leaves and folder != self._folder:
            yield from self._leaf_bundle(folder, leaves, trail)
            return
        others = [file for file in files if file.suffix.lower() not in FORMATS]
        branches = [file for file in content if self._stem(file) == "_index"]
        for file in content:
            kind: Literal["page", "leaf", "branch"] = "branch" if file in branches else "page"
            if file in leaves:
                kind = "leaf"
            resources = self._branch_resources(folder, others, file, branches) if kind == "branch" else ()
            yield from self._source(file, kind, resources)
        for inner in folders:
            if (real := inner.resolve()) not in trail:
                yield from self._walk(inner, trail | {real})

    def _entries(self, folder: Path) -> tuple[list[Path], list[Path]]:
        try:
            entries = sorted(Path(entry.path) for entry in os.scandir(folder))
        except OSError as error:
            self.problems.append(Problem(message=f"cannot read the folder: {error.strerror}", path=self._shown(folder)))
            return [], []
        kept = [path for path in entries if not path.name.startswith(".") and not self._is_ignored(path)]
        return [path for path in kept if path.is_file()], [path for path in kept if path.is_dir()]

    def _is_ignored(self, path: Path) -> bool:
        name = path.as_posix()
        return path.name.endswith("~") or any(pattern.search(name) for pattern in self._ignored)

    def _leaf_bundle(self, folder: Path, leaves: Sequence[Path], trail: frozenset[Path]) -> Iterator[Source]:
        inside = sorted(self._files_below(folder, trail))
        own = {leaf.name for leaf in leaves}
        for leaf in leaves:
            language = self._language(leaf)
            resources = tuple(
                ResourceFile(
                    normalize("NFC", file.relative_to(folder).as_posix()), file, file.suffix.lower() in FORMATS
                )
                for file in inside
                if not (file.parent == folder and file.name in own) and self._belongs(file, language, inside)
            )
            yield from self._source(leaf, "leaf", resources)

    def _files_below(self, folder: Path, trail: frozenset[Path]) -> Iterator[Path]:
        files, folders = self._entries(folder)
        yield from files
        for inner in folders:
            if (real := inner.resolve()) not in trail:
                yield from self._files_below(inner, trail | {real})

    def _branch_resources(
        self, folder: Path, others: Sequence[Path], branch: Path, branches: Sequence[Path]
    ) -> tuple[ResourceFile, ...]:
        language = self._language(branch)
        return tuple(
            ResourceFile(normalize("NFC", file.name), file)
            for file in others
            if self._belongs(file, language, others) or len(branches) == 1
        )

    def _belongs(self, file: Path, language: str, beside: Sequence[Path]) -> bool:
        """Whether a resource is for a language: its own, or one without a version of its own there."""
        own = self._language(file)
        if own == language:
            return True
        if file.suffix.lower() in FORMATS:
            return False
        return not any(
            other != file and other.parent == file.parent and self._stem(other) == self._stem(file)
            and other.suffix == file.suffix and self._language(other) == language
            for other in beside
        )  # fmt: skip

    def _source(
        self, file: Path, kind: Literal["page", "leaf", "branch"], resources: tuple[ResourceFile, ...]
    ) -> Iterator[Source]:
        shown = self._shown(file)
        try:
            text, digest = _text_of(file, shown)
            matter = split_front_matter(text, shown)
        except SiteError as error:
            self.problems += error.problems
            return
        yield self._made(file, kind, resources, text, digest, matter)

    def _made(
        self, file: Path, kind: Literal["page", "leaf", "branch"], resources: tuple[ResourceFile, ...], text: str, digest: str,
        matter: RawMatter,
    ) -> Source:  # fmt: skip
        return Source(
            id=normalize("NFC", file.relative_to(self._folder).as_posix()),
            file=file,
            language=self._language(file),
            kind=kind,
            format=FORMATS[file.suffix.lower()],
            digest=digest,
            has_cjk=has_cjk(text),
            raw=matter.values,
            body_line=matter.body_line,
            resources=resources,
            shown=self._shown(file),
        )

    def _language(self, file: Path) -> str:
        """The language that a file's name says, else the folder's."""
        return self._languages.get(file.stem.rpartition(".")[2].lower(), self._default) if "." in file.stem else self._default

    def _stem(self, file: Path) -> str:
        """A file's name without extension and language."""
        stem, dot, last = file.stem.rpartition(".")
        return stem if dot and last.lower() in self._languages else file.stem

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)


def _folders(config: Config) -> dict[Path, list[SiteConfig]]:
    """Content folder -> the languages whose content it holds."""
    found: dict[Path, list[SiteConfig]] = defaultdict(list)
    for site in config.sites:
        found[config.root / site.content_dir].append(site)
    return found


def _text_of(file: Path, shown: str) -> tuple[str, str]:
    """A file's text and the digest of its bytes."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SiteError(Problem(message=f"cannot read the file: {error.strerror}", path=shown)) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8; a file in Shift_JIS or EUC-JP can be converted with iconv."
        raise SiteError(Problem(message="the file is not UTF-8", path=shown, line=line, hint=hint)) from error
    return text, hashlib.blake2b(data, digest_size=16).hexdigest()


def _same_identity(sources: Sequence[Source]) -> list[Problem]:
    """Files whose names differ only in Unicode composition: they would be one page."""
    seen: dict[tuple[str, str], Source] = {}
    problems = []
    for source in sources:
        other = seen.setdefault((source.id, source.language), source)
        if other is not source:
            problems.append(
                Problem(
                    message=f"two files are the same page: their names differ only in Unicode form ({source.id})",
                    path=source.shown,
                    hint="Delete one of them.",
                )
            )
    return problems
