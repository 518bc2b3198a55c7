"""Pages of every kind from placed sources: regular ones, and the nodes that list them; `addresses` gives them paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from blogengine import titles
from blogengine.config import SiteConfig
from blogengine.frontmatter import FrontMatter
from blogengine.graph.drafting import Placed, section_of
from blogengine.graph.terms import Term, TermIndex
from blogengine.site import Kind, Page

EMPTY = FrontMatter()


def make_pages(placed: Iterable[Placed], config: SiteConfig) -> list[Page]:
    """The regular pages."""
    every = list(placed)
    sections = {each.id for each in every if each.kind == "section"} | {
        f"/{section}" for each in every if (section := section_of(each.id, each.kind))
    }
    return [_regular(each, sections, config) for each in every if each.kind == "page"]


def make_nodes(
    placed: Sequence[Placed], pages: Sequence[Page], terms: TermIndex, config: SiteConfig
) -> list[Page]:
    """Home, sections, taxonomies and terms, from their own files or from what the pages imply."""
    own = {each.id: each for each in placed if each.kind != "page"}
    return [
        _home(own.get("/"), config),
        *_sections(own, placed, config),
        *_taxonomies(own, terms, config),
        *_terms(own, terms, config),
    ]


def _regular(placed: Placed, sections: set[str], config: SiteConfig) -> Page:
    section = section_of(placed.id, "page")
    return _page(
        placed.id,
        "page",
        placed,
        config,
        title=placed.matter.title,
        section=section,
        type_=section or "page",
        parent=_nearest(placed.id, sections),
    )


def _home(placed: Placed | None, config: SiteConfig) -> Page:
    return _page("/", "home", placed, config, title=config.title, section="", type_="page", parent=None)


def _sections(own: Mapping[str, Placed], placed: Sequence[Placed], config: SiteConfig) -> list[Page]:
    folders = {id_: _folder_name(each) for id_, each in own.items() if each.kind == "section"}
    for each in placed:
        if each.kind == "page" and (section := section_of(each.id, "page")):
            folders.setdefault(f"/{section}", each.source.id.partition("/")[0])
    ids = set(folders)
    return [
        _page(
            id_,
            "section",
            own.get(id_),
            config,
            title=titles.section_title(
                name,
                capitalize=config.capitalize_list_titles,
                pluralize=config.pluralize_list_titles,
                style=config.title_case_style,
            ),
            section=section_of(id_, "section"),
            type_=section_of(id_, "section"),
            parent=_nearest(id_, ids),
        )
        for id_, name in folders.items()
    ]


def _taxonomies(own: Mapping[str, Placed], terms: TermIndex, config: SiteConfig) -> list[Page]:
    return [
        _page(
            f"/{plural}",
            "taxonomy",
            own.get(f"/{plural}"),
            config,
            title=_list_title(plural, config),
            section=plural,
            type_=plural,
            parent="/",
            taxonomy=plural,
        )
        for plural in config.taxonomies.values()
    ]


def _terms(own: Mapping[str, Placed], terms: TermIndex, config: SiteConfig) -> list[Page]:
    every = {id_: term for id_, term in terms.terms.items()}
    for id_, each in own.items():
        if each.kind == "term":
            plural, _, key = id_.strip("/").partition("/")
            every.setdefault(id_, Term(id_, plural, key, key.rpartition("/")[2]))
    return [
        _page(
            id_,
            "term",
            own.get(id_),
            config,
            title=_list_title(term.text, config),
            section=term.taxonomy,
            type_=term.taxonomy,
            parent=f"/{term.taxonomy}",
            taxonomy=term.taxonomy,
            term=term.key,
        )
        for id_, term in every.items()
    ]


def _page(
    id_: str,
    kind: Kind,
    placed: Placed | None,
    config: SiteConfig,
    *,
    title: str,
    section: str,
    type_: str,
    parent: str | None,
    taxonomy: str = "",
    term: str = "",
) -> Page:
    matter = placed.matter if placed else EMPTY
    title = matter.title if "title" in matter.params else title
    return Page(
        id=id_,
        kind=kind,
        path="",
        matter=matter,
        source=placed.source if placed else None,
        title=title,
        link_title=matter.link_title or title,
        section=section,
        type=matter.type or type_,
        parent=parent,
        date=matter.date,
        lastmod=matter.lastmod,
        publish_date=matter.publish_date,
        taxonomy=taxonomy,
        term=term,
        resources=placed.source.resources if placed else (),
        listed=matter.build.list == "always",
        rendered=matter.build.render == "always" and kind not in config.disable_kinds,
    )


def _nearest(id_: str, sections: set[str]) -> str:
    while id_ != "/":
        id_ = id_.rpartition("/")[0] or "/"
        if id_ in sections:
            return id_
    return "/"


def _list_title(text: str, config: SiteConfig) -> str:
    return titles.title_case(text, config.title_case_style) if config.capitalize_list_titles else text


def _folder_name(placed: Placed) -> str:
    return placed.source.id.split("/")[-2]
