"""The site as it was last assembled: its pages are read from the ledger one by one, when they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from blogengine.config import SiteConfig
from blogengine.errors import DamagedError
from blogengine.ledger.tables import Ledger, Relations, page_row
from blogengine.site import HeldBack, MenuEntry, Page, Site, page_entity

RELATIONS = Relations.__struct_fields__


class SiteNote(msgspec.Struct, frozen=True, kw_only=True):
    """A site without what is kept page by page."""

    ids: tuple[str, ...]
    listed: tuple[str, ...]
    mapped: tuple[str, ...]
    regular_pages: tuple[str, ...]
    taxonomies: dict[str, dict[str, str]]
    menus: dict[str, tuple[MenuEntry, ...]]
    main_sections: tuple[str, ...]
    translation_keys: dict[str, tuple[str, ...]]
    not_found: Page
    held_back: tuple[HeldBack, ...]


def recalled(config: SiteConfig, ledger: Ledger) -> Site:
    """The site of a language as `keep` wrote it. Raises `DamagedError` when it is not there."""
    language = config.language.key
    note = ledger.note(f"site:{language}", SiteNote)
    if note is None:
        raise DamagedError(f"the site in {language} is missing")
    relations = _Relations(ledger, language)
    parts: dict[str, Any] = {name: _Relation(relations, name) for name in RELATIONS}
    parts |= {name: getattr(note, name) for name in SiteNote.__struct_fields__}
    return Site(config=config, pages=_Pages(ledger, language, note.ids), **parts)


def keep(site: Site, rows: Iterable[tuple[str, bytes, bytes, bytes]], ledger: Ledger) -> None:
    """Write a site down; of its pages those that have changed."""
    note = SiteNote(**{name: getattr(site, name) for name in SiteNote.__struct_fields__})
    ledger.put_note(f"site:{site.config.language.key}", note)
    ledger.put_pages(rows)


def rows_of(site: Site) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    """Every page as it is written down."""
    mappings = [getattr(site, name) for name in RELATIONS]
    for id_, page in site.pages.items():
        relations = Relations(*(mapping.get(id_) for mapping in mappings))
        yield page_row(page_entity(site.config.language.key, id_), page, relations)


class _Pages(Mapping[str, Page]):
    """The pages of a language by id, in default order."""

    def __init__(self, ledger: Ledger, language: str, ids: tuple[str, ...]) -> None:
        self._ledger = ledger
        self._language = language
        self._ids = dict.fromkeys(ids)
        self._loaded: dict[str, Page] = {}

    def __getitem__(self, id_: str) -> Page:
        page = self._loaded.get(id_)
        if page is None:
            if id_ not in self._ids:
                raise KeyError(id_)
            page = self._loaded[id_] = self._load(id_)
        return page

    def _load(self, id_: str) -> Page:
        page = self._ledger.page(page_entity(self._language, id_))
        if page is None:
            raise DamagedError(f"the page {id_} is missing")
        return page

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids

    def __iter__(self) -> Iterator[str]:
        if len(self._loaded) < len(self._ids):  # whoever asks for all of them is going to read them
            self._loaded = {page.id: page for _, page in self._ledger.pages(self._language)}
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class _Relations:
    """What is known of how pages stand to each other, as far as it was asked."""

    def __init__(self, ledger: Ledger, language: str) -> None:
        self._ledger = ledger
        self._language = language
        self._loaded: dict[str, Relations] = {}

    def of(self, id_: str) -> Relations:
        found = self._loaded.get(id_)
        if found is None:
            found = self._loaded[id_] = self._ledger.relations(page_entity(self._language, id_))
        return found


class _Relation(Mapping[str, Any]):
    """One of the site's mappings from pages; it can be asked, but not listed."""

    def __init__(self, relations: _Relations, name: str) -> None:
        self._relations = relations
        self._name = name

    def __getitem__(self, id_: str) -> Any:
        value = getattr(self._relations.of(id_), self._name)
        if value is None:
            raise KeyError(id_)
        return value

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError("the ledger does not list who is related")

    def __len__(self) -> int:
        raise NotImplementedError("the ledger does not count who is related")
