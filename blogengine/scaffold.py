"""New sites, content and themes: planned as files, then written; nothing that exists is overwritten."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Literal

import yaml

from blogengine import titles
from blogengine.archetypes import render_archetype
from blogengine.config import Config
from blogengine.config.toml import toml_value
from blogengine.content.places import MARKDOWN
from blogengine.errors import Problem, SiteError
from blogengine.frontmatter.fields import HTML
from blogengine.theme.folders import files_below, is_within

Syntax = Literal["toml", "yaml", "json"]
"""The formats that a site may be written in."""
ARCHETYPE_SUFFIX = ".md"
FRONT_MATTER: Mapping[Syntax, str] = {
    "toml": "+++\ntitle = {title}\ndate = {date}\ndraft = {draft}\ntags = [{tags}]\n+++\n\n",
    "yaml": "---\ntitle: {title}\ndate: {date}\ndraft: {draft}\ntags: [{tags}]\n---\n\n",
    "json": '{{\n  "title": {title},\n  "date": "{date}",\n  "draft": {draft},\n  "tags": [{tags}]\n}}\n\n',
}
SITE_CONFIG = """\
baseURL = "https://example.org/"
title = {title}
theme = "prologue"
languageCode = "ja"
defaultContentLanguage = "ja"
hasCJKLanguage = true

[params]
  subTitle = ""
  description = ""
  showToc = true

[menus]
  [[menus.main]]
    name = "Home"
    url = "/"
    weight = 1
  [[menus.main]]
    name = "Posts"
    url = "/post/"
    weight = 2
"""
FIRST_POST = """\
この記事は `content/post/hello-world.md` にあります。書きかえて、もう一度 `blogengine build` を実行してください。

<!--more-->

## 見出し

**「強調」**も、表も、脚注[^1]も、そのまま書けます。

[^1]: 脚注です。
"""
STARTER = Path(__file__).resolve().parent / "starter" / "theme"
"""The theme that new ones begin as."""
THEME_NAME = '"{name}"'
"""What stands for the new theme's name in its theme.toml."""
KEPT_EMPTY = ("static", "templates", "data")


def new_site(folder: Path, now: datetime, *, syntax: Syntax = "toml", force: bool = False) -> tuple[Path, ...]:
    """Create a site that builds; returns its files.

    Raises `SiteError` for a folder that is not empty, unless `force`: then files that exist are kept.
    """
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise SiteError(
            Problem(
                message="the folder is not empty",
                path=str(folder),
                hint="Choose a new folder, or add --force: files that exist are kept.",
            )
        )
    for name in KEPT_EMPTY:
        _made(folder / name)
    files = site_files(folder.resolve().name, now, syntax)
    return tuple(_write(folder / name, text) for name, text in files.items() if not (folder / name).exists())


def site_files(title: str, now: datetime, syntax: Syntax) -> Mapping[str, str]:
    """What a new site consists of: paths below its folder, and their text."""
    today = now.isoformat(timespec="seconds")
    first = front_matter(syntax, title='"はじめての記事"', date=today, draft="false", tags='"日記"')
    return {
        f"config.{syntax}": _configuration(SITE_CONFIG.format(title=toml_value(title)), syntax),
        "content/post/hello-world.md": first + FIRST_POST,
        "archetypes/default.md": archetype(syntax),
        ".gitignore": "/public/\n",
    }


def archetype(syntax: Syntax) -> str:
    """The archetype of a new site, also used where a site has none; its quoted title is valid in every format."""
    return front_matter(syntax, title="{{ title | toml }}", date="{{ date }}", draft="true", tags="")


def front_matter(syntax: Syntax, **values: str) -> str:
    """A post's front matter; `values` (title, date, draft, tags) are written as they are, quotes included."""
    return FRONT_MATTER[syntax].format(**values)


def _configuration(toml: str, syntax: Syntax) -> str:
    """The configuration in the format that the author prefers."""
    if syntax == "json":
        return json.dumps(tomllib.loads(toml), ensure_ascii=False, indent=2) + "\n"
    if syntax == "yaml":
        return yaml.safe_dump(tomllib.loads(toml), allow_unicode=True, sort_keys=False)
    return toml


def new_theme(config: Config, name: str) -> tuple[Path, ...]:
    """Create a small theme, complete and working, in the site's folder of themes; returns its files.

    Raises `SiteError` when there is one of this name, or the name is none for a folder.
    """
    folder = config.themes_dir / name
    if not name or PurePosixPath(name).name != name or name.startswith(".") or not name.isprintable() or "\\" in name:
        raise SiteError(Problem(message=f"“{name}” is no name for a theme", hint="Choose one word, such as my-theme."))
    if folder.exists():
        raise SiteError(_exists(folder, config))
    files = sorted(file for file in STARTER.rglob("*") if file.is_file())
    texts = {file.relative_to(STARTER): file.read_text(encoding="utf-8") for file in files}
    return tuple(_write(folder / place, text.replace(THEME_NAME, toml_value(name))) for place, text in texts.items())


def new_content(config: Config, name: str, now: datetime, kind: str | None = None) -> tuple[Path, ...]:
    """Create content from its archetype: `archetypes/KIND.md`, the section's, or `default.md`; a folder makes a bundle.

    `name` is a path below the content folder. Returns the new files. Raises `SiteError` when it exists already, leaves
    the content folder, or its archetype is wrong.
    """
    place = _place(name, config)
    section = kind or (place.parts[0] if len(place.parts) > 1 else "default")
    content = config.root / config.main.content_dir
    source = _archetype(config, section)
    if source is not None and source.is_dir():
        return _new_bundle(config, source, content / place.with_suffix(""), place, now)
    text = _read(source, config) if source else archetype("toml")
    shown = _shown(source, config) if source else "the built-in archetype"
    made = render_archetype(text, shown, values_for(config, place, kind or _type(place), now), now)
    return (_write_new(content / place, made, config),)


def _place(name: str, config: Config) -> PurePosixPath:
    """The file that a name means, below the content folder; the folder itself may be named, as shells complete it."""
    place = PurePosixPath(name)
    if place.is_relative_to(config.main.content_dir):
        place = place.relative_to(config.main.content_dir)
    if place.is_absolute() or ".." in place.parts or not place.name:
        raise SiteError(Problem(message=f"“{name}” is not a path below {config.main.content_dir}/"))
    known = place.suffix.lower().removeprefix(".") in MARKDOWN | HTML
    return place if known else place.with_name(place.name + ARCHETYPE_SUFFIX)


def _type(place: PurePosixPath) -> str:
    return place.parts[0] if len(place.parts) > 1 else "page"


def values_for(config: Config, place: PurePosixPath, kind: str, now: datetime) -> Mapping[str, object]:
    """What archetypes see, by Go's names."""
    languages = {site.language.key for site in config.sites}
    stem, _, language = place.stem.rpartition(".")
    base = stem if stem and language.lower() in languages else place.stem
    name = place.parent.name if base in ("index", "_index") and place.parent.name else base
    words = name.replace("-", " ").replace("_", " ")
    date = now.astimezone(config.main.zone) if config.main.time_zone else now
    return {
        "Name": name,
        "Date": date.isoformat(timespec="seconds"),
        "Type": kind,
        "Title": titles.title_case(words),
        "Page.Title": titles.title_case(words),
        "Site.Title": config.main.title,
        "Site.BaseURL": config.main.base_url,
        "File.ContentBaseName": name,
        "File.BaseFileName": place.stem,
        "File.TranslationBaseName": base,
        "File.Dir": f"{place.parent}/".removeprefix("."),
        "File.Path": str(place),
    }


def _archetype(config: Config, kind: str) -> Path | None:
    """The archetype of a kind of content: a file or a folder, of the site."""
    folder = config.archetype_dir
    places = (
        folder / f"{kind}{ARCHETYPE_SUFFIX}",
        folder / kind,
        folder / f"default{ARCHETYPE_SUFFIX}",
        folder / "default",
    )
    return next((place for place in places if place.exists() and is_within(place, folder)), None)


def _new_bundle(config: Config, source: Path, folder: Path, place: PurePosixPath, now: datetime) -> tuple[Path, ...]:
    if folder.exists():
        raise SiteError(_exists(folder, config))
    written = []
    for _, file in sorted(files_below(source, config.root)):
        target = folder / file.relative_to(source)
        if file.suffix == ARCHETYPE_SUFFIX:
            values = values_for(config, place.with_suffix("") / file.name, source.name, now)
            text = render_archetype(_read(file, config), _shown(file, config), values, now)
            written.append(_write(target, text))
        else:
            _made(target.parent)
            target.write_bytes(file.read_bytes())
            written.append(target)
    return tuple(written)


def _read(source: Path, config: Config) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError(Problem(message="the archetype is not UTF-8", path=_shown(source, config))) from error


def _write_new(target: Path, text: str, config: Config) -> Path:
    if target.exists():
        raise SiteError(_exists(target, config))
    return _write(target, text)


def _write(target: Path, text: str) -> Path:
    _made(target.parent)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise SiteError(Problem(message=f"cannot write the file: {error.strerror}", path=str(target))) from error
    return target


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SiteError(Problem(message=f"cannot make the folder: {error.strerror}", path=str(folder))) from error


def _exists(path: Path, config: Config) -> Problem:
    return Problem(
        message="it exists already and was not touched", path=_shown(path, config), hint="Choose another name."
    )


def _shown(path: Path, config: Config) -> str:
    return path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else str(path)
