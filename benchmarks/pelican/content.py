"""Content rewritten for Pelican, which has its own front matter and wants its table of contents in the text."""

from __future__ import annotations

import tomllib
from pathlib import Path


def rewrite_content(site: Path) -> None:
    """Replace the front matter of every page and move static files to where Pelican looks; sections lose their text."""
    for section in site.glob("content/**/_index.md"):
        section.unlink()
    for folder in (site / "static").iterdir():
        folder.rename(site / "content" / folder.name)
    pages = site / "content" / "pages"
    pages.mkdir()
    (site / "content/about.md").rename(pages / "about.md")
    for path in site.glob("content/**/*.md"):
        path.write_text(_rewritten(path.read_text(encoding="utf-8"), path.stem), encoding="utf-8")


def _rewritten(text: str, slug: str) -> str:
    _, head, body = text.split("+++\n", 2)
    matter = tomllib.loads(head)
    fields = {
        "Title": matter["title"],
        "Date": matter["date"].isoformat(),
        "Slug": slug,
        "Description": matter.get("description", ""),
        "Tags": ", ".join(matter.get("tags", ())),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + f"{body}\n\n[TOC]\n"
