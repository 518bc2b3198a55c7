"""assemble(): sources become pages, and pages a site, with every relation worked out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from blogengine.config import Config, SiteConfig
from blogengine.content import Contents
from blogengine.frontmatter import FrontMatter
from blogengine.graph.addresses import with_addresses
from blogengine.graph.drafting import logical_path, place_all, published
from blogengine.graph.menus import assemble_menus
from blogengine.graph.nodes import make_nodes, make_pages
from blogengine.graph.order import in_default_order
from blogengine.graph.relations import (
    children_of,
    descendants_of,
    listed_regular,
    main_sections,
    neighbours_by_parent,
    neighbours_in,
)
from blogengine.graph.rollup import with_dates_of_pages_below
from blogengine.graph.terms import TermIndex, index_terms
from blogengine.site import Page, Site

__all__ = ["assemble"]


def assemble(config: Config, contents: Contents, now: datetime) -> tuple[Site, ...]:
    """The site of every language, as of `now`. Raises `SiteError` with all mistakes in front matter."""
    return tuple(_assemble_site(site, _in_language(contents, site.language.key), now) for site in config.sites)


def _in_language(contents: Contents, language: str) -> Contents:
    return Contents(
        sources=tuple(source for source in contents.sources if source.language == language),
        section_files=tuple(files for files in contents.section_files if files.language == language),
    )


def _assemble_site(config: SiteConfig, contents: Contents, now: datetime) -> Site:
    out, held = published(place_all(contents.sources, config), config, now)
    regular = make_pages(out, config)
    terms = index_terms(regular, config)
    pages = [*regular, *make_nodes(out, regular, terms, config)]
    pages = with_dates_of_pages_below(_with_section_files(pages, contents), terms)
    pages = with_addresses(pages, config)
    ordered = {page.id: page for page in in_default_order(pages, config.language.key)}
    listed = listed_regular(ordered.values())
    descending = config.page.next_prev_sort_order != "asc"
    descending_in_section = config.page.next_prev_in_section_sort_order != "asc"
    return Site(
        config=config,
        pages=ordered,
        regular_pages=tuple(page.id for page in listed),
        children={**children_of(ordered.values()), **_taxonomy_lists(ordered, terms)},
        descendants=descendants_of(ordered),
        neighbours=neighbours_in(listed, descending),
        neighbours_in_section=neighbours_by_parent(listed, descending_in_section),
        taxonomies=terms.taxonomies(),
        terms=terms.of_page,
        menus=assemble_menus(config, ordered),
        main_sections=main_sections(config.main_sections, listed),
        not_found=Page(
            id="/404.html", kind="404", path="/404.html", matter=FrontMatter(), title="404 Page not found"
        ),
        held_back=held,
    )


def _with_section_files(pages: Sequence[Page], contents: Contents) -> list[Page]:
    """The pages, those of sections and the home page with the files that stand beside them."""
    beside = {logical_path(files.folder): files.resources for files in contents.section_files}
    return [
        msgspec.structs.replace(page, resources=(*page.resources, *beside[page.id])) if page.id in beside else page
        for page in pages
    ]


def _taxonomy_lists(pages: Mapping[str, Page], terms: TermIndex) -> dict[str, tuple[str, ...]]:
    """What taxonomies (their terms) and terms (their pages) list."""
    lists = {term: terms.pages_of(term, pages) for term in terms.term_ids}
    for page in pages.values():
        if page.kind == "taxonomy":
            lists[page.id] = tuple(
                other.id
                for other in pages.values()
                if other.kind == "term" and other.taxonomy == page.taxonomy
            )
    return lists
