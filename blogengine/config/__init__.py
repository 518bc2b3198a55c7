"""config.toml and its kin, with Hugo's keys, as typed values.

`sources` finds the files, `files` reads them and `places` knows where each key stands; `legacy` brings older spellings
to today's; `merging` makes one tree of all layers, `languages` one site of the tree for each language, by `decoding`
and `checks`; `findings` collects what is wrong. `schema` and `groups` are the types, and document every key.
"""

from __future__ import annotations

from blogengine.config.groups import (
    DateFields,
    Ignored,
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
    "Ignored",
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
