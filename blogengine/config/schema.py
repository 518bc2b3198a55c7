"""The configuration as typed values: Hugo's keys in snake_case, with Hugo's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import msgspec

from blogengine.config.groups import (
    DEFAULT_RELATED,
    Cards,
    Checks,
    DateFields,
    Embeds,
    Feeds,
    Language,
    MediaType,
    MenuItem,
    OutputFormat,
    PageOrder,
    Pagination,
    Permalinks,
    Pictures,
    Related,
    Services,
    Sitemap,
)
from blogengine.errors import Problem
from blogengine.markdown.options import Markup

__all__ = [
    "Config",
    "DateFields",
    "Language",
    "MediaType",
    "MenuItem",
    "Options",
    "OutputFormat",
    "Related",
    "SiteConfig",
]

DEFAULT_TAXONOMIES: Mapping[str, str] = {"category": "categories", "tag": "tags"}
"""`taxonomies` when the site does not set it."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line overrides; None leaves the configuration's value."""

    destination: Path | None = None
    """Where the site is written, relative to the current folder."""
    base_url: str | None = None
    theme: str | None = None
    environment: str = "production"
    """Chooses the folder below config/."""
    drafts: bool | None = None
    future: bool | None = None
    expired: bool | None = None
    config_file: Path | None = None
    """Read instead of hugo.* and config.*; relative to the site's folder."""
    content_dir: Path | None = None
    cache_dir: Path | None = None


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The whole configuration of the site in one language."""

    language: Language = Language()
    """The language itself."""
    url_prefix: str = ""
    """"ja" when this language's URLs start with `/ja/`, else ""."""
    has_languages: bool = False
    """Whether `languages` is set, even with one language: Hugo then resolves links of Markdown."""
    environment: str = "production"
    """What the site is built for; targets of `cascade` may name it."""

    base_url: str = "/"
    """Where the site will be found: "https://example.org/blog/". Always ends in "/"."""
    title: str = ""
    """The site's title."""
    copyright: str = ""
    """The notice that feeds and themes show."""
    theme: tuple[str, ...] = ()
    """The themes, the one that wins first."""
    plugins: tuple[str, ...] = ()
    """Plugins that the site uses, by name, in this order; their packages must be installed."""
    default_content_language: str = "en"
    """The language of content files that name none, lower-cased."""
    default_content_language_in_subdir: bool = False
    """Put the default language below `/LANGUAGE/` too."""
    disable_default_language_redirect: bool = False
    """Write no page at the root that leads to the default language's home."""
    disable_languages: tuple[str, ...] = ()
    """Languages that are not built."""
    time_zone: str = ""
    """The time zone of dates without an offset, as an IANA name ("Asia/Tokyo"); "" is UTC."""
    has_cjk_language: bool = False
    """Count words as Chinese, Japanese and Korean need it."""

    content_dir: str = "content"
    """Where the texts are."""
    data_dir: str = "data"
    """Where the data files are."""
    static_dir: tuple[str, ...] = ("static",)
    """Folders that are published as they are; of two files on one path, the later folder's wins."""
    publish_dir: str = "public"
    """Where the site is written."""
    archetype_dir: str = "archetypes"
    """Where the templates of new content are."""
    i18n_dir: str = "i18n"
    """Where translated strings are."""
    asset_dir: str = "assets"
    """Where the theme's sources of style sheets, scripts and images are."""
    themes_dir: str = "themes"
    """Where themes are."""
    cache_dir: str = ""
    """Where the engine keeps what it may forget; "" is a folder of its own in the user's cache."""
    ignore_files: tuple[str, ...] = ()
    """Regular expressions of content files to leave out."""

    build_drafts: bool = False
    """Publish drafts too."""
    build_future: bool = False
    """Publish what has a publishDate in the future too."""
    build_expired: bool = False
    """Publish what has expired too."""
    enable_emoji: bool = False
    """Turn `:smile:` into an emoji."""
    enable_git_info: bool = False
    """Take `lastmod` from the file's last commit."""
    enable_robots_txt: bool = False
    """Write robots.txt."""
    disable_kinds: tuple[str, ...] = ()
    """Kinds of pages to leave out, lower-cased: page home section taxonomy term rss sitemap robotstxt 404."""
    disable_aliases: bool = False
    """Write no pages that lead on from old URLs."""

    disable_path_to_lower: bool = False
    """Keep the letter case of paths in URLs."""
    remove_path_accents: bool = False
    """Drop accents from URLs."""
    relative_urls: bool = False
    """Make links in the output relative to their page."""
    canonify_urls: bool = False
    """Make links in the output absolute."""
    ugly_urls: bool | Mapping[str, bool] = False
    """`/post/hello.html` instead of `/post/hello/`; a table chooses the sections."""
    permalinks: Permalinks = Permalinks()
    """Patterns of URLs."""
    ref_links_error_level: str = "error"
    """What a `ref` to a missing page is: "error" or "warning"."""
    ref_links_not_found_url: str = ""
    """Where a `ref` to a missing page leads."""

    summary_length: int = 70
    """How many words an automatic summary has at least."""
    capitalize_list_titles: bool = True
    """Title-case the titles of sections, taxonomies and terms."""
    pluralize_list_titles: bool = True
    """Pluralise the titles of sections."""
    title_case_style: str = "ap"
    """"ap", "chicago", "go", "firstupper" or "none", lower-cased."""
    pagination: Pagination = Pagination()
    """How lists are cut into pages."""
    page: PageOrder = PageOrder()
    """Which way next and prev lead."""
    taxonomies: Mapping[str, str] = msgspec.field(default_factory=lambda: dict(DEFAULT_TAXONOMIES))
    """Singular -> plural."""
    related: Related = DEFAULT_RELATED
    """Which pages are shown beside a page."""
    menus: Mapping[str, tuple[MenuItem, ...]] = {}
    """Menu -> its entries."""
    section_pages_menu: str = ""
    """The menu that gets every section."""
    main_sections: tuple[str, ...] | None = None
    """The sections whose pages the home page shows, also `params.mainSections`; None: the largest one."""

    outputs: Mapping[str, tuple[str, ...]] = {}
    """Kind of page -> names of its formats, lower-cased."""
    output_formats: Mapping[str, OutputFormat] = {}
    """Name, lower-cased -> format; Hugo's own ones included."""
    media_types: Mapping[str, MediaType] = {}
    """Name -> media type; Hugo's own ones included."""
    sitemap: Sitemap = Sitemap()
    """What the sitemap says of pages."""
    services: Services = Services()
    """Feeds, and services of others."""
    feeds: Feeds = Feeds()
    """What feeds hold."""
    embeds: Embeds = Embeds()
    """What pages show of other sites."""
    frontmatter: DateFields = DateFields()
    """Where each date of a page comes from."""
    cascade: tuple[Mapping[str, Any], ...] = ()
    """Front matter for many pages, as written: each may have a `target`."""
    markup: Markup = Markup()
    """How Markdown is converted."""
    imaging: Mapping[str, Any] = {}
    """How images are processed, as written, keys lower-cased."""
    pictures: Pictures = Pictures()
    """Smaller copies of pictures."""
    cards: Cards = Cards()
    """Pictures of posts for social networks."""
    check: Checks = Checks()
    """What checks let pass; of the default language alone."""
    params: Mapping[str, Any] = {}
    """Whatever the theme wants to know; keys as the author spells them."""

    derived: ClassVar[frozenset[str]] = frozenset({"language", "url_prefix", "has_languages", "environment"})

    @property
    def zone(self) -> tzinfo:
        """The time zone of dates without an offset."""
        return ZoneInfo(self.time_zone or "UTC")

    @property
    def feed_limit(self) -> int:
        """Most items of a feed; negative: all."""
        limit = self.services.rss.limit
        return self.feeds.limit if limit < 0 and self.feeds.content == "full" else limit


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the configuration says, for every language."""

    root: Path
    """The site's folder, absolute."""
    environment: str
    files: tuple[Path, ...]
    """The configuration files that were read."""
    sites: tuple[SiteConfig, ...]
    """One a language, by weight; never empty."""
    cache_dir: Path
    publish_dir: Path
    warnings: tuple[Problem, ...] = ()

    @property
    def main(self) -> SiteConfig:
        """The site in the default content language."""
        default = self.sites[0].default_content_language
        return next((site for site in self.sites if site.language.key == default), self.sites[0])

    @property
    def themes_dir(self) -> Path:
        """Where the site keeps themes."""
        return self.root / self.main.themes_dir

    @property
    def templates_dir(self) -> Path:
        """The site's own templates."""
        return self.root / "templates"

    @property
    def static_dirs(self) -> tuple[Path, ...]:
        """The site's static files, the folder that wins first."""
        return tuple(self.root / folder for folder in reversed(self.main.static_dir))

    @property
    def data_dir(self) -> Path:
        """The data files."""
        return self.root / self.main.data_dir

    @property
    def i18n_dir(self) -> Path:
        """The site's translated strings."""
        return self.root / self.main.i18n_dir

    @property
    def archetype_dir(self) -> Path:
        """The site's archetypes."""
        return self.root / self.main.archetype_dir

    @property
    def assets_dir(self) -> Path:
        """The site's assets."""
        return self.root / self.main.asset_dir
