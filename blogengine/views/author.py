"""Who wrote a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogengine.views.page import PageView


def author_names(page: PageView) -> tuple[str, ...]:
    """The names of a page's authors: `authors` or `author` of its front matter, else of the site's parameters.

    Each may be a text, a table with `name`, or a list of these.
    """
    params = page.params
    return tuple(_names(params.authors or params.author or page.site.params.author))


def _names(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list | tuple):
        return [name for each in value for name in _names(each)]
    return [str(value)] if value else []
