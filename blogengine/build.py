"""The pipeline, on one screen: an author's folder in, a finished site out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from time import perf_counter

import msgspec

from blogengine.config import Config, Options, load_config
from blogengine.content import read_content
from blogengine.data import read_data
from blogengine.errors import Problem, SiteError
from blogengine.facts import Facts
from blogengine.graph import assemble
from blogengine.outputs import Copied, Output, Redirect, Rendered, Searched, collision, plan
from blogengine.render import render
from blogengine.site import HeldBack, Page, Site
from blogengine.theme import load_templates, static_folders
from blogengine.theme.templates import Templates
from blogengine.views import Views, views_of
from blogengine.writer import Writer, open_writer

Progress = Callable[[str, int, int], None]
"""Called with what is going on, how many files are done, and how many there are."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    destination: Path
    pages: int
    """Regular pages, of all languages."""
    outputs: int
    written: int
    unchanged: int
    held_back: tuple[HeldBack, ...]
    warnings: tuple[Problem, ...]
    seconds: float


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A regular page, published or held back, as `blogengine list` shows it."""

    path: str
    title: str
    date: datetime | None
    publish_date: datetime | None
    expiry_date: datetime | None
    slug: str
    section: str
    draft: bool
    permalink: str
    reason: str
    """"draft", "future", "expired", or "" for a published page."""


def build(root: Path, options: Options, *, now: datetime, progress: Progress | None = None) -> Report:
    """Build the site in a folder as of `now`; raises `SiteError` with every problem, and then writes nothing."""
    start = perf_counter()
    config = load_config(root, options)
    sites = assemble(config, contents := read_content(config), now)
    templates = load_templates(config, now)
    planned = plan(sites, templates.find, static_folders(config))
    views = views_of(sites, templates, Facts(), read_data(config.data_dir))
    with open_writer(config.publish_dir) as writer:
        count = _render_all(planned.outputs, views, templates, writer, progress)
        written = writer.commit()
    return Report(
        destination=config.publish_dir,
        pages=sum(_is_regular(page) for site in sites for page in site.pages.values()),
        outputs=count,
        written=written.written,
        unchanged=written.unchanged,
        held_back=tuple(held for site in sites for held in site.held_back),
        warnings=(*config.warnings, *contents.warnings, *planned.warnings),
        seconds=perf_counter() - start,
    )


def survey(root: Path, options: Options, *, now: datetime) -> tuple[Listed, ...]:
    """Every regular page that would be published, and every one held back, by file."""
    config = load_config(root, options)
    everything = msgspec.structs.replace(options, drafts=True, future=True, expired=True)
    published = assemble(config, read_content(config), now)
    complete = load_config(root, everything)
    reasons = {held.path: held.reason for site in published for held in site.held_back}
    listed = [
        _listed(page, site, reasons.get(page.name, ""))
        for site in assemble(complete, read_content(complete), now)
        for page in site.pages.values()
        if _is_regular(page)
    ]
    return tuple(sorted(listed, key=lambda each: each.path))


def _render_all(
    outputs: Iterable[Output],
    views: tuple[Views, ...],
    templates: Templates,
    writer: Writer,
    progress: Progress | None,
) -> int:
    """Stage every output, pagers found on the way included; raises all their problems together."""
    by_language = {each.site_data.config.language.key: each for each in views}
    waiting, problems, done = deque(outputs), dict[Problem, None](), dict[str, Output]()
    while waiting:
        output = waiting.popleft()
        other = done.setdefault(output.path, output)
        if other is not output:
            if isinstance(output, Rendered):
                problems[collision(other, output)] = None
            continue
        try:
            if isinstance(output, Copied):
                writer.copy(output.path, output.file)
            elif isinstance(output, Rendered | Redirect | Searched):
                result = render(output, by_language, templates)
                writer.write(output.path, result.content)
                waiting.extend(result.further)
        except SiteError as error:
            problems.update(dict.fromkeys(error.problems))
        if progress:
            progress("rendering", len(done), len(done) + len(waiting))
    if problems:
        raise SiteError(*problems)
    return len(done)


def _is_regular(page: Page) -> bool:
    return page.kind == "page"


def _listed(page: Page, site: Site, reason: str) -> Listed:
    from blogengine.urls import permalink  # noqa: PLC0415

    return Listed(
        path=page.name,
        title=page.title,
        date=page.date,
        publish_date=page.publish_date,
        expiry_date=page.matter.expiry_date,
        slug=page.matter.slug,
        section=page.section,
        draft=page.matter.draft,
        permalink=permalink(page.path, site.config.base_url),
        reason=reason,
    )


__all__ = ["Config", "HeldBack", "Listed", "Progress", "Report", "build", "survey"]
