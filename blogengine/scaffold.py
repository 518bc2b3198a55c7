"""New sites and new content: planned as files, then written; nothing that exists is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from blogengine import titles
from blogengine.archetypes import render_archetype, toml_text
from blogengine.config import Config
from blogengine.errors import Problem, SiteError

ARCHETYPE_SUFFIX = ".md"
DEFAULT_ARCHETYPE = """\
+++
title = {{ title | toml }}
date = {{ date }}
draft = true
tags = []
+++

"""
SITE_ARCHETYPE = """\
+++
title = "{{ replace .File.ContentBaseName "-" " " | title }}"
date = {{ .Date }}
draft = true
tags = []
+++

"""
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
+++
title = "はじめての記事"
date = {date}
tags = ["日記"]
+++

この記事は `content/post/hello-world.md` にあります。書きかえて、もう一度 `blogengine build` を実行してください。

<!--more-->

## 見出し

**「強調」**も、表も、脚注[^1]も、そのまま書けます。

[^1]: 脚注です。
"""
KEPT_EMPTY = ("static", "templates", "data")


def new_site(folder: Path, now: datetime, *, force: bool = False) -> tuple[Path, ...]:
    """Create a site that builds; returns its files. Raises `SiteError` for a folder that is not empty, without `force`."""
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise SiteError(
            Problem(
                message="the folder is not empty",
                path=str(folder),
                hint="Choose a new folder, or add --force: files that exist are kept.",
            )
        )
    title = toml_text(folder.resolve().name)
    files = {
        "config.toml": SITE_CONFIG.format(title=title),
        "content/post/hello-world.md": FIRST_POST.format(date=now.isoformat(timespec="seconds")),
        "archetypes/default.md": SITE_ARCHETYPE,
    }
    for name in KEPT_EMPTY:
        _made(folder / name)
    return tuple(_write(folder / name, text) for name, text in files.items() if not (folder / name).exists())


def new_content(config: Config, name: str, now: datetime, kind: str | None = None) -> tuple[Path, ...]:
    """Create content from its archetype: `archetypes/KIND.md`, the section's, or `default.md`; a folder makes a bundle.

    `name` is a path below the content folder. Returns the new files. Raises `SiteError` when it exists already, leaves
    the content folder, or its archetype is wrong.
    """
    place = PurePosixPath(name)
    content = config.root / config.main.content_dir
    if place.is_absolute() or ".." in place.parts or not place.name:
        raise SiteError(Problem(message=f"“{name}” is not a path below {config.main.content_dir}/"))
    section = kind or (place.parts[0] if len(place.parts) > 1 else "default")
    archetype = _archetype(config, section)
    if archetype is not None and archetype.is_dir():
        return _new_bundle(config, archetype, content / place.with_suffix(""), place, now)
    target = content / (place if place.suffix else place.with_name(place.name + ARCHETYPE_SUFFIX))
    text = archetype.read_text(encoding="utf-8") if archetype else DEFAULT_ARCHETYPE
    shown = _shown(archetype, config) if archetype else "the built-in archetype"
    return (_write_new(target, render_archetype(text, shown, values_for(config, place, section, now), now), config),)


def values_for(config: Config, place: PurePosixPath, kind: str, now: datetime) -> Mapping[str, object]:
    """What archetypes see, by Go's names."""
    bundle = place.stem in ("index", "_index") and len(place.parts) > 1
    name = place.parent.name if bundle else place.stem
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
        "File.TranslationBaseName": place.stem,
        "File.Dir": f"{place.parent}/" if place.parent != PurePosixPath() else "",
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
    return next((place for place in places if place.exists()), None)


def _new_bundle(config: Config, archetype: Path, folder: Path, place: PurePosixPath, now: datetime) -> tuple[Path, ...]:
    if folder.exists():
        raise SiteError(_exists(folder, config))
    written = []
    for file in sorted(path for path in archetype.rglob("*") if path.is_file()):
        target = folder / file.relative_to(archetype)
        if file.suffix == ARCHETYPE_SUFFIX:
            values = values_for(config, place.with_suffix("") / file.name, archetype.name, now)
            text = render_archetype(file.read_text(encoding="utf-8"), _shown(file, config), values, now)
            written.append(_write(target, text))
        else:
            _made(target.parent)
            target.write_bytes(file.read_bytes())
            written.append(target)
    return tuple(written)


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
