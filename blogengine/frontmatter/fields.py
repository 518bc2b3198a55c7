"""What front matter says: Hugo's fields as typed values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec

from blogengine.config.schema import MenuItem
from blogengine.frontmatter.cascade import Cascade
from blogengine.globs import matches


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """`build`: whether a page is written, listed, and its resources published."""

    list: Literal["always", "never", "local"] = "always"
    """Which lists show it; "local": only those of its own section."""
    render: Literal["always", "never", "link"] = "always"
    """Whether it is written; "link": it has an address all the same."""
    publish_resources: bool = True
    """Whether the other files of its bundle are written."""


class PageSitemap(msgspec.Struct, frozen=True, kw_only=True):
    """`sitemap`: what differs from the site's settings."""

    change_freq: str | None = None
    priority: float | None = None
    disable: bool | None = None


class ResourceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One of `resources`: what the files that `src` matches are called."""

    src: str = ""
    name: str = ""
    title: str = ""
    params: Mapping[str, Any] = {}


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of a page, defaults filled in, cascade applied."""

    title: str = ""
    """The page's title."""
    link_title: str = ""
    """A shorter title for links; "" when it is not set."""
    description: str = ""
    """What the page is about, for search engines and lists."""
    date: datetime | None = None
    """The page's date."""
    lastmod: datetime | None = None
    """When it was last changed."""
    publish_date: datetime | None = None
    """Before this moment it is held back."""
    expiry_date: datetime | None = None
    """From this moment on it is held back."""
    draft: bool = False
    """Hold it back until drafts are asked for."""
    slug: str = ""
    """The last part of its address."""
    url: str = ""
    """Its whole address, from the site's root."""
    aliases: tuple[str, ...] = ()
    """Old addresses that lead here."""
    weight: int = 0
    """Its place in lists: lighter ones come first, 0 last."""
    type: str = ""
    """The folder of templates that is asked first; "" is the section's."""
    layout: str = ""
    """The template that is asked first."""
    keywords: tuple[str, ...] = ()
    """Words for search engines, and for related pages."""
    markup: str = ""
    """The text's format; "" follows from the file's name."""
    summary: str = ""
    """As Markdown; "" when it is not set."""
    translation_key: str = ""
    """Pages with the same key are translations of each other."""
    is_cjk_language: bool | None = None
    """Whether words are counted as Chinese, Japanese and Korean need it; None when the text decides."""
    outputs: tuple[str, ...] = ()
    """Names of formats, lower-cased; empty: those of the kind."""
    build: Build = Build()
    """Whether it is written and listed."""
    sitemap: PageSitemap = PageSitemap()
    """What the sitemap says of it."""
    menus: Mapping[str, MenuItem] = {}
    """Name of a menu -> the page's entry in it."""
    cascade: tuple[Cascade, ...] = ()
    resources: tuple[ResourceSettings, ...] = ()
    """What the files of its bundle are called."""
    params: Mapping[str, Any] = {}
    """All of it, as Hugo's `.Params`: keys lower-cased at every depth."""

    def settings_of_resources(self, names: Sequence[str]) -> dict[str, ResourceSettings]:
        """The settings of each of a bundle's files, which must be all of them, sorted.

        Of all `resources` whose `src` matches, the first that has a name or title gives it; of `params` the last that
        has a key. `:counter` in a name or title counts the files that it is given to, from 1.
        """
        counters: Counter[tuple[str, str]] = Counter()
        return {name: self._settings_of(name, counters) for name in names}

    def _settings_of(self, name: str, counters: Counter[tuple[str, str]]) -> ResourceSettings:
        given: dict[str, str] = {"name": "", "title": ""}
        params: dict[str, Any] = {}
        for settings in self.resources:
            if not matches(name.lower(), settings.src.lower()):
                continue
            for field, text in (("name", settings.name), ("title", settings.title)):
                if text and not given[field]:
                    counters[field, settings.src.lower()] += ":counter" in text
                    given[field] = text.replace(":counter", str(counters[field, settings.src.lower()]))
            params.update(settings.params)
        return ResourceSettings(name=given["name"], title=given["title"], params=params)


def terms_of(params: Mapping[str, Any], plural: str) -> tuple[str, ...]:
    """The texts of a page's terms in a taxonomy, as written: a single value is one term, "" none."""
    value = params.get(plural.lower())
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(text for each in values if not isinstance(each, Mapping) and (text := as_text(each)))


def as_text(value: object) -> str:
    """A scalar as Hugo prints it: `true`, `5`, `1.5`; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
