"""Which files count, how they merge, and what themes and languages add: all as the real Hugo does it."""

from __future__ import annotations

import pytest

from blogengine.config import Options
from tests.config.conftest import Load, Mistakes


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({"hugo.yaml": "title: y", "config.toml": "title = 'c'", "hugo.toml": "title = 't'"}, "t"),
        ({"hugo.yaml": "title: y", "config.toml": "title = 'c'"}, "y"),
        ({"config.json": '{"title": "j"}'}, "j"),
        ({"hugo.toml": "title = 'f'", "config/_default/hugo.toml": "title = 'd'"}, "d"),
        ({"config/_default/hugo.toml": "title = 'd'", "config/production/config.yaml": "title: e"}, "e"),
        ({"config/_default/hugo.toml": "title = 'd'", "config/staging/config.yaml": "title: e"}, "d"),
    ],
)
def test_the_file_that_wins_is_hugos(load: Load, files: dict[str, str], title: str) -> None:
    assert load(files).main.title == title


def test_files_of_the_config_folder_stand_for_the_key_they_are_named_after(load: Load) -> None:
    config = load(
        {
            "hugo.toml": "[params]\na = 1\nb = 1",
            "config/_default/params.toml": "A = 2\n",
            "config/_default/sub/params.yaml": "params:\n  d: 4\n",
            "config/_default/menu.toml": '[[main]]\nname = "x"',
            "config/_default/languages.toml": "[en]\nweight = 1\n[ja]\nweight = 2",
            "config/_default/params.ja.toml": "b = 3",
            "config/_default/menus.ja.toml": '[[main]]\nname = "j"',
            "config/_default/hugo.ja.toml": 'title = "J"',
        }
    )
    english, japanese = config.sites
    assert english.params == {"A": 2, "b": 1, "d": 4}
    assert english.menus["main"][0].name == "x"
    assert japanese.params == {"A": 2, "b": 3, "d": 4}
    assert (japanese.title, japanese.menus["main"][0].name) == ("J", "j")
    assert config.warnings == ()


def test_the_environment_chooses_the_folder(load: Load) -> None:
    files = {"config/_default/hugo.toml": "title = 'd'", "config/staging/hugo.toml": "title = 's'"}
    config = load(files, Options(environment="staging"))
    assert (config.main.title, config.environment, config.main.environment) == ("s", "staging", "staging")


def test_a_site_without_configuration_is_told_how_to_begin(mistakes: Mistakes) -> None:
    (problem,) = mistakes({})
    assert "blogengine new site" in (problem.hint or "")


THEME = """
title = "T"
copyright = "TC"
[params]
a = 2
b = 2
[params.n]
x = 2
y = 2
[[menus.main]]
name = "t"
[[menus.foot]]
name = "f"
[outputFormats.Y]
mediaType = "text/plain"
[markup.highlight]
style = "foo"
[pagination]
pagerSize = 3
"""


def test_a_themes_params_are_merged_deeply_menus_shallowly_and_nothing_else(load: Load) -> None:
    site = load(
        {
            "hugo.toml": 'theme = "t"\n[params]\nA = 1\n[params.n]\nx = 1\n[[menus.main]]\nname = "s"',
            "themes/t/hugo.toml": THEME,
        }
    ).main
    assert site.params == {"A": 1, "b": 2, "n": {"x": 1, "y": 2}}
    assert {name: [entry.name for entry in menu] for name, menu in site.menus.items()} == {"main": ["s"], "foot": ["f"]}
    assert "y" in site.output_formats
    assert (site.title, site.copyright, site.pagination.pager_size) == ("", "", 10)
    assert site.markup.highlight.style == "monokai"


def test_merge_strategies_are_the_sites_to_choose(load: Load) -> None:
    site = load(
        {"hugo.toml": 'theme = "t"\n_merge = "deep"\n[params]\n_merge = "none"', "themes/t/hugo.toml": THEME}
    ).main
    assert (site.title, site.pagination.pager_size) == ("T", 3)
    assert "b" not in site.params


def test_the_first_theme_wins_and_themes_have_themes(load: Load) -> None:
    files = {
        "hugo.toml": 'theme = ["a", "c"]',
        "themes/a/hugo.toml": 'theme = "b"\n[params]\nq = "a"',
        "themes/b/hugo.toml": 'theme = "a"\n[params]\nq = "b"\nr = "b"',
        "themes/c/config/_default/params.toml": 'r = "c"\ns = "c"',
    }
    assert load(files).main.params == {"q": "a", "r": "b", "s": "c"}


def test_a_missing_theme_is_left_to_those_who_look_for_its_templates(load: Load) -> None:
    assert load('theme = "nowhere"').main.theme == ("nowhere",)


LANGUAGES = """
title = "R"
copyright = "rc"
params = { a = 1, n = { x = 1 } }
[[menus.main]]
name = "r"
[languages.en]
[languages.fr]
weight = 2
[languages.de]
weight = -1
[languages.ja]
languageName = "日本語"
languageCode = "ja-JP"
title = "J"
paginate = 3
[languages.ja.params]
a = 2
[languages.ja.params.n]
y = 1
[[languages.ja.menu.main]]
name = "j"
"""


def test_a_languages_settings_override_the_roots(load: Load) -> None:
    sites = {site.language.key: site for site in load(LANGUAGES).sites}
    japanese = sites["ja"]
    assert (japanese.title, japanese.copyright, japanese.pagination.pager_size) == ("J", "rc", 3)
    assert japanese.params == {"a": 2, "n": {"x": 1, "y": 1}}
    assert [entry.name for entry in japanese.menus["main"]] == ["j"]
    assert (japanese.language.label, japanese.language.locale) == ("日本語", "ja-JP")
    assert sites["fr"].params == {"a": 1, "n": {"x": 1}}
    assert sites["fr"].pagination.pager_size == 10


def test_languages_are_ordered_by_weight_then_key_and_zero_is_last(load: Load) -> None:
    assert [site.language.key for site in load(LANGUAGES).sites] == ["de", "fr", "en", "ja"]


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("", {"en": ""}),
        ('defaultContentLanguage = "ja"', {"ja": ""}),
        ('defaultContentLanguage = "ja"\ndefaultContentLanguageInSubdir = true', {"ja": "ja"}),
        ("[languages.en]\n[languages.ja]", {"en": "", "ja": "ja"}),
        ("defaultContentLanguageInSubdir = true\n[languages.en]\n[languages.ja]", {"en": "en", "ja": "ja"}),
        ("[languages.ja]", {"ja": ""}),
        ("[languages.ja]\n[languages.fr]", {"fr": "", "ja": "ja"}),
        ("[languages.en]\n[languages.zh-Hans]", {"en": "", "zh-hans": "zh-hans"}),
        ("[languages.en]\ndisabled = true\n[languages.ja]", {"ja": ""}),
        ('disableLanguages = ["ja"]\n[languages.en]\n[languages.ja]', {"en": ""}),
    ],
)
def test_urls_are_prefixed_as_hugo_prefixes_them(load: Load, text: str, prefixes: dict[str, str]) -> None:
    config = load(text)
    assert {site.language.key: site.url_prefix for site in config.sites} == prefixes
    assert config.main.url_prefix == prefixes[config.main.language.key]
