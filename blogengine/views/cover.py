"""The picture that stands for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogengine import urls
from blogengine.shapes import addresses_of

if TYPE_CHECKING:
    from blogengine.views.page import PageView

NAMED = ("images", "image", "cover", "featuredImage", "featured_image")
"""Front matter that names a picture of the page's own: a path, a table with `image`, or a list of these."""
FEATURED = ("feature", "cover", "thumbnail")
"""What the name of a picture in a page's bundle says when it stands for the page (Hugo's `opengraph.html`)."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")


def cover_of(page: PageView) -> str:
    """The whole address of the picture that a page names, or has in its bundle, as its own; "" without."""
    named = next(iter(named_pictures(page)), "")
    if named.startswith(("http://", "https://", "//")):
        return named
    resources = {resource.name: resource.permalink for resource in page.resources}
    if named:
        return resources.get(named.removeprefix("./")) or urls.abs_url(named, page._views.config.base_url)
    pictures = [name for name in resources if name.lower().endswith(SUFFIXES)]
    return next((resources[name] for mark in FEATURED for name in pictures if mark in name.lower()), "")


def named_pictures(page: PageView) -> tuple[str, ...]:
    """The pictures that the front matter of a page names, as written."""
    return next((found for key in NAMED if (found := addresses_of(page.params[key]))), ())
