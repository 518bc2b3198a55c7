"""What an author writes: settings, templates, texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from blogengine.config import Config, SiteConfig
from blogengine.config.destination import check_destination
from blogengine.content import Contents, read_content
from blogengine.facts import Facts
from blogengine.graph import assemble
from blogengine.health.signs import Sign, broken, good, odd, sign_of
from blogengine.site import Site
from blogengine.theme import load_templates
from blogengine.theme.folders import template_folders, theme_folders

EXAMPLE_HOSTS = ("example.org", "example.com", "example.net", "localhost")
ESSENTIAL = (("home.html", "index.html", "list.html"), ("single.html",), ("list.html",))
"""One template of each of these is what a blog cannot do without."""


def look_at_settings(config: Config) -> Iterator[Sign]:
    """The configuration: what is read, what is unknown in it, the address, the destination."""
    if not config.files:
        fix = "Is this the site's folder? Name it with --source, or make one: blogengine new site FOLDER"
        yield broken("settings", f"there is no configuration in {config.root}", fix)
        return
    yield good("settings", ", ".join(_shown(file, config) for file in config.files))
    yield from (sign_of("settings", "odd", warning) for warning in config.warnings)
    yield from _address(config.main)
    check_destination(config)
    yield good("settings", f"the site is written to {_shown(config.publish_dir, config)}")


def _address(site: SiteConfig) -> Iterator[Sign]:
    parts = urlsplit(site.base_url)
    host = parts.hostname or ""
    if not host or parts.scheme not in ("http", "https"):
        fix = 'Write the whole address in the settings: baseURL = "https://you.github.io/blog/"'
        yield broken("settings", f"baseURL is “{site.base_url}”: feeds and the sitemap need a whole address", fix)
    elif host.removeprefix("www.") in EXAMPLE_HOSTS:
        fix = "Set it to where the blog will stand, before the first publish: feed ids begin with it."
        yield odd("settings", f"baseURL is still {site.base_url}", fix)
    else:
        yield good("settings", f"the address is {site.base_url}")


def look_at_theme(config: Config, now: datetime) -> Iterator[Sign]:
    """The theme: where it is, whether its templates can be read, what is missing, what the site has instead of it."""
    folders = template_folders(config)
    for name, folder in zip(config.main.theme, theme_folders(config), strict=True):
        yield good("theme", f"{name}, in {_shown(folder, config)}")
    templates = load_templates(config, now, Facts())
    mistakes = templates.syntax_problems()
    yield from (sign_of("theme", "broken", problem) for problem in mistakes)
    if not mistakes:
        yield good("theme", f"all {len(templates.names)} templates can be read")
    for choices in ESSENTIAL:
        if templates.find(choices) is None:
            fix = f"Add templates/{choices[-1]}, or a theme: blogengine new theme NAME"
            yield broken("theme", f"there is no template {' or '.join(choices)}", fix)
    yield from _replaced(folders, config)
    if (config.root / "layouts").is_dir() and not config.templates_dir.is_dir() and not config.main.theme:
        fix = 'Set theme = "prologue", or write Jinja2 templates into templates/.'
        yield odd("theme", "layouts/ has Go templates, which are not used", fix)


def _replaced(folders: Sequence[Path], config: Config) -> Iterator[Sign]:
    """The site's own templates that stand before a theme's."""
    own, *others = folders
    if own != config.templates_dir:
        return
    names = sorted(file.relative_to(own).as_posix() for file in own.rglob("*") if file.is_file())
    if replaced := [name for name in names if any((folder / name).is_file() for folder in others)]:
        yield good("theme", f"the site's own templates stand before the theme's: {', '.join(replaced)}")


def look_at_texts(config: Config, now: datetime) -> Iterator[Sign]:
    """The content: whether it can be read, how much there is, what is held back, and languages that were not told."""
    contents = read_content(config)
    sites = assemble(config, contents, now)
    yield from (sign_of("texts", "odd", warning) for warning in contents.warnings)
    yield _counted(config, sites)
    yield from _language(config, contents)


def _counted(config: Config, sites: Sequence[Site]) -> Sign:
    pages = sum(page.kind == "page" for site in sites for page in site.pages.values())
    held = sum(len(site.held_back) for site in sites)
    if pages or held:
        return good("texts", f"{pages} published, {held} held back")
    fix = "Write one: blogengine new post hello.md"
    return odd("texts", f"there are no texts in {config.main.content_dir}/", fix)


def _language(config: Config, contents: Contents) -> Iterator[Sign]:
    """Japanese that the settings do not tell of: counts, summaries and line breaks are then those of other scripts."""
    unaware = {site.language.key for site in config.sites if not site.has_cjk_language}
    found = [source for source in contents.sources if source.has_cjk and source.language in unaware]
    if found:
        fix = "Set hasCJKLanguage = true: words are counted, and summaries cut, as Japanese needs it."
        yield odd("texts", f"{found[0].path} has Japanese, but hasCJKLanguage is not set", fix)


def _shown(file: Path, config: Config) -> str:
    return file.relative_to(config.root).as_posix() or "." if file.is_relative_to(config.root) else str(file)
