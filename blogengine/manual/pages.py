"""The reference pages as Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from blogengine.config import DocumentedKey, documented_keys
from blogengine.config.showing import field_docs
from blogengine.config.spelling import hugo_key
from blogengine.frontmatter.fields import Build, FrontMatter, PageSitemap, ResourceSettings
from blogengine.manual.annotations import type_words
from blogengine.manual.commands import Command, commands
from blogengine.manual.entries import Entry, one_line
from blogengine.manual.hooks import HOOKS
from blogengine.manual.performance import performance_body
from blogengine.manual.subjects import (
    SUBJECTS,
    Subject,
    fields_of,
    filter_entries,
    function_entries,
    shortcode_entries,
)
from blogengine.manual.words import LANGUAGES, Words, read_words

Lines = Iterator[str]
SHORTCODE = re.compile(r"\{\{([<%])(.*?)([>%])\}\}")
LINKS: Mapping[str, str] = {each.kind.__name__: f"[{each.name}](#{each.name})" for each in SUBJECTS}
WEIGHTS = {"performance": 140, "configuration": 150, "front-matter": 160, "template-reference": 170}
WEIGHTS |= {"shortcode-reference": 180, "command-line": 190}


def reference_pages() -> Mapping[str, str]:
    """Name of the file below `content/manual/` -> its text, in every language."""
    every = {language: read_words(language) for language in LANGUAGES}
    return {_file(name, language): _page(name, words) for language, words in every.items() for name in BODIES}


def _file(name: str, language: str) -> str:
    """A page with a picture is a folder."""
    suffix = ".md" if language == "en" else f".{language}.md"
    return f"{name}/index{suffix}" if name == "performance" else f"{name}{suffix}"


def _page(name: str, words: Words) -> str:
    about = words.pages[name]
    front = {"title": about.title, "linkTitle": about.short, "description": about.description, "part": "reference"}
    matter = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    made = "# Made by `make manual` from the code: change it there."
    note = words.note if about.intro else ""
    body = "\n".join(BODIES[name](words)).strip("\n")
    text = "\n\n".join(part.strip("\n") for part in (about.intro, note, body) if part)
    return f"+++\n{made}\n{matter}\nweight = {WEIGHTS[name]}\n+++\n\n{text}\n"


def _configuration(words: Words) -> Lines:
    groups: dict[str, list[DocumentedKey]] = {"": []}
    for documented in documented_keys():
        groups.setdefault(_group(documented), []).append(documented)
    for group, keys in groups.items():
        yield f"## {f'`{group}`' if group else words.headings['general']}\n"
        yield from _table(("key", "type", "default", "doc"), map(_key_row, keys), words)


def _group(documented: DocumentedKey) -> str:
    first, *rest = documented.key.split(".")
    if not rest:
        return ""
    return f"{first}.{rest[0]}" if first in ("markup", "languages") and len(rest) > 1 else first


def _key_row(key: DocumentedKey) -> tuple[str, ...]:
    return _code(key.key), key.type, _code(key.default), key.doc


def _front_matter(words: Words) -> Lines:
    yield from _table(("key", "type", "doc"), _matter_rows(FrontMatter, ""), words)
    for kind, key in ((Build, "build"), (PageSitemap, "sitemap"), (ResourceSettings, "resources")):
        yield f"## `{key}`\n"
        yield from _table(("key", "type", "doc"), _matter_rows(kind, f"{key}."), words)


def _matter_rows(kind: type[msgspec.Struct], prefix: str) -> Iterator[tuple[str, ...]]:
    docs = field_docs(kind)
    for field in msgspec.structs.fields(kind):
        if field.name == "params" and not prefix:
            continue  # all of it, which the introduction says
        key = {"is_cjk_language": "isCJKLanguage"}.get(field.name, hugo_key(field.name))
        annotation = str(kind.__annotations__[field.name])
        yield _code(f"{prefix}{key}"), type_words(annotation, {}), one_line(docs.get(field.name))


def _templates(words: Words) -> Lines:
    for heading, entries in (("functions", function_entries()), ("filters", filter_entries())):
        yield f"## {words.headings[heading]} {{#{heading}}}\n"
        yield from _table(("call", "type", "doc"), map(_entry_row, entries), words)
    for subject in SUBJECTS:
        yield from _subject(subject, words)
    yield f"## {words.headings['hooks']} {{#hooks}}\n"
    yield words.hooks
    for name, fields in HOOKS.items():
        yield f"### `render-{name}.html` {{#render-{name}}}\n"
        yield from _table(("name", "doc"), ((_code(field), doc) for field, doc in fields.items()), words)


def _subject(subject: Subject, words: Words) -> Lines:
    yield f"## `{subject.name}` {{#{subject.name}}}\n"
    yield f"{words.subjects[subject.name]}\n"
    yield from _table(("name", "type", "doc"), map(_entry_row, fields_of(subject)), words)


def _entry_row(entry: Entry) -> tuple[str, ...]:
    return _code(entry.call), type_words(entry.gives, LINKS), entry.doc


def _shortcodes(words: Words) -> Lines:
    yield from _table(("name", "doc"), ((_code(each.name), each.doc) for each in shortcode_entries()), words)


def _command_line(words: Words) -> Lines:
    every = commands()
    uses = [option for command in every for option in command.options]
    shared = [option for option in dict.fromkeys(uses) if uses.count(option) > 3]
    for command in every:
        yield from _command(command, shared, words)
    yield f"## {words.headings['shared']} {{#shared}}\n"
    yield from _table(("option", "doc"), ((_code(option), doc) for option, doc in shared), words)


def _command(command: Command, shared: list[tuple[str, str]], words: Words) -> Lines:
    yield f"## `{command.name}` {{#{command.name.replace(' ', '-')}}}\n"
    yield f"```text\n{command.usage}\n```\n"
    yield f"{command.doc}\n"
    own = [option for option in command.options if option not in shared]
    if own:
        yield from _table(("option", "doc"), ((_code(option), doc) for option, doc in own), words)
    others = [option for option, _ in command.options if any(option == each for each, _ in shared)]
    if others:
        named = ", ".join(_code(option.split(" ")[0].rstrip(",")) for option in others)
        yield f"[{words.headings['shared']}](#shared): {named}\n"


BODIES: Mapping[str, Callable[[Words], Lines]] = {
    "configuration": _configuration,
    "front-matter": _front_matter,
    "template-reference": _templates,
    "shortcode-reference": _shortcodes,
    "command-line": _command_line,
    "performance": performance_body,
}


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], words: Words) -> Lines:
    yield f"| {' | '.join(words.columns[each] for each in columns)} |"
    yield "|" + "|".join([":---"] * len(columns)) + "|"
    for row in rows:
        yield f"| {' | '.join(_cell(each) for each in row)} |"
    yield ""


def _cell(text: str) -> str:
    """A text that a cell can hold: bars escaped; shortcodes and the divider shown, not in effect."""
    text = text.replace("`<!--more-->`", "<code>&lt;!--more--&gt;</code>")
    return SHORTCODE.sub(r"{{\1/*\2*/\3}}", text).replace("|", "\\|")


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`" if text else ""
