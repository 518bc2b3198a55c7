"""`explain`: what made an output, what a file feeds, why an output was made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from blogengine.build import build
from blogengine.cli import run
from blogengine.config import Options
from blogengine.errors import SiteError
from blogengine.explanation import Explanation, explain
from tests.conftest import CONFIG, NOW, MakeSite, write_files

FILES = {
    "config.toml": CONFIG + "[params]\n  motto = 'a'\n  unused = 'b'\n",
    "content/post/a.md": "+++\ntitle = 'A'\ndate = 2025-01-01\n[params]\nmood = 'calm'\n+++\nText of A\n",
    "content/post/b.md": "+++\ntitle = 'B'\ndate = 2025-01-02\n+++\n{{< note >}}\n",
    "content/post/日本 語.md": "+++\ntitle = '日本語'\ndate = 2025-01-03\n+++\n本文\n",
    "data/people.toml": "[a]\nname = 'Ann'\n",
    "static/robots.png": b"png",
    "templates/baseof.html": "{% block main %}{% endblock %}",
    "templates/single.html": "{% extends 'baseof.html' %}{% block main %}{% include 'partials/meta.html' %}"
    "{{ page.content }}{{ page.params.mood }}{{ site.params.motto }}{% if page.next %}{{ page.next.title }}{% endif %}"
    "{% endblock %}",
    "templates/partials/meta.html": "{{ page.title }}{{ site.data.people.a.name }}",
    "templates/list.html": "{% for p in page.pages %}{{ p.title }},{% endfor %}",
    "templates/shortcodes/note.html": "note",
}


class Blog:
    """A site that is built again and again, and asked."""

    def __init__(self, make: MakeSite) -> None:
        built = make(FILES)
        self.source, self.options = built.source, Options(destination=built.destination)

    def rebuild(self, changes: Mapping[str, str | bytes]) -> None:
        write_files(self.source, changes)
        build(self.source, self.options, now=NOW)

    def explain(self, subject: str) -> Explanation:
        return explain(self.source, self.options, subject)

    def why(self, subject: str) -> tuple[str, tuple[str, ...]]:
        why = self.explain(subject).outputs[0].why
        return why.kind, why.changes


@pytest.fixture
def blog(site: MakeSite) -> Blog:
    return Blog(site)


@pytest.mark.parametrize(
    "subject",
    ["/post/a/", "post/a/index.html", "https://example.org/post/a/", "/post/a", "content/post/a.md"],
)
def test_a_page_is_found_by_address_output_and_source(blog: Blog, subject: str) -> None:
    """Every way to name a page leads to its output, and to what made it."""
    (output,) = blog.explain(subject).outputs
    assert (output.path, output.origin, output.kind) == ("post/a/index.html", "content/post/a.md", "page")
    assert output.address == "https://example.org/post/a/"


def test_what_made_a_page_is_named(blog: Blog) -> None:
    """Templates through all includes, given parameters that were asked for, data, and other pages' parts."""
    (output,) = blog.explain("/post/a/").outputs
    assert [used.name for used in output.templates] == ["single.html", "baseof.html", "partials/meta.html"]
    assert (output.page_params, output.site_params, output.data) == (("mood",), ("motto",), ("people",))
    assert ("content/post/b.md", "title") in [(shown.page, part) for shown in output.shows for part in shown.parts]
    assert "shortcodes/note.html" in [used.name for used in blog.explain("/post/b/").outputs[0].templates]


@pytest.mark.parametrize("name", ["/post/日本-語/", "/post/%E6%97%A5%E6%9C%AC-%E8%AA%9E/", "content/post/日本 語.md"])
def test_japanese_names_are_understood(blog: Blog, name: str) -> None:
    """Decoded, percent-encoded, and as a file."""
    assert blog.explain(name).outputs[0].origin == "content/post/日本 語.md"


def test_a_file_names_what_it_feeds(blog: Blog) -> None:
    """A text its page, its neighbour and its list; a shortcode only the page that calls it; data who reads it."""
    text, shortcode, data = (
        blog.explain(name).file for name in ("content/post/a.md", "templates/shortcodes/note.html", "data/people.toml")
    )
    assert text is not None
    assert shortcode is not None
    assert data is not None
    assert text.makes == ("post/a/index.html",)
    assert {"post/index.html"} <= {fed.path for fed in text.feeds}
    assert "post/b/index.html" in {fed.path for fed in shortcode.feeds}
    assert not {"post/a/index.html", "post/index.html"} & {fed.path for fed in shortcode.feeds}
    assert {"post/a/index.html", "post/b/index.html"} <= {fed.path for fed in data.feeds}
    copied = blog.explain("static/robots.png")
    assert copied.file is not None
    assert copied.file.makes == ("robots.png",)


def test_a_first_build_says_so(blog: Blog) -> None:
    """Everything was made, for no reason of its own."""
    assert blog.why("/post/a/") == ("first", ())


def test_why_an_output_was_made_again_is_what_the_build_found(blog: Blog) -> None:
    """An edited text, and what an edited title did to a list; what was not made again says that."""
    blog.rebuild({"content/post/a.md": str(FILES["content/post/a.md"]).replace("Text", "Word")})
    kind, changes = blog.why("/post/a/")
    assert kind == "read"
    assert any("the text of content/post/a.md" in change for change in changes)
    assert blog.why("/post/b/") == ("older", ())
    blog.rebuild({"content/post/a.md": str(FILES["content/post/a.md"]).replace("'A'", "'New'")})
    assert blog.why("/post/") == ("read", ("the title of content/post/a.md",))


def test_a_changed_parameter_is_named_by_what_asked_for_it(blog: Blog) -> None:
    """Not the whole configuration: the parameter, and the setting that it stands in."""
    blog.rebuild({"config.toml": str(FILES["config.toml"]).replace("'a'", "'z'")})
    assert blog.why("/post/a/") == ("read", ("the site's parameter motto, because of the setting params",))
    blog.rebuild({"config.toml": str(FILES["config.toml"]).replace("'b'", "'z'").replace("'a'", "'z'")})
    assert blog.why("/post/a/")[0] == "read", "nothing read the other parameter, so that this is still the last time"


def test_new_templates_and_foreign_hands_are_reasons(blog: Blog) -> None:
    """A template of its own is another plan; a file that somebody changed is made again for that; a new page is new."""
    assert blog.options.destination
    (blog.options.destination / "post/a/index.html").write_text("mine")
    blog.rebuild({"templates/list.html": str(FILES["templates/list.html"]) + "!", "content/post/c.md": "+++\n+++\nC"})
    assert blog.why("/post/a/") == ("file", ())
    assert blog.why("/post/c/") == ("new", ())
    assert blog.why("/post/")[0] == "read"
    blog.rebuild({"templates/post/single.html": "{{ page.content }}"})
    assert blog.why("/post/a/")[0] in {"plan", "read"}


def test_reasons_do_not_depend_on_the_number_of_workers(blog: Blog) -> None:
    """What changed is found before work is spread."""
    build(blog.source, blog.options, now=NOW, jobs=2)
    write_files(blog.source, {"templates/partials/meta.html": "{{ page.title }}"})
    build(blog.source, blog.options, now=NOW, jobs=2)
    assert blog.why("/post/a/") == ("read", ("the template partials/meta.html",))


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        ("/nothing/", "neither"),
        ("https://other.example/x", "neither"),
        ("static/none.md", "neither"),
        ("content/post/draft.md", "did not use"),
    ],
)
def test_what_is_not_there_is_said_with_a_hint(blog: Blog, subject: str, message: str) -> None:
    """An address of no page, and a file that the build did not use."""
    write_files(blog.source, {"content/post/draft.md": "+++\ndraft = true\n+++\n"})
    with pytest.raises(SiteError, match=message) as caught:
        blog.explain(subject)
    assert caught.value.problems[0].hint


def test_a_site_that_was_not_built_says_so(tmp_path: Path) -> None:
    """There is nothing to explain, and what to do is said."""
    write_files(tmp_path, {"config.toml": CONFIG})
    with pytest.raises(SiteError, match="not built yet"):
        explain(tmp_path, Options(), "/")


def test_the_command_prints_for_people_and_for_programs(blog: Blog, capsys: pytest.CaptureFixture[str]) -> None:
    """Text in 80 columns; JSON that says the same."""
    arguments = ["--source", str(blog.source), "--destination", str(blog.options.destination)]
    assert run(["explain", "/post/a/", *arguments]) == 0
    text = capsys.readouterr().out
    assert "made from   content/post/a.md" in text
    assert max(map(len, text.splitlines())) <= 80
    assert run(["explain", "content/post/a.md", "--json", *arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["outputs"][0]["why"]["kind"] == "first"
    assert told["file"]["makes"] == ["post/a/index.html"]
