"""Finding the page that `ref` and `relref` mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import normpath
from typing import Protocol

from blogengine.errors import did_you_mean
from blogengine.graph.drafting import logical_path
from blogengine.site import Page


class Ids(Protocol):
    """The ids of all pages."""

    def __contains__(self, id_: str) -> bool:
        """Whether there is a page of this id."""

    def __iter__(self) -> Iterator[str]:
        """All of them."""


def find_page(reference: str, origin: Page, ids: Ids) -> str | None:
    """The id of the page that a reference means, by Hugo's rules, or None.

    A path with a leading "/" starts at the content folder; any other is tried beside the page that says it, then from
    the content folder, and a bare name is looked up among all pages. Extension, `_index` and `index` may be left out.
    Raises `LookupError` when a bare name fits several pages.
    """
    name = _without_file_parts(reference)
    places = [name] if reference.startswith("/") else [normpath(f"{folder}/{name}") for folder in _folders(origin)]
    for place in (*places, name):
        if (id_ := logical_path(place)) in ids:
            return id_
    return None if "/" in name else _by_bare_name(name, ids)


def suggestion(reference: str, ids: Ids) -> str | None:
    """A hint at the page a reference may mean."""
    return did_you_mean(logical_path(_without_file_parts(reference)), list(ids))


def _by_bare_name(name: str, ids: Ids) -> str | None:
    wanted = logical_path(name)
    found = [id_ for id_ in ids if id_.endswith(wanted)]
    if len(found) > 1:
        raise LookupError(f"“{name}” may mean {' or '.join(found)}")
    return found[0] if found else None


def _folders(origin: Page) -> Iterable[str]:
    yield origin.id if origin.source and origin.source.kind != "page" else origin.id.rpartition("/")[0]
    yield origin.id.rpartition("/")[0]


def _without_file_parts(reference: str) -> str:
    name = reference.strip().rstrip("/")
    for suffix in (".md", ".markdown", ".html"):
        name = name.removesuffix(suffix)
    return name.removesuffix("/_index").removesuffix("/index") or "/"
