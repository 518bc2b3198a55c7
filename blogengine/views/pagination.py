"""Lists cut into pagers, as `page.paginator` and `page.paginate(...)` give them to templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogengine.views.page import PageView


class Pager:
    """One page of a paginated list."""

    def __init__(
        self, number: int, chunks: Sequence[tuple[PageView, ...]], url_of: Callable[[int], str], size: int
    ) -> None:
        self.number = number
        """From 1."""
        self.size = size
        """Most pages on a pager."""
        self._chunks = chunks
        self._url_of = url_of

    @property
    def pages(self) -> tuple[PageView, ...]:
        """The pages on this pager."""
        return self._chunks[self.number - 1] if self._chunks else ()

    @property
    def url(self) -> str:
        """Its address, with the base URL's path."""
        return self._url_of(self.number)

    @property
    def total_pages(self) -> int:
        """How many pagers there are; 0 for an empty list."""
        return len(self._chunks)

    @property
    def total(self) -> int:
        """How many pages there are on all pagers together."""
        return sum(len(chunk) for chunk in self._chunks)

    @property
    def has_prev(self) -> bool:
        """Whether a pager comes before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a pager comes after this one."""
        return self.number < len(self._chunks)

    @property
    def prev(self) -> Pager | None:
        """The pager before, or None."""
        return self._at(self.number - 1) if self.has_prev else None

    @property
    def next(self) -> Pager | None:
        """The pager after, or None."""
        return self._at(self.number + 1) if self.has_next else None

    @property
    def first(self) -> Pager:
        """The first pager."""
        return self._at(1)

    @property
    def last(self) -> Pager:
        """The last pager."""
        return self._at(max(len(self._chunks), 1))

    @property
    def pagers(self) -> tuple[Pager, ...]:
        """All pagers; an empty list has one, empty."""
        return tuple(self._at(number) for number in range(1, max(len(self._chunks), 1) + 1))

    def _at(self, number: int) -> Pager:
        return Pager(number, self._chunks, self._url_of, self.size)


def cut(pages: Sequence[PageView], size: int) -> tuple[tuple[PageView, ...], ...]:
    """The pages in chunks of at most `size`; none for no pages."""
    return tuple(tuple(pages[start : start + size]) for start in range(0, len(pages), size))
