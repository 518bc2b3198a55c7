"""What a template sees of a file of a page's bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from blogengine import urls
from blogengine.theme.params import Params

if TYPE_CHECKING:
    from blogengine.views.views import Views


class ResourceView(msgspec.Struct, frozen=True):
    """A file beside a page."""

    name: str
    """Its path within the bundle, or the name that the front matter's `resources` gives it."""
    title: str
    """`title` that the front matter's `resources` gives it, else the file's name."""
    rel_permalink: str
    """Its address from the host's root; "" for a page of its own."""
    permalink: str
    """Its whole address; "" for a page of its own."""
    params: Params
    """`params` that the front matter's `resources` gives it."""


def resources_of(id_: str, views: Views) -> tuple[ResourceView, ...]:
    """The resources of a page, by name; those that are pages themselves too, without an address."""
    base = views.config.base_url
    page, paths = views.record(id_), views.resource_paths(id_)
    settings_of = page.matter.settings_of_resources(sorted(resource.name for resource in page.resources))
    found = []
    for resource, path in zip(page.resources, paths, strict=True):
        settings = settings_of[resource.name]
        found.append(
            ResourceView(
                name=settings.name or resource.name,
                title=settings.title or resource.name,
                rel_permalink=urls.rel_permalink(path, base) if not resource.is_page else "",
                permalink=urls.permalink(path, base) if not resource.is_page else "",
                params=Params(settings.params),
            )
        )
    return tuple(found)


def address_of(name: str, id_: str, views: Views) -> str | None:
    """The address of the file of a page that a text calls by its name, with or without its language; else None."""
    wanted = name.removeprefix("/").casefold()
    files = views.record(id_).resources
    for view, file in zip(resources_of(id_, views), files, strict=True):
        if view.rel_permalink and wanted in (view.name.casefold(), file.plain_name.casefold()):
            return view.rel_permalink
    return None
