"""Finding the page that `ref` and `relref` mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from posixpath import normpath

from blogengine.errors import did_you_mean
from blogengine.graph.drafting import logical_path
from blogengine.site import Page

Pages = Mapping[str, Page]


def find_page(reference: str, origin: Page, pages: Pages) -> Page | None:
    """The page a reference means, by Hugo's rules, or None.

    A path with a leading "/" starts at the content folder; any other is tried beside the page that says it, then from
    the content folder, and a bare name is looked up among all pages. Extension, `_index` and `index` may be left out.
    Raises `LookupError` when a bare name fits several pages.
    """
    name = _without_file_parts(reference)
    if reference.startswith("/"):
        return pages.get(logical_path(name))
    for folder in _folders(origin):
        found = pages.get(logical_path(normpath(f"{folder}/{name}")))
        if found is not None:
            return found
    found = pages.get(logical_path(name))
    return found if found is not None or "/" in name else _by_bare_name(name, pages)


def suggestion(reference: str, pages: Pages) -> str | None:
    """A hint at the page a reference may mean."""
    return did_you_mean(logical_path(_without_file_parts(reference)), pages)


def _by_bare_name(name: str, pages: Pages) -> Page | None:
    wanted = logical_path(name)
    found = [page for page in pages.values() if page.id.endswith(wanted)]
    if len(found) > 1:
        raise LookupError(f"“{name}” may mean {' or '.join(page.id for page in found)}")
    return found[0] if found else None


def _folders(origin: Page) -> Iterable[str]:
    yield origin.id if origin.source and origin.source.kind != "page" else origin.id.rpartition("/")[0]
    yield origin.id.rpartition("/")[0]


def _without_file_parts(reference: str) -> str:
    name = reference.strip().rstrip("/")
    for suffix in (".md", ".markdown", ".html"):
        name = name.removesuffix(suffix)
    return name.removesuffix("/_index").removesuffix("/index") or "/"
