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
    taken: frozenset[str]
    """Terms whose page is a regular one: `authors/x.md` beside an author "x"."""

    def taxonomies(self) -> dict[str, dict[str, str]]:
        """Plural -> key -> id of the term's page, keys sorted."""
        found: dict[str, dict[str, str]] = {plural: {} for plural in self.plurals}
        for id_, key in sorted(self.keys.items(), key=lambda item: item[1]):
            if id_ not in self.taken:
                found[self.terms[id_].taxonomy][key] = id_
        return found

    def lists(self, pages: Mapping[str, Page]) -> dict[str, tuple[str, ...]]:
        """Term -> the pages that have it or a term below it ("a/b" is below "a"), once for each of these terms.

        By their weight for the term (0 first), then in the order of `pages`.
        """
        found: dict[str, list[str]] = {id_: [] for id_, page in pages.items() if page.kind == "term"}
        below: dict[str, list[str]] = defaultdict(list)
        for id_ in self.terms:
            for node in terms_above(id_):
                if node in found:
                    below[node].append(id_)
        ranks = {id_: rank for rank, id_ in enumerate(pages)}
        for node, terms in below.items():
            held = [(self.weights.get((term, id_), 0), ranks[id_], id_) for term in terms for id_ in self.holders[term]]
            found[node] = [id_ for *_, id_ in sorted(held)]
        return {node: tuple(ids) for node, ids in found.items()}


def index_terms(pages: Sequence[Page], config: SiteConfig) -> TermIndex:
    """The terms of all pages of any kind, in every configured taxonomy; a term that is held back is none.

    Texts that differ in case or in "-" for a space are one term. Pages that are never rendered have none.
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
            found = [term for term in _terms_of(page, plural) if term.id not in hidden]
            own[plural] = tuple(term.id for term in found) if enabled else ()
            weight = page.matter.params.get(f"{plural}_weight")
            for term in found:
                terms.setdefault(term.id, term)
                if page.listed_locally:
                    holders[term.id].add(page.id)
                if term.id not in unlisted:
                    keys[term.id] = term.key
                if isinstance(weight, int) and weight:
                    weights[term.id, page.id] = weight
    taken = frozenset(page.id for page in pages if page.kind == "page" and page.id in terms)
    return TermIndex(plurals, terms, keys, of_page, weights, {id_: frozenset(holders[id_]) for id_ in terms}, taken)


def term_id(plural: str, text: str) -> str:
    """The id of the page of a term."""
    parts = urls.lowered(text).replace(" ", "-").split("/")
    return f"/{plural}/{'/'.join(part for part in parts if part)}"


def with_parents(pages: Sequence[Page]) -> list[Page]:
    """The pages, each term of several parts below the nearest term of which there is a page."""
    terms = {page.id for page in pages if page.kind == "term"}
    return [
        msgspec.structs.replace(page, parent=above)
        if page.kind == "term" and (above := next((id_ for id_ in terms_above(page.id)[-2::-1] if id_ in terms), None))
        else page
        for page in pages
    ]


def terms_above(id_: str) -> list[str]:
    """The ids of a term and of what may be terms above it, the topmost first."""
    _, plural, *parts = id_.split("/")
    return [f"/{plural}/{'/'.join(parts[:depth])}" for depth in range(1, len(parts) + 1)]


def _terms_of(page: Page, plural: str) -> list[Term]:
    """A page's terms in a taxonomy, each once however it is spelt."""
    if page.matter.build.render == "never":
        return []
    found: dict[str, Term] = {}
    for text in terms_of(page.matter.params, plural):
        id_ = term_id(plural, text)
        found.setdefault(id_, Term(id_, plural, urls.lowered(text), text))
    return list(found.values())
