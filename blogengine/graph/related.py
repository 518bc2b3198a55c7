"""Related pages by shared keywords, after Hugo's `[related]` configuration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from blogengine.config import Related, RelatedIndex
from blogengine.dates import go_format
from blogengine.graph.order import moment
from blogengine.site import Page

Keywords = tuple[str, ...]

NEVER = datetime(1, 1, 1)
"""Go's zero time: what pages without a date have in common for Hugo."""


class Relatedness:
    """Which pages share keywords with which: an inverted index over all listed regular pages."""

    def __init__(self, pages: Sequence[Page], config: Related) -> None:
        self._config = config
        self._largest = max((index.weight for index in config.indices), default=0)
        self._places = {page.id: page for page in pages}
        self._by_keyword: dict[tuple[str, str], list[Page]] = defaultdict(list)
        indexed: dict[str, set[str]] = defaultdict(set)
        for page in pages:
            for name, keyword in self._keywords(page):
                self._by_keyword[name, keyword].append(page)
                indexed[name].add(page.id)
        self._indexed = {name: len(found) for name, found in indexed.items()}

    def related_to(self, page: Page, limit: int | None = None) -> tuple[str, ...]:
        """Ids of the pages most related to this one, best first, itself left out."""
        sums: dict[str, int] = defaultdict(int)
        matches: dict[str, int] = defaultdict(int)
        weights = {index.name: index.weight for index in self._config.indices}
        for key in self._keywords(page):
            sharing = self._by_keyword.get(key, ())
            if self._too_frequent(key[0], len(sharing)):
                continue
            for other in sharing:
                sums[other.id] += weights[key[0]]
                matches[other.id] += 1
        sums.pop(page.id, None)
        kept = [self._places[name] for name in sums if self._keeps(page, name, sums[name], matches[name])]
        kept.sort(key=lambda other: other.title)
        kept.sort(key=lambda other: (sums[other.id], moment(other.publish_date)), reverse=True)
        return tuple(other.id for other in kept[:limit])

    def _keeps(self, page: Page, name: str, total: int, matches: int) -> bool:
        config = self._config
        if not config.include_newer and moment(self._places[name].publish_date) > moment(page.publish_date):
            return False
        rank = total // matches * 100 / self._largest if self._largest else 0
        return int(rank + 0.5) >= config.threshold // matches

    def _too_frequent(self, name: str, count: int) -> bool:
        limit = next(index.cardinality_threshold for index in self._config.indices if index.name == name)
        return 0 < limit < count * 100 // self._indexed[name]

    def _keywords(self, page: Page) -> Iterable[tuple[str, str]]:
        for index in self._config.indices:
            lower = index.to_lower or self._config.to_lower
            for keyword in _values(page, index):
                yield index.name, keyword.lower() if lower else keyword


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
