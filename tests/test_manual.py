"""The manual's reference pages: up to date, and nothing left out."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from blogengine.cli import blogengine
from blogengine.config import Options, documented_keys, load_config
from blogengine.facts import Facts
from blogengine.manual import reference_pages
from blogengine.manual.entries import INTERNAL
from blogengine.manual.hooks import HOOKS
from blogengine.manual.performance import PICTURE
from blogengine.manual.subjects import (
    SUBJECTS,
    fields_of,
    filter_entries,
    function_entries,
    shortcode_entries,
)
from blogengine.markdown.convert import convert
from blogengine.markdown.options import Markup
from blogengine.theme import Templates, load_templates
from blogengine.theme.folders import BUILTIN_TEMPLATES
from blogengine.theme.sandbox import Sandbox
from tests.conftest import NOW, MakeSite

ROOT = Path(__file__).parents[1]
PAGES = reference_pages()
SENTENCE = re.compile(r"\S.{4,}[.!)…。:`\"]$|^[A-Za-z]+\.$|^\d+ to \d+[.;]")


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_reference_is_what_the_code_says(name: str) -> None:
    assert (ROOT / "content/manual" / name).read_text("utf-8") == PAGES[name], "run: make manual"


def test_the_picture_of_the_benchmark_is_the_benchmarks_own() -> None:
    assert (ROOT / "content/manual/performance" / PICTURE.name).read_bytes() == PICTURE.read_bytes()


def test_every_filter_and_function_of_templates_is_in_the_reference() -> None:
    templates = load_templates(load_config(ROOT, Options()), NOW, Facts())
    plain, ours = Sandbox(), templates._environment
    assert {each.name for each in filter_entries()} == changed(ours.filters, plain.filters)
    assert {each.name for each in function_entries()} == changed(ours.globals, plain.globals)


def changed(ours: Mapping[str, Any], plain: Mapping[str, Any]) -> set[str]:
    """Names that the sandbox does not have, or has another thing for."""
    return {name for name, value in ours.items() if plain.get(name) is not value}


def test_every_entry_has_a_contract() -> None:
    for entry in every_entry():
        assert SENTENCE.search(entry.doc), f"{entry.call}: {entry.doc!r} is no sentence"


def every_entry() -> Iterable[Any]:
    yield from (*filter_entries(), *function_entries(), *shortcode_entries())
    for subject in SUBJECTS:
        yield from fields_of(subject)


def test_whatever_templates_reach_is_in_the_reference(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every object that a template can reach from what it is given has a section, and each of its names a line."""
    found: dict[type, set[str]] = {}
    plain, encoded = Templates.render, Templates.render_encoded

    def render(self: Templates, name: str, context: Mapping[str, Any], subject: str = "") -> str:
        walk(context, found)
        return plain(self, name, context, subject)

    def render_encoded(self: Templates, name: str, context: Mapping[str, Any], subject: str = "") -> bytearray:
        walk(context, found)
        return encoded(self, name, context, subject)

    monkeypatch.setattr(Templates, "render", render)
    monkeypatch.setattr(Templates, "render_encoded", render_encoded)
    site(EVERYTHING)
    documented = {each.kind: {entry.name for entry in fields_of(each)} for each in SUBJECTS}
    assert len(found) > 12
    for reached, names in found.items():
        kind = next((each for each in reached.__mro__ if each in documented), None)
        assert kind is not None, f"{reached} is not in the reference"
        assert names <= documented[kind], kind


EVERYTHING = {
    "config.toml": """baseURL = "https://example.org/"
title = "Site"
enableRobotsTXT = true
[feeds]
json = true
opml = true
[cards]
enable = true
[params]
author = "A"
[[menus.main]]
name = "Home"
pageRef = "/"
[languages.en]
weight = 1
[languages.ja]
weight = 2
""",
    "templates/single.html": "{{ page.content | embeds }}",
    "templates/list.html": "{{ page.paginator.pages }}",
    "templates/shortcodes/box.html": "{{ shortcode.inner }}",
    "content/post/one/index.md": '+++\ntitle = "One"\ndate = 2020-01-01\ntags = ["a"]\n+++\n# Heading\n\n'
    "{{< box 1 >}}text{{< /box >}}\n\n{{< youtube abc >}}\n",
    "content/post/one/notes.txt": "a file",
    "content/post/one/index.ja.md": '+++\ntitle = "Ichi"\n+++\n',
    "content/post/two.md": '+++\ntitle = "Two"\n+++\n',
    "data/embeds.toml": '["https://speakerdeck.com/a/b"]\nid = "abc"\ntitle = "B"\nratio = 1.5\n',
}


def walk(value: Any, found: dict[type, set[str]], depth: int = 0) -> None:
    """Note the types of the engine that are reached from a value, with the public names of each."""
    if isinstance(value, Mapping):
        for each in list(value.values()):
            walk(each, found, depth)
    elif isinstance(value, list | tuple):
        for each in value[:3]:
            walk(each, found, depth)
    if not type(value).__module__.startswith("blogengine") or type(value) in found or depth > 12:
        return
    names = public_names(value)
    found[type(value)] = names
    for name in names:
        try:
            inner = getattr(value, name)
        except ValueError:  # the paginator of a page that is no list
            continue
        if not inspect.ismethod(inner):
            walk(inner, found, depth + 1)


def public_names(value: object) -> set[str]:
    """What a template can read of a value; what every mapping has is Python's own."""
    names = {name for name in dir(value) if not name.startswith("_")} - INTERNAL - {"derived"}
    return names - set(dir(dict)) if isinstance(value, Mapping) else names


def test_hooks_see_what_the_reference_says() -> None:
    """The fields that hooks are given are those that the reference lists."""
    text = """# Title\n\n[a](b) ![c](d)\n\n> quoted\n\n> [!NOTE] title\n> text\n\n```python {hl_lines=1}\nx\n```\n
| a | b |\n|---|---|\n| 1 | 2 |\n\n$$x$$ and $y$\n"""
    markup = load_config(ROOT, Options()).main.markup
    assert isinstance(markup, Markup)
    seen: dict[str, set[str]] = {}
    for hook in convert(text, markup, hooks=frozenset(HOOKS)).hooked:
        seen.setdefault(hook.kind, set()).update(hook.fields)
    assert seen == {name: set(fields) for name, fields in HOOKS.items()}


def test_every_parameter_of_a_shortcode_is_named_in_its_contract() -> None:
    for entry in shortcode_entries():
        text = (BUILTIN_TEMPLATES / "shortcodes" / f"{entry.name}.html").read_text("utf-8")
        named = re.findall(r'(?:shortcode\.get|number)\("(\w+)"', text)
        assert not [name for name in named if f"`{name}`" not in entry.doc], entry.name


def test_every_key_is_on_the_page_of_the_configuration() -> None:
    for key in documented_keys():
        assert f"| `{key.key}` |" in PAGES["configuration.md"]
        assert SENTENCE.search(key.doc), f"{key.key}: {key.doc!r} is no sentence"


def test_every_command_and_option_is_on_the_page_of_the_command_line() -> None:
    page = PAGES["command-line.md"]
    for path, command in commands_below(blogengine):
        assert f"## `{path}`" in page
        assert SENTENCE.search(" ".join((command.help or "").split("\n\n")[0].split())), path
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.help, f"{path} {option.opts} says nothing"
                assert f"`{', '.join(option.opts)}" in page, f"{path} {option.opts}"


def commands_below(group: click.Group, path: str = "") -> Iterable[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_below(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "benchmarks/README.md"])
def test_links_between_the_repositorys_files_lead_somewhere(name: str) -> None:
    file = ROOT / name
    links = re.findall(r"(?:\]\(|src(?:set)?=\")([^)\"#]+)", file.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (file.parent / link).exists()]
    assert not missing


def test_every_page_of_the_manual_is_in_both_languages() -> None:
    pages = {file.relative_to(ROOT) for file in (ROOT / "content/manual").rglob("*.md")}
    english = {page for page in pages if not page.name.endswith(".ja.md")}
    assert english
    assert {page.with_suffix(".ja.md") for page in english} == pages - english
