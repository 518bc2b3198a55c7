"""explain(): a URL or a file in, what the last build knows of it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from blogengine import urls
from blogengine.config import Config, Options, load_config
from blogengine.config.spelling import hugo_key
from blogengine.errors import Problem, SiteError
from blogengine.explanation.records import Records, opened
from blogengine.explanation.subject import file_of, output_of, own_outputs, place_of, role_of, template_file
from blogengine.explanation.types import Explanation, Fed, FileExplained, Kind, OutputExplained, Shown, Used, Why
from blogengine.explanation.words import in_words, page_name, part
from blogengine.facts import Key
from blogengine.ledger.reasons import Cause
from blogengine.outputs import Copied, Drawn, Output, Redirect, Rendered, Searched
from blogengine.site import page_entity
from blogengine.theme.folders import template_folders

_KINDS: dict[type[Output], Kind] = {
    Rendered: "page",
    Redirect: "redirect",
    Copied: "copy",
    Searched: "search",
    Drawn: "picture",
}


def explain(root: Path, options: Options, subject: str) -> Explanation:
    """What the last build knows of `subject`: an address, an output, or a file of the site or its theme.

    Raises `SiteError` when the site was not built, or there is nothing of that name.
    """
    config = load_config(root, options)
    with opened(config) as records:
        build = datetime.fromtimestamp(records.completed / 1e9, UTC)
        file = file_of(subject, config) or template_file(subject, config)
        if file is None or file.is_relative_to(config.publish_dir):
            path = file.relative_to(config.publish_dir).as_posix() if file else output_of(subject, config, records)
            return Explanation(build=build, outputs=(_output(path, config, records),))
        explained = _file(file, config, records)
        outputs = tuple(_output(path, config, records) for path in explained.makes)
        return Explanation(build=build, file=explained, outputs=outputs)


def _file(file: Path, config: Config, records: Records) -> FileExplained:
    place = place_of(file, config)
    role = role_of(file, config, records)
    if role is None:
        raise SiteError(_unused(place, config))
    words, is_about = role
    grounds = [key for key in records.grounds() if is_about(key)]
    named = {key[0] for key in grounds} - {"template"}
    makes = own_outputs(file, records)
    feeds = (
        Fed(path, tuple(sorted({part(key[1]) for key in read if key[0] in named})))
        for path, read in records.above(grounds).items()
        if path not in makes
    )
    return FileExplained(file=place, role=words, makes=makes, feeds=tuple(feeds))


def _unused(place: str, config: Config) -> Problem:
    return Problem(
        message="the last build did not use this file",
        path=place,
        hint="Is it a draft, of the future, ignored, or newer than the build? "
        f"`blogengine list all` shows pages that are held back; {config.main.content_dir}/, templates/ and static/ "
        "are where files are looked for.",
    )


def _output(path: str, config: Config, records: Records) -> OutputExplained:
    record = records.outputs.get(path)
    if record is None:
        raise SiteError(Problem(message=f"{path} is in the destination, but the last build did not make it"))
    output = record.output
    common = OutputExplained(
        path=path,
        address=urls.permalink(f"/{path.removesuffix('index.html')}", config.main.base_url),
        kind=_KINDS[type(output)],
        origin=place_of(output.file, config) if isinstance(output, Copied) else output.origin,
        further=record.further,
        why=_why(path, records),
    )
    return _rendered(common, output, config, records) if isinstance(output, Rendered) else common


def _rendered(common: OutputExplained, output: Rendered, config: Config, records: Records) -> OutputExplained:
    own = page_entity(output.language, output.page)
    keys = records.below(output.path)
    templates = {name: template_file(name, config) for name in _names(keys, "template")}
    shortcodes = _names(keys, "shortcode")
    absent = [name for name, file in templates.items() if file is None]
    absent += [f"shortcodes/{name}.html" for name in shortcodes if not _is_shortcode(name, config)]
    names = sorted((name for name, file in templates.items() if file), key=lambda name: (name != output.template, name))
    return msgspec.structs.replace(
        common,
        templates=tuple(_used(name, config) for name in names),
        absent=tuple(absent),
        page_params=_given(own, _params(keys, own), records),
        site_params=_site_params(_params(keys, f"site:{output.language}"), config, output.language),
        settings=tuple(map(hugo_key, _names(keys, f"config:{output.language}"))),
        data=_names(keys, "data"),
        strings=_names(keys, f"strings:{output.language}"),
        shows=tuple(_shown(output.path, own, records)),
    )


def _used(name: str, config: Config) -> Used:
    folder = next(folder for folder in template_folders(config) if (folder / name).is_file())
    return Used(name, place_of(folder, config))


def _names(keys: Iterable[Key], entity: str) -> tuple[str, ...]:
    return tuple(sorted({str(name).lstrip("#") for of, name in keys if of == entity}))


def _params(keys: Iterable[Key], entity: str) -> list[str]:
    """The parameters of an entity that were asked for, in lower case."""
    return sorted({str(name[1]) for of, name in keys if of == entity and name[0] == "_param"})


def _given(own: str, asked: Collection[str], records: Records) -> tuple[str, ...]:
    """Those of the asked parameters that the page gives, as the author spells them."""
    page = records.page(own)
    return _spelt(page.matter.params, asked) if page else ()


def _site_params(asked: Collection[str], config: Config, language: str) -> tuple[str, ...]:
    site = next(site for site in config.sites if site.language.key == language)
    return _spelt(site.params, asked)


def _spelt(given: Iterable[str], asked: Collection[str]) -> tuple[str, ...]:
    return tuple(key for key in given if key.lower() in asked)


def _is_shortcode(name: str, config: Config) -> bool:
    return template_file(f"shortcodes/{name}.html", config) is not None


def _shown(path: str, own: str, records: Records) -> Iterator[Shown]:
    """The other pages that an output read something of."""
    parts: dict[str, list[str]] = {}
    for entity, attribute in records.reads(path):
        if entity.startswith("page:") and entity != own:
            parts.setdefault(entity, []).append(part(attribute))
    for entity in sorted(parts):
        yield Shown(page_name(entity, records), tuple(sorted(parts[entity])))


def _why(path: str, records: Records) -> Why:
    remade = records.remade
    if remade is None or (not remade.is_first and path not in remade.outputs):
        return Why("older")
    if remade.is_first:
        return Why("first")
    reason = remade.outputs[path]
    return Why(reason.kind, tuple(dict.fromkeys(_change(cause, records) for cause in reason.causes)))


def _change(cause: Cause, records: Records) -> str:
    read = in_words(cause.read, records)
    return read if cause.read == cause.root else f"{read}, because of {in_words(cause.root, records)}"
