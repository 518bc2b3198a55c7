"""Reading content folders: which files are pages, bundles and resources, as Hugo decides it."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Timer

import pytest

from blogengine.config import Config, Language, SiteConfig
from blogengine.config.schema import DateFields
from blogengine.content import Contents, parse_file, read_body, read_content
from blogengine.errors import SiteError

Read = Callable[..., Contents]


def config_of(root: Path, *sites: SiteConfig) -> Config:
    return Config(
        root=root,
        environment="production",
        files=(),
        sites=sites or (SiteConfig(),),
        cache_dir=root / "cache",
        publish_dir=root / "public",
    )


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes files below content/ and reads them."""

    def reader(*names: str, sites: tuple[SiteConfig, ...] = (), **files: str | bytes) -> Contents:
        write(tmp_path, {**dict.fromkeys(names, "---\ntitle: t\n---\nbody\n"), **files})
        return read_content(config_of(tmp_path, *sites))

    return reader


def kinds(contents: Contents) -> dict[str, str]:
    return {source.id: source.kind for source in contents.sources}


def resources(contents: Contents) -> dict[str, list[str]]:
    return {
        source.id: [resource.name + " page" * resource.is_page for resource in source.resources]
        for source in contents.sources
        if source.resources
    }


def test_kinds(read: Read) -> None:
    """index.md makes a leaf bundle, _index.md a branch, whatever the letter case; Markdown and HTML are pages."""
    found = read("_index.md", "a.md", "b/INDEX.md", "c/_Index.html", "d.mdown", "e.Markdown", "f.htm", "g.txt", "noext")
    assert kinds(found) == {
        "_index.md": "branch",
        "a.md": "page",
        "b/INDEX.md": "leaf",
        "c/_Index.html": "branch",
        "d.mdown": "page",
        "e.Markdown": "page",
        "f.htm": "page",
    }
    assert {source.id: source.format for source in found.sources}["f.htm"] == "html"


def test_leftovers(read: Read) -> None:
    """Dot files and folders, and what editors leave behind, are not read."""
    found = read(".hidden.md", ".git/a.md", "#a.md", "a.md~", "~x.md")
    assert kinds(found) == {"~x.md": "page"}
    assert not found.section_files


def test_ignore_files(read: Read) -> None:
    """`ignoreFiles` are regular expressions that are searched for in the whole path."""
    found = read("a.md", "b.draft.md", "old/c.md", sites=(SiteConfig(ignore_files=(r"\.draft\.md$", "/old/")),))
    assert kinds(found) == {"a.md": "page"}


def test_wrong_ignore_files(read: Read) -> None:
    """A pattern that is no regular expression is a problem."""
    with pytest.raises(SiteError, match="ignoreFiles"):
        read("a.md", sites=(SiteConfig(ignore_files=("(",)),))


def test_leaf_bundles(read: Read) -> None:
    """All below an index.md is its resource, texts as pages, further bundles too."""
    found = read("l/index.md", "l/other.md", "l/a.png", "l/sub/index.md", "l/sub/b.png", "l/_index.md", "l/p.html")
    assert kinds(found) == {"l/index.md": "leaf"}
    assert resources(found)["l/index.md"] == [
        "_index.md page", "a.png", "other.md page", "p.html page", "sub/b.png", "sub/index.md page",
    ]  # fmt: skip


def test_branch_bundles(read: Read) -> None:
    """Other files belong to the nearest section, which is a top folder with pages or a folder with _index.md."""
    found = read(
        "_index.md",
        "top.png",
        "only/a.png",
        "post/p.md",
        "post/x.png",
        "post/deep/y.png",
        "docs/_index.md",
        "docs/z.png",
        "docs/g/_index.md",
        "docs/g/h/i.png",
        "leaves/a/index.md",
        "leaves/b/j.png",
    )
    assert resources(found) == {
        "_index.md": ["only/a.png", "top.png"],
        "docs/_index.md": ["z.png"],
        "docs/g/_index.md": ["h/i.png"],
    }
    others = {files.folder: [resource.name for resource in files.resources] for files in found.section_files}
    assert others == {"leaves": ["b/j.png"], "post": ["deep/y.png", "x.png"]}


def test_index_at_the_top(read: Read) -> None:
    """An index.md at the top swallows the site, with a warning."""
    found = read("index.md", "post/a.md")
    assert kinds(found) == {"index.md": "leaf"}
    assert "_index.md" in str(found.warnings[0].hint)


def test_languages_by_suffix(read: Read) -> None:
    """A suffix that is a configured language chooses it; of a bundle's files its own come first."""
    en, ja = (
        SiteConfig(language=Language(key=key), disable_languages=("fr",), default_content_language="en")
        for key in ("en", "ja")
    )
    found = read(
        "a.md",
        "a.ja.md",
        "b.fr.md",
        "c.de.md",
        "D.JA.md",
        "l/index.md",
        "l/index.ja.md",
        "l/x.png",
        "l/x.ja.png",
        "l/y.png",
        sites=(en, ja),
    )
    assert {(source.id, source.language) for source in found.sources} == {
        ("a.md", "en"),
        ("a.ja.md", "ja"),
        ("c.de.md", "en"),
        ("D.JA.md", "ja"),
        ("l/index.md", "en"),
        ("l/index.ja.md", "ja"),
    }
    assert resources(found) == {"l/index.md": ["x.png", "y.png"], "l/index.ja.md": ["x.ja.png", "y.png"]}


def test_languages_by_folder(read: Read) -> None:
    """A language with its own content folder reads only that, and others do not."""
    en = SiteConfig(language=Language(key="en"))
    ja = SiteConfig(language=Language(key="ja"), content_dir="content/ja")
    found = read("a.md", "ja/a.md", sites=(en, ja))
    assert [(source.id, source.language) for source in found.sources] == [("a.md", "en"), ("a.md", "ja")]


def test_source(read: Read, tmp_path: Path) -> None:
    """A source has its digest, its front matter, and where its text starts; the text itself stays on disk."""
    found = read(**{"post/日本語.md": "---\r\nTitle: 日本\r\n---\r\na\r\nb"})
    (source,) = found.sources
    assert (source.id, source.path) == ("post/日本語.md", "content/post/日本語.md")
    assert source.file == tmp_path / "content/post/日本語.md"
    assert (dict(source.raw), source.body_line, source.has_cjk) == ({"title": "日本"}, 4, True)
    assert len(source.digest) == 32
    assert read_body(source) == "a\nb"


def test_nfc(read: Read) -> None:
    """A decomposed name, as macOS writes it, gives a composed id."""
    found = read(unicodedata.normalize("NFD", "がぎ/パ.md"), unicodedata.normalize("NFD", "がぎ/ポ.png"))
    assert [source.id for source in found.sources] == ["がぎ/パ.md"]
    assert found.section_files[0].resources[0].name == "ポ.png"


@pytest.mark.parametrize(
    ("stands", "other"),
    [
        ("A.md", "a.md"),
        (unicodedata.normalize("NFD", "が.md"), unicodedata.normalize("NFC", "が.md")),
        ("a b.md", "a-b.md"),
        ("a.markdown", "a.md"),
        ("a.md", "a.html"),
        ("a/index.md", "a.md"),
        ("a/index.md", "a/index.html"),
        ("a/index.html", "a.md"),
        ("a/_index.md", "a.md"),
        ("tags/a b/_index.md", "tags/a-b/_index.md"),
        ("a.en.md", "a.md"),
        ("a/index.en.md", "a/index.md"),
        ("a.en.md", "a/index.md"),
    ],
)
def test_twins(read: Read, tmp_path: Path, stands: str, other: str) -> None:
    """Of two files of one page Hugo's stands, and the warning at the other names both."""
    found = read(other, stands)
    assert [source.file.relative_to(tmp_path / "content").as_posix() for source in found.sources] == [stands]
    (warning,) = found.warnings
    assert (warning.code, warning.path) == ("duplicate-page", f"content/{unicodedata.normalize('NFC', other)}")
    assert f"content/{stands}" in warning.message


def test_all_problems_together(read: Read) -> None:
    """What is wrong with any file is reported at once, with its place."""
    with pytest.raises(SiteError) as caught:
        read(**{"a.md": "---\ntitle: [\n---\n", "b.md": b"ok\n\xff\n", "c.md": "a\n\0\n", "d.md": "+++\n"})
    places = [(problem.path, problem.line) for problem in caught.value.problems]
    assert places == [("content/a.md", 3), ("content/b.md", 2), ("content/c.md", 2), ("content/d.md", 1)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable(read: Read, tmp_path: Path) -> None:
    """A file that may not be read is a problem."""
    write(tmp_path, {"a.md": "x"})
    (tmp_path / "content/a.md").chmod(0)
    with pytest.raises(SiteError, match="cannot read the file"):
        read()


def test_links(read: Read, tmp_path: Path) -> None:
    """Links within the site are followed; those that lead out, around themselves or nowhere are not, with a warning."""
    content = tmp_path / "content"
    write(tmp_path, {"post/a.md": "x", "post/p.png": "x"})
    (content / "linked").symlink_to("post")
    (content / "post/loop").symlink_to("..")
    (content / "post/deep.md").symlink_to("a.md")
    (content / "gone.md").symlink_to("nowhere.md")
    (content / "out").symlink_to(tmp_path.parent)
    found = read()
    assert set(kinds(found)) == {"post/a.md", "post/deep.md", "linked/a.md", "linked/deep.md"}
    assert sorted(warning.path or "" for warning in found.warnings) == [
        "content/gone.md", "content/linked/loop", "content/out", "content/post/loop",
    ]  # fmt: skip


def test_foreign_formats(read: Read) -> None:
    """Formats that only Hugo converts are left out, other programs' texts are files: one warning for each format."""
    found = read("a.org", "c/b.org", "b.rst", "c/d.mdx", "c/e.Rmd", "c/x.md")
    assert [source.id for source in found.sources] == ["c/x.md"]
    assert [resource.name for files in found.section_files for resource in files.resources] == ["d.mdx", "e.Rmd"]
    told = [(each.code, each.path, each.message.partition(",")[0]) for each in found.warnings]
    assert told == [
        ("unread-format", "content/c/d.mdx", "published as written"),
        ("unread-format", "content/a.org", "left out of the site: 2 files in .org"),
        ("unread-format", "content/c/e.Rmd", "published as written"),
        ("unread-format", "content/b.rst", "left out of the site: a file in .rst"),
    ]


def test_modified(read: Read, tmp_path: Path) -> None:
    """The time of a file is read only where `[frontmatter]` asks for it."""
    write(tmp_path, {"a.md": "x"})
    os.utime(tmp_path / "content/a.md", (0, 0))
    assert read().sources[0].modified is None
    dates = DateFields(lastmod=(":filemodtime",))
    modified = read(sites=(SiteConfig(frontmatter=dates),)).sources[0].modified
    assert str(modified) == "1970-01-01 00:00:00+00:00"


def test_commit_dates(read: Read, tmp_path: Path) -> None:
    """With `enableGitInfo` a source knows its last commit, whatever letters its name has; a new file has none."""
    write(tmp_path, {"日本 語.md": "x", "b.md": "x"})
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_DATE": "2020-01-02T03:04:05+09:00"}
    author = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "content"), (*author, "commit", "-qm", "\x01 odd")):
        subprocess.run(("git", *arguments), cwd=tmp_path, env=env, check=True)
    found = read("new.md", sites=(SiteConfig(enable_git_info=True),))
    dates = {source.id: str(source.committed) for source in found.sources}
    assert dates == {"new.md": "None", "b.md": "2020-01-02 03:04:05+09:00", "日本 語.md": "2020-01-02 03:04:05+09:00"}


def test_git_info_without_git(read: Read) -> None:
    """`enableGitInfo` outside of a repository is a warning, and pages have no dates of commits."""
    found = read("a.md", sites=(SiteConfig(enable_git_info=True),))
    assert [warning.code for warning in found.warnings] == ["no-git-info"]
    assert [source.committed for source in found.sources] == [None]


def test_no_content(read: Read) -> None:
    """A site without a content folder has no sources."""
    assert read() == Contents()


def test_a_file_that_is_being_saved_is_read_when_it_is_whole(tmp_path: Path) -> None:
    """Editors that save in place empty it first."""
    file = tmp_path / "a.md"
    file.write_text("+++\ntitle = 'A'\n+++\nold")
    opened = file.open("w")  # emptied
    writer = Timer(0.015, lambda: (opened.write("+++\ntitle = 'A'\n+++\nnew"), opened.close()))
    writer.start()
    assert parse_file(file, "a.md").raw == {"title": "A"}
    writer.join()


def test_a_file_that_stays_empty_is_empty(tmp_path: Path) -> None:
    """However new it is."""
    (tmp_path / "a.md").touch()
    assert parse_file(tmp_path / "a.md", "a.md").raw == {}
