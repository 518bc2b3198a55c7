"""Front matter: splitting, the three notations, Hugo's fields, and where mistakes are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from blogengine.config import SiteConfig
from blogengine.config.schema import DateFields
from blogengine.errors import Problem, SiteError
from blogengine.frontmatter import (
    Build,
    FrontMatter,
    cascaded,
    parse_cascade,
    terms_of,
)
from blogengine.frontmatter.decoding import decode_front_matter
from blogengine.frontmatter.syntax import RawMatter, split_front_matter
from blogengine.parsing import parse


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file that front matter comes from."""

    id: str = "post/a.md"
    path: str = "content/post/a.md"
    head: str = ""
    kind: str = "page"
    has_cjk: bool = False
    modified: datetime | None = None
    committed: datetime | None = None


def split(text: str) -> RawMatter:
    return split_front_matter(text, "a.md")


def decoded(yaml: str, config: SiteConfig | None = None, **file: Any) -> FrontMatter:
    raw = split(f"---\n{yaml}\n---\n")
    return decode_front_matter(File(head=raw.head, **file), raw.values, config or SiteConfig()).matter


def problems(text: str) -> tuple[Problem, ...]:
    return decode_front_matter(File(head=split(text).head), split(text).values, SiteConfig()).warnings


@pytest.mark.parametrize(
    ("text", "values", "body", "line"),
    [
        ("", {}, "", 1),
        ("text\n", {}, "text\n", 1),
        ("---\n---\n", {}, "", 3),
        ("---\ntitle: x\n---\n\n  body\n", {"title": "x"}, "\n  body\n", 4),
        ("+++\nTitle = 'x'\n[Sub]\nKey=1\n+++\nb", {"title": "x", "sub": {"key": 1}}, "b", 6),
        ('{"title": "}{\\""}\nb', {"title": '}{"'}, "b", 2),
        ('{"title": "j"} rest', {"title": "j"}, " rest", 1),
        ("\ufeff---\r\ntitle: x\r\n---\r\na\r\nb", {"title": "x"}, "a\r\nb", 4),
        ("\n\n---\ntitle: x\n---\nb", {"title": "x"}, "b", 6),
        ("--- title: x\n---\nb", {"title": "x"}, "b", 3),
        ("+++ # note\ntitle = 'x'\n+++\nb", {"title": "x"}, "b", 4),
        ("---\ntitle: x\n---trailing", {"title": "x"}, "trailing", 3),
        ("---\ntitle: x\n----\nb", {"title": "x"}, "-\nb", 3),
        ("---\ntitle: x\n --- \n---\nb", {"title": "x ---"}, "b", 5),
        ("{{< shortcode >}}\n", {}, "{{< shortcode >}}\n", 1),
        ("# Heading\n", {}, "# Heading\n", 1),
    ],
)
def test_split(text: str, values: dict[str, Any], body: str, line: int) -> None:
    """Front matter ends where Hugo's lexer says, and the body is what follows, untouched."""
    raw = split(text)
    assert (raw.values, raw.body, raw.body_line) == (values, body, line)
    assert raw.head + raw.body == text


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("---\ntitle: x\n", (1, None), "has no end"),
        ("\n+++\ntitle = 1\n", (2, None), "has no end"),
        ('{"a": 1\n', (1, None), "has no end"),
        ("---\n- a\n---\n", (2, None), "keys with values"),
        ("---\na: b: c\n---\n", (2, 5), "YAML"),
        ("---\n\ttitle: x\n---\n", (2, 1), "YAML"),
        ("---\na: *x\n---\n", (2, 4), "alias"),
        ("+++\na = 1\na = 2\n+++\n", (3, 6), "TOML"),
        ("+++\na = \n+++\n", (2, 5), "TOML"),
        ("+++\r\nd = 2023-02-30\r\n+++\r\n", (2, 5), "TOML: invalid date"),
        ('{"a": 1,\n"b": }\n', (2, 6), "JSON"),
    ],
)
def test_syntax_errors(text: str, place: tuple[int, int | None], words: str) -> None:
    """A mistake in the syntax is located in the file, not in the front matter."""
    with pytest.raises(SiteError) as caught:
        split(text)
    (problem,) = caught.value.problems
    assert problem.path == "a.md"
    assert problem.line == place[0]
    assert words in problem.message
    assert problem.column is None or problem.snippet is not None
    if not text.startswith("+++"):  # tomllib's columns differ between versions of Python
        assert problem.column == place[1]


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[" * 200_000 + "\n---\n",
        "---\n" + "- " * 200_000 + "\n---\n",
        "---\n" + "? " * 200_000 + "\n---\n",
        "---\n" + "\n".join(" " * depth + "a:" for depth in range(1000)) + "\n---\n",
        "---\na: &a [*a]\n---\n",
        "---\na: &a {<<: *a}\n---\n",
        "---\na0: &a0 [x,x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40)) + "---\n",
        "+++\na = " + "[" * 100_000 + "\n+++\n",
        "+++\na" + ".a" * 100_000 + " = 1\n+++\n",
        "+++\na = " + "9" * 5000 + "\n+++\n",
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        "---\n" + " ---\n" * 200_000,
        '{"' + '\\"' * 200_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile(text: str) -> None:
    """What is built to overflow a stack, the memory or the afternoon is one located problem."""
    with pytest.raises(SiteError) as caught:
        split(text)
    assert [problem.path for problem in caught.value.problems] == ["a.md"]


def test_merge_bomb() -> None:
    """Merge keys that name each other many times give each key once."""
    lines = "".join(f"a{n + 1}: &a{n + 1} {{<<: [{', '.join([f'*a{n}'] * 9)}], k{n}: 1}}\n" for n in range(12))
    values = split("---\na0: &a0 {k: x}\n" + lines + "---\n").values
    assert len(values["a12"]) == 13


YAML = {
    "y": "y", "no": "no", "on": "on", "Yes": "Yes", "true": True, "FALSE": False, "~": None, "Null": None,
    "012": 10, "-012": -10, "0o12": 10, "0x1f": 31, "0b11": 3, "1_000": 1000, "+5": 5, "08": "08", "0o9": "0o9",
    "1.": 1.0, ".5": 0.5, "1.5e3": 1500.0, "1e3": "1e3", "1:30": "1:30", "2020-01-02": "2020-01-02",
    "2020-01-02T10:11:12Z": "2020-01-02T10:11:12Z", '"\\u65e5"': "日", "!foo b": "b", "0x_": "0x_",
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), YAML.items())
def test_yaml_scalars(text: str, value: object) -> None:
    """YAML scalars are what Hugo makes of them: YAML 1.2, octal by a leading zero, dates as texts."""
    found = split(f"---\na: {text}\n---\n").values["a"]
    assert (found, type(found)) == (value, type(value))


def test_yaml_keys() -> None:
    """Keys are texts as written, and `<<` merges below a mapping's own keys."""
    raw = split("---\nb: &b {X: 1, y: 1}\nd: {<<: *b, y: 2}\n1: one\ntrue: two\n---\n")
    assert raw.values == {"b": {"x": 1, "y": 1}, "d": {"x": 1, "y": 2}, "1": "one", "true": "two"}


def test_fields() -> None:
    """Hugo's fields come out typed, whatever the letter case of their keys."""
    matter = decoded(
        "Title: 012\nlinkTitle: L\nDESCRIPTION: 1.50\nslug: -a b-\nurl: /x/\naliases: a b\nweight: '5'\ntype: T\n"
        "layout: l\nkeywords: one, two\noutputs: [HTML, RSS]\ndraft: 'true'\nisCJKLanguage: false\nsummary: '*s*'\n"
        "translationKey: k\nsitemap: {changefreq: daily, priority: 0.5, disable: true}"
    )
    assert (matter.title, matter.link_title, matter.description) == ("10", "L", "1.5")
    assert (matter.slug, matter.url, matter.aliases, matter.weight) == ("a b", "/x/", ("a", "b"), 5)
    assert (matter.type, matter.layout, matter.keywords) == ("T", "l", ("one,", "two"))
    assert (matter.outputs, matter.draft, matter.is_cjk_language) == (("html", "rss"), True, False)
    assert (matter.summary, matter.translation_key) == ("*s*", "k")
    assert (matter.sitemap.change_freq, matter.sitemap.priority, matter.sitemap.disable) == ("daily", 0.5, True)


@pytest.mark.parametrize(
    ("yaml", "place", "words"),
    [
        ("weight: x", 2, "weight must be a number, but is the text “x”"),
        ("a: 1\ntags: {a: 1}", 3, "tags must be a list of texts, but is a table"),
        ("title: [a]", 2, "title must be a text, but is a list"),
        ("draft: 'yes'", 2, "draft must be true or false"),
        ("date: 2023-02-30", 2, "date that exists"),
        ("lastmod: 2020/01/02", 2, "lastmod: “2020/01/02” is not a date"),
        ("modified: false", 2, "modified: false is not a date"),
        ("aliases: [https://x.y/]", 2, "an alias must be a path"),
        ("url: http://x.y/", 2, "url must be a path"),
        ("build: {list: sometimes}", 2, "build.list cannot be the text “sometimes”"),
        ("build:\n  render: 5", 3, "build.render"),
        ("menu:\n  main:\n    weight: x", 4, "menu.main.weight must be a number"),
        ("cascade: x", 2, "cascade must be tables"),
        ("params: x", 2, "params must be a table"),
        ("resources: [x]", 2, "resources must be tables"),
    ],
)
def test_wrong_values(yaml: str, place: int, words: str) -> None:
    """A wrong value is a problem at the line of its key."""
    (problem,) = problems(f"---\n{yaml}\n---\n")
    assert (problem.path, problem.line) == ("content/post/a.md", place)
    assert words in problem.message


def test_all_wrong_values_at_once() -> None:
    """Every wrong value of a page is reported, not only the first; TOML tables are found too."""
    found = problems("+++\nweight = 'x'\ndate = 10:11:12\n[build]\nlist = 'x'\n[sitemap]\npriority = 'y'\n+++\n")
    assert {problem.line for problem in found} == {2, 3, 5, 7}


def test_date_fallbacks() -> None:
    """Each date is the first of its list that is set."""
    matter = decoded("publishDate: 2020-01-02\nmodified: 2021-01-02")
    assert str(matter.date) == "2020-01-02 00:00:00+00:00"
    assert str(matter.lastmod) == "2021-01-02 00:00:00+00:00"
    assert matter.publish_date == matter.date
    assert matter.expiry_date is None


@pytest.mark.parametrize(
    ("id_", "kind", "day", "slug"),
    [
        ("post/2020-01-02-hello.md", "page", "2020-01-02 00:00:00+00:00", "hello"),
        ("2020-01-03.md", "page", "2020-01-03 00:00:00+00:00", ""),
        ("2020-01-04x_y.md", "page", "2020-01-04 00:00:00+00:00", "x_y"),
        ("2020-01-05T10-11-12-z z.md", "page", "2020-01-05 10:11:12+00:00", "z z"),
        ("2020-01-08--d_-.md", "page", "2020-01-08 00:00:00+00:00", "d"),
        ("post/2020-01-07-b/index.md", "leaf", "2020-01-07 00:00:00+00:00", "b"),
        ("2020-13-01-bad.md", "page", "None", ""),
    ],
)
def test_date_in_file_name(id_: str, kind: str, day: str, slug: str) -> None:
    """`:filename` takes the date of a file's or bundle's name, and the slug from the rest."""
    config = SiteConfig(frontmatter=DateFields(date=(":filename", "date")))
    matter = decoded("title: t", config, id=id_, kind=kind)
    assert (str(matter.date), matter.slug) == (day, slug)
    assert decoded("slug: own", config, id=id_, kind=kind).slug == "own"


def test_date_of_file_and_commit() -> None:
    """`:fileModTime` and `:git` take the file's dates, where they are known."""
    moment = datetime(2020, 1, 2, tzinfo=UTC)
    config = SiteConfig(frontmatter=DateFields(lastmod=(":git", ":filemodtime", "date")))
    assert decoded("date: 2019-01-01", config, modified=moment).lastmod == moment
    assert decoded("date: 2019-01-01", config, committed=moment).lastmod == moment


def test_params() -> None:
    """`params` is all front matter, decoded fields, and what Hugo adds; a `params` table is merged in."""
    matter = decoded("title: t\nDate: 2020-01-02\nFoo: {Bar: 1}\nday: 2020-01-02\nparams: {Foo: 2, title: u}")
    day = datetime(2020, 1, 2, tzinfo=UTC)
    assert matter.title == "t"
    assert matter.params == {
        "title": "u", "date": day, "lastmod": day, "publishdate": day, "foo": 2, "day": "2020-01-02",
        "draft": False, "iscjklanguage": False,
    }  # fmt: skip


def test_cjk_in_params() -> None:
    """`iscjklanguage` follows the text where the site says so and the page says nothing."""
    config = SiteConfig(has_cjk_language=True)
    assert decoded("title: t", config, has_cjk=True).params["iscjklanguage"] is True
    assert decoded("isCJKLanguage: false", config, has_cjk=True).params["iscjklanguage"] is False


@pytest.mark.parametrize(
    ("yaml", "build"),
    [
        ("title: t", Build()),
        ("build: {list: never}", Build(list="never")),
        ("build: {list: false, render: true}", Build(list="never")),
        ("build: {render: link, publishResources: false}", Build(render="link", publish_resources=False)),
        ("build: {list: 0, render: '1'}", Build(list="never")),
        ("headless: true", Build(list="never", render="never")),
    ],
)
def test_build(yaml: str, build: Build) -> None:
    """`build` takes names and booleans; a headless bundle is neither listed nor written."""
    assert decoded(yaml, kind="leaf").build == build


@pytest.mark.parametrize(
    ("yaml", "is_draft", "warnings"),
    [  # as Hugo 0.111.3 has them; newer ones refuse all that is no date, but for nothing at all
        ("published: false", True, 0),
        ('published: "false"', True, 0),
        ("published: no", True, 0),
        ("published:", True, 0),
        ("published: true", False, 0),
        ("published: 2024-01-01", False, 0),
        ("published: false\ndraft: false", False, 0),
        ("published: true\ndraft: true", True, 0),
        ("published: soon", False, 1),
        ("modified: false", False, 1),
    ],
)
def test_what_is_not_published_is_a_draft(yaml: str, is_draft: bool, warnings: int) -> None:
    """`published` is a date or, as in posts from Jekyll, a switch; `draft` has the last word."""
    raw = split(f"---\n{yaml}\n---\n")
    found = decode_front_matter(File(head=raw.head), raw.values, SiteConfig())
    assert (found.matter.draft, len(found.warnings)) == (is_draft, warnings)


def test_markup_that_is_not_converted_is_told() -> None:
    """The formats that Hugo hands to other programs; names that no Hugo knows are Markdown there, too."""
    assert [len(problems(f"---\nmarkup: {name}\n---\n")) for name in ("org", "html", "mmark", "nope")] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("yaml", "names"),
    [
        ("menu: main", ["main"]),
        ("menus: [main, side bar]", ["main", "side bar"]),
        ("menu: {main: {name: N}, x: }", ["main", "x"]),
    ],
)
def test_menus(yaml: str, names: list[str]) -> None:
    """A menu is a name, a list of names, or names with settings."""
    assert list(decoded(yaml).menus) == names


def test_parse_cascade() -> None:
    """A cascade is a table or a list of tables, each with a target or for all."""
    plain, chosen = parse_cascade([{"Type": "t"}, {"_target": {"kind": "page"}, "x": 1}])
    assert (plain.values, plain.target.kind) == ({"type": "t"}, "")
    assert (chosen.values, chosen.target.kind) == ({"x": 1}, "page")


def test_cascaded() -> None:
    """A page's own values, in `params` or not, win over those of a cascade, in `params` or not."""
    values = {"params": {"foo": 1, "bar": 1, "new": 1, "deep": {"a": 1}}, "baz": 1, "top": {"x": 1}, "weight": 7}
    (cascade,) = parse_cascade(values)
    own = split("---\nfoo: 2\nparams: {bar: 3, baz: 4, deep: {b: 2}}\ntop: {y: 2}\n---\n").values
    matter = decode_front_matter(File(), cascaded(own, cascade), SiteConfig()).matter
    assert matter.weight == 7
    assert matter.params == {
        "foo": 2, "bar": 3, "baz": 4, "new": 1, "deep": {"b": 2}, "top": {"y": 2}, "weight": 7,
        "draft": False, "iscjklanguage": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "terms"),
    [("a b", ("a b",)), (["a", 5, True, "", None, 1.5], ("a", "5", "true", "1.5")), (None, ()), (2020, ("2020",))],
)
def test_terms(value: object, terms: tuple[str, ...]) -> None:
    """A single value is one term; numbers and booleans become text; empty ones are dropped."""
    assert terms_of({"tags": value}, "tags") == terms


def test_resources() -> None:
    """Of the `resources` that match, the first gives the name or title, with its counter; the last its parameters."""
    matter = decoded(
        "resources:\n- {src: a.png, title: First}\n"
        "- {src: '*.png', name: 'pic-:counter', title: 'P :counter', params: {K: 1}}\n"
        "- {src: '**.PNG', name: deep, params: {k: 2, z: 3}}\n- {src: '{x,q}.txt', name: text}\n"
    )
    found = matter.settings_of_resources(("B2.PNG", "a.png", "sub/c.png", "x.txt", "y.txt"))
    assert {name: (each.name, each.title, each.params) for name, each in found.items()} == {
        "B2.PNG": ("pic-1", "P 1", {"k": 2, "z": 3}),
        "a.png": ("pic-2", "First", {"k": 2, "z": 3}),
        "sub/c.png": ("deep", "", {"k": 2, "z": 3}),
        "x.txt": ("text", "", {}),
        "y.txt": ("", "", {}),
    }


def test_date_in_file_name_is_the_date() -> None:
    """What `:filename` gives stands for `date` in the other lists too."""
    config = SiteConfig(frontmatter=DateFields(date=(":filename", "date")))
    matter = decoded("title: t", config, id="2020-01-02-x.md")
    assert matter.lastmod == matter.publish_date == matter.date == matter.params["date"]


@pytest.mark.parametrize(
    ("text", "place", "values"),
    [
        ("---\ntitle: a\ntitle: b\n---\n", (3, 1), {"title": "b"}),
        ('{"title": "a", "title": "b"}\n', (1, 16), {"title": "b"}),
    ],
)
def test_of_a_key_that_stands_twice_the_last_counts(text: str, place: tuple[int, int], values: dict[str, Any]) -> None:
    """There is a warning at it, as Hugo 0.147 builds it in YAML and every Hugo in JSON."""
    raw = split(text)
    (warning,) = raw.warnings
    assert (warning.line, warning.column) == place
    assert raw.values == values


def test_characters_that_yaml_forbids_stay_as_written() -> None:
    """Hugo 0.168 reads control characters, U+FFFE among them."""
    assert split('---\ntitle: "a\u0084b\u0007\ufffe"\nc: d\n---\n').values["title"] == "a\u0084b\u0007\ufffe"


@pytest.mark.parametrize(
    ("yaml", "weight", "tags"),
    [
        ('weight: "1.5"', 1, ()),
        ('weight: "08"', 0, ()),
        ('weight: "0x10"', 16, ()),
        ("weight: true", 1, ()),
        ("weight: [1]\ntags: [a, [b], {c: 1}, 5]", 0, ()),
        ("tags: [a, null, '']", 0, ("a",)),
        ("Weight: 3\nweight: 2", 3, ()),
    ],
)
def test_values_are_cast_as_hugo_casts_them(yaml: str, weight: int, tags: tuple[str, ...]) -> None:
    """As Hugo 0.168 prints them; a list with anything but single values has no terms."""
    matter = decoded(yaml)
    assert (matter.weight, terms_of(matter.params, "tags")) == (weight, tags)


def test_leading_zeros_in_toml() -> None:
    """Older Hugos read 0040 as 40; each is told at its place, and the others are read as ever."""
    told: list[Problem] = []
    text = 'a = 0040\nb = [01, 002]\nc = -007\nd = 0\ne = "0040"\nf = 2020-01-02\n'
    assert parse(text, "toml", "a.toml", tell=told.append) == {
        "a": 40, "b": [1, 2], "c": -7, "d": 0, "e": "0040", "f": date(2020, 1, 2)
    }  # fmt: skip
    assert [(each.line, each.column) for each in told] == [(1, 5), (2, 6), (2, 10), (3, 5)]
    for wrong in ("a = 00x", "a = 00.5", 'a = "0" 01', "a = 0_01", "a = [" + "01, " * 2000):
        with pytest.raises(SiteError):
            parse(wrong, "toml", "a.toml")
