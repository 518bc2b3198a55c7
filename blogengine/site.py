"""Pages, terms, menus and the site that holds them: types only, frozen, built by `graph.assemble`.

Pages refer to each other by id. An id is the page's place in the content folder without its extension or language:
"/" for the home page, "/post", "/post/hello", "/tags/poem".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec

from blogengine.config import SiteConfig
from blogengine.content import ResourceFile, Source
from blogengine.errors import Problem
from blogengine.frontmatter import FrontMatter

Kind = Literal["home", "section", "taxonomy", "term", "page", "404"]

NODE_KINDS: frozenset[str] = frozenset({"home", "section", "taxonomy", "term"})


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of any kind, with its front matter after cascade."""

    id: str
    kind: Kind
    path: str
    """Where it stands below the language's root, decoded: "/post/日本語/"."""
    matter: FrontMatter
    source: Source | None = None
    """None for a node without a file of its own."""
    title: str = ""
    link_title: str = ""
    section: str = ""
    """First folder, lower-cased; "" at the root."""
    type: str = "page"
    parent: str | None = None
    """The nearest section or the home page; None for the home page."""
    date: datetime | None = None
    lastmod: datetime | None = None
    publish_date: datetime | None = None
    taxonomy: str = ""
    """The plural name, for a taxonomy and its terms."""
    term: str = ""
    """The key (lower-cased text), for a term."""
    term_text: str = ""
    """A term as first written, for its path where `disablePathToLower` keeps case."""
    aliases: tuple[str, ...] = ()
    """As site-relative paths."""
    resources: tuple[ResourceFile, ...] = ()
    """The files of its bundle, or beside it in its section."""
    listed: bool = True
    """Whether the lists of the site have it (`build.list` is "always")."""
    listed_locally: bool = True
    """Whether the lists of its own section and terms have it (`build.list` is not "never")."""
    rendered: bool = True
    """Whether it is written (`build.render` is "always")."""
    linked: bool = True
    """Whether it has an address (`build.render` is not "never")."""

    @property
    def name(self) -> str:
        """The file it comes from, else its id, for messages."""
        return self.source.path if self.source else self.id

    @property
    def is_node(self) -> bool:
        """Whether it lists other pages: any kind but "page"."""
        return self.kind in NODE_KINDS


class MenuEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a menu, from the configuration, front matter or a section."""

    name: str
    identifier: str = ""
    url: str = ""
    """As the configuration writes it; "" when `page` gives the address."""
    page: str | None = None
    """Id of the page it leads to."""
    parent: str = ""
    title: str = ""
    pre: str = ""
    post: str = ""
    weight: int = 0
    params: Mapping[str, Any] = {}
    children: tuple[MenuEntry, ...] = ()


class HeldBack(msgspec.Struct, frozen=True):
    """A page that is not published now."""

    path: str
    """The file, relative to the site's folder."""
    reason: Literal["draft", "future", "expired"]
    until: datetime | None = None
    """When it will appear; None for drafts and expired pages."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Everything published in one language, every relation worked out; all ids."""

    config: SiteConfig
    pages: Mapping[str, Page]
    """Every page by id, in Hugo's default order."""
    ids: tuple[str, ...]
    """Every page, in default order."""
    listed: tuple[str, ...]
    """Listed pages of every kind, in default order."""
    mapped: tuple[str, ...]
    """The pages that the sitemap shows, in default order."""
    regular_pages: tuple[str, ...]
    """Listed pages of kind "page", in default order."""
    children: Mapping[str, tuple[str, ...]]
    """Node -> listed pages directly below it, sections and pages mixed, in default order."""
    regular_children: Mapping[str, tuple[str, ...]]
    """Node -> the regular pages among its children."""
    descendants: Mapping[str, tuple[str, ...]]
    """Home and sections -> listed regular pages at any depth."""
    neighbours: Mapping[str, tuple[str | None, str | None]]
    """Regular page -> (prev, next) of the whole site: next is newer."""
    neighbours_in_section: Mapping[str, tuple[str | None, str | None]]
    taxonomies: Mapping[str, Mapping[str, str]]
    """Plural -> key of the term -> id of its page, keys sorted."""
    terms: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Page -> plural -> ids of the terms it has, as it lists them."""
    menus: Mapping[str, tuple[MenuEntry, ...]]
    """Name -> top-level entries."""
    main_sections: tuple[str, ...]
    translation_keys: Mapping[str, tuple[str, ...]]
    """`translationKey` -> the pages that have it, in default order."""
    not_found: Page
    """The page behind 404.html, in no list."""
    held_back: tuple[HeldBack, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """What its author should look at, in front matter and menus."""


def page_entity(language: str, id_: str) -> str:
    """What facts call a page."""
    return f"page:{language}:{id_}"
