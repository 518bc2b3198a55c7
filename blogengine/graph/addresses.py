"""Where every page stands: its path, and its aliases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from blogengine import urls
from blogengine.config import SiteConfig
from blogengine.content import stem_of
from blogengine.errors import Problem, SiteError
from blogengine.frontmatter import terms_of
from blogengine.site import Page

TERM_HINT = "Write it otherwise: it names a folder."
HINT = "Look at its url and slug, and at [permalinks] in the configuration."


def with_addresses(pages: Sequence[Page], config: SiteConfig) -> list[Page]:
    """The pages with their paths and aliases; they must have their dates already, which patterns of nodes use too.

    Raises `SiteError` with every page whose pattern or `url` cannot be.
    """
    folders = _folders(pages)
    slugs = {page.id: page.matter.slug for page in pages if page.is_node and page.matter.slug}
    found: list[Page] = []
    problems: list[Problem] = []
    for page in pages:
        try:
            path = urls.page_path(_subject(page, folders, slugs), config)
            urls.page_output(path)
            aliases = tuple(urls.alias_path(alias, path, config) for alias in page.matter.aliases)
        except urls.TokenError as error:
            if not any(problem.message == str(error) for problem in problems):  # a pattern is that of many pages
                hint = f"{error.guess} {HINT}" if error.guess else HINT
                problems.append(msgspec.structs.replace(_impossible(page, pages, str(error)), hint=hint))
        except urls.PathError as error:
            problems.append(_impossible(page, pages, str(error)))
        else:
            found.append(msgspec.structs.replace(page, path=path, aliases=aliases))
    if problems:
        raise SiteError(*problems)
    return found


def _impossible(page: Page, pages: Sequence[Page], message: str) -> Problem:
    """A page that cannot stand anywhere, told at its file, or at the first file that has the term."""
    if page.source is None and page.term:
        users = (each for each in pages if page.term_text in terms_of(each.matter.params, page.taxonomy))
        file = next((each.source.path for each in users if each.source), None)
        return Problem(message=f"{page.taxonomy} has “{page.term_text}”: {message}", path=file, hint=TERM_HINT)
    return Problem(message=message, path=page.source.path if page.source else None, hint=HINT)


def _folders(pages: Sequence[Page]) -> Mapping[str, str]:
    """Top sections -> their folders as written."""
    found: dict[str, str] = {}
    for page in pages:
        if page.kind == "page" and page.source is not None:
            found.setdefault(page.section, page.source.id.partition("/")[0])
    return found


def _subject(page: Page, folders: Mapping[str, str], slugs: Mapping[str, str]) -> urls.Subject:
    parts = _parts(page, folders)
    above = [part for part in page.id.split("/") if part][: len(parts) - 1]
    depth = len([part for part in (page.parent or "").split("/") if part])
    return urls.Subject(
        kind=page.kind,
        id=page.id,
        parts=parts,
        renamed=tuple(slugs.get("/" + "/".join(above[: depth + 1]), "") for depth in range(len(above))),
        section=parts[0] if len(parts) > (page.kind == "page") else "",
        section_parts=parts[:depth] if page.kind == "page" else parts,
        slug=page.matter.slug,
        url=page.matter.url,
        title=page.title,
        date=page.date,
    )


def _parts(page: Page, folders: Mapping[str, str]) -> tuple[str, ...]:
    """Folders and name as written, without extension and language; of a node without a file, what its id says."""
    if page.source is None and page.kind == "term":
        return (page.taxonomy, page.term_text)
    if page.source is None:
        first, *others = [part for part in page.id.split("/") if part] or [""]
        return tuple(part for part in (folders.get(first, first), *others) if part)
    folder, _, name = page.source.id.rpartition("/")
    parts = tuple(part for part in folder.split("/") if part)
    return (*parts, stem_of(name, page.source.language)) if page.source.kind == "page" else parts
