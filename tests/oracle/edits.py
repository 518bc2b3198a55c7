"""Edits: what an author, an editor, time and bad luck do to a site between two builds.

An `Edit` gives another site, purely. A `Mishap` happens to the world: to files' times, the output, or the cache.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from hypothesis import strategies as st

from tests.oracle.fragments import Body
from tests.oracle.settings import BASE, MATTER, SETTINGS
from tests.oracle.sites import NODES, OTHERS, PLACES, TEMPLATES, Page, Settings, Site, bodies, content_of, pages
from tests.oracle.templates import BROKEN
from tests.oracle.world import World

STAMP = re.compile("stamp-([a-z]{3})")
HOWS = ("", "", "replaced", "kept", "old")


class Edit(Protocol):
    """A change of the site's files."""

    def apply(self, site: Site) -> Site:
        """The site afterwards; the same one when there is nothing to change."""


class Mishap(Protocol):
    """Something that happens beside the author's edits."""

    def happen(self, world: World, site: Site) -> None:
        """Do it."""


def pick(values: Sequence[str], place: int) -> str:
    """The value at a place, counted round."""
    return values[place % len(values)]


@dataclass(frozen=True)
class SetMatter:
    """A field of a page's front matter gets a value, or goes (None)."""

    page: int
    key: str
    value: Any

    def apply(self, site: Site) -> Site:
        path, page = _page(site, self.page)
        matter = {key: value for key, value in page.matter.items() if key != self.key}
        return site.with_file(
            path, replace(page, matter=matter if self.value is None else {**matter, self.key: self.value})
        )


@dataclass(frozen=True)
class SetBody:
    """A page gets another text."""

    page: int
    body: Body

    def apply(self, site: Site) -> Site:
        path, page = _page(site, self.page)
        return site.with_file(path, replace(page, body=self.body))


@dataclass(frozen=True)
class Rewrite:
    """A page is written in another form: front matter in TOML, YAML or JSON, line ends."""

    page: int
    form: str
    newline: str

    def apply(self, site: Site) -> Site:
        path, page = _page(site, self.page)
        return site.with_file(path, replace(page, form=self.form, newline=self.newline))


@dataclass(frozen=True)
class Put:
    """A path gets a file, or loses it (None)."""

    path: str
    file: str | Page | None

    def apply(self, site: Site) -> Site:
        folders = {path for path in site.files if self.path.startswith(f"{path}/") or path.startswith(f"{self.path}/")}
        if self.file is not None and folders:
            return self.apply(Site({path: file for path, file in site.files.items() if path not in folders}))
        return site.with_file(self.path, self.file)


@dataclass(frozen=True)
class Delete:
    """A page goes."""

    page: int

    def apply(self, site: Site) -> Site:
        return site.with_file(_page(site, self.page)[0], None) if len(site.pages) > 1 else site


@dataclass(frozen=True)
class Rename:
    """A page moves to another place, if it is free."""

    page: int
    place: str

    def apply(self, site: Site) -> Site:
        return site if self.place in site.files else site.renamed({_page(site, self.page)[0]: self.place})


@dataclass(frozen=True)
class Bundle:
    """A page becomes a bundle, or a bundle a page."""

    page: int

    def apply(self, site: Site) -> Site:
        path, _ = _page(site, self.page)
        if path.endswith("_index.md"):
            return site
        other = f"{path.removesuffix('/index.md')}.md" if path.endswith("/index.md") else f"{path[:-3]}/index.md"
        return site if other in site.files or path.endswith(".html") else site.renamed({path: other})


@dataclass(frozen=True)
class AddResource:
    """A file appears beside a page's."""

    page: int
    name: str
    content: str

    def apply(self, site: Site) -> Site:
        folder = _page(site, self.page)[0].rpartition("/")[0]
        return site.with_file(f"{folder}/{self.name}", self.content)


@dataclass(frozen=True)
class Configure:
    """A key of the configuration gets a value, or goes (None)."""

    key: str
    value: Any

    def apply(self, site: Site) -> Site:
        settings = site.files[site.config]
        assert isinstance(settings, Settings)
        values = {key: value for key, value in settings.values.items() if key != self.key}
        given = BASE.get(self.key) if self.value is None else self.value
        return site.with_file(site.config, Settings(values if given is None else {**values, self.key: given}))


@dataclass(frozen=True)
class RenameConfig:
    """The configuration file gets another name."""

    name: str

    def apply(self, site: Site) -> Site:
        return site.renamed({site.config: self.name})


@dataclass(frozen=True)
class Stamp:
    """Any file with a stamp in it changes without changing its size."""

    place: int

    def apply(self, site: Site) -> Site:
        stamped = [path for path, file in sorted(site.files.items()) if STAMP.search(content_of(file))]
        if not stamped:
            return site
        path = pick(stamped, self.place)
        return site.with_file(path, _stamped(site.files[path]))


@dataclass(frozen=True)
class Break:
    """A mistake in a file that is there: a template, front matter, the configuration, data or strings."""

    place: int
    text: str

    def apply(self, site: Site) -> Site:
        path = pick(sorted(site.files), self.place)
        file = site.files[path]
        if isinstance(file, Page):
            broken = replace(file, form="broken"), *(replace(file, body=(text,)) for text in BROKEN_TEXTS)
            return site.with_file(path, broken[len(self.text) % len(broken)])
        if isinstance(file, Settings):
            return site.with_file(path, Settings({**file.values, "buildDrafts": "perhaps"}))
        return site.with_file(path, 'a = "\n{"' if path.endswith((".toml", ".json", ".csv")) else self.text)


def _page(site: Site, place: int) -> tuple[str, Page]:
    path = pick(site.pages, place)
    page = site.files[path]
    assert isinstance(page, Page)
    return path, page


def _stamped(file: Any) -> Any:
    """The file with its stamps one letter on."""
    if isinstance(file, Page):
        return replace(file, matter=_stamped(file.matter), body=_stamped(file.body))
    if isinstance(file, Settings):
        return Settings(_stamped(file.values))
    if isinstance(file, Mapping):
        return {key: _stamped(value) for key, value in file.items()}
    if isinstance(file, list | tuple):
        return type(file)(_stamped(each) for each in file)
    return STAMP.sub(lambda match: f"stamp-{_next(match[1])}", file) if isinstance(file, str) else file


def _next(letters: str) -> str:
    return letters[:2] + chr((ord(letters[2]) - 96) % 26 + 97)


@dataclass(frozen=True)
class Touch:
    """A file gets another time and nothing else."""

    place: int
    time: int

    def happen(self, world: World, site: Site) -> None:
        world.touch(pick(sorted(site.files), self.place), self.time)


@dataclass(frozen=True)
class Tamper:
    """Somebody changes an output by hand."""

    place: int
    how: str

    def happen(self, world: World, site: Site) -> None:
        world.tamper(self.place, self.how)


@dataclass(frozen=True)
class Foreign:
    """Somebody puts a file of his own into the output."""

    path: str

    def happen(self, world: World, site: Site) -> None:
        world.put_foreign(self.path)


@dataclass(frozen=True)
class HarmCache:
    """Something happens to the cache."""

    how: str
    place: int

    def happen(self, world: World, site: Site) -> None:
        world.harm_cache(self.how, self.place)


@dataclass(frozen=True)
class Destination:
    """The site is built into another folder from now on."""

    name: str

    def happen(self, world: World, site: Site) -> None:
        world.to(self.name)


LINKS = ("content/post/linked.md", "static/linked.txt", "templates/partials/linked.html", "content/news/linked.txt")
BROKEN_TEXTS = ("{{< nothing >}}\n", "{{< note >}", '{{< ref "/nowhere" >}}')


@dataclass(frozen=True)
class Link:
    """A link to another file appears in the site."""

    path: str
    target: str

    def happen(self, world: World, site: Site) -> None:
        world.link(self.path, self.target)


INDEX = st.integers(0, 60)


def valued(choices: Mapping[str, Sequence[Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    """A key with one of its values, or with None."""
    pairs = [(key, value) for key in sorted(choices) for value in (*choices[key], None)]
    return st.integers(0, len(pairs) - 1).map(lambda place: pairs[place])


def writing() -> st.SearchStrategy[Edit]:
    """What an author does every day: texts and front matter."""
    matter = valued(MATTER)
    return st.one_of(
        st.builds(lambda page, pair: SetMatter(page, *pair), INDEX, matter),
        st.builds(lambda page, title: SetMatter(page, "title", title), INDEX, st.sampled_from(MATTER["title"])),
        st.builds(SetBody, INDEX, bodies()),
        st.builds(Rewrite, INDEX, st.sampled_from(("toml", "yaml", "json")), st.sampled_from(("\n", "\r\n"))),
    )


def moving() -> st.SearchStrategy[Edit]:
    """Pages come, go and move; resources too."""
    places = st.sampled_from((*PLACES, *NODES))
    names = st.sampled_from(("cover.png", "notes.txt", "sub/deep.css", "more.md"))
    return st.one_of(
        st.builds(Put, places, pages()),
        st.builds(Delete, INDEX),
        st.builds(Rename, INDEX, places),
        st.builds(Bundle, INDEX),
        st.builds(AddResource, INDEX, names, st.sampled_from(("one", "two", "stamp-aaa"))),
    )


def theming() -> st.SearchStrategy[Edit]:
    """Templates change, appear and vanish."""
    return st.builds(lambda pair: Put(*pair), valued(TEMPLATES))


def arranging() -> st.SearchStrategy[Edit]:
    """Data, strings, static files, resources, and files that nobody reads."""
    return st.builds(lambda pair: Put(*pair), valued(OTHERS))


def configuring() -> st.SearchStrategy[Edit]:
    """The configuration changes."""
    names = st.sampled_from(("hugo.toml", "config.toml", "config/_default/hugo.toml"))
    change = st.builds(lambda pair: Configure(*pair), valued(SETTINGS))
    return st.one_of(change, change, change, st.builds(RenameConfig, names))


def stamping() -> st.SearchStrategy[Edit]:
    """A change that keeps a file's size."""
    return st.builds(Stamp, INDEX)


def breaking() -> st.SearchStrategy[Edit]:
    """A mistake."""
    return st.builds(Break, INDEX, st.sampled_from(BROKEN))


def edits() -> st.SearchStrategy[Edit]:
    """Any change but a mistake made on purpose."""
    return st.one_of(writing(), moving(), theming(), arranging(), configuring(), stamping())


def mishaps() -> st.SearchStrategy[Mishap]:
    """Whatever else may happen between two builds."""
    foreign = ("CNAME", ".nojekyll", "post/mine.html", "post/hello/mine.jpg", "x/y/z.txt", "tags/go/mine.txt", "a.txt")
    harms = ("delete", "truncate", "garbage", "empty", "flip", "a file", "save", "restore")
    return st.one_of(
        st.builds(Touch, INDEX, st.sampled_from((1_600_000_000_000_000_000, 1_700_000_000_000_000_000))),
        st.builds(Tamper, INDEX, st.sampled_from(("edit", "quietly", "delete", "empty", "all"))),
        st.builds(Foreign, st.sampled_from(foreign)),
        st.builds(HarmCache, st.sampled_from(harms), INDEX),
        st.builds(Link, st.sampled_from(LINKS), st.sampled_from(("README.md", "assets/main.css"))),
        st.builds(Destination, st.sampled_from(("out", "out 二"))),
    )
