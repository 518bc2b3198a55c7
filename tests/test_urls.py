"""URLs: cleaning, permalink patterns, addresses, and the files behind them (the tables of Hugo's behaviour)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import msgspec
import pytest

from blogengine import urls
from blogengine.config import SiteConfig
from tests.conftest import TEMPLATES, MakeSite

CONFIG = SiteConfig(base_url="https://example.org/sub/")
SUBJECT = urls.Subject(
    kind="page",
    parts=("post", "sub", "My File_x"),
    section="post",
    section_parts=("post", "sub"),
    title="Hello, 世界 & C++ World!",
    date=datetime(2021, 3, 4, 23, 30, tzinfo=timezone(timedelta(hours=9))),
    id="/post/sub/my-file_x",
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Hello World", "hello-world"),
        ("日本語", "日本語"),
        ("A & B, (c) it's!", "a--b-c-its"),
        ("c++ #1", "c++-#1"),
        ("50%", "50"),
        ("a/b", "a/b"),
        ("emoji 😀", "emoji-"),
        ("a  b", "a--b"),
        ("\u3000a\u3000/\u3000b\u3000", "-a-/-b"),
        ("İΣς", "iσς"),
        ("50%41%zz", "50%41zz"),
    ],
)
def test_names_are_cleaned_as_hugo_cleans_them(text: str, cleaned: str) -> None:
    """Lower-cased, spaces as "-", only letters, marks, digits and a few signs kept."""
    assert urls.clean_path(text, CONFIG) == cleaned


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/:year/:month/:day/:title/", "/2021/03/04/hello-世界-c-world/"),
        ("/:section/:filename/", "/post/my-file_x/"),
        ("/:slug/", "/hello-世界-c-world/"),
        ("/:slugorcontentbasename/", "/my-file_x/"),
        ("/:sections/:contentbasename/", "/post/sub/my-file_x/"),
        ("/:sections[last]/:filename/", "/sub/my-file_x/"),
        ("/:monthname/:weekday/:weekdayname/:yearday/", "/march/4/thursday/63/"),
        ("/:06/:1/:2/:filename/", "/21/3/4/my-file_x/"),
    ],
)
def test_permalink_tokens(pattern: str, path: str) -> None:
    """Every token of a pattern stands for what it does in Hugo."""
    permalinks = msgspec.structs.replace(CONFIG.permalinks, page={"post": pattern})
    assert urls.page_path(SUBJECT, msgspec.structs.replace(CONFIG, permalinks=permalinks)) == path


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("C#", "c"),
        ("C##", "c##"),
        ("a#b", "a#b"),
        ("C#/", "c#-"),
        (" a  b ", "a-b"),
        ("C++ & Q&A", "c-qa"),
        ("a/b", "a-b"),
    ],
)
def test_titles_as_tokens(title: str, last: str) -> None:
    """Runs of spaces give one "-", "/" is one too, and an empty fragment at the end goes."""
    permalinks = msgspec.structs.replace(CONFIG.permalinks, page={"post": "/x/:title/"})
    subject = msgspec.structs.replace(SUBJECT, title=title)
    assert urls.page_path(subject, msgspec.structs.replace(CONFIG, permalinks=permalinks)) == f"/x/{last}/"


@pytest.mark.parametrize(
    ("parts", "kind", "path"),
    [
        (("post", "\u3000a  b\u3000"), "page", "/post/a--b/"),
        (("\u3000post\u3000", "a"), "page", "/-post/a/"),
        (("\u3000post\u3000", "\u3000sub\u3000"), "section", "/-post-/-sub/"),
        (("tags", "a/b"), "term", "/tags/a/b/"),
        ((), "home", "/"),
    ],
)
def test_paths_by_place(parts: tuple[str, ...], kind: str, path: str) -> None:
    """Folders and the name of a page are cleaned each on their own, those of a node together."""
    assert urls.page_path(urls.Subject(kind=kind, parts=parts), CONFIG) == path


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("a", "/a/"), ("/A b/", "/A b/"), ("a.html", "/a.html"), ("/r.html/", "/r.html/"), ("/a.", "/a."),
        ("/.e", "/.e"), ("/ai/index.html", "/ai/"), ("/y/../z", "/z/"), ("../../z", "/z/"), ("//w//x", "/w/x/"),
        ("/:year/:slug", "/2021/hello-世界-c++-world/"), ("/es\\:title", "/es:title/"), ("/日本.あ", "/日本.あ"),
    ],
)  # fmt: skip
def test_an_explicit_url_wins(url: str, path: str) -> None:
    """Relative to the root, kept as written, closed by "/" when it is no file; tokens work, an escaped colon is one."""
    assert urls.page_path(msgspec.structs.replace(SUBJECT, url=url), CONFIG) == path


@pytest.mark.parametrize(
    ("url", "rel"),
    [
        ("", "/sub/"), ("/", "/sub/"), ("x", "/sub/x"), ("/x/", "/sub/x/"), ("/sub/x", "/sub/x"),
        ("/subx", "/sub/subx"),
        ("/sub?q", "/sub?q"), ("#f", "/sub/#f"), ("?q=1", "/sub/?q=1"), ("a/../b//c/./d", "/sub/b/c/d"), ("../x", "/x"),
        ("あ b.png", "/sub/%E3%81%82%20b.png"), ("a%20b", "/sub/a%20b"), ("50%", "/sub/50%25"),
        ("x#あ", "/sub/x#%E3%81%82"),
        ("//cdn.org/x", "//cdn.org/x"), ("mailto:a@b.c", "mailto:a@b.c"), ("https://e.org/x", "https://e.org/x"),
        ("https://example.org/sub/x", "/sub/x"),
    ],
)  # fmt: skip
def test_urls_that_themes_write(url: str, rel: str) -> None:
    """A path gets the base path once, other addresses stay; whole, it gets the host too."""
    assert urls.rel_url(url, CONFIG.base_url) == rel
    whole = url if url.startswith("//") or ":" in url else f"https://example.org{rel}"
    assert urls.abs_url(url, CONFIG.base_url) == whole


@pytest.mark.parametrize(
    ("path", "encoded"),
    [
        ("/a(b)'c'/", "/a(b)'c'/"),
        ("/あ(b)/", "/%E3%81%82%28b%29/"),
        ("/c++-#1/", "/c++-%231/"),
        ("/%41あ%zz/", "/A%E3%81%82%25zz/"),
    ],
)
def test_paths_are_encoded_as_go_encodes_them(path: str, encoded: str) -> None:
    """One that is valid already stays as it is."""
    assert urls.encode(path) == encoded


@pytest.mark.parametrize("base", ["https://example.org/日本/", "https://example.org/%E6%97%A5%E6%9C%AC/"])
def test_a_base_path_in_japanese_is_encoded(base: str) -> None:
    """However the configuration spells it."""
    assert urls.permalink("/a/", base) == "https://example.org/%E6%97%A5%E6%9C%AC/a/"
    assert urls.rel_permalink("/a/", base) == "/%E6%97%A5%E6%9C%AC/a/"


def test_an_unknown_token_is_an_error_that_names_it() -> None:
    """A misspelt token is the author's mistake, not part of a URL."""
    permalinks = msgspec.structs.replace(CONFIG.permalinks, page={"post": "/:yaer/"})
    with pytest.raises(urls.PathError, match=":yaer"):
        urls.page_path(SUBJECT, msgspec.structs.replace(CONFIG, permalinks=permalinks))


def test_addresses_are_encoded_below_the_base_path() -> None:
    """Japanese, "#" and spaces are percent-encoded; the base URL's path comes first."""
    assert urls.rel_permalink("/tags/データ/", CONFIG.base_url) == "/sub/tags/%E3%83%87%E3%83%BC%E3%82%BF/"
    assert urls.permalink("/c++-#1/", CONFIG.base_url) == "https://example.org/sub/c++-%231/"


def test_root_relative_addresses_become_whole() -> None:
    """In feeds, `href`, `src` and `srcset` that start at the root are made whole below the base URL."""
    html = '<a href="/x">a</a><img src="/sub/y.png" srcset="/z.png 1x, https://h/w.png 2x"><a href="//h/q">b</a>'
    assert urls.absolutize(html, CONFIG.base_url) == (
        '<a href="https://example.org/sub/x">a</a><img src="https://example.org/sub/y.png" '
        'srcset="https://example.org/sub/z.png 1x, https://h/w.png 2x"><a href="//h/q">b</a>'
    )


@pytest.mark.parametrize("path", ["/../x/", "/a/../../x/", "/" + "あ" * 200 + "/", "/a\0b/"])
def test_no_output_leaves_the_destination(path: str) -> None:
    """A path that climbs out, or that no file can have, is refused."""
    with pytest.raises(urls.PathError):
        urls.page_output(path)


REFERENCES = {
    "https://x.org/": ("https://e.org/", "/"), "": ("", ""), "mailto:a@b.c": ("", ""), "javascript:x": ("", ""),
    "a.md?x=1#y": ("https://e.org/p/a/#y", "/p/a/#y"), "#z": ("#z", "#z"), "#": ("", ""), "ftp://x": ("", ""),
    "a.md#b?c": ("https://e.org/p/a/#b?c", "/p/a/#b?c"), "/p/a.md?q": ("https://e.org/p/a/", "/p/a/"),
    "..": ("https://e.org/", "/"), ".": ("https://e.org/p/", "/p/"),
}  # fmt: skip
"""A reference -> what `ref` and `relref` of Hugo 0.168 print for it on the page p/a."""


def test_references_are_read_as_addresses(site: MakeSite) -> None:
    """Scheme, host and query are passed over; what has no path then is nothing but its fragment."""
    calls = "\n\n".join(f'{{{{< ref "{each}" >}}}}|{{{{< relref "{each}" >}}}}' for each in REFERENCES)
    built = site({"config.toml": 'baseURL = "https://e.org/"\n', "content/p/a.md": calls, **TEMPLATES})
    shown = re.findall(r"<p>(.*)\|(.*)</p>", built.read("p/a/index.html"))
    assert dict(zip(REFERENCES, shown, strict=True)) == REFERENCES
