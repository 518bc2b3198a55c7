"""content/: which files are pages, bundles and resources, and what their front matter says."""

from __future__ import annotations

from blogengine.content.reading import read_body, read_content
from blogengine.content.sources import Contents, ResourceFile, SectionFiles, Source

__all__ = ["Contents", "ResourceFile", "SectionFiles", "Source", "read_body", "read_content"]
