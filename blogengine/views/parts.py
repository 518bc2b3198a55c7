"""Small values that a page is described with: its file, and its output formats."""

from __future__ import annotations

import msgspec

from blogengine import urls
from blogengine.config import OutputFormat, SiteConfig
from blogengine.content import stem_of
from blogengine.site import Page


class FileView(msgspec.Struct, frozen=True):
    """The file that a page comes from."""

    path: str
    """Relative to the content folder, "/" separators."""
    dir: str
    """Its folder, with a trailing "/"; "" at the root."""
    logical_name: str
    """Its name: "hello.ja.md"."""
    base_name: str
    """Its name without extension and language; a bundle's folder is not considered."""
    content_base_name: str
    """The same, but the folder's name for a bundle."""


class FormatView(msgspec.Struct, frozen=True):
    """One of a page's output formats."""

    name: str
    """Its name in `outputFormats`: "html", "rss"."""
    rel: str
    """For the `rel` of a link to it: "canonical", "alternate"."""
    media_type: str
    """Such as "application/rss+xml"."""
    permalink: str
    """Its whole address."""
    rel_permalink: str
    """Its address from the host's root."""


def file_of(page: Page) -> FileView | None:
    """The file that a page comes from; None for a node without one."""
    source = page.source
    if source is None:
        return None
    folder, _, name = source.id.rpartition("/")
    base = stem_of(name, source.language)
    bundle = source.kind != "page"
    return FileView(
        path=source.id,
        dir=f"{folder}/" if folder else "",
        logical_name=name,
        base_name=base,
        content_base_name=folder.rpartition("/")[2] if bundle else base,
    )


def format_of(page: Page, output: OutputFormat, config: SiteConfig) -> FormatView:
    """One of a page's output formats with its address."""
    path = urls.format_path(page.path, output, config)
    return FormatView(
        name=output.name,
        rel=output.rel,
        media_type=output.media_type,
        permalink=urls.permalink(path, config.base_url),
        rel_permalink=urls.rel_permalink(path, config.base_url),
    )
