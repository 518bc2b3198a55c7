"""Hugo's built-in output formats, media types and outputs, and the keys that are accepted but not used yet."""

from __future__ import annotations

from collections.abc import Mapping

from blogengine.config.schema import MediaType, OutputFormat


def _format(name: str, media_type: str, **settings: object) -> OutputFormat:
    return OutputFormat(name=name, media_type=media_type, **settings)  # type: ignore[arg-type]  # settings are literals below


OUTPUT_FORMATS: Mapping[str, OutputFormat] = {
    each.name: each
    for each in (
        _format("html", "text/html", rel="canonical", is_html=True, permalinkable=True, weight=10),
        _format("amp", "text/html", rel="amphtml", is_html=True, permalinkable=True, path="amp"),
        _format("calendar", "text/calendar", is_plain_text=True, protocol="webcal://"),
        _format(
            "css", "text/css", base_name="styles", is_plain_text=True, not_alternative=True, rel="stylesheet"
        ),
        _format("csv", "text/csv", is_plain_text=True),
        _format("json", "application/json", is_plain_text=True),
        _format("markdown", "text/markdown", is_plain_text=True),
        _format("rss", "application/rss+xml", no_ugly=True),
        _format(
            "webappmanifest",
            "application/manifest+json",
            base_name="manifest",
            is_plain_text=True,
            not_alternative=True,
            rel="manifest",
        ),
    )
}

MEDIA_TYPES: Mapping[str, MediaType] = {
    name: MediaType(suffixes=suffixes)
    for name, suffixes in {
        "application/json": ("json",),
        "application/manifest+json": ("webmanifest",),
        "application/octet-stream": (),
        "application/pdf": ("pdf",),
        "application/rss+xml": ("xml", "rss"),
        "application/toml": ("toml",),
        "application/xml": ("xml",),
        "application/yaml": ("yaml", "yml"),
        "text/calendar": ("ics",),
        "text/css": ("css",),
        "text/csv": ("csv",),
        "text/html": ("html", "htm"),
        "text/javascript": ("js", "jsm", "mjs"),
        "text/markdown": ("md", "mdown", "markdown"),
        "text/plain": ("txt",),
    }.items()
}

OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "home": ("html", "rss"),
    "page": ("html",),
    "section": ("html", "rss"),
    "taxonomy": ("html", "rss"),
    "term": ("html", "rss"),
}

ACCEPTED_UNUSED: Mapping[str, str] = {
    "build": "Hugo's build statistics and cache busters",
    "buildlanguages": "Hugo's build matrix",
    "caches": "Hugo's own caches",
    "cleandestinationdir": "the engine removes only what it wrote itself",
    "contenttypes": "only Markdown and HTML are read",
    "defaultcontentrole": "Hugo's build matrix",
    "defaultcontentroleinsubdir": "Hugo's build matrix",
    "defaultcontentversion": "Hugo's build matrix",
    "defaultoutputformat": "HTML is the default",
    "deployment": "publishing is not Hugo's `deploy`",
    "disablehugogeneratorinject": "themes print the generator themselves",
    "disablelivereload": "for the live server",
    "enableinlineshortcodes": "inline shortcodes are never run",
    "enablemissingtranslationplaceholders": "a missing string prints its key",
    "environment": "given on the command line",
    "footnoteanchorprefix": "Blackfriday is gone from Hugo",
    "footnotereturnlinkcontents": "Blackfriday is gone from Hugo",
    "hascjklanguages": "a misspelling in the wild",
    "httpcache": "nothing is fetched while building",
    "ignoreerrors": "errors are not silenced",
    "ignorelogs": "warnings are not silenced",
    "ignorevendorpaths": "Hugo modules are not used",
    "imaging": "images are copied as they are for now",
    "layoutdir": "templates/ holds the templates; Hugo's layouts/ may stay beside it",
    "logi18nwarnings": "a missing string prints its key",
    "logpathwarnings": "collisions are always reported",
    "minify": "output is not minified",
    "minifyoutput": "output is not minified",
    "module": "Hugo modules are not used",
    "newcontenteditor": "an editor is not opened",
    "nochmod": "files get the default permissions",
    "notimes": "files get their own times",
    "paginateapth": "a misspelling in the wild",
    "panicongwarning": "warnings do not stop a build",
    "privacy": "embedded shortcodes ask for privacy by themselves",
    "pygmentscodefences": "use markup.highlight",
    "pygmentscodefencesguesssyntax": "use markup.highlight",
    "pygmentsoptions": "use markup.highlight",
    "pygmentsstyle": "use markup.highlight",
    "pygmentsuseclasses": "use markup.highlight",
    "pygmentsuseclassic": "use markup.highlight",
    "reftocontents": "Blackfriday is gone from Hugo",
    "renderstopath": "the destination is a folder",
    "renderstatictodisk": "static files are always written",
    "resourcedir": "the engine keeps its cache elsewhere",
    "security": "templates cannot run programs or read the network",
    "segments": "the whole site is built",
    "server": "for the live server",
    "social": "use params",
    "staticdir0": "numbered static folders",
    "templatemetrics": "not measured",
    "templatemetricshints": "not measured",
    "timeout": "pages have no time limit",
    "titlecase": "use titleCaseStyle",
    "verbose": "given on the command line",
    "versions": "Hugo's build matrix",
    "roles": "Hugo's build matrix",
    "watch": "for the live server",
    "workingdir": "given on the command line",
    "markup.asciidocext": "only Markdown and HTML are read",
    "markup.blackfriday": "Blackfriday is gone from Hugo",
    "markup.defaultmarkdownhandler": "goldmark's dialect is the only one",
    "markup.rst": "only Markdown and HTML are read",
    "markup.pandoc": "only Markdown and HTML are read",
    "blackfriday": "Blackfriday is gone from Hugo",
    "author": "use params.author",
    "authors": "use params",
}
"""Hugo's key, lower-cased -> why it has no effect."""
