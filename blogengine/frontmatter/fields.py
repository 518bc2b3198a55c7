"""What front matter says: Hugo's fields as typed values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from blogengine.config.schema import MenuItem
from blogengine.frontmatter.cascade import Cascade
from blogengine.globs import matches
from blogengine.shapes import as_text

MARKDOWN: Final = frozenset({"markdown", "md", "mdown", "goldmark", "blackfriday", "mmark"})
"""Values of `markup` for Markdown, those of Hugo's former converters too."""
HTML: Final = frozenset({"html", "htm"})
"""Values of `markup`, and extensions, of text that stays as it is."""
FOREIGN: Final = frozenset({"org", "asciidoc", "asciidocext", "adoc", "ad", "rst", "pandoc", "pdc"})
"""Values of `markup`, and extensions, that Hugo converts, some with other programs, and this engine does not."""


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """`build`: whether a page is written, listed, and its resources published."""

    list: Literal["always", "never", "local"] = "always"
    """"always"; "never": in no list; "local": only in the lists of its own section."""
    render: Literal["always", "never", "link"] = "always"
    """"always"; "never": no page is written; "link": none is written, but it has its address."""
    publish_resources: bool = True
    """Copy the files of its bundle."""


class PageSitemap(msgspec.Struct, frozen=True, kw_only=True):
    """`sitemap`: what differs from the site's settings."""

    change_freq: str | None = None
    """How often it changes ("weekly"); None: as the site says."""
    priority: float | None = None
    """0 to 1; None: as the site says."""
    disable: bool | None = None
    """Leave it out; None: as the site says."""


class ResourceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One of `resources`: what the files that `src` matches are called."""

    src: str = ""
    """Which files: a path in the bundle, or a pattern ("*.jpg")."""
    name: str = ""
    """What templates call it; `:counter` counts the files."""
    title: str = ""
    """Its title; `:counter` counts the files."""
    params: Mapping[str, Any] = {}
    """Whatever the theme wants to know of it."""


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of a page, defaults filled in, cascade applied."""

    title: str = ""
    """The title."""
    link_title: str = ""
    """A shorter title for menus and links; "" when it is not set."""
    description: str = ""
    """A sentence for search engines, cards and lists."""
    date: datetime | None = None
    """The date that readers see and lists are ordered by."""
    lastmod: datetime | None = None
    """When it was last changed."""
    publish_date: datetime | None = None
    """It is held back until then; the date when it is not set."""
    expiry_date: datetime | None = None
    """It is left out from then on."""
    draft: bool = False
    """Leave it out, unless drafts are asked for; without it `published = false` means the same."""
    slug: str = ""
    """The last part of its address, instead of the file's name."""
    url: str = ""
    """Its whole path on the site, instead of what `permalinks` says."""
    aliases: tuple[str, ...] = ()
    """Older paths, which lead readers on to it."""
    weight: int = 0
    """Its place in lists, lowest first, before dates count; 0 stands behind all others."""
    type: str = ""
    """Chooses templates and counts as section in `mainSections`; the section when it is not set."""
    layout: str = ""
    """The template to use, by its name without `.html`."""
    keywords: tuple[str, ...] = ()
    """Words for search engines and for related pages."""
    markup: str = ""
    """"markdown" or "html", instead of what the file's extension says."""
    summary: str = ""
    """What lists and feeds say of it, as Markdown, instead of its beginning; "" when it is not set."""
    translation_key: str = ""
    """Pages of several languages with the same key are translations of each other."""
    is_cjk_language: bool | None = None
    """Whether its words are counted by characters; None: the text decides."""
    outputs: tuple[str, ...] = ()
    """Names of the formats it is written in, lower-cased; empty: those of the kind."""
    build: Build = Build()
    """Whether it is written and listed."""
    sitemap: PageSitemap = PageSitemap()
    """What the sitemap says of it."""
    menus: Mapping[str, MenuItem] = {}
    """Name of a menu -> the page's entry in it."""
    cascade: tuple[Cascade, ...] = ()
    """Front matter for every page below; an entry's `target` chooses pages."""
    resources: tuple[ResourceSettings, ...] = ()
    """Names, titles and parameters of the bundle's files."""
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
    """The texts of a page's terms in a taxonomy, as written: a single value is one term, "" none.

    A list that holds anything but single values has no terms at all, as in Hugo.
    """
    value = params.get(plural.lower())
    values = value if isinstance(value, list | tuple) else (value,)
    if any(isinstance(each, Mapping | list | tuple) for each in values):
        return ()
    return tuple(text for each in values if (text := as_text(each)))
