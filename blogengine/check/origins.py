"""Which of the author's files each output comes from, and what must not be in the output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from blogengine import urls
from blogengine.config import Config
from blogengine.content import Contents, Source, read_content
from blogengine.content.files import shown
from blogengine.facts import Facts
from blogengine.graph import assemble
from blogengine.outputs import Copied, Output, Redirect, Rendered, Searched, formats_of, plan, resource_paths
from blogengine.site import HeldBack, Page, Site
from blogengine.theme import load_templates, static_files
from blogengine.theme.folders import template_folders

PAGER = re.compile(r"[^/]+/\d+/(index\.html)")


class Maker(msgspec.Struct, frozen=True):
    """What makes an output."""

    path: str = ""
    """The author's file, as messages call it; "" for a page that has none, such as a tag's."""
    file: Path | None = None
    source: Source | None = None
    """None for what is copied, and for pages without a file."""
    is_copy: bool = False


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """A site's sources, as the checks see them."""

    config: Config
    now: datetime
    sites: tuple[Site, ...]
    contents: Contents
    by_path: Mapping[str, Source]
    """Every source by its path, with its front matter as written; pages keep none of that."""
    makers: Mapping[str, Maker]
    """By the path of the output, further pagers left out."""
    held_back: Mapping[str, HeldBack]
    """Path of an output that must not be -> the page that is held back."""
    templates: tuple[Path, ...]
    """Folders of templates, the site's own first, the engine's last."""

    def maker_of(self, output: str) -> Maker:
        """What makes an output; further pagers come from what their first one comes from."""
        found = self.makers.get(output) or self.makers.get(PAGER.sub(r"\1", output))
        return found or Maker()

    def source_of(self, page: Page) -> Source | None:
        """The source of a page, whole; None for a page without a file."""
        return self.by_path.get(page.source.path) if page.source else None

    @property
    def held_paths(self) -> frozenset[str]:
        """The files of pages that are held back, as messages call them."""
        return frozenset(held.path for site in self.sites for held in site.held_back)

    @property
    def published(self) -> tuple[Source, ...]:
        """The sources of pages that are out."""
        held = self.held_paths
        return tuple(source for source in self.contents.sources if source.path not in held)


def read_origins(config: Config, now: datetime) -> Origins:
    """The origins of a site's outputs as of `now`. Raises `SiteError` as a build does."""
    contents = read_content(config)
    sites = assemble(config, contents, now)
    planned = plan(sites, load_templates(config, now, Facts()).find, static_files(config))
    return Origins(
        config=config,
        now=now,
        sites=sites,
        contents=contents,
        by_path={source.path: source for source in contents.sources},
        makers={output.path: _maker(output, sites, config) for output in planned.outputs},
        held_back=_held_back(
            config, contents, sites, now, {output.path for output in planned.outputs if not _is_copied_page(output)}
        ),
        templates=template_folders(config),
    )


def _maker(output: Output, sites: Sequence[Site], config: Config) -> Maker:
    if isinstance(output, Copied):
        return Maker(shown(output.file, config.root), output.file, is_copy=True)
    if isinstance(output, Rendered):
        site = next(each for each in sites if each.config.language.key == output.language)
        page = site.pages.get(output.page)
        # the sitemap and its kin are rendered "for" the home page, and come from none
        source = page.source if page and output.format in site.config.output_formats else None
        return Maker(source.path, source.file, source) if source else Maker()
    assert isinstance(output, Redirect | Searched)
    return Maker()


def _held_back(
    config: Config, contents: Contents, sites: Sequence[Site], now: datetime, planned: set[str]
) -> dict[str, HeldBack]:
    """The outputs that pages held back would have, those of published pages left out."""
    reasons = {held.path: held for site in sites for held in site.held_back}
    if not reasons:
        return {}
    complete = assemble(_with_everything(config), contents, now)
    found: dict[str, HeldBack] = {}
    for site in complete:
        for page in site.pages.values():
            if page.source and page.source.path in reasons:
                found.update(dict.fromkeys(_outputs(page, site, complete), reasons[page.source.path]))
    return {path: held for path, held in found.items() if path not in planned}


def _is_copied_page(output: Output) -> bool:
    """Whether an output is HTML of the static folders: at a draft's address, an earlier engine's copy of it."""
    return isinstance(output, Copied) and output.path.endswith((".html", ".htm"))


def _with_everything(config: Config) -> Config:
    sites = tuple(
        msgspec.structs.replace(site, build_drafts=True, build_future=True, build_expired=True) for site in config.sites
    )
    return msgspec.structs.replace(config, sites=sites)


def _outputs(page: Page, site: Site, sites: Sequence[Site]) -> Iterator[str]:
    for output_format in formats_of(page, site.config):
        yield urls.format_output(page.path, output_format, site.config)
    if page.path and page.matter.build.publish_resources:
        for resource, path in zip(page.resources, resource_paths(page, sites), strict=True):
            if not resource.is_page:
                yield path.lstrip("/")
