"""The groups of settings that a site's configuration is made of: Hugo's tables, with Hugo's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language of the site: one of `languages`."""

    key: str = "en"
    """Its name in `languages` and in URLs, lower-cased."""
    label: str = ""
    """Its name in itself, for readers (`label`, the older `languageName`); the key when it is not set."""
    locale: str = ""
    """Its tag such as "ja-JP" (`locale`, the older `languageCode`); "" when it is not set."""
    weight: int = 0
    """Its place among the languages, lowest first, 0 last."""
    direction: str = "ltr"
    """Which way it is written: "ltr" or "rtl" (`direction`, the older `languageDirection`)."""
    title: str = ""
    """The title of the site in this language."""
    disabled: bool = False
    """Whether the site is not built in this language."""

    derived: ClassVar[frozenset[str]] = frozenset({"key", "title"})


class Pagination(msgspec.Struct, frozen=True, kw_only=True):
    """`pagination`: how lists are cut into pages."""

    pager_size: int = 10
    """How many pages a list shows at a time (older: `paginate`)."""
    path: str = "page"
    """The folder in `/page/2/` (older: `paginatePath`)."""
    disable_aliases: bool = False
    """Leave out the alias `/page/1/`."""


class MenuItem(msgspec.Struct, frozen=True, kw_only=True):
    """One of `menus.NAME`: an entry of a menu as the configuration writes it."""

    name: str = ""
    """What readers see."""
    identifier: str = ""
    """What children name as their parent; the name when it is not set."""
    url: str = ""
    """Where it leads: a path below the base URL, or an address."""
    page_ref: str = ""
    """The page it leads to, by its logical path (`/post/hello`)."""
    parent: str = ""
    """The identifier of the entry it stands under."""
    title: str = ""
    """The `title` attribute of its link."""
    pre: str = ""
    """HTML before the name."""
    post: str = ""
    """HTML behind the name."""
    weight: int = 0
    """Its place in the menu, lowest first, 0 last."""
    params: Mapping[str, Any] = {}
    """Whatever the theme wants to know."""


class RelatedIndex(msgspec.Struct, frozen=True, kw_only=True):
    """One of `related.indices`: what makes pages related."""

    name: str
    """A taxonomy or a key of the front matter, lower-cased."""
    weight: int = 0
    """How much a match counts."""
    type: str = "basic"
    """"basic" or "fragments" (headings)."""
    pattern: str = ""
    """For dates: how precisely they must match, as a Go layout ("2006-01")."""
    to_lower: bool = False
    """Ignore letter case."""
    apply_filter: bool = False
    """For headings: only those that match."""
    cardinality_threshold: int = 0
    """Leave out keywords that more than this percentage of the pages have; 0 leaves out none."""


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """`related`: which pages are shown beside a page. Giving the table replaces all of its defaults."""

    threshold: int = 0
    """How close a page must be, 0 to 100."""
    include_newer: bool = False
    """Also pages that are newer than the one they are shown on."""
    to_lower: bool = False
    """Ignore letter case in every index."""
    indices: tuple[RelatedIndex, ...] = ()
    """What makes pages related."""


DEFAULT_RELATED = Related(
    threshold=80,
    indices=(
        RelatedIndex(name="keywords", weight=100),
        RelatedIndex(name="date", weight=10),
        RelatedIndex(name="tags", weight=80),
    ),
)
"""`related` when the site does not set it."""


class OutputFormat(msgspec.Struct, frozen=True, kw_only=True):
    """One of `outputFormats`: a kind of file that a page can be published as."""

    name: str = ""
    """Lower-cased."""
    media_type: str = ""
    """One of `mediaTypes`; it gives the suffix."""
    base_name: str = "index"
    """The file's name without suffix."""
    path: str = ""
    """A folder for the files, below the page's."""
    protocol: str = ""
    """What replaces the scheme of the permalink ("webcal://")."""
    rel: str = "alternate"
    """The `rel` of links to it."""
    is_html: bool = False
    """Whether it is HTML."""
    is_plain_text: bool = False
    """Whether it is text that is not escaped as HTML."""
    no_ugly: bool = False
    """Keep folders even with `uglyURLs`."""
    not_alternative: bool = False
    """Leave it out of a page's alternative formats."""
    permalinkable: bool = False
    """Whether a page's permalink in this format is this format's."""
    root: bool = False
    """Publish at the root of the site."""
    ugly: bool = False
    """Publish as a file, never as a folder."""
    weight: int = 0
    """Its place among a page's formats, lowest first, 0 last."""

    derived: ClassVar[frozenset[str]] = frozenset({"name"})


class MediaType(msgspec.Struct, frozen=True, kw_only=True):
    """One of `mediaTypes`."""

    suffixes: tuple[str, ...] = ()
    """Its suffixes without dot, the one for output first."""
    delimiter: str = "."
    """What stands between name and suffix."""

    @property
    def suffix(self) -> str:
        """The first suffix, without dot; "" when there is none."""
        return self.suffixes[0] if self.suffixes else ""


class Sitemap(msgspec.Struct, frozen=True, kw_only=True):
    """`sitemap`."""

    change_freq: str = ""
    """How often pages change ("weekly"); "" is not written."""
    priority: float = -1
    """0 to 1; negative is not written."""
    filename: str = "sitemap.xml"
    """The file's name."""
    disable: bool = False
    """Leave pages out that do not say otherwise."""


class DateFields(msgspec.Struct, frozen=True, kw_only=True):
    """`frontmatter`: where each date comes from, lower-cased, the first that is set wins.

    Besides keys: `:default`, `:filename`, `:fileModTime`, `:git`.
    """

    date: tuple[str, ...] = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
    """Where `date` comes from."""
    lastmod: tuple[str, ...] = (
        ":git",
        "lastmod",
        "modified",
        "date",
        "publishdate",
        "pubdate",
        "published",
    )
    """Where `lastmod` comes from."""
    publish_date: tuple[str, ...] = ("publishdate", "pubdate", "published", "date")
    """Where `publishDate` comes from."""
    expiry_date: tuple[str, ...] = ("expirydate", "unpublishdate")
    """Where `expiryDate` comes from."""


class PageOrder(msgspec.Struct, frozen=True, kw_only=True):
    """`page`: which way next and prev lead."""

    next_prev_sort_order: str = "desc"
    """"desc": next is the newer page. "asc": the older one."""
    next_prev_in_section_sort_order: str = "desc"
    """The same within a section."""


class Rss(msgspec.Struct, frozen=True, kw_only=True):
    """`services.rss`."""

    limit: int = -1
    """Most items of a feed; negative: all (older: `rssLimit`)."""


class Feeds(msgspec.Struct, frozen=True, kw_only=True):
    """`feeds`: what feeds hold beyond Hugo's. A theme's theme.toml may set it too; the site's own settings win."""

    content: str = "summary"
    """"full": the whole text of each post, its tags, authors and cover; "summary": what Hugo's feeds hold."""
    limit: int = 50
    """Most items of a feed of whole texts where `services.rss.limit` is not set, the newest; negative: all."""
    json: bool = False
    """Write a JSON Feed, `feed.json`, beside each RSS feed."""
    opml: bool = False
    """Write `feeds.opml`, the list of the site's feeds, beside the RSS feed of the home page."""


class Embeds(msgspec.Struct, frozen=True, kw_only=True):
    """`embeds`: what pages show of other sites."""

    resolve: bool = True
    """Look up talks on SpeakerDeck that `data/embeds.toml` does not know; false for builds without a network."""
    endpoint: str = "https://speakerdeck.com/oembed.json"
    """Where they are looked up, by oEmbed."""


class GoogleAnalytics(msgspec.Struct, frozen=True, kw_only=True):
    """`services.googleAnalytics`."""

    id: str = ""
    """The measurement's id (older: `googleAnalytics`)."""


class Disqus(msgspec.Struct, frozen=True, kw_only=True):
    """`services.disqus`."""

    shortname: str = ""
    """The forum's name (older: `disqusShortname`)."""


class Services(msgspec.Struct, frozen=True, kw_only=True):
    """`services`: feeds, and services of others that themes may use."""

    rss: Rss = Rss()
    """Feeds."""
    google_analytics: GoogleAnalytics = GoogleAnalytics()
    """Google Analytics."""
    disqus: Disqus = Disqus()
    """Disqus."""


class Pictures(msgspec.Struct, frozen=True, kw_only=True):
    """`pictures`: the smaller copies that the filter `responsive_images` has made."""

    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    """Widths in pixels of the copies in WebP, as far as a picture is that wide; none: pictures get no copies."""
    quality: int = 80
    """Quality of the copies, 1 to 100."""


class Cards(msgspec.Struct, frozen=True, kw_only=True):
    """`cards`: pictures for social networks, drawn for posts that have none of their own."""

    enable: bool = False
    """Draw them."""
    font: str = ""
    """The font's file, below the site's folder; "" is the system's font for the language."""
    background: str = "#fbfbfd"
    """Colour behind the text, as `#rrggbb`."""
    color: str = "#26273b"
    """Colour of the text, as `#rrggbb`."""
    accent: str = "#5d63b8"
    """Colour of the bar and the site's name, as `#rrggbb`."""


class Ignored(msgspec.Struct, frozen=True, kw_only=True):
    """What a check lets pass: all that is said here has to fit; in patterns, `*` is any text and `?` any character."""

    code: str = ""
    """The code of the finding, such as `"broken-link"`."""
    address: str = ""
    """Pattern of the address that is wrong or of the page that shows it, from the host's root."""
    file: str = ""
    """Pattern of the file that the finding names, from the site's folder."""
    comment: str = ""
    """Why."""


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """`check`: what `blogengine check` and `blogengine publish` let pass."""

    ignore: tuple[Ignored, ...] = ()
    """Findings that are no mistake, a table for each kind."""


class Permalinks(msgspec.Struct, frozen=True, kw_only=True):
    """`permalinks`: section (or taxonomy) -> pattern, for each kind of page.

    A pattern directly below `permalinks` is for pages, and for the terms of a taxonomy. A key is a folder with all
    below it (of several the deepest decides), a glob, or `/` for what stands at the top.
    """

    page: Mapping[str, str] = {}
    """Pages of a section."""
    section: Mapping[str, str] = {}
    """Sections below a section, and itself."""
    taxonomy: Mapping[str, str] = {}
    """Taxonomies."""
    term: Mapping[str, str] = {}
    """Terms of a taxonomy."""
    home: Mapping[str, str] = {}
    """The home page."""
