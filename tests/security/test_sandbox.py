"""A template reads what it is given and prints; a theme from the web can do nothing else to its user's machine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blogengine.archetypes import render_archetype
from blogengine.errors import SiteError
from tests.conftest import TEMPLATES, MakeSite

PAGE = '+++\ntitle = "A"\n+++\n{{< s >}}\n'
ESCAPES = (
    '{{ cycler.__init__.__globals__.os.popen("id").read() }}',
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ self.__init__ }}",
    '{{ "".__class__.__mro__ }}',
    '{{ ""["__class__"] }}',
    '{{ ""|attr("__class__") }}',
    '{{ ""|attr("__cla" ~ "ss__") }}',
    '{{ [""]|map(attribute="__class__")|list }}',
    '{{ [""]|selectattr("__class__")|list }}',
    '{{ [""]|groupby("__class__") }}',
    '{{ [""]|sort(attribute="__class__.__mro__") }}',
    '{{ "{0.__class__}".format(1) }}',
    '{{ ("{0.__class__}"|safe).format(1) }}',
    '{{ "{x.__class__}".format_map({"x": 1}) }}',
    "{{ t.__globals__ }}",
    "{{ t.__code__ }}",
    "{{ range.__class__ }}",
    "{{ page._page }}",
    "{{ page._views }}",
    "{{ page._facts }}",
    "{{ site._views }}",
    "{{ page.title.__class__ }}",
    "{{ page.content.__class__ }}",
    "{{ page.__class__.__init__.__globals__ }}",
    "{% set c = page.__class__ %}{{ c }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ lipsum.__globals__ }}",
)
TOO_MUCH = (
    '{{ "x" * 1000000000 }}',
    '{{ 1000000000 * "x" }}',
    "{{ [1] * 1000000000 }}",
    '{{ "%1000000000d" % 1 }}',
    '{{ "%*d"|format(1000000000, 1) }}',
    '{{ "x"|center(1000000000) }}',
    '{{ "x"|indent(1000000000) }}',
    '{{ "x".ljust(1000000000) }}',
    '{{ "x".zfill(1000000000) }}',
    '{{ ("a" * 1000).replace("a", "b" * 1000000) }}',
    "{{ 99999 ** 99999 }}",
    "{% for x in range(1000000000) %}{% endfor %}",
)


@pytest.mark.parametrize("template", ESCAPES + TOO_MUCH)
@pytest.mark.parametrize("place", ["templates/single.html", "templates/shortcodes/s.html"])
def test_what_a_template_may_not_do_is_a_located_error(site: MakeSite, place: str, template: str) -> None:
    """In themes and in shortcodes; nothing of it is printed."""
    shown = "{{ page.content }}" if "shortcodes" in place else "x"
    with pytest.raises(SiteError) as caught:
        site({**TEMPLATES, "templates/single.html": shown, place: template, "content/a.md": PAGE})
    assert caught.value.problems[0].path == place
    assert caught.value.problems[0].line == 1


@pytest.mark.parametrize("template", ESCAPES[:5] + TOO_MUCH)
def test_an_archetype_may_not_either(template: str) -> None:
    """Writing a post runs nobody's code."""
    with pytest.raises(SiteError):
        render_archetype(template, "archetypes/default.md", {"Name": "a"}, datetime(2026, 1, 1, tzinfo=UTC))


def test_what_templates_do_every_day_is_allowed(site: MakeSite) -> None:
    """Texts, numbers, lists of their own, formats, small ranges."""
    template = (
        '{{ "x".center(3) }}{{ 2 ** 10 }}{{ "%03d" % 5 }}{{ "%s"|format(3) }}{{ 2 * "ab" }}{{ "a.b".split(".")[1] }}'
        "{% set x = [] %}{% for n in range(3) %}{% do x.append(n) %}{% endfor %}{{ x|join }}"
    )
    built = site({**TEMPLATES, "templates/single.html": template, "content/a.md": "+++\n+++\n"})
    assert built.read("a/index.html") == " x 10240053ababb012"
