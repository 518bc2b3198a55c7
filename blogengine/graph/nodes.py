"""Pages of every kind from placed sources: regular ones, and the nodes that list them; `addresses` gives them paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from blogengine import titles
from blogengine.config import SiteConfig
from blogengine.frontmatter import FrontMatter
from blogengine.graph.drafting import Cascades, Placed, inherited, section_of
from blogengine.graph.terms import Term, TermIndex
from blogengine.site import Kind, Page


def make_pages(placed: Iterable[Placed], config: SiteConfig) -> list[Page]:
    """The regular pages."""
    every = list(placed)
    folders = {f"/{section}" for each in every if (section := section_of(each.id, each.kind))}
    sections = {each.id for each in every if each.kind == "section"} | folders - {
        each.id for each in every if each.kind == "page"
    }
    return [_regular(each, sections, config) for each in every if each.kind == "page"]


def make_sections(
    placed: Sequence[Placed], folders: Mapping[str, str], cascades: Cascades, config: SiteConfig
) -> list[Page]:
    """The home page and the sections, from their own files or from the top `folders` (id -> as written)."""
    own = _of_nodes(placed)
    return [_home(own.get("/"), cascades, config), *_sections(own, folders, cascades, config)]


def make_taxonomies(placed: Sequence[Placed], cascades: Cascades, config: SiteConfig) -> list[Page]:
    """The taxonomies, and those terms that have a file."""
    own = _of_nodes(placed)
    terms = [_term(own_term(each), each, each.matter, config) for each in own.values() if each.kind == "term"]
    return [*_taxonomies(own, cascades, config), *terms]


def make_terms(terms: TermIndex, made: Iterable[Page], cascades: Cascades, config: SiteConfig) -> list[Page]:
    """The terms that pages have, but for those that are `made` already."""
    known = {page.id for page in made}
    return [
        _term(term, None, inherited(term.id, "term", cascades, config), config)
        for term in terms.terms.values()
        if term.id not in known
    ]


def own_term(placed: Placed) -> Term:
    """The term that a file is about."""
    plural, _, key = placed.id.strip("/").partition("/")
    return Term(placed.id, plural, key, key)


def _of_nodes(placed: Iterable[Placed]) -> dict[str, Placed]:
    return {each.id: each for each in placed if each.kind != "page"}


def _regular(placed: Placed, sections: set[str], config: SiteConfig) -> Page:
    section = section_of(placed.id, "page")
    return _page(
        placed.id,
        "page",
        placed,
        placed.matter,
        config,
        title=placed.matter.title,
        section=section,
        type_=section or "page",
        parent=_nearest(placed.id, sections),
    )


def _home(placed: Placed | None, cascades: Cascades, config: SiteConfig) -> Page:
    matter = placed.matter if placed else inherited("/", "home", cascades, config)
    return _page("/", "home", placed, matter, config, title=config.title, section="", type_="page", parent=None)


def _sections(
    own: Mapping[str, Placed], folders: Mapping[str, str], cascades: Cascades, config: SiteConfig
) -> list[Page]:
    names = {**folders, **{id_: _folder_name(each) for id_, each in own.items() if each.kind == "section"}}
    ids = set(names)
    return [
        _page(
            id_,
            "section",
            own.get(id_),
            own[id_].matter if id_ in own else inherited(id_, "section", cascades, config),
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
        for id_, name in names.items()
    ]


def _taxonomies(own: Mapping[str, Placed], cascades: Cascades, config: SiteConfig) -> list[Page]:
    return [
        _page(
            id_ := f"/{plural}",
            "taxonomy",
            own.get(id_),
            own[id_].matter if id_ in own else inherited(id_, "taxonomy", cascades, config),
            config,
            title=_list_title(plural.replace("-", " "), config),
            section=plural,
            type_=plural,
            parent="/",
            taxonomy=plural,
        )
        for plural in config.taxonomies.values()
    ]


def _term(term: Term, placed: Placed | None, matter: FrontMatter, config: SiteConfig) -> Page:
    return _page(
        term.id,
        "term",
        placed,
        matter,
        config,
        title=_list_title(term.text, config),
        section=term.taxonomy,
        type_=term.taxonomy,
        parent=f"/{term.taxonomy}",
        taxonomy=term.taxonomy,
        term=term.key,
        term_text=term.text,
    )


def _page(
    id_: str,
    kind: Kind,
    placed: Placed | None,
    matter: FrontMatter,
    config: SiteConfig,
    *,
    title: str,
    section: str,
    type_: str,
    parent: str | None,
    taxonomy: str = "",
    term: str = "",
    term_text: str = "",
) -> Page:
    title = matter.title if placed or "title" in matter.params else title
    enabled = kind not in config.disable_kinds
    return Page(
        id=id_,
        kind=kind,
        path="",
        matter=matter,
        source=msgspec.structs.replace(placed.source, raw={}, head="") if placed else None,
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
        term_text=term_text,
        resources=placed.source.resources if placed else (),
        listed=matter.build.list == "always" and enabled,
        listed_locally=matter.build.list != "never" and enabled,
        rendered=matter.build.render == "always" and enabled,
        linked=matter.build.render != "never" and enabled,
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
