"""A page's HTML as feeds carry it: readers' programs know neither its address nor its scripts and styles. Pure."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogengine import urls
from blogengine.xml_characters import UNPRINTABLE

ADDRESSES: Final = ("href", "src", "poster", "cite", "data", "background", "action", "longdesc")
"""Attributes that hold an address."""
WITH_ADDRESS: Final = ", ".join(f"[{name}]" for name in ADDRESSES)
DROPPED: Final = "script, style, template, link, meta, base, dialog, button, select, textarea, canvas"
"""What is nothing without a script or a style sheet."""
FRAMES: Final = "iframe, frame, embed, object"
"""Windows to other documents: readers' programs remove them, so a link to the document stands in."""
LINE_NUMBERS: Final = ".ln, .lnt, [style*='user-select:none']"
TICKED, UNTICKED = "☑ ", "☐ "


def feed_text(html: str, address: str, base_url: str) -> str:
    """HTML of the page at a whole address: every address in it whole, no script, code and task lists as plain text.

    Addresses that begin with "/" are below the base URL, as in Hugo's feeds (see `urls.absolutize`).
    """
    if not html.strip():
        return ""
    document = LexborHTMLParser(UNPRINTABLE.sub("", html), is_fragment=True)
    for each in document.css(DROPPED):
        each.decompose()
    for each in document.css("noscript"):
        each.unwrap()
    for each in document.css(FRAMES):
        _replace(each, _link_to(each))
    for each in document.css("input"):
        _replace(each, _tick(each))
    for each in document.css("div.highlight"):
        _uncolour(each)
    for each in document.css(WITH_ADDRESS):
        _complete(each, address, base_url)
    for each in document.css("[srcset]"):
        each.attrs["srcset"] = _complete_all(each.attrs["srcset"] or "", address, base_url)
    for each in document.css("*"):
        _silence(each)
    return (document.html or "").strip()


def whole(url: str, address: str, base_url: str) -> str:
    """A URL that stands on the page at a whole address as others can follow it; what is no URL stays as it is."""
    if url.startswith("/") and not url.startswith("//"):
        return urls.whole(url, base_url)
    try:
        return urljoin(address, url)
    except ValueError:
        return url


def _complete(node: LexborNode, address: str, base_url: str) -> None:
    for name in ADDRESSES:
        if (url := node.attrs.get(name)) is not None and not (url.startswith("#") and _is_drawn(node)):
            node.attrs[name] = whole(url.strip(), address, base_url)


def _complete_all(srcset: str, address: str, base_url: str) -> str:
    """Each candidate of a `srcset`; those whose address holds a comma are told apart by the blank behind it."""
    candidates = (each.strip().split(maxsplit=1) for each in srcset.replace(",\n", ", ").split(", "))
    return ", ".join(" ".join((whole(each[0], address, base_url), *each[1:])) for each in candidates if each)


def _is_drawn(node: LexborNode) -> bool:
    """Whether it is part of a drawing, whose fragments mean its other parts."""
    return node.tag == "use" or (node.parent is not None and node.parent.tag == "svg")


def _replace(node: LexborNode, html: str) -> None:
    other = LexborHTMLParser(html, is_fragment=True).root if html else None
    if other is None:
        node.decompose()
    else:
        node.replace_with(other)


def _link_to(frame: LexborNode) -> str:
    url = frame.attrs.get("src") or frame.attrs.get("data") or ""
    title = frame.attrs.get("title") or url
    return f'<a href="{escape(url)}">{escape(title)}</a>' if url else ""


def _tick(box: LexborNode) -> str:
    if box.attrs.get("type") != "checkbox":
        return ""
    return f"<span>{TICKED if 'checked' in box.attrs else UNTICKED}</span>"


def _uncolour(block: LexborNode) -> None:
    """Code without the marks of highlighting, whose colours are in a style sheet, and without line numbers."""
    code = block.css("code")
    if not code:
        return
    for number in block.css(LINE_NUMBERS):
        number.decompose()
    language = code[-1].attrs.get("data-lang")
    named = f' class="language-{escape(language)}"' if language else ""
    text = escape(code[-1].text(), quote=False)
    _replace(block, f"<pre><code{named}>{text}</code></pre>")


def _silence(node: LexborNode) -> None:
    for name in [name for name in node.attributes if name.startswith("on")]:
        del node.attrs[name]
    if (node.attrs.get("href") or "").lstrip().lower().startswith("javascript:"):
        del node.attrs["href"]
