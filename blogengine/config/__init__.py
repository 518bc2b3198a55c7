"""config.toml and its kin, with Hugo's keys, as typed values."""

from __future__ import annotations


from blogengine.config.loading import load_config
from blogengine.config.schema import (
    Config,
    Language,
    MediaType,
    MenuItem,
    Options,
    OutputFormat,
    Related,
    RelatedIndex,
    SiteConfig,
)

__all__ = [
    "Config",
    "Language",
    "MediaType",
    "MenuItem",
    "Options",
    "OutputFormat",
    "Related",
    "RelatedIndex",
    "SiteConfig",
    "load_config",
]
