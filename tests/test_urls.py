"""URLs: cleaning, permalink patterns, addresses, and the files behind them (the tables of Hugo's behaviour)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import msgspec
import pytest

from blogengine import urls
from blogengine.config import SiteConfig

CONFIG = SiteConfig(base_url="https://example.org/sub/")
SUBJECT = urls.Subject(
    kind="page",
    parts=("post", "sub", "My File_x"),
    section="post",
    section_parts=("post", "sub"),
    title="Hello, 世界 & C++ World!",
    date=datetime(2021, 3, 4, 23, 30, tzinfo=timezone(timedelta(hours=9))),
    permalink_key="post",
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
