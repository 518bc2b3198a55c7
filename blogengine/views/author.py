"""Who wrote a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogengine.shapes import texts_of

if TYPE_CHECKING:
    from blogengine.views.page import PageView


def author_names(page: PageView) -> tuple[str, ...]:
    """The names of a page's authors: `authors` or `author` of its front matter, else of the site's parameters.

    Each may be a text, a table with `name`, or a list of these.
    """
    return texts_of(page.params.authors) or texts_of(page.params.author) or texts_of(page.site.params.author)
