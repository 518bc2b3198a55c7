"""content/: which files are pages, bundles and resources, and what their front matter says."""

from __future__ import annotations

from blogengine.content.reading import (
    Tree,
    is_known_by_text,
    parse_file,
    read_body,
    read_content,
    scan_content,
)
from blogengine.content.sources import Contents, Parsed, ResourceFile, SectionFiles, Source, stem_of

__all__ = [
    "Contents",
    "Parsed",
    "ResourceFile",
    "SectionFiles",
    "Source",
    "Tree",
    "is_known_by_text",
    "parse_file",
    "read_body",
    "read_content",
    "scan_content",
    "stem_of",
]
