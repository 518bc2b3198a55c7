"""The files that belong to a page, in each language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from blogengine.content.places import Placed
from blogengine.content.sources import ResourceFile
from blogengine.frontmatter.fields import FOREIGN


def resources_of(
    files: Iterable[Placed], owner: str, language: str, languages: Sequence[str], having: Collection[str]
) -> tuple[ResourceFile, ...]:
    """A page's files by name, as Hugo chooses them of those that belong to it in any language.

    A file without a variant in the page's `language` is taken from the nearest one in the order of `languages`, but
    only from those that are `having` the page too. Texts are never taken from other languages.
    """
    ranks = {key: rank for rank, key in enumerate(languages)}
    own = ranks[language]
    chosen: dict[tuple[str, str, str], Placed] = {}
    for each in sorted(files, key=lambda file: (abs(ranks[file.language] - own), ranks[file.language])):
        if each.language == language or (each.language in having and not _is_text(each)):
            chosen.setdefault((each.folder, each.stem, each.extension), each)
    depth = owner.count("/") + 1 if owner else 0
    found = (_resource(each, depth) for each in chosen.values())
    return tuple(sorted(found, key=lambda resource: resource.name))


def _resource(file: Placed, depth: int) -> ResourceFile:
    folders = "".join(f"{part}/" for part in file.folder.split("/")[depth:] if part)
    extension = f".{file.extension}" if file.extension else ""
    return ResourceFile(
        name="/".join(file.found.name.split("/")[depth:]),
        plain_name=f"{folders}{file.stem}{extension}",
        file=file.found.file,
        language=file.language,
        is_page=_is_text(file),
    )


def _is_text(file: Placed) -> bool:
    return file.format is not None or file.extension in FOREIGN
