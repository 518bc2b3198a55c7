"""Front matter: TOML, YAML or JSON before a text, and Hugo's fields in it."""

from __future__ import annotations

from blogengine.frontmatter.cascade import Cascade, Target, cascaded, parse_cascade
from blogengine.frontmatter.decoding import Origin, decode_front_matter
from blogengine.frontmatter.fields import Build, FrontMatter, PageSitemap, ResourceSettings, terms_of
from blogengine.frontmatter.syntax import RawMatter, split_front_matter

__all__ = [
    "Build",
    "Cascade",
    "FrontMatter",
    "Origin",
    "PageSitemap",
    "RawMatter",
    "ResourceSettings",
    "Target",
    "cascaded",
    "decode_front_matter",
    "parse_cascade",
    "split_front_matter",
    "terms_of",
]
