"""What an author gets wrong is located, explained, and reported all together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogengine.config import Options, documented_keys
from blogengine.config.files import read_file
from blogengine.config.toml import toml_text
from blogengine.errors import Problem, SiteError
from tests.config.conftest import Load, Mistakes

MANY = """\
paginate = "ten"
timeZone = "UTC"
baseURL = "https://exa mple.org"
[pagination]
path = []
[[menu.main]]
name = "x"
weight = "y"
[markup.goldmark.renderer]
  unsafe = "maybe"
[related]
indices = [{ name = "a", weight = "q" }, { weight = 3 }]
[outputs]
home = ["html", "foo"]
[outputFormats.x]
mediaType = "a/b"
[page]
nextPrevSortOrder = "down"
"""


def test_every_mistake_is_reported_at_its_place(warned: Mistakes) -> None:
    assert [str(problem) for problem in warned(MANY)] == [
        "hugo.toml:1:1: paginate must be a whole number, but is the text “ten”",
        "hugo.toml:3:1: baseURL must be an address, but there is a space in it: “https://exa mple.org/”",
        "hugo.toml:5:1: pagination.path must be a text, but is a list of 0",
        "hugo.toml:8:1: menu.main.weight must be a whole number, but is the text “y”",
        "hugo.toml:10:3: markup.goldmark.renderer.unsafe must be true or false, but is the text “maybe”",
        "hugo.toml:12:26: related.indices.weight must be a whole number, but is the text “q”",
        "hugo.toml:12:42: related.indices must have name",
        "hugo.toml:14:1: outputs.home names no output format: “foo”",
        "hugo.toml:16:1: outputFormats.x.mediaType names no media type: “a/b”",
        "hugo.toml:18:1: page.nextPrevSortOrder must be one of asc, desc, but is “down”",
    ]


def test_a_mistake_shows_the_line(warned: Mistakes) -> None:
    assert warned(MANY)[3].snippet == 'weight = "y"'


@pytest.mark.parametrize(
    ("files", "text"),
    [
        (
            {"hugo.toml": 'defaultContentLanguage = "jp"\n[languages.ja]\n'},
            "hugo.toml:1:1: defaultContentLanguage must be one of the languages, but is “jp”",
        ),
        ({"hugo.toml": "a = 1\nb = \n"}, "hugo.toml:2:5: TOML: invalid value"),
        ({"hugo.toml": "a = 1\na = 2\n"}, "hugo.toml:2:6: TOML: cannot overwrite a value"),
        (
            {"hugo.yaml": "title: a\nparams:\n  - x\n title: b\n"},
            "hugo.yaml:4:2: YAML: did not find expected key",
        ),
        ({"hugo.json": '{"a": 1,\n}'}, "hugo.json:1:8: JSON: a comma too many"),
        ({"hugo.yaml": "- a"}, "hugo.yaml:1: a configuration is a mapping of keys to values"),
    ],
)
def test_a_mistake_is_located_whatever_the_format(mistakes: Mistakes, files: dict[str, str], text: str) -> None:
    assert text in [str(problem) for problem in mistakes(files)]


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ({"hugo.yaml": "paginate: ten\n"}, "hugo.yaml:1:1: paginate must be a whole number, but is the text “ten”"),
        (
            {"hugo.yaml": "menu:\n  main:\n    - name: x\n      weight: q\n"},
            "hugo.yaml:4:7: menu.main.weight must be a whole number, but is the text “q”",
        ),
        (
            {"hugo.json": '{"a\\ud83d\\ude00": 1,\n\t"paginate": "ten"}'},
            "hugo.json:2:2: paginate must be a whole number, but is the text “ten”",
        ),
        (
            {"hugo.toml": 'theme = "t"', "themes/t/hugo.toml": '[[menus.x]]\nweight = "z"'},
            "themes/t/hugo.toml:2:1: menus.x.weight must be a whole number, but is the text “z”",
        ),
        (
            {"hugo.toml": "[languages.ja]\ntitle = []"},
            "hugo.toml:2:1: languages.ja.title must be a text, but is a list of 0",
        ),
        ({"hugo.toml": "params = 3"}, "hugo.toml:1:1: params must be a table, but is 3"),
        ({"hugo.toml": "languages = 3"}, "hugo.toml:1:1: languages must be a table, but is 3"),
        ({"hugo.toml": "cascade = [3]"}, "hugo.toml:1:12: cascade must be a table, but is 3"),
        ({"hugo.toml": "title = 1\nTitle = 2\n"}, "hugo.toml:2:1: title is set twice"),
        ({"hugo.yaml": "params:\n  x: 1\n  x: 2\n"}, "hugo.yaml:3:3: x is set twice"),
        ({"hugo.json": '{"a": 1,\n"a": 2}'}, "hugo.json:2:1: a is set twice"),
        (
            {"config/_default/hugo.toml": "", "config/_default/pagination.toml": "# p\npagerSize = 0"},
            "config/_default/pagination.toml:2:1: pagination.pagerSize must be at least 1, but is 0",
        ),
        ({"hugo.toml": 'taxonomies = ["tags"]'}, "hugo.toml:1:1: taxonomies must be a table, but is a list of 1"),
        ({"hugo.toml": 'outputs.home = ["html", "foo"]'}, "hugo.toml:1:1: outputs.home names no output format: “foo”"),
    ],
)
def test_what_some_hugo_builds_is_a_warning_whatever_the_format(
    warned: Mistakes, files: dict[str, str], text: str
) -> None:
    """A value of the wrong type counts as not set, of a key that stands twice one counts."""
    assert text in [str(problem) for problem in warned(files)]


def test_mistakes_of_several_files_come_together(mistakes: Mistakes) -> None:
    files = {"hugo.toml": "a =", "config/_default/params.toml": "b ="}
    assert [problem.path for problem in mistakes(files)] == ["hugo.toml", "config/_default/params.toml"]


def test_a_mistake_names_the_variable_or_the_command_line(mistakes: Mistakes, warned: Mistakes) -> None:
    (problem,) = warned("", environ={"BLOGENGINE_PAGINATE": "x"})
    assert problem.path == "environment variable BLOGENGINE_PAGINATE"
    (problem,) = mistakes("", options=Options(base_url="http://[x"))
    assert problem.path == "command line"


def test_a_chosen_file_that_is_missing_is_a_mistake(mistakes: Mistakes) -> None:
    (problem,) = mistakes("", options=Options(config_file=Path("other.toml")))
    assert str(problem).startswith("other.toml: cannot read the configuration")


@pytest.mark.parametrize(
    ("text", "warning", "hint"),
    [
        ('titel = "x"', "hugo.toml:1:1: titel is not a setting", "Did you mean “title”?"),
        (
            "[pagination]\npagerSise = 3",
            "hugo.toml:2:1: pagination.pagerSise is not a setting",
            "Did you mean “pagerSize”?",
        ),
        ("[languages.en]\nfoo = 1", "hugo.toml:2:1: languages.en.foo is not a setting", None),
        (
            "[blackfriday]\nx = 1",
            "hugo.toml:1:1: blackfriday has no effect",
            "Blackfriday is gone from Hugo: goldmark's settings are in markup.goldmark.",
        ),
        ('[author]\nname = "x"', "hugo.toml:1:1: author has no effect", "Hugo reads it no longer: use params.author."),
        (
            'baseURL = "example.org"',
            "hugo.toml:1:1: baseURL has no scheme: “example.org/”",
            'Write it as "https://example.org/".',
        ),
        (
            'disableKinds = ["pages"]',
            "hugo.toml:1:17: disableKinds names no kind of page: “pages”",
            "Did you mean “page”?",
        ),
    ],
)
def test_what_is_probably_not_meant_is_a_warning(load: Load, text: str, warning: str, hint: str | None) -> None:
    (problem,) = load(text).warnings
    assert (str(problem), problem.hint) == (warning, hint)


@pytest.mark.parametrize("text", ["[minify]\nx = 1", "[params]\nanything = { at = 1 }", "[security.exec]\nallow = []"])
def test_params_and_hugos_unused_keys_never_warn(load: Load, text: str) -> None:
    assert load(text).warnings == ()


def alias_bomb() -> str:
    names = "abcdefghij"
    lines = [f"{names[0]}: &{names[0]} [x, x, x, x, x, x, x, x, x]"]
    for before, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(lines)


@pytest.mark.parametrize("suffix", [".toml", ".yaml", ".json"])
@given(st.text("ab:-=[]{}\"'\\#&*!|>?%@,. \t\n\x85é<~1", max_size=30))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_a_crash(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"hugo{suffix}"
    path.write_text(text, encoding="utf-8")
    try:
        read_file(path, tmp_path)
    except SiteError as error:
        problems = error.problems
    else:
        problems = ()
    assert all(problem.path == path.name for problem in problems)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.toml", "a = " + "[" * 200 + "]" * 200),
        ("hugo.toml", "a = " + "[" * 20_000 + "]" * 20_000),
        ("hugo.toml", ".".join("a" * 3000) + " = 1"),
        ("hugo.yaml", "a: " + "[" * 500 + "]" * 500),
        ("hugo.yaml", "a: " + "[" * 50_000 + "]" * 50_000),
        ("hugo.json", '{"a": ' + "[" * 200_000 + "]" * 200_000 + "}"),
        ("hugo.yaml", alias_bomb()),
    ],
)
def test_hostile_nesting_is_a_problem_not_a_crash(mistakes: Mistakes, name: str, text: str) -> None:
    (problem,) = mistakes({name: text})
    assert problem.path == name


VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.sampled_from(["", "x", "true", "1", ":default", "\x00", "/", "[x", "html", "../..", "日本"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("aA_é", max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)
PATHS = [tuple(documented.key.replace("LANGUAGE", "ja").split(".")) for documented in documented_keys()]
PATHS += [path[:-1] for path in PATHS if len(path) > 1]
PATHS += [("languages", "ja", *path) for path in PATHS if path[0] != "languages"]


@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), max_size=4))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_of_any_key_is_a_crash(load: Load, values: list[tuple[tuple[str, ...], object]]) -> None:
    tree: dict[str, object] = {}
    for path, value in values:
        table = tree
        for key in path[:-1]:
            inner = table.setdefault(key, {})
            if not isinstance(inner, dict):
                break
            table = inner
        else:
            table.setdefault(path[-1], value)
    problems: tuple[Problem, ...] = ()
    try:
        problems = load(toml_text(tree)).warnings
    except SiteError as error:
        problems = error.problems
    assert all(problem.path == "hugo.toml" and problem.message for problem in problems)
