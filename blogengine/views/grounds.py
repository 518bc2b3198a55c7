"""What everything is computed from, and whether it is still the same: the values behind recorded grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from blogengine.facts import Attribute, Key, digest
from blogengine.pictures import Album
from blogengine.pictures.fonts import font_ground
from blogengine.site import Page
from blogengine.theme.params import find_param
from blogengine.theme.templates import Templates
from blogengine.views.field import View
from blogengine.views.page import RECORD_FIELDS
from blogengine.views.views import NOT_FOUND, Views

ABSENT = b""
"""Stands for the digest of what is no longer there."""


class Grounds:
    """The digests of grounds as they are now."""

    def __init__(self, views: Sequence[Views], templates: Templates, album: Album) -> None:
        self._views: Mapping[str, Views] = {each.language: each for each in views}
        self._album = album
        self._templates = templates
        self._pages: dict[str, bytes] = {}

    def digest(self, key: Key) -> bytes:
        """The digest of a ground, `ABSENT` when what it is about is gone."""
        entity, attribute = key
        kind, _, rest = entity.partition(":")
        match kind:
            case "page":
                language, _, id_ = rest.partition(":")
                return self._of_page(entity, language, id_, attribute)
            case "site":
                return self._of_site(rest, str(attribute))
            case "config":
                views = self._views.get(rest)
                return digest(getattr(views.site_data.config, str(attribute))) if views else ABSENT
            case "published":
                views = next(iter(self._views.values()))
                return digest(views.has_published if attribute == "#exists" else views.published_id(rest))
            case "picture":
                return digest(self._album.ground(str(attribute)))
            case "font":
                return digest(font_ground(str(attribute)))
            case "data":
                data = next(iter(self._views.values())).all_data
                return digest(data if attribute == "#all" else find_param(data, str(attribute)))
        return digest(self._templates.ground(entity, attribute))

    def is_ground(self, key: Key) -> bool:
        """Whether a key names a ground and not a fact."""
        entity, attribute = key
        if isinstance(attribute, str):
            if attribute[:1] == "#" or (attribute in RECORD_FIELDS and entity.startswith("page:")):
                return True
        elif attribute[0] == "_param" and entity.startswith("page:"):
            return True
        return not entity.startswith(("page:", "site:", "search:"))

    def is_late(self, key: Key) -> bool:
        """Whether a fact is made of all pages: to compute it takes longer than to make what reads it once more."""
        return key[0].startswith("search:")

    def evaluate(self, key: Key) -> None:
        """Compute a fact, so that its digest is known. Raises `LookupError` when what it is about is gone."""
        entity, attribute = key
        kind, language, id_ = [*entity.split(":", 2), ""][:3]
        if kind == "page" and id_ != NOT_FOUND and id_ not in self._views[language].site_data.pages:
            raise LookupError(id_)
        self.resolve(entity).evaluate(attribute)

    def resolve(self, entity: str) -> View:
        """The view of an entity."""
        kind, language, id_ = [*entity.split(":", 2), ""][:3]
        views = self._views[language]
        return views.page(id_) if kind == "page" else views.search if kind == "search" else views.site

    def _of_page(self, entity: str, language: str, id_: str, attribute: Attribute) -> bytes:
        views = self._views.get(language)
        if attribute == "#exists":
            return digest(views is not None and id_ in views.site_data.pages)
        if views is None or (id_ != NOT_FOUND and id_ not in views.site_data.pages):
            return ABSENT
        if not isinstance(attribute, str) or attribute[:1] != "#":
            return digest(views.page(id_).evaluate(attribute))
        if attribute == "#resource_paths":
            return digest(views.paths_of_resources(id_))
        if attribute not in ("#record", "#text"):
            return digest(getattr(views.site_data, attribute[1:]).get(id_))
        page = views.site_data.not_found if id_ == NOT_FOUND else views.site_data.pages[id_]
        if attribute == "#text":
            return digest(page.source.digest if page.source else None)
        if entity not in self._pages:
            self._pages[entity] = digest(_without_text(page))
        return self._pages[entity]

    def _of_site(self, language: str, attribute: str) -> bytes:
        views = self._views.get(language)
        if views is None:
            return ABSENT
        if attribute == "#relatedness":
            return digest(views.relatedness.signature)
        return digest(getattr(views.site_data, attribute[1:]))


def _without_text(page: Page) -> Page:
    if page.source is None:
        return page
    return msgspec.structs.replace(page, source=msgspec.structs.replace(page.source, digest="", body_line=0))
