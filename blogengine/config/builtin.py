"""What Hugo has built in: output formats, media types, and which formats each kind of page has.

`jsonfeed` and `opml` are ours; `[feeds]` says where they are written.

These are settings like the author's own, and lie below them. Keys are lower-cased.
"""

from __future__ import annotations

from collections.abc import Mapping

from blogengine.config.files import Tree

_OUTPUT_FORMATS: Mapping[str, Tree] = {
    "404": {
        "basename": "",
        "rel": "",
        "ishtml": True,
        "mediatype": "text/html",
        "notalternative": True,
        "permalinkable": True,
        "ugly": True,
    },
    "alias": {"basename": "", "rel": "", "ishtml": True, "mediatype": "text/html", "ugly": True},
    "amp": {
        "basename": "index",
        "ishtml": True,
        "mediatype": "text/html",
        "path": "amp",
        "permalinkable": True,
        "rel": "amphtml",
    },
    "calendar": {
        "basename": "index",
        "isplaintext": True,
        "mediatype": "text/calendar",
        "protocol": "webcal://",
        "rel": "alternate",
    },
    "css": {
        "basename": "styles",
        "isplaintext": True,
        "mediatype": "text/css",
        "notalternative": True,
        "rel": "stylesheet",
    },
    "csv": {"basename": "index", "isplaintext": True, "mediatype": "text/csv", "rel": "alternate"},
    "gotmpl": {"basename": "", "rel": "", "isplaintext": True, "mediatype": "text/x-gotmpl", "notalternative": True},
    "html": {
        "basename": "index",
        "ishtml": True,
        "mediatype": "text/html",
        "permalinkable": True,
        "rel": "canonical",
        "weight": 10,
    },
    "json": {"basename": "index", "isplaintext": True, "mediatype": "application/json", "rel": "alternate"},
    "jsonfeed": {
        "basename": "feed",
        "isplaintext": True,
        "mediatype": "application/feed+json",
        "nougly": True,
        "rel": "alternate",
    },
    "markdown": {"basename": "index", "isplaintext": True, "mediatype": "text/markdown", "rel": "alternate"},
    "opml": {"basename": "feeds", "mediatype": "text/x-opml", "notalternative": True, "nougly": True, "rel": ""},
    "robots": {"basename": "robots", "isplaintext": True, "mediatype": "text/plain", "rel": "alternate", "root": True},
    "rss": {"basename": "index", "mediatype": "application/rss+xml", "nougly": True, "rel": "alternate"},
    "sitemap": {"basename": "sitemap", "mediatype": "application/xml", "rel": "sitemap", "ugly": True},
    "sitemapindex": {
        "basename": "sitemap",
        "mediatype": "application/xml",
        "rel": "sitemap",
        "root": True,
        "ugly": True,
    },
    "webappmanifest": {
        "basename": "manifest",
        "isplaintext": True,
        "mediatype": "application/manifest+json",
        "notalternative": True,
        "rel": "manifest",
    },
}
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "application/feed+json": ("json",),
    "application/json": ("json",),
    "application/manifest+json": ("webmanifest",),
    "application/octet-stream": (),
    "application/pdf": ("pdf",),
    "application/rss+xml": ("xml", "rss"),
    "application/source-map": ("map",),
    "application/toml": ("toml",),
    "application/wasm": ("wasm",),
    "application/xml": ("xml",),
    "application/yaml": ("yaml", "yml"),
    "font/otf": ("otf",),
    "font/ttf": ("ttf",),
    "font/woff": ("woff",),
    "font/woff2": ("woff2",),
    "image/avif": ("avif",),
    "image/bmp": ("bmp",),
    "image/gif": ("gif",),
    "image/heic": ("heic",),
    "image/heif": ("heif",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jif", "jfif"),
    "image/png": ("png",),
    "image/svg+xml": ("svg",),
    "image/tiff": ("tif", "tiff"),
    "image/webp": ("webp",),
    "text/asciidoc": ("adoc", "asciidoc", "ad"),
    "text/calendar": ("ics",),
    "text/css": ("css",),
    "text/csv": ("csv",),
    "text/html": ("html", "htm"),
    "text/javascript": ("js", "jsm", "mjs"),
    "text/jsx": ("jsx",),
    "text/markdown": ("md", "mdown", "markdown"),
    "text/org": ("org",),
    "text/pandoc": ("pandoc", "pdc"),
    "text/plain": ("txt",),
    "text/rst": ("rst",),
    "text/tsx": ("tsx",),
    "text/typescript": ("ts",),
    "text/x-gotmpl": ("gotmpl",),
    "text/x-opml": ("opml",),
    "text/x-sass": ("sass",),
    "text/x-scss": ("scss",),
    "video/3gpp": ("3gpp", "3gp"),
    "video/mp4": ("mp4",),
    "video/mpeg": ("mpg", "mpeg"),
    "video/ogg": ("ogv",),
    "video/webm": ("webm",),
    "video/x-msvideo": ("avi",),
}
_OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "home": ("html", "rss"),
    "page": ("html",),
    "section": ("html", "rss"),
    "taxonomy": ("html", "rss"),
    "term": ("html", "rss"),
}

KINDS = (*_OUTPUTS, "rss", "sitemap", "sitemapindex", "robotstxt", "404")
"""What `disableKinds` and `outputs` may name."""

BUILTIN: Tree = {
    "outputformats": dict(_OUTPUT_FORMATS),
    "mediatypes": {name: {"suffixes": list(suffixes)} for name, suffixes in _SUFFIXES.items()},
    "outputs": {kind: list(formats) for kind, formats in _OUTPUTS.items()},
}
"""The settings that a site starts from."""
