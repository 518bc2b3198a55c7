"""Front matter: TOML, YAML or JSON before a text, and Hugo's fields in it."""

from __future__ import annotations

from blogengine.frontmatter.cascade import Cascade, Target, cascaded, parse_cascade
from blogengine.frontmatter.fields import HTML, MARKDOWN, Build, FrontMatter, PageSitemap, ResourceSettings, terms_of

__all__ = [
    "HTML",
    "MARKDOWN",
    "Build",
    "Cascade",
    "FrontMatter",
    "PageSitemap",
    "ResourceSettings",
    "Target",
    "cascaded",
    "parse_cascade",
    "terms_of",
]
