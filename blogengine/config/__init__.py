"""config.toml and its kin, with Hugo's keys, as typed values."""

from __future__ import annotations

from blogengine.config.groups import (
    DateFields,
    Language,
    MediaType,
    MenuItem,
    OutputFormat,
    Pagination,
    Permalinks,
    Related,
    RelatedIndex,
    Sitemap,
)
from blogengine.config.loading import load_config
from blogengine.config.schema import Config, Options, SiteConfig
from blogengine.config.showing import DocumentedKey, as_toml, documented_keys
from blogengine.config.unused import ACCEPTED_UNUSED

__all__ = [
    "ACCEPTED_UNUSED",
    "Config",
    "DateFields",
    "DocumentedKey",
    "Language",
    "MediaType",
    "MenuItem",
    "Options",
    "OutputFormat",
    "Pagination",
    "Permalinks",
    "Related",
    "RelatedIndex",
    "SiteConfig",
    "Sitemap",
    "as_toml",
    "documented_keys",
    "load_config",
]
