"""The filter that gives a page's pictures their sizes and smaller copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from blogengine import urls
from blogengine.config import SiteConfig
from blogengine.pictures import Album, Asked, Resize, markup
from blogengine.pictures.album import Picture
from blogengine.pictures.markup import ImageTag

SIZES: Final = "(min-width: 48rem) 46rem, 100vw"
"""How wide a column of text shows its pictures, where the theme does not say it."""


def picture_filters(
    config_of: Callable[[Context], SiteConfig], album: Album | None
) -> Mapping[str, Callable[..., Any]]:
    """Every filter by name; without an album they print what they are given."""

    @pass_context
    def responsive_images(context: Context, html: object, sizes: str = SIZES, first: str = "lazy") -> Markup:
        """HTML whose pictures load lazily, know their size, and offer smaller copies in WebP.

        `sizes` says how wide the theme shows them, as the attribute of that name. `first` is the `loading` of the
        first one: "eager" where readers see it without scrolling, so that the page is not waited for.
        """
        if album is None:
            return Markup(str(html))
        printer = _Printer(album, config_of(context), context["page"].permalink, sizes, first)
        return Markup(markup.rewritten(str(html), printer.printed))

    return {"responsive_images": responsive_images}


class _Printer:
    """Prints the pictures of one page."""

    def __init__(self, album: Album, config: SiteConfig, page_url: str, sizes: str, loading: str) -> None:
        self._album = album
        self._config = config
        self._base = config.base_url
        self._page_url = page_url or config.base_url
        self._sizes = sizes
        self._loading = loading

    def printed(self, tag: ImageTag) -> str:
        """An `<img>` with all that is known of its picture."""
        path = self._place(tag.attributes.get("src", ""))
        if path is None:
            return tag.text
        found = self._album.find(path)
        size = _size(tag.attributes, found)
        image = tag.with_attributes({**size, "loading": self._loading, "decoding": "async"})
        self._loading = "lazy"
        if found is None or not found.look.is_resizable or tag.is_in_picture or "srcset" in tag.attributes:
            return image
        shown = size.get("width") or tag.attributes.get("width", "")
        narrow = int(shown) if shown.isascii() and shown.isdecimal() and int(shown) < found.look.width else None
        sources = list(self._sources(found, narrow))
        sizes = tag.attributes.get("sizes") or (f"{narrow}px" if narrow else self._sizes)
        return markup.picture(image, sources, sizes) if sources else image

    def _place(self, src: str) -> str | None:
        """Where in the output an address leads; None for another site's, or none at all."""
        try:
            parts = urlsplit(urljoin(self._page_url, src.strip()))
        except ValueError:
            return None
        whole = parts._replace(query="", fragment="").geturl()
        inside = whole.startswith(self._base) and not (self._base == "/" and whole.startswith("//"))
        return unquote(whole[len(self._base) :]) if src.strip() and inside else None

    def _sources(self, found: Picture, narrow: int | None) -> Iterator[tuple[str, int]]:
        """Address and width of each copy; of a picture that is shown `narrow`, no more than screens can show."""
        pictures, own = self._config.pictures, found.look.width
        if not pictures.widths:
            return
        most = min(own, max(pictures.widths), *((2 * narrow,) if narrow else ()))
        for width in sorted({width for width in pictures.widths if width < most} | {most}):
            work = Resize(file=found.file, digest=found.digest, width=width, quality=pictures.quality)
            path = f"{found.path.rpartition('.')[0]}.{width}w.{work.name}.webp"
            self._album.ask(Asked(path, f"a copy of {found.path}", work))
            yield urls.rel_permalink(f"/{path}", self._base), width


def _size(attributes: Mapping[str, str], found: Picture | None) -> dict[str, str]:
    """Width and height as far as the author left them open: where one is given, the other keeps the picture's shape."""
    if found is None or not found.look.width:
        return {}
    width, height = found.look.width, found.look.height
    given = {name: attributes[name] for name in ("width", "height") if name in attributes}
    if not given:
        return {"width": str(width), "height": str(height)}
    if len(given) == 2 or not all(each.isascii() and each.isdecimal() for each in given.values()):
        return {}
    if "width" in given:
        return {"height": str(max(1, round(int(given["width"]) * height / width)))}
    return {"width": str(max(1, round(int(given["height"]) * width / height)))}
