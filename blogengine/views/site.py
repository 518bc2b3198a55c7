"""What a template sees of the site and its menus."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from blogengine import urls
from blogengine.embeds import Decks, read_decks
from blogengine.outputs import search_folder
from blogengine.search import CLIENT
from blogengine.site import MenuEntry
from blogengine.theme.params import Found, Params, RecordedParams, find_param
from blogengine.views.field import View, field

if TYPE_CHECKING:
    from blogengine.views.page import PageView
    from blogengine.views.views import Views


class MenuEntryView(msgspec.Struct, frozen=True):
    """An entry of a menu."""

    name: str
    """What readers see."""
    url: str
    """Its address, with the base URL's path; "" when its page is missing."""
    weight: int
    """Its place in the menu."""
    identifier: str
    """What children name as their parent."""
    parent: str
    """The identifier of the entry above, "" at the top."""
    title: str
    """For the `title` of its link; without one of its own, its page's title."""
    pre: str
    """HTML before the name."""
    post: str
    """HTML behind the name."""
    params: Params
    """Whatever the configuration or front matter says besides."""
    page: Any
    """The page it leads to, when the configuration names one by `pageRef` or a page asked for it."""
    children: tuple[MenuEntryView, ...]
    """The entries below it."""


class SiteView(View):
    """The site in one language as templates see it."""

    __slots__ = ("_views",)

    described = "the site"
    """How messages call it."""

    def __init__(self, views: Views) -> None:
        super().__init__(f"site:{views.language}", views.facts)
        self._views = views

    @field
    def title(self) -> str:
        """`title` of the configuration."""
        return self._views.config.title

    @field
    def base_url(self) -> str:
        """`baseURL` of the configuration, with a trailing "/"."""
        return self._views.config.base_url

    @field
    def language_code(self) -> str:
        """`languageCode` (today `locale`) of the configuration, else the language's key."""
        language = self._views.config.language
        return language.locale or language.key

    @field
    def language(self) -> Any:
        """The language: `key`, `label`, `locale`, `weight`."""
        return self._views.config.language

    @field
    def languages(self) -> tuple[Any, ...]:
        """All languages of the site, by weight."""
        return tuple(views.config.language for views in self._views.by_language.values())

    @field
    def copyright(self) -> str:
        """`copyright` of the configuration."""
        return self._views.config.copyright

    @property
    def params(self) -> Params:
        """`params` of the configuration in the author's spelling; look-up ignores case, a missing one is None."""
        return RecordedParams(self._param, lambda: self._params)

    @field
    def _params(self) -> Params:
        return Params(self._views.config.params)

    def _param(self, key: str) -> Found:
        return self._facts.read(self._entity, ("_param", key), partial(_param, key=key), self)

    @property
    def data(self) -> Params:
        """The data files: `data/people/staff.toml` is `site.data.people.staff`."""
        return RecordedParams(self._views.datum, lambda: self._data)

    @field
    def _data(self) -> Params:
        return self._views.data()

    @field
    def decks(self) -> Decks:
        """What `data/embeds.toml` knows of talks on SpeakerDeck."""
        return read_decks(self._views.datum("embeds")[1])[0]

    @field
    def pages(self) -> tuple[PageView, ...]:
        """Every listed page of every kind, in default order."""
        return self._views.pages(self._views.listing("listed"))

    @field
    def regular_pages(self) -> tuple[PageView, ...]:
        """Every regular page, in default order."""
        return self._views.pages(self._views.listing("regular_pages"))

    @field
    def sections(self) -> tuple[PageView, ...]:
        """The top-level sections, in default order."""
        return tuple(page for page in self.home.pages if page.is_section)

    @field
    def main_sections(self) -> tuple[str, ...]:
        """`mainSections` of the configuration, else the section with most pages."""
        sections: tuple[str, ...] = self._views.listing("main_sections")
        return sections

    @field
    def home(self) -> PageView:
        """The home page."""
        return self._views.page("/")

    @field
    def search_index(self) -> str:
        """The address of the module that asks its search index; both are made when a page has the template
        `search.html`."""
        config = self._views.config
        return urls.rel_permalink(f"/{search_folder(config)}{CLIENT}", config.base_url)

    @field
    def taxonomies(self) -> Mapping[str, Mapping[str, PageView]]:
        """Plural -> key of the term (lower-cased text) -> the term's page."""
        taxonomies = self._views.listing("taxonomies").items()
        pages = ((plural, {key: self._views.page(id_) for key, id_ in terms.items()}) for plural, terms in taxonomies)
        return MappingProxyType({plural: MappingProxyType(terms) for plural, terms in pages})

    def top_terms(self, taxonomy: str, limit: int = 30) -> tuple[PageView, ...]:
        """The terms of a taxonomy that most pages have, at most `limit`, in the order of `taxonomies`; of as many, the
        first. A page that shows these does not change with every tag of another one."""
        compute = partial(_top_terms, taxonomy=taxonomy, limit=limit)
        return self._facts.read(self._entity, ("top_terms", taxonomy, limit), compute, self)

    @field
    def menus(self) -> Params:
        """Name -> top-level entries, by weight; a menu without entries is None."""
        menus = self._views.listing("menus")
        return Params({name: [self._entry(entry) for entry in entries] for name, entries in menus.items()})

    def _entry(self, entry: MenuEntry) -> MenuEntryView:
        page = self._views.page(entry.page) if entry.page is not None else None
        base = self._views.config.base_url
        return MenuEntryView(
            name=entry.name,
            url=page.rel_permalink if page else urls.menu_url(entry.url, base),
            weight=entry.weight,
            identifier=entry.identifier,
            parent=entry.parent,
            title=entry.title,
            pre=entry.pre,
            post=entry.post,
            params=Params(entry.params),
            page=page,
            children=tuple(self._entry(child) for child in entry.children),
        )


def _param(view: SiteView, key: str) -> Found:
    return find_param(view._params, key)


def _top_terms(site: SiteView, taxonomy: str, limit: int) -> tuple[PageView, ...]:
    terms = site.taxonomies.get(taxonomy, {}).values()
    chosen = set(sorted(terms, key=lambda term: -len(term.regular_pages))[: max(limit, 0)])
    return tuple(term for term in terms if term in chosen)
