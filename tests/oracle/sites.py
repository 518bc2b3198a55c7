"""Sites that the oracle makes up: a folder as a mapping from paths to typed files, and strategies for them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from tests.oracle.fragments import FRAGMENTS, Body
from tests.oracle.settings import BASE, LANGUAGES, MATTER, SETTINGS
from tests.oracle.templates import OWN, SHORTCODES, THEME


@dataclass(frozen=True)
class Page:
    """A content file: its front matter, its text in blocks, and how the front matter is written."""

    matter: Mapping[str, Any]
    body: Body = ()
    form: str = "toml"
    newline: str = "\n"

    def text(self) -> str:
        """The file's text."""
        return (_FORMS[self.form](self.matter) + "\n".join(self.body)).replace("\n", self.newline)


@dataclass(frozen=True)
class Settings:
    """A configuration file in TOML: dotted keys -> values."""

    values: Mapping[str, Any]

    def text(self) -> str:
        """The file's text."""
        return "".join(f"{key} = {toml(value)}\n" for key, value in self.values.items())


File = Page | Settings | str
"""What a path holds; other files are texts."""


@dataclass(frozen=True)
class Site:
    """An author's folder."""

    files: Mapping[str, File]

    def with_file(self, path: str, file: File | None) -> Site:
        """The site with another file at a path, or none."""
        files = {key: value for key, value in self.files.items() if key != path}
        return Site(files if file is None else {**files, path: file})

    def renamed(self, names: Mapping[str, str]) -> Site:
        """The site with files at other paths."""
        return Site({names.get(path, path): file for path, file in self.files.items()})

    @property
    def pages(self) -> list[str]:
        """Paths of the content files, in order."""
        return sorted(path for path, file in self.files.items() if isinstance(file, Page))

    @property
    def config(self) -> str:
        """The path of the configuration file."""
        return next(path for path, file in self.files.items() if isinstance(file, Settings))

    def texts(self) -> dict[str, str]:
        """Every file's text."""
        return {path: content_of(file) for path, file in self.files.items()}


def content_of(file: File) -> str:
    """A file's text."""
    return file if isinstance(file, str) else file.text()


def toml(value: Any) -> str:
    """A value in TOML, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _as_toml(matter: Mapping[str, Any]) -> str:
    return "+++\n" + "".join(f"{key} = {toml(value)}\n" for key, value in matter.items()) + "+++\n"


def _as_yaml(matter: Mapping[str, Any]) -> str:
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
    return f"---\n{''.join(lines)}---\n"


def _as_json(matter: Mapping[str, Any]) -> str:
    return json.dumps(matter, ensure_ascii=False, indent=1) + "\n"


def _broken(matter: Mapping[str, Any]) -> str:
    return f"+++\ntitle = {matter.get('title')}\n+++\n"


def _picture(colour: str, width: int, height: int) -> str:
    Image.new("RGB", (width, height), colour).save(out := io.BytesIO(), "PNG")
    return out.getvalue().decode("utf-8", "surrogateescape")


_FORMS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "toml": _as_toml,
    "yaml": _as_yaml,
    "json": _as_json,
    "broken": _broken,
}

PLACES = (
    "content/post/hello.md",
    "content/about.md",
    "content/docs/guide.md",
    "content/post/日本語の記事.md",
    "content/post/2024-03-01-dated.md",
    "content/post/bundle/index.md",
    "content/news/first.md",
    "content/news/trip/index.md",
    "content/docs/intro/start.md",
    "content/post/Upper Case.md",
    "content/post/か\u3099く.md",
    "content/post/page.html",
    "content/post/bundle/inner.md",
    "content/news/second.md",
    "content/special.md",
    "content/post/hello.ja.md",
    "content/about.ja.md",
    "content/post/hello/index.md",
)
"""Where pages may stand; the last one and the first would make the same page: one stands."""

NODES = (
    "content/_index.md",
    "content/post/_index.md",
    "content/docs/_index.md",
    "content/docs/intro/_index.md",
    "content/tags/_index.md",
    "content/tags/go/_index.md",
    "content/_index.ja.md",
)
"""Where pages of home, sections, taxonomies and terms may stand."""

PICTURES = tuple(_picture(*each) for each in (("red", 20, 10), ("blue", 20, 10), ("red", 9, 30)))
"""Pictures as texts that stand for their bytes."""

OTHERS: Mapping[str, tuple[str, ...]] = {
    "data/staff.toml": ('name = "stamp-aaa"\n', 'name = "柏木"\nrole = "x"\n'),
    "data/nested/colors.json": ('{"red": "#f00"}', '{"red": "#e00", "blue": "stamp-aaa"}'),
    "data/rows.csv": ("a,b\n1,2\n", "a,b\n3,stamp-aaa\n"),
    "i18n/en.toml": ('footer = "bottom"\n', '[posts]\none = "a post"\nother = "{count} posts stamp-aaa"\n'),
    "i18n/ja.toml": ('footer = "フッター"\n', 'posts = "記事 {count}"\n'),
    "themes/mine/i18n/en.toml": ('footer = "the theme\'s"\nposts = "{count}"\n',),
    "static/a.txt": ("a", "stamp-aaa"),
    "static/css/site.css": ("body {}", "body { color: stamp-aaa }"),
    "static/post/hello/index.html": ("in the way of a page",),
    "static/tags/go/index.html": ("in the way of a term",),
    "static/old/hello/index.html": ("in the way of an alias",),
    "static/about": ("a file where a page's folder may be",),
    "static/CNAME": ("example.org",),
    "static2/a.txt": ("a of the second folder",),
    "themes/mine/static/a.txt": ("a of the theme",),
    "themes/mine/static/theme.css": ("stamp-aaa",),
    "themes/mine/config.toml": ('[params]\ncolor = "the theme\'s"\n', "[params]\nwidth = 3\n"),
    "static/photo.png": (*PICTURES, "no picture"),
    "themes/mine/static/theme.png": PICTURES,
    "content/post/bundle/cover.png": (*PICTURES, "picture stamp-aaa"),
    "content/post/bundle/notes.txt": ("notes",),
    "content/news/trip/photo.jpg": ("photo stamp-aaa",),
    "content/post/section.txt": ("a file of a section",),
    "content/home.txt": ("a file of the home page",),
    "config/_default/params.toml": ('color = "by folder"\n', 'shade = "stamp-aaa"\n'),
    "config/staging/hugo.toml": ('title = "Staging"\n',),
    "assets/main.css": ("stamp-aaa",),
    "archetypes/default.md": ("+++\ntitle = 'x'\n+++\n",),
    "layouts/_default/single.html": ("{{ .Title }}",),
    "README.md": ("stamp-aaa",),
}
"""Files of other kinds, those that nobody reads too: each path with the texts that it may have."""

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    **{f"themes/mine/templates/{name}": texts for name, texts in THEME.items()},
    **{f"themes/second/templates/{name}": OWN[name] for name in ("partials/extra.html", "term.html", "macros.html")},
    **{f"templates/{name}": texts for name, texts in {**OWN, **SHORTCODES}.items()},
}
"""Every template's path with the texts that it may have."""

STAGING = "config/staging/hugo.toml"
"""What another environment changes; there from the start, so that choosing it matters."""

ESSENTIAL = frozenset(
    (
        *(f"themes/mine/templates/{name}" for name in THEME),
        *(f"templates/{name}" for name in ("macros.html", *SHORTCODES)),
        "themes/second/templates/term.html",
    )
)
"""Templates that every site starts with."""


def matters() -> st.SearchStrategy[dict[str, Any]]:
    """Front matter: a title, a date, a few more fields; a third come or go with time or options, a fourth search."""
    some = st.dictionaries(st.sampled_from(sorted(MATTER)), st.integers(0, 11), max_size=5)
    return st.builds(_matter, some, st.integers(0, 7), st.integers(1, 9))


def _matter(choices: Mapping[str, int], title: int, day: int) -> dict[str, Any]:
    base: dict[str, Any] = {
        "title": MATTER["title"][title % len(MATTER["title"])],
        "date": f"2024-05-0{day}T10:00:00+09:00",
    }
    if title > 5:
        base["layout"] = "search"
    if day > 6:
        base |= ({"draft": True}, {"publishDate": "2026-01-01T02:00:00Z"}, {"expiryDate": "2026-01-02"})[day - 7]
    return {**base, **{key: MATTER[key][choice % len(MATTER[key])] for key, choice in choices.items()}}


def bodies() -> st.SearchStrategy[Body]:
    """The text of a page."""
    return st.lists(st.sampled_from(FRAGMENTS), max_size=5).map(tuple)


def pages() -> st.SearchStrategy[Page]:
    """A content file."""
    return st.builds(
        Page,
        matter=matters(),
        body=bodies(),
        form=st.sampled_from(("toml", "toml", "yaml", "json")),
        newline=st.sampled_from(("\n", "\n", "\n", "\r\n")),
    )


def configs() -> st.SearchStrategy[Settings]:
    """The configuration: the base, and a few settings that differ; in some sites two languages."""
    keys = st.lists(st.sampled_from(sorted(SETTINGS)), max_size=5, unique=True)
    return st.builds(_settings, keys, st.integers(0, 11), st.integers(0, 3))


def _settings(keys: list[str], choice: int, languages: int) -> Settings:
    values = {**BASE, **{key: SETTINGS[key][choice % len(SETTINGS[key])] for key in keys}}
    if languages == 3:
        values["languages"] = LANGUAGES
    return Settings(values)


def sites() -> st.SearchStrategy[Site]:
    """A site with 3 to 12 pages, the essential templates, and some of everything else."""
    places = st.lists(st.sampled_from(PLACES[:-1]), min_size=3, max_size=10, unique=True)
    nodes = st.lists(st.sampled_from(NODES), max_size=2, unique=True)
    others = st.lists(st.sampled_from(sorted(OTHERS)), max_size=8, unique=True)
    own = st.lists(st.sampled_from(sorted(set(TEMPLATES) - ESSENTIAL)), max_size=8, unique=True)
    return st.builds(_site, places, nodes, st.lists(pages(), min_size=12, max_size=12), configs(), others, own)


def _site(
    places: list[str], nodes: list[str], texts: list[Page], config: Settings, others: list[str], own: list[str]
) -> Site:
    kinds = {**OTHERS, **TEMPLATES}
    stable = dict.fromkeys((*PLACES[:3], *places, *nodes))
    content = {place: replace(page, matter=page.matter) for place, page in zip(stable, texts * 2, strict=False)}
    chosen = {path: kinds[path][len(path) % len(kinds[path])] for path in (*sorted(ESSENTIAL), STAGING, *others, *own)}
    return Site({"config.toml": config, **content, **chosen})


PLAIN = _site(
    [], [], [Page(_matter({}, place, place + 1), FRAGMENTS[:3]) for place in range(3)], Settings(BASE), [], []
)
"""A site without mistakes."""
