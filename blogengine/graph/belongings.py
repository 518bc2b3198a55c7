"""Files that belong to nodes without a text of their own: sections, the home page, taxonomies and their terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from blogengine.content import ResourceFile, SectionFiles
from blogengine.graph.drafting import logical_path
from blogengine.site import Page


def with_files_of_nodes(pages: Sequence[Page], beside: Sequence[SectionFiles]) -> list[Page]:
    """The pages, nodes without a text with the files that lie in their folders.

    Which terms there are only the pages tell: the content folders leave their files to the home page or the taxonomy.
    """
    without_text = {logical_path(files.folder): files.resources for files in beside}
    every = [
        msgspec.structs.replace(page, resources=(*page.resources, *without_text[page.id]))
        if page.id in without_text
        else page
        for page in pages
    ]
    return _with_files_of_terms(every)


def _with_files_of_terms(pages: Sequence[Page]) -> list[Page]:
    terms = {page.id: page for page in pages if page.kind in ("taxonomy", "term")}
    moved: dict[str, list[ResourceFile]] = defaultdict(list)
    kept: dict[str, tuple[ResourceFile, ...]] = {}
    for page in pages:
        if page.resources and (page.kind == "home" or page.id in terms):
            owners = [_owner(page, resource, terms) for resource in page.resources]
            for resource, owner in zip(page.resources, owners, strict=True):
                if owner != page.id:
                    moved[owner].append(_below(resource, owner.count("/") - page.id.rstrip("/").count("/")))
            kept[page.id] = tuple(each for each, owner in zip(page.resources, owners, strict=True) if owner == page.id)
    if not moved:
        return list(pages)
    return [_with_files(page, kept.get(page.id, page.resources), moved[page.id]) for page in pages]


def _with_files(page: Page, kept: tuple[ResourceFile, ...], moved: Sequence[ResourceFile]) -> Page:
    resources = tuple(sorted((*kept, *moved), key=lambda resource: resource.name)) if moved else kept
    return page if resources == page.resources else msgspec.structs.replace(page, resources=resources)


def _owner(page: Page, resource: ResourceFile, terms: Mapping[str, Page]) -> str:
    """The id of the nearest taxonomy or term above a file of a page; the page's own where there is none."""
    folder = f"{page.id.rstrip('/')}{logical_path(resource.name)}".rpartition("/")[0]
    while folder not in terms and folder not in (page.id, ""):
        folder = folder.rpartition("/")[0]
    return folder or page.id


def _below(resource: ResourceFile, depth: int) -> ResourceFile:
    """A file as it is called from a folder so many levels further down."""
    return msgspec.structs.replace(
        resource,
        name="/".join(resource.name.split("/")[depth:]),
        plain_name="/".join(resource.plain_name.split("/")[depth:]),
    )
