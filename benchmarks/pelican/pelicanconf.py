"""Pelican's settings: the same addresses and the same kinds of pages as the other engines make."""

SITENAME = "計測のための日誌"
SITEURL = "https://example.org"
AUTHOR = "計測係"
DEFAULT_LANG = "ja"
TIMEZONE = "Asia/Tokyo"
PATH = "content"
OUTPUT_PATH = "public"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS = ["css", "img"]

ARTICLE_PATHS = ["post"]
ARTICLE_URL = "post/{slug}/"
ARTICLE_SAVE_AS = "post/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
AUTHOR_SAVE_AS = DRAFT_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "sitemap"]
PAGINATED_TEMPLATES = {"index": 10, "category": 10, "tag": 10}
DEFAULT_PAGINATION = 10
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_RSS = FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_ALL_RSS = "index.xml"
CATEGORY_FEED_RSS = "{slug}/index.xml"
TAG_FEED_RSS = "tags/{slug}/index.xml"
FEED_MAX_ITEMS = None
RSS_FEED_SUMMARY_ONLY = True

SUMMARY_MAX_LENGTH = None
SUMMARY_MAX_PARAGRAPHS = 1
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.toc": {"toc_depth": "2-3"},
    },
    "output_format": "html5",
}
PLUGINS = ["related_posts", "neighbors"]
RELATED_POSTS_MAX = 5
