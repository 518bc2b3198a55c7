"""Pages with their terms counted -> the files of an index. Deterministic: equal pages, equal bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Final
from zlib import crc32

import msgspec

from blogengine.search.terms import WIDE, terms_of

MANIFEST: Final = "index.json"
CLIENT: Final = "client.js"

SATURATION: Final = 1.2
"""BM25's k1: how soon more of the same term stops to count."""
LENGTH_WEIGHT: Final = 0.75
"""BM25's b: how much longer texts are held back."""
TITLE_WEIGHT: Final = 4.0
TAG_WEIGHT: Final = 3.0
HIGHEST: Final = SATURATION + 1 + TITLE_WEIGHT + TAG_WEIGHT

DIGITS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LEVELS: Final = 32
"""Weights are kept in so many steps, one digit each."""
MOST_TIMES: Final = 255
"""More make no difference to the weight."""

SMALLEST: Final = 6_000
LARGEST: Final = 18_000
"""Bytes of a shard; a term with more than `LARGEST` stands alone."""
CUT: Final = 32
"""One term in so many ends a shard between both sizes. The term itself decides, so a shard elsewhere stays as it is."""


class Entry(msgspec.Struct, frozen=True):
    """What is found by search, and what a hit shows."""

    title: str
    url: str
    tags: tuple[str, ...]
    date: str
    """As a reader sees it."""
    text: str
    """Plain text."""


class Counted(msgspec.Struct, frozen=True):
    """How often an entry has each term: a function of the entry alone, made once for each, small enough to keep all.

    Terms stand separated by spaces, each once.
    """

    digest: str
    """Of the entry's file."""
    body: str
    times: bytes
    """How often the text has each term of `body`; more than 255 times count as 255."""
    length: int
    """Of the text, in terms."""
    title: str
    tags: str


class Index(msgspec.Struct, frozen=True):
    """The files of an index by their names, without those of its pages."""

    version: str
    """A digest of every file, those of the pages as well."""
    files: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"Index({self.version})"


def count(entry: Entry) -> Counted:
    """The entry's terms, counted."""
    body = Counter(terms_of(entry.text))
    return Counted(
        digest=blake2b(encode(entry), digest_size=8).hexdigest(),
        body=" ".join(body),
        times=bytes(min(times, MOST_TIMES) for times in body.values()),
        length=body.total(),
        title=" ".join(dict.fromkeys(terms_of(entry.title))),
        tags=" ".join(dict.fromkeys(chain.from_iterable(map(terms_of, entry.tags)))),
    )


def build_index(pages: Sequence[Counted]) -> Index:
    """The index of some pages, numbered in their order: oldest first keeps most numbers when a page is added."""
    shards = dict(_shards(_postings(pages)))
    files = {f"terms/{_name(start)}.json": encode(shard) for start, shard in shards.items()}
    files[CLIENT] = _client()
    version = _version(*files.values(), *(page.digest.encode() for page in pages))
    manifest = Manifest(version=version, pages=len(pages), wide=WIDE, shards=" ".join(shards))
    return Index(version, {MANIFEST: encode(manifest), **files})


def page_name(number: int) -> str:
    """The file of a page of the index: its entry."""
    return f"pages/{number}.json"


def encode(value: msgspec.Struct) -> bytes:
    """A file's content."""
    return msgspec.json.encode(value)


class Manifest(msgspec.Struct, frozen=True):
    """What a client reads first."""

    version: str
    """A digest of every file, for addresses that caches may keep."""
    pages: int
    wide: str
    """The class of characters that are indexed in pairs."""
    shards: str
    """The first term of each shard, in order, separated by spaces."""


class Shard(msgspec.Struct, frozen=True):
    """Neighbouring terms and the pages that have them, both separated by spaces.

    A page is its distance from the one before it, less one, in groups of five bits, lowest first, a sixth bit set where
    more follow; then its weight for the term. Each group and each weight is a digit.
    """

    terms: str
    pages: str


def _client() -> bytes:
    from importlib.resources import files  # noqa: PLC0415  # start-up time

    return files("blogengine.search").joinpath(CLIENT).read_bytes()


def _version(*parts: bytes) -> str:
    digest = blake2b(digest_size=5)
    for part in parts:
        digest.update(blake2b(part).digest())
    return digest.hexdigest()


def _postings(pages: Sequence[Counted]) -> dict[str, bytearray]:
    """Term -> its pages, written as a shard has them."""
    gaps = [_number(gap) for gap in range(len(pages))]
    usual = _usual_length(pages)
    postings: dict[str, bytearray] = {}
    last: dict[str, int] = {}
    for number, page in enumerate(pages):
        for term, weight in _weights(page, usual):
            if term in last:
                postings[term] += gaps[number - last[term] - 1] + weight
            else:
                postings[term] = bytearray(gaps[number] + weight)
            last[term] = number
    return postings


def _usual_length(pages: Sequence[Counted]) -> int:
    """The average length of texts, as a power of two: one edit must not change the weights of every page."""
    return 1 << (sum(page.length for page in pages) // max(len(pages), 1)).bit_length()


def _weights(page: Counted, usual: int) -> Iterable[tuple[str, bytes]]:
    """Each term with the digit of its weight: BM25's for the text, more for the title and the tags."""
    held_back = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * page.length / usual)
    weights = {times: times * (SATURATION + 1) / (times + held_back) for times in {0, *page.times}}
    digits = {times: _digit(weight) for times, weight in weights.items()}
    terms = page.body.split(" ") if page.body else []
    found = dict(zip(terms, map(digits.__getitem__, page.times), strict=True))
    times = dict(zip(terms, page.times, strict=True))
    title, tags = set(page.title.split()), set(page.tags.split())
    for term in title | tags:
        more = TITLE_WEIGHT * (term in title) + TAG_WEIGHT * (term in tags)
        found[term] = _digit(weights[times.get(term, 0)] + more)
    return found.items()


def _digit(weight: float) -> bytes:
    return _character(min(LEVELS - 1, round(weight / HIGHEST * (LEVELS - 1))))


def _number(value: int) -> bytes:
    digits = b""
    while value >= 32:
        digits += _character(value % 32 + 32)
        value //= 32
    return digits + _character(value)


def _character(value: int) -> bytes:
    return DIGITS[value : value + 1]


def _shards(postings: Mapping[str, bytearray]) -> Iterator[tuple[str, Shard]]:
    """The shards by their first terms, in the order in which JavaScript compares texts."""
    terms: list[str] = []
    size = 0
    for term in sorted(postings, key=lambda term: term.encode("utf-16-be")):
        own = len(term.encode()) + len(postings[term]) + 2
        if terms and (size + own > LARGEST or (size >= SMALLEST and crc32(term.encode()) % CUT == 0)):
            yield terms[0], _shard(terms, postings)
            terms, size = [], 0
        terms.append(term)
        size += own
    if terms:
        yield terms[0], _shard(terms, postings)


def _shard(terms: Sequence[str], postings: Mapping[str, bytearray]) -> Shard:
    return Shard(terms=" ".join(terms), pages=b" ".join(postings[term] for term in terms).decode())


def _name(start: str) -> str:
    """The file of a shard by its first term: the same wherever the shard stands, and safe on any disk."""
    return start.encode().hex()
