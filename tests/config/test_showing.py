"""The configuration as its author is shown it."""

from __future__ import annotations

import pytest

from blogengine.config import ACCEPTED_UNUSED, as_toml, documented_keys
from tests.config.conftest import Load

SITES = [
    "",
    'locale = "ja-JP"\nhasCJKLanguage = true\nuglyURLs = { post = true }\n[related]\nthreshold = 3',
    "[params]\nd = 2020-01-01T00:00:00Z\nf = 1.5\n[[params.list]]\na = [{ b = 1 }, {}]",
    '[markup.goldmark.extensions.passthrough]\nenable = true\ndelimiters.inline = [["\\\\(", "\\\\)"]]',
    '[[cascade]]\ntarget = { path = "/x" }\nparams = { A = 1 }',
    'defaultContentLanguage = "ja"\n[languages.en]\nweight = 1\n[languages.en.params]\na = 1\n'
    '[languages.ja]\nweight = 2\n[[languages.ja.menus.main]]\nname = "x"',
]


@pytest.mark.parametrize("text", SITES)
def test_the_configuration_shown_gives_the_same_sites(load: Load, text: str) -> None:
    config = load(text)
    again = load(as_toml(config))
    assert again.sites == config.sites
    assert again.warnings == ()


def test_every_documented_key_is_one_that_loads_without_a_warning(load: Load) -> None:
    for documented in documented_keys():
        *parents, key = documented.key.split(".")
        table = ".".join(parents)
        text = f"[{table}]\n{key} = {documented.default}" if parents else f"{key} = {documented.default}"
        if documented.default and not table.startswith(("outputFormats", "related", "menus")):
            assert load(text).warnings == (), documented.key


def test_every_key_is_documented_once_and_with_a_text() -> None:
    keys = [documented.key for documented in documented_keys()]
    assert len(keys) == len(set(keys))
    assert all(documented.doc for documented in documented_keys())
    assert {"pagination.pagerSize", "menus.MENU.weight", "languages.LANGUAGE.label", "uglyURLs"} <= set(keys)


def test_no_key_is_both_used_and_unused() -> None:
    assert not {documented.key.lower() for documented in documented_keys()} & set(ACCEPTED_UNUSED)
