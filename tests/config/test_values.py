"""What a configuration means: Hugo's keys, defaults and older spellings as typed values."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogengine.config import Options, SiteConfig
from tests.config.conftest import Load


def test_an_empty_file_gives_hugos_defaults(load: Load) -> None:
    site = load("").main
    assert site.base_url == "/"
    assert (site.summary_length, site.pagination.pager_size, site.feed_limit) == (70, 10, -1)
    assert site.taxonomies == {"category": "categories", "tag": "tags"}
    assert site.outputs["home"] == ("html", "rss")
    assert [(index.name, index.weight) for index in site.related.indices] == [
        ("keywords", 100),
        ("date", 10),
        ("tags", 80),
    ]
    assert site.language.key == site.default_content_language == "en"


def test_the_base_url_ends_with_a_slash(load: Load) -> None:
    assert load('baseURL = "https://example.org/blog"').main.base_url == "https://example.org/blog/"


def test_keys_ignore_letter_case(load: Load) -> None:
    site = load(
        'BASEURL = "https://a.org"\n[Pagination]\nPAGERSIZE = 3\n[MARKUP.goldMark.Renderer]\nunSafe = true'
    ).main
    assert site.base_url == "https://a.org/"
    assert site.pagination.pager_size == 3
    assert site.markup.goldmark.renderer.unsafe


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("paginate = 3", lambda site: site.pagination.pager_size == 3),
        ('paginatePath = "p"', lambda site: site.pagination.path == "p"),
        ('googleAnalytics = "G"', lambda site: site.services.google_analytics.id == "G"),
        ('disqusShortname = "d"', lambda site: site.services.disqus.shortname == "d"),
        ("rssLimit = 5", lambda site: site.feed_limit == 5),
        ('languageCode = "ja-JP"', lambda site: site.language.locale == "ja-JP"),
        ('locale = "ja-JP"', lambda site: site.language.locale == "ja-JP"),
        ('[[menu.main]]\nname = "x"', lambda site: site.menus["main"][0].name == "x"),
        ('[markup.goldmark.parser]\nautoHeadingIDType = "blackfriday"', lambda site: id_type(site) == "blackfriday"),
        ('[markup.goldmark.parser]\nautoIDType = "github-ascii"', lambda site: id_type(site) == "github-ascii"),
        ('disableKinds = ["taxonomyTerm", "RSS"]', lambda site: site.disable_kinds == ("taxonomy", "rss")),
        ('staticDir = "a"\nstaticDir0 = "b"', lambda site: site.static_dir == ("a", "b")),
        ('[permalinks]\npost = "/:slug/"', lambda site: site.permalinks.page == site.permalinks.term),
        ("[markup.goldmark.extensions]\nfootnote = false", lambda site: not footnote(site)),
        ("[uglyURLs]\npost = true", lambda site: site.ugly_urls == {"post": True}),
        ('[params]\nmainSections = "post"', lambda site: site.main_sections == ("post",)),
        ("mainSections = []", lambda site: site.main_sections is None),
        ("[related]\nthreshold = 3", lambda site: site.related.indices == ()),
        ('[taxonomies]\nseries = "series"', lambda site: site.taxonomies == {"series": "series"}),
        ("enableEmoji = true", lambda site: site.markup.emoji),
        ("hasCJKLanguage = true", lambda site: site.markup.japanese.enable),
        ('title = 5\nsummaryLength = "30"\nenableEmoji = "true"', lambda site: (site.title, site.enable_emoji)),
        ("[cascade.params]\nA = 1", lambda site: site.cascade == ({"params": {"A": 1}},)),
        (
            '[markup.goldmark.extensions.passthrough]\nenable = true\ndelimiters.block = [["$$", "$$"]]',
            lambda site: site.markup.goldmark.extensions.passthrough.block == (("$$", "$$"),),
        ),
    ],
)
def test_older_and_shorter_spellings_mean_what_they_mean_to_hugo(load: Load, text: str, value: object) -> None:
    config = load(text)
    assert callable(value)
    assert value(config.main)
    assert config.warnings == ()


def id_type(site: SiteConfig) -> str:
    return site.markup.goldmark.parser.auto_heading_id_type


def footnote(site: SiteConfig) -> bool:
    return site.markup.goldmark.extensions.footnote.enable


def test_the_new_spelling_wins_over_the_old(load: Load) -> None:
    assert load("paginate = 3\n[pagination]\npagerSize = 4").main.pagination.pager_size == 4


def test_params_keep_the_authors_spelling(load: Load) -> None:
    assert load("[params]\nshowToc = true\n[params.Nested]\nAB = 1").main.params == {
        "showToc": True,
        "Nested": {"AB": 1},
    }


def test_an_output_format_is_laid_over_hugos_own(load: Load) -> None:
    site = load('[outputFormats.RSS]\nbaseName = "feed"\n[outputFormats.New]\nmediaType = "application/json"').main
    rss, new = site.output_formats["rss"], site.output_formats["new"]
    assert (rss.base_name, rss.media_type, rss.no_ugly) == ("feed", "application/rss+xml", True)
    assert (new.name, new.base_name, new.rel) == ("new", "index", "alternate")


def test_tags_make_pages_related_only_where_tags_are_a_taxonomy(load: Load) -> None:
    """As `hugo config` prints it."""
    indices = load('[taxonomies]\nseries = "series"').main.related.indices
    assert [index.name for index in indices] == ["keywords", "date"]


def test_front_matter_dates_know_default_and_other_names(load: Load) -> None:
    fields = load('[frontmatter]\ndate = ["publishDate", ":default"]\nlastmod = ":fileModTime"').main.frontmatter
    assert fields.date == ("publishdate", "pubdate", "published", "date", "lastmod", "modified")
    assert fields.lastmod == (":filemodtime",)


def test_yaml_is_read_by_hugos_rules(load: Load) -> None:
    """As Hugo 0.168 prints the same file."""
    pairs = ("a: yes", "b: 012", "c: 1:30", "d: 1e3", "e: 2020-01-02", "f: 0o17", "g: 1_000", "h: ~", "i: .5", "o: 09")
    assert load({"hugo.yaml": "\n  ".join(("params:", *pairs))}).main.params == {
        "a": "yes",
        "b": 10,
        "c": "1:30",
        "d": "1e3",
        "e": "2020-01-02",
        "f": 15,
        "g": 1000,
        "h": None,
        "i": 0.5,
        "o": "09",
    }


def test_a_key_without_a_value_counts_as_unset(load: Load) -> None:
    site = load({"hugo.yaml": "title:\nparams:\nmenu:\npaginate:\nsummaryLength: ~\n"}).main
    assert (site.title, site.params, site.menus, site.pagination.pager_size, site.summary_length) == (
        "",
        {},
        {},
        10,
        70,
    )


def test_taxonomies_without_a_value_are_none(load: Load) -> None:
    """As Hugo has it: a way to turn them off."""
    assert load({"hugo.yaml": "taxonomies:\n"}).main.taxonomies == {}


def test_byte_order_mark_and_crlf_are_fine(load: Load) -> None:
    assert load("\ufefftitle = 'x'\r\n[params]\r\na = 1\r\n").main.title == "x"


def test_options_override_the_environment_and_it_overrides_files(load: Load) -> None:
    environ = {"BLOGENGINE_TITLE": "env", "BLOGENGINE_BASEURL": "https://env.org/"}
    config = load('title = "file"', Options(base_url="https://option.org/", drafts=True), environ)
    assert (config.main.title, config.main.base_url) == ("env", "https://option.org/")
    assert config.main.build_drafts


def test_environment_variables_override_as_hugos_do(load: Load) -> None:
    environ = {
        "BLOGENGINE_MARKUP_GOLDMARK_RENDERER_UNSAFE": "true",
        "BLOGENGINExPARAMSxAPI_KEY": "k",
        "BLOGENGINE_PARAMS_FOOBAR": "2",
        "BLOGENGINE_PARAMS_NEW": "3",
        "BLOGENGINE_PARAMS_L": "[1, 2]",
        "BLOGENGINE_TITLE": "",
    }
    site = load('title = "kept"\n[params]\nfooBar = 1', environ=environ).main
    assert site.markup.goldmark.renderer.unsafe
    assert site.params == {"fooBar": 2, "api_key": "k", "new": "3", "l": [1, 2]}
    assert site.title == "kept"


def test_folders_are_below_the_root(load: Load, tmp_path: Path) -> None:
    config = load('publishDir = "docs"\nstaticDir = ["a", "b"]')
    assert config.publish_dir == tmp_path / "docs"
    assert config.static_dirs == (tmp_path / "b", tmp_path / "a")
    assert config.templates_dir == tmp_path / "templates"


def test_the_cache_is_outside_of_the_site_and_of_each_site_its_own(load: Load, tmp_path: Path) -> None:
    cache = load("", environ={"XDG_CACHE_HOME": "/somewhere"}).cache_dir
    assert cache.parent == Path("/somewhere/blogengine")
    assert load('cacheDir = "mine"').cache_dir == tmp_path / "mine"
