"""What the manual shows works: idioms in both engines, blocks of code, and command lines."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from jinja2 import Environment

from blogengine.cli import blogengine
from blogengine.config import Options, load_config
from blogengine.facts import Facts
from blogengine.theme import load_templates
from tests.conftest import CONFIG, NOW, MakeSite, write_files

ROOT = Path(__file__).parents[1]
MANUAL = sorted((ROOT / "content").rglob("*.md"))
MOVING = ROOT / "content/manual/moving-from-hugo.md"
FENCE = re.compile(r"^(`{3,})([\w-]*)[ ]?(\{[^\n]*\})?\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(.+?)` \| `(.+?)` \|$", re.MULTILINE)

IDIOM_CONTENT = {
    "content/_index.md": '+++\ntitle = "Home"\n+++\n',
    "content/post/_index.md": '+++\ntitle = "Posts"\n+++\n',
    "content/post/one/index.md": '+++\ntitle = "One tree"\ndate = 2024-02-01T09:00:00+09:00\ntags = ["Sea"]\n'
    'author = "Kei"\nlist = ["a", "b"]\nhtml = "<b>bold</b>"\nnote = "a *word*"\n+++\n'
    "First words.\n\n<!--more-->\n\n## Trees\n\nMore of them.\n",
    "content/post/one/leaf.txt": "a leaf",
    "content/post/two.md": '+++\ntitle = "A second"\ndate = 2025-03-01T09:00:00+09:00\ntags = ["Sea", "Hill"]\n'
    'author = "Mio"\nlist = ["c"]\nhtml = ""\nnote = ""\n+++\nSecond.\n',
    "content/post/three.md": '+++\ntitle = "Third"\ndate = 2025-04-01T09:00:00+09:00\ntags = ["Hill"]\nauthor = "Kei"\n'
    'list = ["c"]\nhtml = ""\nnote = ""\n+++\nThird.\n',
    "data/people.toml": '[editor]\nname = "Aki"\n',
    "i18n/en.toml": '[hello]\nother = "Hello there"\n',
    "config.toml": CONFIG + 'disableKinds = ["sitemap", "404"]\n[related]\nincludeNewer = true\n'
    '[[related.indices]]\nname = "tags"\nweight = 100\n[pagination]\npagerSize = 2\n[params]\nsubTitle = "Below"\n'
    '[[menus.main]]\nname = "Posts"\npageRef = "/post"\n',
}
PAGE, LIST = "idioms-page", "idioms-list"


class Idiom(NamedTuple):
    go: str
    jinja: str


def idioms(anchor: str) -> list[Idiom]:
    """The rows of a table of idioms."""
    section = MOVING.read_text("utf-8").partition(f"{{#{anchor}}}")[2].partition("\n#")[0]
    return [Idiom(*(cell.replace("\\|", "|") for cell in row)) for row in ROW.findall(section)]


def lines_of(texts: list[str]) -> str:
    return "".join(f"[[{number}]]{text}\n" for number, text in enumerate(texts))


def printed(text: str) -> dict[str, str]:
    """What each numbered idiom printed, white space aside."""
    parts = re.split(r"\[\[(\d+)\]\]", text)
    return {number: re.sub(r"\s+", "", unescape(each)) for number, each in zip(parts[1::2], parts[2::2], strict=True)}


def ours(site: MakeSite) -> dict[str, dict[str, str]]:
    built = site(
        {
            **IDIOM_CONTENT,
            "templates/single.html": lines_of([each.jinja for each in idioms(PAGE)]),
            "templates/list.html": "",
            "templates/post/list.html": lines_of([each.jinja for each in idioms(LIST)]),
            "templates/partials/byline.html": "by {{ page.params.author }}",
        }
    )
    return {PAGE: printed(built.read("post/one/index.html")), LIST: printed(built.read("post/index.html"))}


def test_every_jinja2_idiom_prints_something(site: MakeSite) -> None:
    """Each form renders without an error, and prints what can be compared."""
    for anchor, found in ours(site).items():
        assert len(found) == len(idioms(anchor)) > 10
        silent = [idioms(anchor)[int(number)].jinja for number, text in found.items() if not text]
        assert silent == (["{# unseen #}"] if anchor == PAGE else [])


def test_each_pair_of_idioms_prints_the_same(site: MakeSite, hugo: Path, tmp_path: Path) -> None:
    """Hugo renders the Go form of each line, and prints what the Jinja2 form prints here."""
    folder = tmp_path / "hugo"
    write_files(
        folder,
        {
            **IDIOM_CONTENT,
            "layouts/_default/single.html": lines_of([each.go for each in idioms(PAGE)]),
            "layouts/_default/list.html": "",
            "layouts/index.html": "",
            "layouts/post/list.html": lines_of([each.go for each in idioms(LIST)]),
            "layouts/partials/byline.html": "by {{ .Params.author }}",
        },
    )
    subprocess.run([hugo, "--source", folder, "--quiet", "--clock", "2026-01-01T00:00:00Z"], check=True)
    theirs = {
        PAGE: printed((folder / "public/post/one/index.html").read_text("utf-8")),
        LIST: printed((folder / "public/post/index.html").read_text("utf-8")),
    }
    mine = ours(site)
    for anchor in (PAGE, LIST):
        for number, idiom in enumerate(idioms(anchor)):
            assert mine[anchor][str(number)] == theirs[anchor][str(number)], idiom


class Block(NamedTuple):
    file: Path
    language: str
    attributes: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.file.name}: {self.text[:60]}"


def blocks(*languages: str) -> Iterator[Block]:
    for file in MANUAL:
        for _, language, attributes, text in FENCE.findall(file.read_text("utf-8")):
            if language in languages:
                yield Block(file, language, attributes, text)


def test_every_toml_block_is_toml() -> None:
    for block in blocks("toml"):
        tomllib.loads(block.text)


def test_tables_of_settings_load_without_a_warning(tmp_path: Path) -> None:
    """A block of TOML with tables of the configuration has no key that nothing reads."""
    tables = {"pagination", "params", "markup", "feeds", "cards", "pictures", "embeds", "permalinks", "related"}
    tried = 0
    for block in blocks("toml"):
        if set(tomllib.loads(block.text)) & tables and "{file=" not in block.attributes:
            write_files(tmp_path, {"config.toml": block.text})
            found = load_config(tmp_path, Options()).warnings
            assert not [each.message for each in found if "theme" not in each.message], block.place
            tried += 1
    assert tried > 5


def test_every_jinja_block_is_one_that_the_engine_reads() -> None:
    """Each block is parsed, with the filters and functions that the engine has."""
    environment: Environment = load_templates(load_config(ROOT, Options()), NOW, Facts())._environment
    for block in blocks("jinja"):
        try:
            environment.from_string(block.text)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it
            pytest.fail(f"{block.place}: {error}")


def test_what_markdown_is_said_to_become_is_what_it_becomes(site: MakeSite) -> None:
    """A block of Markdown right above a block of HTML: the engine makes the one from the other."""
    for claimed, (page, files) in claims().items():
        built = site(
            {
                **files,
                "config.toml": CONFIG + "hasCJKLanguage = true\n[markup.goldmark.renderer]\nunsafe = true\n",
                "templates/single.html": "{{ page.content }}",
                "templates/list.html": "",
                "content/x.md": f'+++\ntitle = "X"\n+++\n{page}',
            }
        )
        assert built.read("x/index.html").strip() == claimed.strip()


def claims() -> dict[str, tuple[str, dict[str, str]]]:
    """HTML -> the Markdown above it, and the files that its page shows by then."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for file in MANUAL:
        files: dict[str, str] = {}
        last: Block | None = None
        for _, language, attributes, text in FENCE.findall(file.read_text("utf-8")):
            name = re.search(r'file="(templates/shortcodes/[^"]+)"', attributes)
            if name:
                files[name[1]] = text
            if language == "html" and last is not None and last.language == "markdown":
                found[text] = (re.sub(r"(\{\{[<%])/\*(.*?)\*/([>%]\}\})", r"\1\2\3", last.text), dict(files))
            last = Block(file, language, attributes, text)
    assert len(found) >= 3
    return found


def test_every_command_line_is_one_that_the_program_takes() -> None:
    """Each line that calls blogengine names a command and options that there are."""
    tried = 0
    for block in blocks("sh", "console"):
        for line in block.text.split("\n"):
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if words and words[0].rpartition("/")[2] == "blogengine":
                accept(words[1:], block.place)
                tried += 1
    assert tried > 20


def accept(words: list[str], place: str) -> None:
    """Parse a call without running it."""
    command: click.Command = blogengine
    rest = words
    while isinstance(command, click.Group):
        name, inner, rest = command.resolve_command(click.Context(command), rest)
        assert name is not None, place
        assert inner is not None, place
        command = inner
    try:
        command.make_context(command.name or "", rest)
    except click.ClickException as error:
        pytest.fail(f"{place}: {error.format_message()}")


@pytest.mark.parametrize("name", ["start.md", "start.ja.md"])
def test_the_first_five_minutes_work_as_they_are_written(name: str, tmp_path: Path) -> None:
    """Every command with a prompt is run, in order, and the post that is shown is written between them."""
    folder = tmp_path
    for _, language, _, text in FENCE.findall((ROOT / "content/manual" / name).read_text("utf-8")):
        if language == "markdown":
            (folder / "content/post/first.md").write_text(text, "utf-8")
        for line in text.split("\n") if language == "console" else ():
            command, *words = shlex.split(line.removeprefix("$ ")) or [""]
            if command == "cd":
                folder /= words[0]
            elif command:
                assert command == "blogengine"
                subprocess.run([sys.executable, "-m", "blogengine", *words], cwd=folder, check=True)
    assert "<strong>" in (folder / "public/post/first/index.html").read_text("utf-8")
