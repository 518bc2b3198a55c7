"""Menus from the configuration, front matter and sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from blogengine.config import MenuItem, SiteConfig
from blogengine.errors import Problem, SiteError
from blogengine.site import MenuEntry, Page

MAX_DEPTH: Final = 100
"""Levels of a menu. Bounds the recursion of themes that print it."""


def assemble_menus(config: SiteConfig, pages: Mapping[str, Page]) -> dict[str, tuple[MenuEntry, ...]]:
    """Name -> top-level entries with their children, by weight (0 last), then name.

    Entries of pages fill in what the configuration leaves out; with `sectionPagesMenu` each top section has an entry.
    """
    flat: dict[str, list[MenuEntry]] = defaultdict(list)
    for name, entries in config.menus.items():
        flat[name] += [_configured(entry, pages) for entry in entries]
    for name, entry in _from_front_matter(pages.values()):
        flat[name].append(entry)
    if config.section_pages_menu:
        flat[config.section_pages_menu] += _from_sections(flat[config.section_pages_menu], pages.values())
    return {name: _nested(name, entries) for name, entries in flat.items()}


def _configured(entry: MenuItem, pages: Mapping[str, Page]) -> MenuEntry:
    page = _find(entry.page_ref, pages) if entry.page_ref else None
    return MenuEntry(
        name=entry.name or (page.link_title if page else ""),
        identifier=entry.identifier,
        url="" if page else entry.url,
        page=page.id if page else None,
        parent=entry.parent,
        title=entry.title or (page.title if page else ""),
        pre=entry.pre,
        post=entry.post,
        weight=entry.weight or (page.matter.weight if page else 0),
        params=entry.params,
    )


def _find(reference: str, pages: Mapping[str, Page]) -> Page | None:
    name = "/" + reference.strip("/").removesuffix(".md").removesuffix("/_index").removesuffix("/index")
    return pages.get(name if name != "/_index" else "/") or pages.get(name.lower())


def _from_front_matter(pages: Iterable[Page]) -> Iterator[tuple[str, MenuEntry]]:
    for page in pages:
        for name, entry in page.matter.menus.items():
            yield (
                name,
                MenuEntry(
                    name=entry.name or page.link_title,
                    identifier=entry.identifier,
                    page=page.id,
                    parent=entry.parent,
                    title=entry.title or page.title,
                    pre=entry.pre,
                    post=entry.post,
                    weight=entry.weight or page.matter.weight,
                    params=entry.params,
                ),
            )


def _from_sections(entries: Iterable[MenuEntry], pages: Iterable[Page]) -> list[MenuEntry]:
    taken = {_key(entry) for entry in entries}
    return [
        MenuEntry(
            name=page.link_title,
            identifier=page.section,
            page=page.id,
            title=page.title,
            weight=page.matter.weight,
        )
        for page in pages
        if page.kind == "section" and page.parent == "/" and page.section not in taken
    ]


def _nested(menu: str, entries: list[MenuEntry]) -> tuple[MenuEntry, ...]:
    """The top-level entries, each with those that name it as their parent; a lost or circular parent drops an entry.

    Of several entries with one name, one has the children: each entry stands in the menu once at most.
    """
    names = {_key(entry) for entry in entries}
    below: dict[str, list[MenuEntry]] = defaultdict(list)
    for entry in entries:
        below[entry.parent if entry.parent in names else ""].append(entry)
    grown: dict[str, tuple[MenuEntry, ...]] = {}
    for level in reversed(_levels(menu, below)):
        for parent in level:
            found = [msgspec.structs.replace(each, children=grown.pop(_key(each), ())) for each in below[parent]]
            grown[parent] = _sorted(found)
    return grown[""]


def _levels(menu: str, below: Mapping[str, list[MenuEntry]]) -> list[list[str]]:
    """Names of the parents on each level from the top; raises `SiteError` for more than `MAX_DEPTH`."""
    levels: list[list[str]] = []
    level, seen = [""], {""}
    while level:
        if len(levels) > MAX_DEPTH:
            message = f"the menu “{menu}” is nested more than {MAX_DEPTH} deep, at its entry “{level[0]}”"
            raise SiteError(Problem(message=message, hint="Look at the “parent” of its entries."))
        levels.append(level)
        keys = dict.fromkeys(_key(entry) for parent in level for entry in below[parent])
        level = [key for key in keys if key in below and key not in seen]
        seen.update(level)
    return levels


def _key(entry: MenuEntry) -> str:
    return entry.identifier or entry.name


def _sorted(entries: list[MenuEntry]) -> tuple[MenuEntry, ...]:
    """By weight (0 last), then by name."""
    if len(entries) < 2:
        return tuple(entries)
    from blogengine.graph.collation import collation_keys  # noqa: PLC0415  # only where names decide

    names = [entry.name for entry in entries]
    keys = dict(zip(names, collation_keys(names), strict=True))
    entries.sort(key=lambda entry: (entry.weight == 0, entry.weight, keys[entry.name], entry.identifier))
    return tuple(entries)
