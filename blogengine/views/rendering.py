"""What is being rendered now, and the pagers that its template asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from blogengine.views.pagination import Pager, cut

if TYPE_CHECKING:
    from blogengine.views.page import PageView


class Rendering:
    """What is being rendered: the pager's number, and how many pagers the template turned out to need."""

    def __init__(self, page: str | None = None, number: int = 1) -> None:
        self._page = page
        self._number = number
        self.pager: Pager | None = None
        """The pager that the template asked for."""

    def paginator(self, view: PageView, pages: Callable[[], Sequence[PageView]], size: int | None) -> Pager:
        """The current pager; the first list a template asks for stays the one for this output, as in Hugo."""
        if self._page is None or view._id != self._page or not view.is_node:
            raise ValueError(f"{view.described} has no paginator here: only the list page being rendered has one")
        if self.pager is None:
            default = view._views.config.pagination.pager_size
            chunks = cut(pages(), size or default)
            self.pager = Pager(self._number, chunks, view.pager_url, size or default)
        return self.pager
