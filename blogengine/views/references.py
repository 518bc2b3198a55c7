"""Finding the page that `ref` and `relref` mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import normpath
from typing import Protocol

from blogengine.errors import did_you_mean
from blogengine.graph.drafting import logical_path
from blogengine.site import Page

SUFFIXES = (".md", ".markdown", ".html")


class Ids(Protocol):
    """The ids of all pages."""

    def __contains__(self, id_: str) -> bool:
        """Whether there is a page of this id."""

    def __iter__(self) -> Iterator[str]:
        """All of them."""


def find_page(reference: str, origin: Page, ids: Ids, *, bare: bool = True) -> str | None:
    """The id of the page that a reference means, by Hugo's rules, or None.

    A path with a leading "/" starts at the content folder; any other is tried beside the page that says it, then from
    the content folder, and a `bare` name is looked up among all pages. Extension, `_index` and `index` may be left out.
    Raises `LookupError` when a bare name fits several pages.
    """
    name = _without_file_parts(reference)
    starts = () if reference.startswith("/") else _folders(origin, reference)
    places = [normpath(f"{folder}/{name}") for folder in starts]
    if not reference.startswith("."):
        places.append(name)
    for place in places:
        if (id_ := logical_path(place)) in ids:
            return id_
    return _by_bare_name(name, ids) if bare and "/" not in name else None


def suggestion(reference: str, ids: Ids) -> str | None:
    """A hint at the page a reference may mean."""
    return did_you_mean(logical_path(_without_file_parts(reference)), list(ids))


def _by_bare_name(name: str, ids: Ids) -> str | None:
    wanted = logical_path(name)
    found = [id_ for id_ in ids if id_.endswith(wanted)]
    if len(found) > 1:
        raise LookupError(f"“{name}” may mean {' or '.join(found)}")
    return found[0] if found else None


def _folders(origin: Page, reference: str) -> Iterable[str]:
    """Where a relative reference starts: that of a bundle beside it, or inside of it when it names a file."""
    above = origin.id.rpartition("/")[0]
    is_file = reference.strip().rstrip("/").endswith(SUFFIXES)
    if origin.is_node:
        yield origin.id
    elif origin.source and origin.source.kind == "leaf" and is_file:
        yield from (origin.id, above) if reference.startswith("../") else (above, origin.id)
    else:
        yield above


def _without_file_parts(reference: str) -> str:
    name = reference.strip().rstrip("/")
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    return name.removesuffix("/_index").removesuffix("/index") or "/"
