"""What is nested without end, or refers to itself, is told of at its place: no depth that Python cannot bear."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from blogengine.errors import SiteError
from blogengine.graph.menus import MAX_DEPTH
from tests.conftest import CONFIG, TEMPLATES, MakeSite

HEAD = '+++\ntitle = "A"\n+++\n'
PAGE = {"content/a.md": HEAD}
MENU = {
    "templates/single.html": "{% for m in site.menus.main recursive %}{{ m.name }}({{ loop(m.children) }}){% endfor %}"
}
BOMB = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefghij", "bcdefghijk", strict=True)
)


def menu(*entries: tuple[str, str]) -> dict[str, str]:
    """A site with a menu of (name, parent)."""
    items = (f'[[menus.main]]\nname = "{name}"\nurl = "/"\nparent = "{parent}"\n' for name, parent in entries)
    return {"config.toml": CONFIG + "".join(items), **PAGE, **TEMPLATES, **MENU}


def single(template: str, **others: str) -> dict[str, str]:
    """A site whose pages have this template."""
    return {**PAGE, "templates/single.html": template, "templates/list.html": "", **others}


def shortcode(template: str, text: str = "{{< s >}}\n") -> dict[str, str]:
    """A site with a shortcode, and a page that uses it."""
    return {**TEMPLATES, "templates/shortcodes/s.html": template, "content/a.md": HEAD + text}


READER = {**TEMPLATES, "templates/home.html": "{{ site.data | length }}"}
"""What is wrong in data stops a build that reads it."""

ENDLESS: Mapping[str, tuple[dict[str, str], str, str]] = {
    "a partial in itself": (
        single('{% include "p.html" %}', **{"templates/p.html": '{% include "p.html" %}'}),
        "templates/p.html:1",
        "without end",
    ),
    "a macro in itself": (
        single("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"), "templates/single.html:1", "without end"
    ),
    "templates that extend each other": (
        single('{% extends "b.html" %}', **{"templates/b.html": '{% extends "single.html" %}'}), "", "without end"
    ),
    "brackets in a template": (
        single("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"), "templates/single.html", "nested too deeply"
    ),
    "conditions in a template": (
        single("{% if 1 %}" * 1500 + "{% endif %}" * 1500), "templates/single.html", "nested too deeply"
    ),
    "a shortcode that prints its page": (
        shortcode("{{ page.content }}"), "templates/shortcodes/s.html:1", "is made from itself"
    ),
    "a shortcode that prints its summary": (
        shortcode("{{ page.summary }}"), "templates/shortcodes/s.html:1", "is made from itself"
    ),
    "a hook that prints its page": (
        {**TEMPLATES, "templates/_markup/render-link.html": "{{ page.content }}", "content/a.md": HEAD + "[a](b)\n"},
        "templates/_markup/render-link.html:1",
        "is made from itself",
    ),
    "shortcodes in shortcodes": (
        shortcode("{{ inner }}", "{{< s >}}" * 5000 + "{{< /s >}}" * 5000), "content/a.md:4:901", "more than 100 deep"
    ),
    "an address": ({**TEMPLATES, "content/a.md": f"+++\nurl = '/{'a/' * 3000}'\n+++\n"}, "content/a.md", "1500 bytes"),
    "a menu": (menu(("0", ""), *((str(n), str(n - 1)) for n in range(1, 2000))), "", "the menu “main” is nested"),
    "JSON": ({**READER, "data/a.json": "[" * 100_000 + "]" * 100_000}, "data/a.json:1", "deeper than 100"),
    "YAML": ({**READER, "data/a.yaml": "[" * 200 + "]" * 200}, "data/a.yaml:1", "deeper than 100"),
    "YAML beyond its parser": ({**READER, "data/a.yaml": "[" * 100_000 + "]" * 100_000}, "data/a.yaml:1", "YAML"),
    "TOML": ({**READER, "data/a.toml": "a = " + "[" * 100_000}, "data/a.toml:1", "deeper than 100"),
    "a dotted key": ({**READER, "data/a.toml": ".".join("a" * 50_000) + " = 1"}, "data/a.toml:1", "deeper than 100"),
    "an alias in itself": ({**READER, "data/a.yaml": "a: &a [*a]\n"}, "data/a.yaml:1", "deeper than 100"),
    "aliases of aliases": ({**READER, "data/a.yaml": BOMB}, "data/a.yaml:1:1", "more than 1,000,000 values"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_what_has_no_end_is_a_located_error(site: MakeSite, name: str) -> None:
    """No page is written, and no traceback of Python's stack is shown."""
    files, place, says = ENDLESS[name]
    with pytest.raises(SiteError) as caught:
        site(files)
    problem = caught.value.problems[0]
    assert says in problem.message
    assert problem.location.startswith(place)


def test_the_deepest_menu_is_printed(site: MakeSite) -> None:
    """As deep as menus may be, a theme that prints them still can."""
    entries = (("0", ""), *((str(n), str(n - 1)) for n in range(1, MAX_DEPTH)))
    assert site(menu(*entries)).read("a/index.html").endswith(")" * MAX_DEPTH)


def test_entries_of_one_name_stand_in_a_menu_once(site: MakeSite) -> None:
    """Each pair of equal names would double everything below it: forty pairs, and no build would end."""
    pairs = ((str(n), str(n - 1) if n else "") for n in range(40) for _ in range(2))
    assert site(menu(*pairs)).read("a/index.html").count("(") == 80


def test_folders_as_deep_as_disks_allow_are_pages(site: MakeSite) -> None:
    """Six hundred folders within each other are a page like any other."""
    path = "/".join("d" * 600)
    assert site({**TEMPLATES, f"content/{path}/a.md": HEAD}).exists(f"{path}/a/index.html")
