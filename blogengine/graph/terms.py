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
    """Every term that a page has, and who has it."""

    plurals: tuple[str, ...]
    """Every configured taxonomy."""
    terms: Mapping[str, Term]
    """By id."""
    keys: Mapping[str, str]
    """Id -> lower-cased text as last written."""
    of_page: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Page -> plural -> ids of its terms, in its own order."""
    weights: Mapping[tuple[str, str], int]
    """(term, page) -> the page's `tags_weight` for it, where it is not 0."""
    holders: Mapping[str, frozenset[str]]
    """Term -> listed pages that have it."""

    @property
    def term_ids(self) -> tuple[str, ...]:
        """Ids of all terms."""
        return tuple(self.terms)

    def taxonomies(self) -> dict[str, dict[str, str]]:
        """Plural -> key -> id of the term's page, keys sorted."""
        found: dict[str, dict[str, str]] = {plural: {} for plural in self.plurals}
        for id_, key in sorted(self.keys.items(), key=lambda item: item[1]):
            found[self.terms[id_].taxonomy][key] = id_
        return found

    def pages_of(self, term: str, pages: Mapping[str, Page]) -> tuple[str, ...]:
        """The pages that have a term: by their weight for it (0 first), then in the order of `pages`."""
        holders = self.holders[term]
        own = [id_ for id_ in pages if id_ in holders]
        return tuple(sorted(own, key=lambda id_: self.weights.get((term, id_), 0)))


def index_terms(pages: Sequence[Page], config: SiteConfig) -> TermIndex:
    """The terms of all pages of any kind, in every configured taxonomy; a term that is held back is none.

    Texts with one address, such as "Big Data" and "big-data", are one term.
    """
    enabled = "term" not in config.disable_kinds
    plurals = tuple(config.taxonomies.values()) if enabled or "taxonomy" not in config.disable_kinds else ()
    unlisted = {page.id for page in pages if page.kind == "term" and not page.listed and enabled}
    hidden = {page.id for page in pages if page.id in unlisted and not page.linked}
    terms: dict[str, Term] = {}
    keys: dict[str, str] = {}
    of_page: dict[str, dict[str, tuple[str, ...]]] = {}
    weights: dict[tuple[str, str], int] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        of_page[page.id] = own = {}
        for plural in plurals:
            found = [term for term in _terms_of(page, plural, config) if term.id not in hidden]
            own[plural] = tuple(term.id for term in found) if enabled else ()
            weight = page.matter.params.get(f"{plural}_weight")
            for term in found:
                terms.setdefault(term.id, term)
                if page.listed_locally:
                    holders[term.id].add(page.id)
                if page.listed_locally and term.id not in unlisted:
                    keys[term.id] = term.key
                if isinstance(weight, int) and weight:
                    weights[term.id, page.id] = weight
    return TermIndex(plurals, terms, keys, of_page, weights, {id_: frozenset(holders[id_]) for id_ in terms})


def term_id(plural: str, text: str, config: SiteConfig) -> str:
    """The id of the page of a term: terms with one address are one term."""
    return f"/{plural}/{urls.clean_path(urls.lowered(text), config).strip('/')}"


def _terms_of(page: Page, plural: str, config: SiteConfig) -> list[Term]:
    """A page's terms in a taxonomy, each once however it is spelt."""
    found: dict[str, Term] = {}
    for text in terms_of(page.matter.params, plural):
        id_ = term_id(plural, text, config)
        found.setdefault(id_, Term(id_, plural, urls.lowered(text), text))
    return list(found.values())
