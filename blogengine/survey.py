"""Which pages there are and which are held back, without building anything."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from blogengine.config import Options, load_config
from blogengine.content import read_content
from blogengine.graph import assemble
from blogengine.site import Page, Site
from blogengine.urls import permalink


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


def _is_regular(page: Page) -> bool:
    return page.kind == "page"


def _listed(page: Page, site: Site, reason: str) -> Listed:

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
