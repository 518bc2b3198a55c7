"""What an author means by the URL or file that is to be explained."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from blogengine.config import Config
from blogengine.errors import Problem, SiteError, did_you_mean
from blogengine.explanation.records import Records
from blogengine.facts import Key
from blogengine.outputs import Copied, Rendered
from blogengine.site import page_entity
from blogengine.theme.folders import BUILTIN_TEMPLATES, template_folders, theme_folders


def file_of(subject: str, config: Config) -> Path | None:
    """The file that is meant, seen from the current folder, then from the site's; None when there is none."""
    if urlsplit(subject).scheme in ("http", "https") or not subject:
        return None
    places = (Path(subject), config.root / subject)
    return next((Path(os.path.abspath(place)) for place in places if place.is_file()), None)  # noqa: PTH100  # links stay


def output_of(subject: str, config: Config, records: Records) -> str:
    """The path of the output at an address or path. Raises `SiteError`, with the nearest one, when there is none."""
    path = _below_base(subject, config)
    for candidate in (path, f"{path}/index.html".lstrip("/"), f"{path}.html", path or "index.html"):
        if candidate in records.outputs:
            return candidate
    pages = {output.removesuffix("index.html"): output for output in records.outputs}
    hint = did_you_mean(path, pages) or "`blogengine list all` names the pages and their addresses."
    raise SiteError(Problem(message=f"neither a file nor an address of this site: {subject}", hint=hint))


def _below_base(subject: str, config: Config) -> str:
    """A subject as a path relative to the destination, as far as it can be one."""
    parts = urlsplit(subject)
    base = urlsplit(config.main.base_url).path.rstrip("/")
    path = normalize("NFC", unquote(parts.path))
    if parts.scheme or path.startswith("/"):
        path = path.removeprefix(unquote(base)) if f"{path}/".startswith(f"{unquote(base)}/") else path
    return path.strip("/")


def template_file(name: str, config: Config) -> Path | None:
    """Where a template comes from; None when it is not there."""
    return next((folder / name for folder in template_folders(config) if (folder / name).is_file()), None)


def place_of(file: Path, config: Config) -> str:
    """A file or folder as it is shown: from the site's folder, from a theme's, or as one of the engine's own."""
    if file.is_relative_to(config.root):
        return file.relative_to(config.root).as_posix()
    if file.is_relative_to(BUILTIN_TEMPLATES):
        return "/".join(("built in", *file.relative_to(BUILTIN_TEMPLATES).parts))
    theme = next((folder for folder in theme_folders(config) if file.is_relative_to(folder)), None)
    return file.relative_to(theme.parent).as_posix() if theme else file.as_posix()


def role_of(file: Path, config: Config, records: Records) -> tuple[str, Callable[[Key], bool]] | None:
    """What a file of the site is for, in words, and which grounds are about it; None for a file that is for nothing."""
    return next(_roles(file, config, records), None)


def _roles(file: Path, config: Config, records: Records) -> Iterator[tuple[str, Callable[[Key], bool]]]:
    if entity := _entity_of(file, records):
        yield "the text of a page", lambda key: key[0] == entity
    for folder in template_folders(config):
        if file.is_relative_to(folder):
            yield _template_role(file.relative_to(folder).as_posix(), file, config)
    if file in config.files:
        yield "a configuration file", lambda key: key[0].startswith("config:")
    if name := _first_below(file, (config.data_dir,)):
        key = name.lower()
        yield "a data file", lambda ground: ground[0] == "data" and ground[1] in (key, "#all")
    if name := _first_below(file, (config.i18n_dir, *(folder / "i18n" for folder in theme_folders(config)))):
        yield "translated strings", lambda key: key[0].startswith("strings:")
    if file == config.root / "published.json":
        yield "the published addresses and feed ids", lambda key: key[0].startswith("published")
    copies = {path for path, record in records.outputs.items() if _is_copy(record.output, file)}
    if copies:
        yield "a file that is copied", lambda key: key[0] == "picture" and str(key[1]) in copies


def _template_role(name: str, file: Path, config: Config) -> tuple[str, Callable[[Key], bool]]:
    if template_file(name, config) != file:
        return "a template that another one of the same name stands before", lambda _: False
    return "a template", lambda key: key == ("template", name)


def _first_below(file: Path, folders: Iterable[Path]) -> str:
    """The first folder or the stem of a file below one of some folders."""
    folder = next((folder for folder in folders if file.is_relative_to(folder)), None)
    return "" if folder is None else file.relative_to(folder).parts[0].partition(".")[0]


def own_outputs(file: Path, records: Records) -> tuple[str, ...]:
    """The outputs that a file makes: its page in every format, its pagers; or the copies of it."""
    entity = _entity_of(file, records)
    return tuple(
        sorted(
            path
            for path, record in records.outputs.items()
            if _is_copy(record.output, file)
            or (entity and isinstance(record.output, Rendered) and _entity(record.output) == entity)
        )
    )


def _entity_of(file: Path, records: Records) -> str:
    """The page that a file makes, by its own path or that which it links to; "" for none."""
    return records.entity_of(os.fsencode(file)) or records.entity_of(os.fsencode(file.resolve()))


def _entity(output: Rendered) -> str:
    """The page that an output is of; "" for one of the whole site, such as the sitemap."""
    return "" if output.origin.startswith("the ") else page_entity(output.language, output.page)


def _is_copy(output: object, file: Path) -> bool:
    return isinstance(output, Copied) and output.file in (file, file.resolve())
