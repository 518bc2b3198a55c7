"""Where templates, static files and strings come from: the site first, then its themes, then what is built in."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from blogengine.config import Config
from blogengine.config.sources import SHIPPED_THEMES, theme_folder
from blogengine.errors import Problem, SiteError, did_you_mean

BUILTIN_TEMPLATES = Path(__file__).resolve().parent / "builtin"


def theme_folders(config: Config) -> tuple[Path, ...]:
    """The folders of the configured themes, in the order of the configuration.

    Looked for in the site's `themesDir`, then among the themes that come with the engine. Raises `SiteError` for a
    theme that is missing or has no Jinja2 templates.
    """
    return tuple(_theme_folder(name, config) for name in config.main.theme)


def template_folders(config: Config) -> tuple[Path, ...]:
    """Folders of templates in order of preference. Raises `SiteError` when the site has neither theme nor templates."""
    own = config.templates_dir
    themes = theme_folders(config)
    if not themes and not own.is_dir():
        raise SiteError(
            Problem(
                message="the site has no theme and no templates/ folder",
                path=_config_name(config),
                hint='Add theme = "prologue" to it, or build with --theme prologue.',
            )
        )
    folders = (own, *(theme / "templates" for theme in themes), BUILTIN_TEMPLATES)
    return tuple(folder for folder in folders if folder.is_dir())


def static_folders(config: Config) -> tuple[Path, ...]:
    """Folders of static files, the site's own first."""
    folders = (*config.static_dirs, *(theme / "static" for theme in theme_folders(config)))
    return tuple(folder for folder in folders if folder.is_dir())


def static_files(config: Config) -> tuple[tuple[str, Path], ...]:
    """The static files of the site and its themes, by their paths in the output; of several on one path the first."""
    found: dict[str, Path] = {}
    for folder in static_folders(config):
        for name, file in sorted(files_below(folder, config.root)):
            found.setdefault(name, file)
    return tuple(found.items())


def files_below(
    folder: Path, root: Path | None = None, left_out: list[Path] | None = None
) -> Iterator[tuple[str, Path]]:
    """The files at any depth below a folder, each with its name below it; linked folders are not followed, as in Hugo.

    A link that leads out of `root` and of the folder around this one is no file; it is added to `left_out`.
    """
    waiting = [("", os.fspath(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_symlink() and not is_within(Path(entry.path), folder, root):
                    if left_out is not None:
                        left_out.append(Path(entry.path))
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file():
                    yield f"{prefix}{entry.name}", Path(entry.path)


def is_within(file: Path, folder: Path, root: Path | None = None) -> bool:
    """Whether a file, links followed, is in the site or the theme that a folder belongs to, or in `root`."""
    try:
        target = file.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return False
    return target.is_relative_to(folder.resolve().parent) or (root is not None and target.is_relative_to(root))


def links_that_lead_out(config: Config) -> tuple[Path, ...]:
    """Links to places elsewhere, in every folder but `content`; what they lead to is never read."""
    folders = (*static_folders(config), *template_folders(config), *i18n_folders(config))
    own = (folder for folder in (config.data_dir, config.archetype_dir) if folder.is_dir())
    found: list[Path] = []
    for folder in dict.fromkeys((*folders, *own)):
        deque(files_below(folder, config.root, found), maxlen=0)
    return tuple(sorted(found))


def i18n_folders(config: Config) -> tuple[Path, ...]:
    """Folders of translated strings, the site's own first."""
    folders = (config.i18n_dir, *(theme / "i18n" for theme in theme_folders(config)))
    return tuple(folder for folder in folders if folder.is_dir())


def _theme_folder(name: str, config: Config) -> Path:
    folder = theme_folder(name, config.themes_dir)
    if folder is None:
        raise SiteError(_missing_theme(name, config))
    if not (folder / "templates").is_dir():
        raise SiteError(_foreign_theme(name, folder))
    return folder


def _missing_theme(name: str, config: Config) -> Problem:
    known = sorted({path.name for place in (config.themes_dir, *SHIPPED_THEMES) for path in _subfolders(place)})
    guess = did_you_mean(name, known)
    choices = ", ".join(known)
    return Problem(
        message=f"the theme “{name}” is not installed",
        path=_config_name(config),
        hint=f'{guess + " " if guess else ""}Build with --theme prologue, or set theme = "prologue" in the settings, '
        f"or put a theme with Jinja2 templates into {config.themes_dir / name}. Installed: {choices}. "
        "(A Hugo theme's Go templates cannot be used.)",
    )


def _foreign_theme(name: str, folder: Path) -> Problem:
    hugo = (folder / "layouts").is_dir()
    return Problem(
        message=f"the theme “{name}” has no templates/ folder"
        + (": it is a theme for Hugo, in Go templates" if hugo else ""),
        path=str(folder),
        hint="Themes here are Jinja2 templates. Build with --theme prologue, or port its layouts/ to templates/.",
    )


def _subfolders(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if path.is_dir()] if place.is_dir() else []


def _config_name(config: Config) -> str | None:
    if not config.files:
        return None
    file = config.files[0]
    return str(file.relative_to(config.root)) if file.is_relative_to(config.root) else str(file)
