"""The configuration as typed values: Hugo's keys in snake_case, with Hugo's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from blogengine.errors import Problem
from blogengine.markdown.options import Markup


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen group of settings."""


class Options(Struct):
    """What the command line overrides; None leaves the configuration's value."""

    destination: Path | None = None
    base_url: str | None = None
    theme: str | None = None
    environment: str = "production"
    drafts: bool | None = None
    future: bool | None = None
    expired: bool | None = None
    config_file: Path | None = None
    content_dir: Path | None = None
    cache_dir: Path | None = None


class Language(Struct):
    """A language of the site."""

    key: str = "en"
    label: str = ""
    """Its name in itself (`label`, the older `languageName`)."""
    locale: str = ""
    """`locale`, the older `languageCode`: "ja-JP"."""
    weight: int = 0
    direction: str = "ltr"
    title: str = ""
    disabled: bool = False


class Pagination(Struct):
    """`pagination`."""

    pager_size: int = 10
    path: str = "page"
    disable_aliases: bool = False


class MenuItem(Struct):
    """An entry of a menu as the configuration writes it."""

    name: str = ""
    identifier: str = ""
    url: str = ""
    page_ref: str = ""
    parent: str = ""
    title: str = ""
    pre: str = ""
    post: str = ""
    weight: int = 0
    params: Mapping[str, Any] = {}


class RelatedIndex(Struct):
    """One of `related.indices`."""

    name: str
    weight: int = 0
    type: str = "basic"
    pattern: str = ""
    to_lower: bool = False
    apply_filter: bool = False
    cardinality_threshold: int = 0


class Related(Struct):
    """`related`."""

    threshold: int = 80
    include_newer: bool = False
    to_lower: bool = False
    indices: tuple[RelatedIndex, ...] = (
        RelatedIndex(name="keywords", weight=100),
        RelatedIndex(name="date", weight=10),
        RelatedIndex(name="tags", weight=80),
    )


class OutputFormat(Struct):
    """One of `outputFormats`."""

    name: str = ""
    """Lower-cased."""
    media_type: str = "text/html"
    base_name: str = "index"
    path: str = ""
    protocol: str = ""
    rel: str = "alternate"
    is_html: bool = False
    is_plain_text: bool = False
    no_ugly: bool = False
    not_alternative: bool = False
    permalinkable: bool = False
    root: bool = False
    ugly: bool = False
    weight: int = 0


class MediaType(Struct):
    """One of `mediaTypes`."""

    suffixes: tuple[str, ...] = ()
    delimiter: str = "."

    @property
    def suffix(self) -> str:
        """The first suffix, without dot; "" when there is none."""
        return self.suffixes[0] if self.suffixes else ""


class Sitemap(Struct):
    """`sitemap`; a priority below 0 is not written."""

    change_freq: str = ""
    priority: float = -1
    filename: str = "sitemap.xml"
    disable: bool = False


class DateFields(Struct):
    """`frontmatter`: where each date comes from, lower-cased, in order of preference."""

    date: tuple[str, ...] = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
    lastmod: tuple[str, ...] = (":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published")
    publish_date: tuple[str, ...] = ("publishdate", "pubdate", "published", "date")
    expiry_date: tuple[str, ...] = ("expirydate", "unpublishdate")


class PageOrder(Struct):
    """`page`: which way next and prev lead."""

    next_prev_sort_order: str = "desc"
    next_prev_in_section_sort_order: str = "desc"


class Rss(Struct):
    """`services.rss`."""

    limit: int = -1
    """Most items of a feed; negative: all."""


class GoogleAnalytics(Struct):
    """`services.googleAnalytics`."""

    id: str = ""


class Disqus(Struct):
    """`services.disqus`."""

    shortname: str = ""


class Services(Struct):
    """`services`."""

    rss: Rss = Rss()
    google_analytics: GoogleAnalytics = GoogleAnalytics()
    disqus: Disqus = Disqus()


class Permalinks(Struct):
    """`permalinks`: section (or taxonomy) -> pattern, for each kind of page."""

    page: Mapping[str, str] = {}
    section: Mapping[str, str] = {}
    taxonomy: Mapping[str, str] = {}
    term: Mapping[str, str] = {}


class SiteConfig(Struct):
    """The whole configuration of the site in one language."""

    base_url: str = "/"
    """Always ends in "/"."""
    title: str = ""
    copyright: str = ""
    theme: tuple[str, ...] = ()
    language: Language = Language()
    url_prefix: str = ""
    """"ja" when this language's URLs start with `/ja/`, else ""."""
    default_content_language: str = "en"
    default_content_language_in_subdir: bool = False
    disable_languages: tuple[str, ...] = ()
    disable_default_language_redirect: bool = False
    content_dir: str = "content"
    data_dir: str = "data"
    static_dir: tuple[str, ...] = ("static",)
    publish_dir: str = "public"
    archetype_dir: str = "archetypes"
    i18n_dir: str = "i18n"
    asset_dir: str = "assets"
    themes_dir: str = "themes"
    cache_dir: str = ""
    time_zone: str = ""
    """IANA name; "" is UTC."""
    has_cjk_language: bool = False
    enable_emoji: bool = False
    enable_robots_txt: bool = False
    enable_git_info: bool = False
    disable_kinds: tuple[str, ...] = ()
    """Lower-cased."""
    disable_aliases: bool = False
    disable_path_to_lower: bool = False
    remove_path_accents: bool = False
    relative_urls: bool = False
    canonify_urls: bool = False
    ugly_urls: bool | Mapping[str, bool] = False
    summary_length: int = 70
    capitalize_list_titles: bool = True
    pluralize_list_titles: bool = True
    title_case_style: str = "ap"
    build_drafts: bool = False
    build_future: bool = False
    build_expired: bool = False
    pagination: Pagination = Pagination()
    permalinks: Permalinks = Permalinks()
    taxonomies: Mapping[str, str] = msgspec.field(
        default_factory=lambda: {"category": "categories", "tag": "tags"}
    )
    """Singular -> plural."""
    related: Related = Related()
    menus: Mapping[str, tuple[MenuItem, ...]] = {}
    section_pages_menu: str = ""
    main_sections: tuple[str, ...] | None = None
    outputs: Mapping[str, tuple[str, ...]] = {}
    """Kind -> names of formats, lower-cased."""
    output_formats: Mapping[str, OutputFormat] = {}
    media_types: Mapping[str, MediaType] = {}
    sitemap: Sitemap = Sitemap()
    services: Services = Services()
    frontmatter: DateFields = DateFields()
    cascade: Any = None
    """As written: a mapping or a list of mappings."""
    ignore_files: tuple[str, ...] = ()
    page: PageOrder = PageOrder()
    ref_links_error_level: str = "error"
    ref_links_not_found_url: str = ""
    markup: Markup = Markup()
    params: Mapping[str, Any] = {}
    """Open; keys as the author spells them."""

    @property
    def zone(self) -> tzinfo:
        """The time zone of dates without an offset."""
        return ZoneInfo(self.time_zone or "UTC")

    @property
    def rss_limit(self) -> int:
        """Most items of a feed; negative: all."""
        return self.services.rss.limit


class Config(Struct):
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
