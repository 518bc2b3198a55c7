"""Which files will exist: planned before anything is rendered, so that two on one path are found in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from blogengine import urls
from blogengine.config import OutputFormat, SiteConfig
from blogengine.content import ResourceFile
from blogengine.content.files import is_text, nameless
from blogengine.errors import Problem, SiteError, did_you_mean
from blogengine.pictures import Work
from blogengine.plugins import called, functions_of
from blogengine.published import address_of, page_key
from blogengine.search import MANIFEST, page_name
from blogengine.site import Page, Site
from blogengine.theme.lookup import HTML, page_templates

Find = Callable[[Sequence[str]], str | None]
"""The first of some template names that exists."""

StaticFiles = Sequence[tuple[str, Path]]
"""Files to copy, by their paths in the output."""

RSS, JSON_FEED, OPML = "rss", "jsonfeed", "opml"
CORE_FORMATS = frozenset({HTML, RSS, JSON_FEED, OPML})
"""Formats whose missing template is not worth a warning for every page: kinds without one have no such output."""

ALIAS_OF, FIRST_PAGER_OF = "an alias of ", "the first pager of "
"""How the origins of redirects begin, before the page's name."""

SEARCH_TEMPLATE = "search.html"
SEARCH_FOLDER = "search-index"


class Output(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A file that will exist."""

    path: str
    """Relative to the destination, decoded, "/" separators."""
    origin: str
    """What makes it, for messages."""


class Rendered(Output, frozen=True, kw_only=True, tag=True):
    """A page in one output format, or one of its further pagers."""

    language: str
    page: str
    """Id of the page."""
    format: str
    """Name of the output format."""
    template: str
    number: int = 1
    """The pager, from 1."""


class Redirect(Output, frozen=True, kw_only=True, tag=True):
    """A page at an old address that leads to the new one."""

    language: str
    target: str
    """Whole address, percent-encoded."""


class Copied(Output, frozen=True, kw_only=True, tag=True):
    """A static file or a page's resource, byte for byte."""

    file: Path


class Searched(Output, frozen=True, kw_only=True, tag=True):
    """A file of a language's search index; the manifest is planned, the rest follows from it."""

    language: str
    name: str
    """Relative to the index's folder."""
    page: str = ""
    """Id of the page whose text the file has; "" for a file of the whole index."""


class Drawn(Output, frozen=True, kw_only=True, tag=True):
    """A picture that the engine draws because another output refers to it."""

    work: Work


class Plan(msgspec.Struct, frozen=True):
    """The outputs of a build, pagers after the first left out: only their template knows how many there are."""

    outputs: tuple[Output, ...]
    warnings: tuple[Problem, ...] = ()


def plan(sites: Sequence[Site], find: Find, static: StaticFiles = ()) -> Plan:
    """Every output of a build, by path; of two on one path one stands, with a warning that names both.

    Raises `SiteError` when a page is a file where another one needs a folder, as in Hugo.
    """
    warnings: list[Problem] = []
    chosen: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    problems: list[Problem] = []
    told: set[tuple[str, str]] = set()
    for output in _in_order_of_claim(sites, find, static, warnings):
        above = _folders_above(output.path)
        other = _in_the_way(output.path, above, chosen, folders)
        if other is None:
            chosen[output.path] = output
            folders.update(dict.fromkeys(above, output))
        else:
            cannot_be = other.path != output.path and _both_pages(other, output)
            pair = other.origin, output.origin
            if not _both_pages(other, output) or pair not in told:  # once for the feeds of two pages, too
                found = _of_term(other, output, sites) or collision(other, output)
                (problems if cannot_be else warnings).append(found)
            told.add(pair)
    if problems:
        raise SiteError(*problems)
    return Plan(tuple(sorted(chosen.values(), key=lambda output: output.path)), tuple(warnings))


def _in_the_way(
    path: str, above: Iterable[str], chosen: Mapping[str, Output], folders: Mapping[str, Output]
) -> Output | None:
    """The output that has the path already, needs it as a folder, or is a file where a folder above it must be."""
    return chosen.get(path) or folders.get(path) or next((chosen[each] for each in above if each in chosen), None)


def _folders_above(path: str) -> tuple[str, ...]:
    return tuple(path[:at] for at, character in enumerate(path) if character == "/")


def further_pagers(first: Rendered, page: Page, total: int, config: SiteConfig) -> tuple[Output, ...]:
    """The outputs that follow from a paginated one: pagers 2 to `total`, and `/page/1/` leading to the first."""
    path = config.pagination.path
    outputs: list[Output] = [
        msgspec.structs.replace(first, path=urls.page_output(urls.pager_path(page.path, number, path)), number=number)
        for number in range(2, total + 1)
    ]
    if total and not config.pagination.disable_aliases and not config.disable_aliases:
        outputs.append(
            Redirect(
                path=urls.page_output(urls.pager_path(page.path, 1, path, first=True)),
                origin=FIRST_PAGER_OF + page.name,
                language=config.language.key,
                target=urls.permalink(page.path, config.base_url),
            )
        )
    return tuple(outputs)


def search_folder(config: SiteConfig) -> str:
    """Where a language's search index lies, relative to the destination, with a trailing "/"."""
    return f"{config.url_prefix}/{SEARCH_FOLDER}/".lstrip("/")


def further_search_files(manifest: Searched, names: Iterable[str], pages: Iterable[str]) -> tuple[Searched, ...]:
    """The files of an index beside its manifest: those of the `names`, and one for each of the pages, by their ids."""
    folder = manifest.path.removesuffix(manifest.name)
    files = [(name, "") for name in names] + [(page_name(number), page) for number, page in enumerate(pages)]
    return tuple(msgspec.structs.replace(manifest, path=folder + name, name=name, page=page) for name, page in files)


def keys_of(page: Page, language: str) -> Iterator[str]:
    """What published.json may know a page by, the most telling first: its address, its old ones, its place."""
    if page.path:
        yield address_of(urls.page_output(page.path))
    yield from (address_of(urls.alias_output(alias)) for alias in page.aliases)
    yield page_key(language, page.id)


def formats_of(page: Page, config: SiteConfig) -> tuple[OutputFormat, ...]:
    """The formats a page is written in: those of its own `outputs` that are known, else those of its kind."""
    if not page.rendered:
        return ()
    own = [name for name in page.matter.outputs if name.lower() in config.output_formats]
    names = [name.lower() for name in own or config.outputs.get(page.kind, (HTML,))]
    names = [name for name in names if name in config.output_formats and name not in config.disable_kinds]
    return tuple(config.output_formats[name] for name in dict.fromkeys((*names, *_beside_rss(page, names, config))))


def _beside_rss(page: Page, names: Sequence[str], config: SiteConfig) -> Iterator[str]:
    """The formats that `[feeds]` adds to a page with an RSS feed."""
    if RSS not in names:
        return
    if config.feeds.json:
        yield JSON_FEED
    if config.feeds.opml and page.kind == "home":
        yield OPML


def resource_paths(page: Page, sites: Sequence[Site]) -> tuple[str, ...]:
    """Where each resource of a page's bundle stands, decoded: beside the page, its name as in the bundle.

    A file that translations of a page share stands once, beside the one of its own language, unless
    `markup.goldmark.duplicateResourceFiles` is set.
    """
    return tuple(f"{urls.folder_of(keeper.path)}{each.name}" for each, keeper in _keepers(page, sites))


def _keepers(page: Page, sites: Sequence[Site]) -> Iterator[tuple[ResourceFile, Page]]:
    """The resources of a page, each with the translation that it stands beside."""
    if not page.resources:
        return
    others = [(site, other) for site in sites if (other := site.pages.get(page.id)) is not None and other.path]
    if any(site.config.markup.goldmark.duplicate_resource_files for site in sites):
        others = []
    having = [(site.config.language.key, other, {each.file for each in other.resources}) for site, other in others]
    for resource in page.resources:
        in_order = sorted(having, key=lambda each: each[0] != resource.language)
        yield resource, next((other for _, other, files in in_order if resource.file in files), page)


def _in_order_of_claim(
    sites: Sequence[Site], find: Find, static: StaticFiles, warnings: list[Problem]
) -> Iterator[Output]:
    """All outputs; of two on one path the first stands."""
    searched: dict[str, Site] = {}
    for site in sites:
        for page in _by_claim(site):
            for output in _page_outputs(page, site.config, find, warnings):
                if _searches(output):
                    searched[output.language] = site
                yield output
    for site in sites:
        yield from _of_plugins(site)
    for site in searched.values():
        yield _manifest(site)
    for site in sites:
        yield from _standalone(site, find, len(sites) > 1, warnings)
    if len(sites) > 1 and "sitemap" not in sites[0].config.disable_kinds:
        yield _rendered(sites[0], "sitemapindex", "sitemap.xml", "sitemapindex.xml")
    for site in sites:
        for page in site.pages.values():
            yield from _resources(page, sites)
    for site in sites:
        yield from _aliases(site, warnings)
    for path, file in static:
        if is_text(path):
            yield Copied(path=path, origin=f"static/{path}", file=file)
        else:
            warnings.append(nameless(Path(f"static/{path}"), Path()))
    yield from _language_redirect(sites)


def _by_claim(site: Site) -> list[Page]:
    """The pages of a site, first the ones that Hugo writes last, over the others: by their places, from the end.

    A taxonomy goes before its terms, other than in Hugo: a tag without letters would take the list of tags away.
    """
    pages = sorted(site.pages.values(), key=lambda page: page.id, reverse=True)
    pages.sort(key=lambda page: page.kind == "term")
    return sorted(pages, key=lambda page: f"/{page.taxonomy}" if page.taxonomy else page.id, reverse=True)


def _of_plugins(site: Site) -> Iterator[Output]:
    """What plugins add to a site."""
    for outputs in functions_of("outputs", site.config.plugins):
        name = outputs.__module__
        for output in called(lambda add=outputs: tuple(add(site)), "the site"):
            if not isinstance(output, Rendered | Redirect | Copied):
                message = f"the plugin {name} must give pages, redirects or copies, but gave {output!r}"
                raise SiteError(Problem(message=message))
            yield _kept_inside(output, name)


def _kept_inside(output: Output, plugin: str) -> Output:
    try:
        urls.safe_output(output.path)
    except urls.PathError as error:
        raise SiteError(Problem(message=f"the plugin {plugin}: {error}")) from error
    return output


def _page_outputs(page: Page, config: SiteConfig, find: Find, warnings: list[Problem]) -> Iterator[Rendered]:
    unknown = [name for name in page.matter.outputs or () if name.lower() not in config.output_formats]
    warnings += [_no_format(page, name, config) for name in unknown]
    for output_format in formats_of(page, config):
        suffix = config.media_types[output_format.media_type].suffix
        names = page_templates(page, output_format, suffix)
        template = find(names)
        if template is not None:
            yield Rendered(
                path=urls.format_output(page.path, output_format, config),
                origin=page.name,
                language=config.language.key,
                page=page.id,
                format=output_format.name,
                template=template,
            )
        elif output_format.name not in CORE_FORMATS or page.kind in ("home", "page"):
            warnings.append(_no_template(page, output_format, names))


def sitemap_path(site: Site, several: bool) -> str:
    """The path of a language's sitemap: in its own folder when there are `several`, beside an index of them all."""
    filename = urls.resolved(f"/{site.config.sitemap.filename}").lstrip("/") or "sitemap.xml"
    return f"{site.config.language.key.lower()}/{filename}" if several else filename


def _standalone(site: Site, find: Find, several: bool, warnings: list[Problem]) -> Iterator[Output]:
    config = site.config
    prefix = f"{config.url_prefix}/" if config.url_prefix else ""
    disabled = config.disable_kinds
    if "404" not in disabled and find(("404.html",)):
        if own := site.pages.get("/404"):  # Hugo: the page is the site's own 404, wherever it stands
            if urls.page_output(own.path) != f"{prefix}404.html":
                warnings.append(_no_404(own, f"{prefix}404.html"))
        else:
            yield _rendered(site, "404", f"{prefix}404.html", "404.html", page=site.not_found.id)
    if "sitemap" not in disabled:
        yield _rendered(site, "sitemap", sitemap_path(site, several), "sitemap.xml")
    if config.enable_robots_txt and "robotstxt" not in disabled and not prefix:
        yield _rendered(site, "robots", "robots.txt", "robots.txt")


def _rendered(site: Site, name: str, path: str, template: str, page: str = "/") -> Rendered:
    return Rendered(
        path=path,
        origin=f"the {name} of the site",
        language=site.config.language.key,
        page=page,
        format=name,
        template=template,
    )


def _searches(output: Rendered) -> bool:
    """Whether a page is there to search the site: it is made by a template `search.html`, of whatever folder."""
    return output.template.rpartition("/")[2] == SEARCH_TEMPLATE


def _manifest(site: Site) -> Searched:
    return Searched(
        path=search_folder(site.config) + MANIFEST,
        origin="the search index",
        language=site.config.language.key,
        name=MANIFEST,
    )


def _resources(page: Page, sites: Sequence[Site]) -> Iterator[Copied]:
    if not page.path or not page.matter.build.publish_resources:
        return
    for resource, keeper in _keepers(page, sites):
        if not resource.is_page and keeper is page:
            path = f"{urls.folder_of(page.path)}{resource.name}".lstrip("/")
            yield Copied(path=path, origin=f"{page.name}: {resource.name}", file=resource.file)


def _aliases(site: Site, warnings: list[Problem]) -> Iterator[Redirect]:
    config = site.config
    if config.disable_aliases:
        return
    for page in _by_claim(site):
        if not page.rendered or not page.path:
            continue
        own = urls.page_output(page.path)
        for alias in page.aliases:
            try:
                path = urls.alias_output(alias)
            except urls.PathError as error:
                warnings.append(_no_alias(page, error))
                continue
            if path != own:
                yield Redirect(
                    path=path,
                    origin=ALIAS_OF + page.name,
                    language=config.language.key,
                    target=urls.permalink(page.path, config.base_url),
                )


def _language_redirect(sites: Sequence[Site]) -> Iterator[Redirect]:
    """With several languages, the place where the default one does not stand leads to where it does."""
    if len(sites) < 2 or sites[0].config.disable_default_language_redirect:
        return
    site = next((each for each in sites if each.config.language.key == each.config.default_content_language), sites[0])
    config = site.config
    yield Redirect(
        path="index.html" if config.url_prefix else f"{config.language.key.lower()}/index.html",
        origin="the redirect to the default language",
        language=config.language.key,
        target=urls.permalink(site.pages["/"].path, config.base_url),
    )


def _both_pages(one: Output, other: Output) -> bool:
    return isinstance(one, Rendered) and isinstance(other, Rendered)


def collision(one: Output, other: Output) -> Problem:
    """Two outputs that cannot both be, told at the file of what is left out, else of what stands."""
    pages = _both_pages(one, other)
    outcome = f"{one.origin} stands, {other.origin} is left out"
    place = _file_of(other) or _file_of(one)
    if one.path != other.path:
        file, inner = sorted((one, other), key=lambda output: len(output.path))
        message = f"{file.path} cannot be both a file and the folder of {inner.path}: {outcome}"
        return Problem(message=message, path=place, hint="Rename one of them.", code="duplicate-url")
    return Problem(
        message=f"{f'two pages make the same file {one.path}' if pages else f'{one.path} is made twice'}: {outcome}",
        path=place,
        hint="Give one of them another slug or url." if pages else "Remove one of them.",
        code="duplicate-url",
    )


def _file_of(output: Output) -> str | None:
    """The file of the author's that an output is made of; None where there is none."""
    origin = output.origin.removeprefix(ALIAS_OF).removeprefix(FIRST_PAGER_OF)
    if isinstance(output, Copied):
        return origin.partition(": ")[0]
    return None if origin.startswith(("/", "the ")) else origin


def _of_term(one: Output, other: Output, sites: Sequence[Site]) -> Problem | None:
    """The warning of a term that has no page because of another page, told at the first text that has it; else None."""
    if not isinstance(one, Rendered) or not isinstance(other, Rendered):
        return None
    site = next(site for site in sites if site.config.language.key == other.language)
    term = site.pages.get(other.page)
    if term is None or term.kind != "term" or term.source:
        return None
    users = (page for page in site.pages.values() if term.id in site.terms.get(page.id, {}).get(term.taxonomy, ()))
    is_list = one.origin == f"/{term.taxonomy}"
    what = "leaves nothing for an address, so it" if is_list else f"has the address of {one.origin}, which stands: it"
    return Problem(
        message=f"“{term.term_text}” in {term.taxonomy} {what} has no page of its own at {other.path}",
        path=next((page.source.path for page in users if page.source), None),
        hint="Write it with letters or digits." if is_list else "Spell it so that more than marks and spaces differ.",
        code="duplicate-url",
    )


def _no_404(page: Page, path: str) -> Problem:
    return Problem(
        message=f"this page takes the place of the site's page for addresses that lead nowhere: there is no {path}",
        path=page.name,
        hint='Give it url = "/404.html", or rename it.',
        code="duplicate-url",
    )


def _no_alias(page: Page, error: urls.PathError) -> Problem:
    message = f"an alias is left out: {error}"
    return Problem(message=message, path=page.name, hint="Write the path of an old address.", code="bad-alias")


def _no_format(page: Page, name: str, config: SiteConfig) -> Problem:
    return Problem(
        message=f"outputs names no output format: “{name}”",
        path=page.name,
        hint=did_you_mean(name, config.output_formats) or "Declare it in [outputFormats] of the configuration.",
    )


def _no_template(page: Page, output_format: OutputFormat, names: Sequence[str]) -> Problem:
    return Problem(
        message=f"no template makes {output_format.name} of {page.name}, so it is left out",
        hint=f"Add one of these to templates/: {', '.join(dict.fromkeys((names[0], names[-1])))}.",
    )
