"""Which template renders what: names in order of preference. Pure; `Theme.find` picks the first that exists.

A page's `layout` comes first, then templates of its type and section, then those of its kind:
`post/single.html`, `archives.html` for the section `archives`, `single.html`.
"""

from __future__ import annotations

from blogengine.config import OutputFormat
from blogengine.site import Page

HTML = "html"


def page_templates(page: Page, output_format: OutputFormat, suffix: str) -> tuple[str, ...]:
    """The templates that can render a page in an output format (`suffix` without dot: "html", "xml", "json").

    The HTML format takes `single.html`; any other takes its own name too: `home.searchindex.json`, `searchindex.json`,
    `rss.xml`.
    """
    stems = _stems(page)
    if output_format.name == HTML:
        return tuple(f"{stem}.{suffix}" for stem in stems)
    name = output_format.name
    qualified = tuple(f"{stem}.{name}.{suffix}" for stem in stems)
    folders = tuple(f"{folder}/{name}.{suffix}" for folder in _folders(page))
    return (*qualified, *folders, f"{name}.{suffix}")


def _stems(page: Page) -> tuple[str, ...]:
    folders, names = _folders(page), _names(page)
    stems: list[str] = []
    if layout := page.matter.layout:
        stems += [f"{folder}/{layout}" for folder in folders] + [layout]
    stems += [f"{folder}/{name}" for name in names for folder in folders]
    if page.kind == "section":
        stems += list(folders)
    return tuple(dict.fromkeys([*stems, *names]))


def _folders(page: Page) -> tuple[str, ...]:
    own = page.taxonomy if page.kind in ("taxonomy", "term") else page.section
    explicit = page.type if page.type not in ("page", own) else ""
    return tuple(folder for folder in (explicit, own) if folder)


def _names(page: Page) -> tuple[str, ...]:
    match page.kind:
        case "home":
            return ("home", "index", "list")
        case "page":
            return ("single",)
        case _:
            return (page.kind, "list")
