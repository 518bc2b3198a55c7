"""assemble(): sources become pages, and pages a site, with every relation worked out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from blogengine.config import Config, SiteConfig
from blogengine.content import Contents
from blogengine.frontmatter import FrontMatter
from blogengine.graph.addresses import with_addresses
from blogengine.graph.belongings import with_files_of_nodes
from blogengine.graph.drafting import Placed, find_cascades, place_all, published, section_of
from blogengine.graph.menus import assemble_menus
from blogengine.graph.nodes import make_pages, make_sections, make_taxonomies, make_terms
from blogengine.graph.order import in_default_order
from blogengine.graph.relations import (
    by_translation_key,
    children_of,
    descendants_of,
    listed_locally,
    listed_regular,
    main_sections,
    neighbours_by_parent,
    neighbours_in,
)
from blogengine.graph.rollup import with_dates_of_pages_below
from blogengine.graph.terms import TermIndex, index_terms, with_parents
from blogengine.site import Page, Site

__all__ = ["assemble"]


def assemble(config: Config, contents: Contents, now: datetime) -> tuple[Site, ...]:
    """The site of every language, as of `now`."""
    return tuple(_assemble_site(site, _in_language(contents, site.language.key), now) for site in config.sites)


def _in_language(contents: Contents, language: str) -> Contents:
    return Contents(
        sources=tuple(source for source in contents.sources if source.language == language),
        section_files=tuple(files for files in contents.section_files if files.language == language),
    )


def _assemble_site(config: SiteConfig, contents: Contents, now: datetime) -> Site:
    cascades = find_cascades(contents.sources, config)
    placed, warnings = place_all(contents.sources, cascades, config)
    out, held = published(placed, config, now)
    pages = [
        *make_pages(out, config),
        *make_sections(out, _top_folders(placed, out), cascades, config),
        *make_taxonomies(out, cascades, config),
    ]
    terms = index_terms(pages, config)
    pages = with_parents([*pages, *make_terms(terms, pages, cascades, config)])
    pages = with_dates_of_pages_below(with_files_of_nodes(pages, contents.section_files), terms)
    pages = with_addresses(pages, config)
    ordered = {page.id: page for page in in_default_order(pages, config.language.key)}
    listed = listed_regular(ordered.values())
    below = children_of(ordered.values())
    children = {**below, **_taxonomy_lists(ordered, terms)}
    descending = config.page.next_prev_sort_order != "asc"
    descending_in_section = config.page.next_prev_in_section_sort_order != "asc"
    return Site(
        config=config,
        pages=ordered,
        ids=tuple(ordered),
        listed=tuple(page.id for page in ordered.values() if page.listed),
        mapped=tuple(page.id for page in ordered.values() if _is_mapped(page)),
        regular_pages=tuple(page.id for page in listed),
        children=children,
        regular_children={
            node: tuple(id_ for id_ in ids if ordered[id_].kind == "page")
            for node, ids in {**children, **below}.items()
        },
        descendants=descendants_of(ordered),
        neighbours=neighbours_in(listed, descending),
        neighbours_in_section=neighbours_by_parent(_in_sections(ordered), descending_in_section),
        taxonomies=terms.taxonomies(),
        terms=terms.of_page,
        menus=assemble_menus(config, ordered),
        main_sections=main_sections(config.main_sections, listed_locally(ordered.values())),
        translation_keys=by_translation_key(ordered.values()),
        not_found=Page(id="/404.html", kind="404", path="/404.html", matter=FrontMatter(), title="404 Page not found"),
        held_back=held,
        warnings=warnings,
    )


def _in_sections(pages: Mapping[str, Page]) -> list[Page]:
    """The listed regular pages but those beside terms, which have no neighbours there."""
    return [page for page in listed_locally(pages.values()) if not page.parent or pages[page.parent].kind != "taxonomy"]


def _is_mapped(page: Page) -> bool:
    return page.linked and page.listed and bool(page.path) and not page.matter.sitemap.disable


def _top_folders(placed: Sequence[Placed], out: Sequence[Placed]) -> dict[str, str]:
    """Top folders with pages or sections, also those held back -> as written; beside `a.md`, `a/` is none (Hugo)."""
    pages = {each.id for each in out if each.kind == "page"}
    found: dict[str, str] = {}
    for each in placed:
        section = section_of(each.id, each.kind) if each.kind in ("page", "section") else ""
        if section and f"/{section}" not in pages:
            found.setdefault(f"/{section}", each.source.id.partition("/")[0])
    return found


def _taxonomy_lists(pages: Mapping[str, Page], terms: TermIndex) -> dict[str, tuple[str, ...]]:
    """What taxonomies (their terms) and terms (their pages) list."""
    of_taxonomy: dict[str, list[str]] = {f"/{plural}": [] for plural in terms.plurals}
    for page in pages.values():
        if page.kind == "term" and page.listed_locally:
            of_taxonomy.setdefault(f"/{page.taxonomy}", []).append(page.id)
    return {**terms.lists(pages), **{id_: tuple(found) for id_, found in of_taxonomy.items()}}
