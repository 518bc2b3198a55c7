"""Hugo's embedded render hooks: links and images of Markdown resolved to pages and resources.

They are on in a site with `languages`, or by `markup.goldmark.renderHooks.link.useEmbedded` and its kin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from markupsafe import Markup

from blogengine.attribute_urls import attribute_url, parsed_url
from blogengine.config import SiteConfig
from blogengine.markdown.options import RenderHook
from blogengine.views.resource import address_of

if TYPE_CHECKING:
    from blogengine.views.page import PageView

KINDS = ("link", "image")


def embedded_hooks(config: SiteConfig, own: frozenset[str]) -> frozenset[str]:
    """Which of "link" and "image" the engine renders itself; `own` are the hooks that templates have."""
    hooks = config.markup.goldmark.render_hooks
    settings: Mapping[str, RenderHook] = {"link": hooks.link, "image": hooks.image}
    resolve = config.has_languages and not config.markup.goldmark.duplicate_resource_files
    return frozenset(kind for kind in KINDS if _is_on(settings[kind].use_embedded, kind in own, resolve))


def render_embedded(kind: str, fields: Mapping[str, object], page: PageView, *, final: bool = False) -> str:
    """The HTML of a link or an image, its destination resolved, unless it is `final` because a shortcode printed it.

    Attributes of images are dropped, as Hugo does.
    """
    destination = str(fields["destination"])
    target = destination if final else attribute_url(_resolved(destination, page, pages=kind == "link"))
    title = Markup(' title="{}"').format(fields["title"]) if fields["title"] else ""
    if kind == "image":
        return Markup('<img src="{}" alt="{}"{}>').format(target, fields["plain_text"], title)
    return Markup('<a href="{}"{}>{}</a>').format(target, title, Markup(str(fields["text"])))


def _is_on(setting: str, has_own: bool, resolve: bool) -> bool:
    match setting.lower():
        case "always":
            return True
        case "fallback":
            return not has_own
        case "auto":
            return resolve and not has_own
        case _:
            return False


def _resolved(destination: str, page: PageView, *, pages: bool) -> str:
    """The address of the page or resource that a destination means, else the destination."""
    parts = urlsplit(destination)
    if destination.startswith("#") and pages:
        return f"{page.rel_permalink}#{unquote(destination[1:])}"
    if not parts.path or parts.scheme or parts.netloc:
        return parsed_url(destination)
    path = unquote(parts.path).removeprefix("./")
    found = (page.linked(path) if pages else None) or address_of(path, page._id, page._views)
    return found + _tail(parts) if found else parsed_url(destination)


def _tail(parts: SplitResult) -> str:
    return (f"?{parts.query}" if parts.query else "") + (f"#{unquote(parts.fragment)}" if parts.fragment else "")
