"""The picture that stands for a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from blogengine import urls

if TYPE_CHECKING:
    from blogengine.views.page import PageView

NAMED = ("images", "image", "cover")
"""Front matter that names a picture of the page's own: a path, a table with `image`, or a list of these."""
FEATURED = ("feature", "cover", "thumbnail")
"""What the name of a picture in a page's bundle says when it stands for the page (Hugo's `opengraph.html`)."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")


def cover_of(page: PageView) -> str:
    """The whole address of the picture that a page names, or has in its bundle, as its own; "" without."""
    named = next((name for key in NAMED if (name := _first(page.params[key]))), "")
    if named.startswith(("http://", "https://", "//")):
        return named
    resources = {resource.name: resource.permalink for resource in page.resources}
    if named:
        return resources.get(named.removeprefix("./")) or urls.abs_url(named, page._views.config.base_url)
    pictures = [name for name in resources if name.lower().endswith(SUFFIXES)]
    return next((resources[name] for mark in FEATURED for name in pictures if mark in name.lower()), "")


def _first(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("image")
    if isinstance(value, list | tuple):
        return next((name for each in value if (name := _first(each))), "")
    return value if isinstance(value, str) else ""
