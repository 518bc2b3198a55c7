"""decode_front_matter(): from raw values to Hugo's fields, every wrong value located."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, Protocol

import msgspec

from blogengine.config.schema import MenuItem, SiteConfig
from blogengine.errors import Problem
from blogengine.frontmatter.cascade import parse_cascade
from blogengine.frontmatter.dating import Dates, date_fields
from blogengine.frontmatter.fields import FOREIGN, Build, FrontMatter, PageSitemap, ResourceSettings
from blogengine.frontmatter.values import Values, published
from blogengine.globs import is_glob

BUILD_LIST: Final = ("always", "never", "local")
BUILD_RENDER: Final = ("always", "never", "link")


class Origin(Protocol):
    """The file that front matter comes from; a `Source` is one."""

    @property
    def id(self) -> str:
        """Its path below the content folder."""

    @property
    def path(self) -> str:
        """What messages call it."""

    @property
    def head(self) -> str:
        """The front matter as written, with its fences, to find lines in."""

    @property
    def kind(self) -> str:
        """ "page", "leaf" or "branch"."""

    @property
    def has_cjk(self) -> bool:
        """Whether it has Chinese, Japanese or Korean characters."""

    @property
    def modified(self) -> datetime | None:
        """When the file was last written, for `:fileModTime`."""

    @property
    def committed(self) -> datetime | None:
        """When it was last committed, for `:git`."""


class Decoded(msgspec.Struct, frozen=True):
    """Front matter as typed values, and a warning for every value that cannot be what its author means."""

    matter: FrontMatter
    warnings: tuple[Problem, ...]


def decode_front_matter(origin: Origin, values: Mapping[str, Any], config: SiteConfig) -> Decoded:
    """The fields in the values of a file's front matter, cascade already applied; keys are lower-cased.

    Values of another type are cast as Hugo casts them; what cannot be cast counts as not set, with a warning: some Hugo
    builds every such page.
    """
    reader = Values(values, origin.path, origin.head)
    dates = date_fields(reader, origin, config)
    return Decoded(_decoded(reader, origin, config, dates), tuple(dict.fromkeys(reader.problems)))


def _decoded(reader: Values, origin: Origin, config: SiteConfig, dates: Dates) -> FrontMatter:
    slug = reader.text("slug").strip("-") or dates.slug
    declared = reader.boolean("iscjklanguage")
    matter = FrontMatter(
        title=reader.text("title"),
        link_title=reader.text("linktitle"),
        description=reader.text("description"),
        draft=_is_draft(reader),
        slug=slug,
        url=_url(reader),
        aliases=_aliases(reader),
        weight=reader.whole_number("weight"),
        type=reader.text("type"),
        layout=reader.text("layout"),
        keywords=reader.texts("keywords"),
        markup=reader.text("markup"),
        summary=reader.text("summary"),
        translation_key=reader.text("translationkey"),
        is_cjk_language=declared,
        outputs=tuple(name.lower() for name in reader.texts("outputs")),
        build=_build(reader),
        sitemap=_sitemap(reader),
        menus=_menus(reader),
        cascade=parse_cascade(reader.tables("cascade")),
        resources=_resources(reader),
        date=dates.date,
        lastmod=dates.lastmod,
        publish_date=dates.publish_date,
        expiry_date=dates.expiry_date,
    )
    reader.check_characters()
    reader.check_parameters()
    if matter.markup.lower() in FOREIGN:
        reader.complain("markup", f"markup “{matter.markup}” is not converted: the text is read as Markdown or HTML")
    for pattern in (each.target.path for each in matter.cascade if not is_glob(each.target.path)):
        reader.complain("cascade", f"cascade has a target that matches nothing: “{pattern}” is no pattern")
    for plural in config.taxonomies.values():
        reader.check_terms(plural.lower())
    cjk = declared if declared is not None else config.has_cjk_language and origin.has_cjk
    return msgspec.structs.replace(matter, params=_params(reader, matter, dates, cjk))


def _is_draft(reader: Values) -> bool:
    """Whether it is held back: by `draft`, or without that by `published: false`, as Jekyll's posts have it."""
    draft = reader.boolean("draft")
    if "draft" in reader.values or "published" not in reader.values:
        return draft or False
    return published(reader.values["published"]) is False


def _params(reader: Values, matter: FrontMatter, dates: Dates, cjk: bool) -> dict[str, Any]:
    """Hugo's `.Params`: what is written, fields as decoded, and what Hugo adds; a `params` table goes over all."""
    written = {key: value for key, value in reader.values.items() if key != "params"}
    decoded = {key: getattr(matter, name) for key, name in SHOWN.items() if key in written}
    added = {**dates.params, "draft": matter.draft, "iscjklanguage": cjk}
    return shown({**written, **decoded, **added, **(reader.table("params") or {})})  # type: ignore[no-any-return]  # a mapping


SHOWN: Final[Mapping[str, str]] = {
    "title": "title",
    "linktitle": "link_title",
    "description": "description",
    "slug": "slug",
    "url": "url",
    "aliases": "aliases",
    "weight": "weight",
    "type": "type",
    "layout": "layout",
    "keywords": "keywords",
    "summary": "summary",
}
"""Keys of `params` that hold the decoded value instead of the one written."""


def shown(value: Any) -> Any:
    """A copy as templates see it: TOML dates without a time zone as texts, lists for tuples."""
    if isinstance(value, Mapping):
        return {key: shown(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [shown(inner) for inner in value]
    if isinstance(value, datetime):
        return value if value.tzinfo else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _url(reader: Values) -> str:
    url = reader.text("url")
    if url.startswith(("http://", "https://")):
        reader.complain("url", f"url must be a path on this site, but is “{url}”", "Leave out https:// and the host.")
        return ""
    return url


def _aliases(reader: Values) -> tuple[str, ...]:
    paths = []
    for alias in reader.texts("aliases"):
        if alias.startswith(("http://", "https://")):
            reader.complain(
                "aliases", f"an alias must be a path on this site, but is “{alias}”", "Leave out https:// and the host."
            )
        else:
            paths.append(alias.replace("\\", "/"))
    return tuple(paths)


def _build(reader: Values) -> Build:
    key = "build" if "build" in reader.values else "_build"
    settings = reader.inner(key)
    headless = reader.boolean("headless")
    if settings is None:
        return Build(list="never", render="never") if headless else Build()
    build = Build(
        list=settings.choice("list", BUILD_LIST),
        render=settings.choice("render", BUILD_RENDER),
        publish_resources=settings.boolean("publishresources") is not False,
    )
    return Build(list="never", render="never", publish_resources=build.publish_resources) if headless else build


def _sitemap(reader: Values) -> PageSitemap:
    settings = reader.inner("sitemap")
    if settings is None:
        return PageSitemap()
    return PageSitemap(
        change_freq=settings.text("changefreq") or None,
        priority=settings.number("priority"),
        disable=settings.boolean("disable"),
    )


def _menus(reader: Values) -> dict[str, MenuItem]:
    """`menus` (or `menu`) as a name, a list of names, or names with settings."""
    key = "menus" if "menus" in reader.values else "menu"
    value = reader.values.get(key)
    if not isinstance(value, Mapping):
        return {name: MenuItem() for name in reader.texts(key, split=False)}
    menus = Values(value, reader.path, reader.head, (key,))
    found = {name: _menu_item(menus.inner(name)) for name in value}
    reader.problems.extend(menus.problems)
    return found


def _menu_item(settings: Values | None) -> MenuItem:
    if settings is None:
        return MenuItem()
    return MenuItem(
        name=settings.text("name"),
        identifier=settings.text("identifier"),
        url=settings.text("url"),
        parent=settings.text("parent"),
        title=settings.text("title"),
        pre=settings.text("pre"),
        post=settings.text("post"),
        weight=settings.whole_number("weight"),
        params=shown(settings.table("params") or {}),
    )


def _resources(reader: Values) -> tuple[ResourceSettings, ...]:
    found = []
    for entry in reader.tables("resources"):
        settings = Values(entry, reader.path, reader.head, ("resources",))
        found.append(
            ResourceSettings(
                src=settings.text("src"),
                name=settings.text("name"),
                title=settings.text("title"),
                params=shown(settings.table("params") or {}),
            )
        )
        reader.problems.extend(settings.problems)
    return tuple(found)
