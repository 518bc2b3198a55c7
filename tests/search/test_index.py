"""The index: its bytes, its shards, and that the client finds in it what is there."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

from blogengine.search import CLIENT, MANIFEST, Entry
from blogengine.search.index import LARGEST
from blogengine.search.terms import WIDE, fold
from tests.search.blog import Blog
from tests.search.browserless import ask, files_of, lay_out

BUDGET = 300_000
"""Bytes that a reader of 1,000 posts spends before the first result."""
SHOWN = 10
"""Pages whose text is read for the first results, at least."""
LOOKED_AT = 20
"""And at most."""


def entry(number: int = 0, text: str = "", title: str = "", tags: Sequence[str] = ()) -> Entry:
    return Entry(title=title, url=f"/{number}/", tags=tuple(tags), date="", text=text)


@pytest.fixture(scope="module")
def posts() -> list[Entry]:
    """A small blog in Japanese."""
    return list(Blog().posts(200))


def found(node: str, folder: Path, entries: Iterable[Entry], query: str) -> list[str]:
    """The addresses that a query finds, best first; what only comes near is not found."""
    (asked,) = ask(node, lay_out(files_of(entries), folder), [query])
    return asked.kept if asked.exact else []


# Bytes


def test_equal_pages_give_equal_bytes(posts: list[Entry]) -> None:
    """The index is a function of the pages: made twice, it is the same to the byte."""
    assert files_of(posts[:50]) == files_of(posts[:50])


def test_an_edit_leaves_the_shards_of_other_terms(posts: list[Entry]) -> None:
    """A word added to one text changes the shards that hold its terms, and the page; not the rest."""
    before = files_of(posts[:200])
    changed = msgspec.structs.replace(posts[77], text=posts[77].text + " xylophone")
    after = files_of([*posts[:77], changed, *posts[78:200]])
    differing = {name for name in before | after if before.get(name) != after.get(name)}
    assert {MANIFEST, "pages/77.json"} < differing
    assert len(differing) <= 4
    assert len(before) > 240


def test_a_new_page_keeps_the_numbers_of_older_ones(posts: list[Entry]) -> None:
    """Pages come oldest first, so that a new one leaves the files of all others as they are."""
    before, after = files_of(posts[:20]), files_of(posts[:21])
    assert all(after[name] == content for name, content in before.items() if name.startswith("pages/"))


def test_shards_stay_small(posts: list[Entry]) -> None:
    """No shard is larger than its limit, unless it is one term's; none has a name that a disk could refuse."""
    for name, content in files_of(posts).items():
        if name.startswith("terms/"):
            assert len(content) < LARGEST + 100 or " " not in json.loads(content)["terms"]
            assert re.fullmatch(r"terms/[0-9a-f]{2,200}\.json", name)


def test_no_pages_make_an_index(node: str, tmp_path: Path) -> None:
    """A site without a page has an index that answers."""
    assert sorted(files_of([])) == [CLIENT, MANIFEST]
    assert found(node, tmp_path, [], "なにか") == []


# What it costs


def spent(index: Mapping[str, bytes], files: Iterable[str], compressed: dict[str, int]) -> tuple[int, int]:
    """Bytes of some files, plain and compressed; a file's compressed size is kept in `compressed`."""
    chosen = list(files)
    for name in chosen:
        if name not in compressed:
            compressed[name] = len(gzip.compress(index[name], mtime=0))
    return sum(len(index[name]) for name in chosen), sum(compressed[name] for name in chosen)


def test_a_reader_of_a_thousand_posts_spends_little_before_the_first_result(node: str, tmp_path: Path) -> None:
    """Any of many queries, frequent and rare words, single letters and whole sentences, stays below 300 KB."""
    posts = list(Blog().posts(1_000))
    folder = lay_out(index := files_of(posts), tmp_path)
    choose, words = random.Random(1).choice, Blog().words
    queries = [choose(words[: 10 ** (1 + trial % 4)]) for trial in range(40)]
    queries += [f"{choose(words[:300])} {choose(words[:300])}" for _ in range(20)]
    queries += [choose(posts).text[at : at + 12] for at in range(20)] + [choose(posts).text[:200] for _ in range(10)]
    queries += ["の", "に", "は", "が", "を", "et", "の に は", "e a t o", "です ます から"]
    number = {post.url: place for place, post in enumerate(posts)}
    costs, sizes = [], dict[str, int]()
    for asked in ask(node, folder, queries):
        looked_at = SHOWN if set(asked.found[:SHOWN]) <= set(asked.kept) else LOOKED_AT
        pages = [f"pages/{number[url]}.json" for url in asked.found[:looked_at]]
        costs.append(spent(index, [CLIENT, *asked.read, *pages], sizes))
    assert max(plain for plain, _ in costs) < BUDGET
    assert max(compressed for _, compressed in costs) < BUDGET / 2


# What it finds

WRITTEN = (
    *("犬", "小犬。", "犬小屋", "東京都", "東京と京都", "ねこ", "ﾈｺ", "FastAPI", "ＡＰＩ", "apis"),
    *(
        "C++ で",
        "C で",
        "model_id=1",
        "id of a model",
        "GCP 環境",
        "環境とGCP",
        "Machine\tLearning",
        "learning a machine",
    ),
    *("Straße", "𠮷野家", "がく"),
)


def test_the_client_finds_what_the_texts_hold(node: str, posts: list[Entry], tmp_path: Path) -> None:
    """For words in kanji and kana, the pages found are those whose texts hold them, every one of them."""
    folder = lay_out(files_of(posts), tmp_path)
    words = [word for word in Blog().words[:4000:97] if re.fullmatch(f"[{WIDE}]{{2,}}", word)]
    for word, asked in zip(words, ask(node, folder, words), strict=True):
        holding = {post.url for post in posts if fold(word) in fold("\n".join((post.title, post.text, *post.tags)))}
        assert (set(asked.kept) if asked.exact else set()) == holding, word


def test_every_page_of_a_term_is_found(node: str, tmp_path: Path) -> None:
    """Gaps between pages, small and large, come out of a shard as they went in."""
    have = {0, 1, 31, 32, 33, 34, 97, 1_500, 2_600}
    entries = [entry(number, "犬がいる" if number in have else "猫") for number in range(2_601)]
    assert set(found(node, tmp_path, entries, "犬が")) == {f"/{number}/" for number in have}


def test_titles_come_before_tags_and_tags_before_texts(node: str, tmp_path: Path) -> None:
    """A page with the word in its title is first, then one with it as a tag, then the one whose text has it."""
    entries = [
        entry(1, "検索 " * 30 + "ほか"),
        entry(2, "別の話題を長く書く", tags=["検索"]),
        entry(3, "また別の話題", title="検索について"),
        *(entry(number, "無関係") for number in range(4, 30)),
    ]
    assert found(node, tmp_path, entries, "検索") == ["/3/", "/2/", "/1/"]


def test_more_often_and_in_shorter_texts_is_better(node: str, tmp_path: Path) -> None:
    """BM25: of texts, one with more of the word comes first; with as much of it, the shorter one."""
    entries = [
        entry(1, "検索 " + "ほかのこと " * 400),
        entry(2, "検索 " + "ほかのこと " * 40),
        entry(3, "検索 " * 9 + "ほかのこと " * 40),
    ]
    assert found(node, tmp_path, entries, "検索") == ["/3/", "/2/", "/1/"]


def test_of_equals_the_newer_comes_first(node: str, tmp_path: Path) -> None:
    """Pages that answer equally well come newest first."""
    assert found(node, tmp_path, [entry(1, "同じ文"), entry(2, "同じ文")], "同じ") == ["/2/", "/1/"]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("犬", {"犬", "小犬。", "犬小屋"}),
        ("京都", {"東京都", "東京と京都"}),
        ("東京都", {"東京都"}),
        ("ネコ", {"ねこ", "ﾈｺ"}),
        ("api", {"FastAPI", "ＡＰＩ", "apis"}),
        ("c++", {"C++ で"}),
        ("model_id", {"model_id=1"}),
        ("gcp環境", {"GCP 環境"}),
        ('"machine learning"', {"Machine\tLearning"}),
        ("machine learning", {"Machine\tLearning", "learning a machine"}),
        ("strasse", {"Straße"}),
        ("𠮷野", {"𠮷野家"}),
        ("か\u3099く", {"がく"}),
        ("…", set()),
        ("", set()),
    ],
)
def test_a_query_finds(node: str, tmp_path: Path, query: str, texts: set[str]) -> None:
    """What reads the same is found in any width, kana, case and spacing; pieces of a word apart are not the word."""
    entries = [entry(number, text) for number, text in enumerate(WRITTEN)]
    assert {WRITTEN[int(url.strip("/"))] for url in found(node, tmp_path, entries, query)} == texts


def test_what_comes_near_is_told_apart(node: str, tmp_path: Path) -> None:
    """When no page has all of a query, those with half of it are given, as not exact."""
    folder = lay_out(files_of([entry(1, "日本語で書く"), entry(2, "英語")]), tmp_path)
    (asked,) = ask(node, folder, ["日本語で書きます"])
    assert (asked.exact, asked.found) == (False, ["/1/"])


def test_hostile_pages_do_no_harm(node: str, tmp_path: Path) -> None:
    """Words without end, markup, quotes and names of JavaScript's own are indexed as text like any other."""
    strange = ["x" * 100_000, "</script><b>&amp;", '"quoted" \\ back', "__proto__ constructor toString", "(?:)*[ $&"]
    entries = [entry(number, text, title=text[:50]) for number, text in enumerate(strange)]
    folder = lay_out(files_of(entries), tmp_path)
    queries = ["x" * 30, "script b", '"quoted"', "__proto__", "constructor", "toString", "(?:)*[ $&", "hasOwnProperty"]
    kept = [asked.kept for asked in ask(node, folder, queries)]
    assert kept == [["/0/"], ["/1/"], ["/2/"], ["/3/"], ["/3/"], ["/3/"], [], []]
