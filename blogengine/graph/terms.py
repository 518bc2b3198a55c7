"""Which pages have which terms of which taxonomies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from blogengine import urls
from blogengine.config import SiteConfig
from blogengine.frontmatter import terms_of
from blogengine.site import Page


class Term(msgspec.Struct, frozen=True):
    """A term as pages use it."""

    id: str
    taxonomy: str
    """The plural name."""
    key: str
    """Lower-cased text."""
    text: str
    """As first written."""


class TermIndex(msgspec.Struct, frozen=True):
    """Every term that a listed page has, and who has it."""

    plurals: tuple[str, ...]
    """Every configured taxonomy."""
    terms: Mapping[str, Term]
    """By id."""
    of_page: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Page -> plural -> ids of its terms, in its own order."""
    weights: Mapping[tuple[str, str], int]
    """(term, page) -> the page's `tags_weight` for it, where it is not 0."""
    holders: Mapping[str, frozenset[str]]
    """Term -> pages that have it."""

    @property
    def term_ids(self) -> tuple[str, ...]:
        """Ids of all terms."""
        return tuple(self.terms)

    def taxonomies(self) -> dict[str, dict[str, str]]:
        """Plural -> key -> id of the term's page, keys sorted."""
        found: dict[str, dict[str, str]] = {plural: {} for plural in self.plurals}
        for term in sorted(self.terms.values(), key=lambda term: term.key):
            found[term.taxonomy][term.key] = term.id
        return found

    def pages_of(self, term: str, pages: Mapping[str, Page]) -> tuple[str, ...]:
        """The pages that have a term: by their weight for it (0 first), then in the order of `pages`."""
        holders = self.holders[term]
        own = [id_ for id_ in pages if id_ in holders]
        return tuple(sorted(own, key=lambda id_: self.weights.get((term, id_), 0)))


def index_terms(pages: Sequence[Page], config: SiteConfig) -> TermIndex:
    """The terms of all listed pages, in every configured taxonomy."""
    terms: dict[str, Term] = {}
    of_page: dict[str, dict[str, tuple[str, ...]]] = {}
    weights: dict[tuple[str, str], int] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        if not page.listed:
            continue
        of_page[page.id] = own = {}
        for plural in config.taxonomies.values():
            own[plural] = found = tuple(
                dict.fromkeys(_claim(terms, plural, text, config) for text in _texts(page, plural))
            )
            weight = page.matter.params.get(f"{plural}_weight")
            for id_ in found:
                holders[id_].add(page.id)
                if isinstance(weight, int) and weight:
                    weights[id_, page.id] = weight
    plurals = tuple(config.taxonomies.values())
    return TermIndex(plurals, terms, of_page, weights, {id_: frozenset(pages) for id_, pages in holders.items()})


def term_id(plural: str, text: str, config: SiteConfig) -> str:
    """The id of the page of a term: terms with one address are one term."""
    return f"/{plural}/{urls.clean_path(urls.lowered(text), config).strip('/')}"


def _texts(page: Page, plural: str) -> tuple[str, ...]:
    return terms_of(page.matter.params, plural)


def _claim(terms: dict[str, Term], plural: str, text: str, config: SiteConfig) -> str:
    id_ = term_id(plural, text, config)
    terms.setdefault(id_, Term(id_, plural, urls.lowered(text), text))
    return id_
