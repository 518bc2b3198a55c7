"""Related pages by shared keywords, after Hugo's `[related]` configuration."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from blogengine.config import Related, RelatedIndex
from blogengine.dates import go_format
from blogengine.graph.order import moment
from blogengine.site import Page

Keywords = tuple[str, ...]
Pages = int
"""A set of pages: bit n is the page of rank n. Pages with a keyword are counted in a few operations, however many."""
Score = tuple[int, int]
"""The sum of the weights of the keywords that two pages share, and how many keywords these are."""

NEVER = datetime(1, 1, 1)
"""Go's zero time: what pages without a date have in common for Hugo."""


class Relatedness:
    """Which pages share keywords with which: an inverted index over all listed regular pages."""

    def __init__(self, pages: Sequence[Page], config: Related) -> None:
        self._config = config
        self._weights = {index.name: index.weight for index in config.indices}
        self._largest = max(self._weights.values(), default=0)
        ranked = sorted(pages, key=lambda page: page.title)
        ranked.sort(key=lambda page: moment(page.publish_date), reverse=True)
        self._ids = tuple(page.id for page in ranked)
        self._ranks = {id_: rank for rank, id_ in enumerate(self._ids)}
        self._ages = [-moment(page.publish_date) for page in ranked]
        self._all: Pages = (1 << len(ranked)) - 1
        self._by_keyword = self._index(ranked)
        self._indexed = {
            name: _union(held for (of, _), held in self._by_keyword.items() if of == name) for name in self._weights
        }

    def related_to(self, page: Page, limit: int | None = None) -> tuple[str, ...]:
        """Ids of the pages most related to this one, best first: by score, then date, then title."""
        allowed = self._all & ~(1 << self._ranks[page.id]) if page.id in self._ranks else self._all
        if not self._config.include_newer and page.publish_date is not None:
            newer = bisect_left(self._ages, -moment(page.publish_date))
            allowed &= ~((1 << newer) - 1)
        best: dict[int, Pages] = defaultdict(int)
        for (total, matches), held in self._scores(page, allowed).items():
            if matches and self._is_enough(total, matches):
                best[total] |= held
        found = (rank for total in sorted(best, reverse=True) for rank in _ranks(best[total]))
        return tuple(self._ids[rank] for rank, _ in zip(found, range(limit or len(self._ids)), strict=False))

    @property
    def signature(self) -> str:
        """What tells this index from one that answers differently."""
        content = repr((self._config, self._ids, () if self._config.include_newer else self._ages))
        state = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16)
        for key, held in sorted(self._by_keyword.items()):
            state.update(repr(key).encode("utf-8", "surrogatepass"))
            state.update(held.to_bytes(len(self._ids) // 8 + 1, "little"))
        return state.hexdigest()

    def _scores(self, page: Page, allowed: Pages) -> Mapping[Score, Pages]:
        """How well pages match: each of the `allowed` ones under its score."""
        scores: dict[Score, Pages] = {(0, 0): allowed}
        for key in self._keywords(page):
            sharing = self._by_keyword.get(key, 0)
            if not sharing or self._too_frequent(key[0], sharing):
                continue
            after: dict[Score, Pages] = defaultdict(int)
            for (total, matches), held in scores.items():
                if hit := held & sharing:
                    after[total + self._weights[key[0]], matches + 1] |= hit
                if missed := held & ~sharing:
                    after[total, matches] |= missed
            scores = after
        return scores

    def _is_enough(self, total: int, matches: int) -> bool:
        rank = total // matches * 100 / self._largest if self._largest else 0
        return int(rank + 0.5) >= self._config.threshold // matches

    def _too_frequent(self, name: str, sharing: Pages) -> bool:
        limit = next(index.cardinality_threshold for index in self._config.indices if index.name == name)
        return 0 < limit < sharing.bit_count() * 100 // self._indexed[name].bit_count()

    def _index(self, ranked: Sequence[Page]) -> dict[tuple[str, str], Pages]:
        ranks: dict[tuple[str, str], list[int]] = defaultdict(list)
        for rank, page in enumerate(ranked):
            for key in self._keywords(page):
                ranks[key].append(rank)
        return {key: _set_of(held, len(ranked)) for key, held in ranks.items()}

    def _keywords(self, page: Page) -> Iterable[tuple[str, str]]:
        for index in self._config.indices:
            lower = index.to_lower or self._config.to_lower
            for keyword in _values(page, index):
                yield index.name, keyword.lower() if lower else keyword


def _set_of(ranks: Iterable[int], size: int) -> Pages:
    held = bytearray(size // 8 + 1)
    for rank in ranks:
        held[rank >> 3] |= 1 << (rank & 7)
    return int.from_bytes(held, "little")


def _union(sets: Iterable[Pages]) -> Pages:
    union = 0
    for held in sets:
        union |= held
    return union


def _ranks(held: Pages) -> Iterator[int]:
    """The ranks in a set, lowest first."""
    while held:
        lowest = held & -held
        yield lowest.bit_length() - 1
        held ^= lowest


def _values(page: Page, index: RelatedIndex) -> Keywords:
    """The page's distinct keywords for one index; a date, unset too, gives one, by its pattern or its year."""
    name = index.name.lower()
    if name in ("date", "lastmod", "publishdate"):
        date = {"date": page.date, "lastmod": page.lastmod, "publishdate": page.publish_date}[name]
        return (go_format(date or NEVER, index.pattern or "2006"),)
    value = page.matter.keywords if name == "keywords" else page.matter.params.get(name)
    return _texts(value)


def _texts(value: object) -> Keywords:
    if value is None or isinstance(value, Mapping):
        return ()
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(dict.fromkeys(str(text) for text in values if str(text)))
