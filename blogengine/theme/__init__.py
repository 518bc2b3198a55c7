"""Themes: where their files are, their templates, and the functions they call."""

from __future__ import annotations

from datetime import datetime

from jinja2.runtime import Context

from blogengine.config import Config, SiteConfig
from blogengine.facts import Facts, recorded
from blogengine.pictures import Album
from blogengine.theme.clock import Clock
from blogengine.theme.compiled import Compiled
from blogengine.theme.folders import i18n_folders, links_that_lead_out, static_files, template_folders
from blogengine.theme.functions import filters, functions
from blogengine.theme.i18n import Strings, read_strings
from blogengine.theme.pictures import picture_filters
from blogengine.theme.shape_filters import shape_filters
from blogengine.theme.templates import Surroundings, Templates
from blogengine.theme.texts import text_filters

__all__ = ["Compiled", "Templates", "links_that_lead_out", "load_templates", "static_files"]


def load_templates(
    config: Config, now: datetime, facts: Facts, album: Album | None = None, compiled: Compiled | None = None
) -> Templates:
    """The templates of the site, its themes and the engine; those that are `compiled` need not be again.

    Raises `SiteError` for a theme that is missing.
    """
    main = config.main.language.key
    folders = i18n_folders(config)
    strings = {
        site.language.key: read_strings(folders, (site.language.key, site.language.locale, main, "en"))
        for site in config.sites
    }
    by_language = {site.language.key: recorded(site, f"config:{site.language.key}", facts) for site in config.sites}

    def config_of(context: Context) -> SiteConfig:
        return by_language[context["site"].language.key if "site" in context else main]

    return Templates(
        template_folders(config),
        functions(config_of, Strings(strings, facts), Clock(now, facts)),
        {
            **filters(config_of),
            **picture_filters(config_of, album),
            **text_filters(config_of, album),
            **shape_filters(album),
        },
        facts,
        Surroundings(strings, now),
        compiled,
    )
