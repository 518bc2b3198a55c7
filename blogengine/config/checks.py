"""Values that have the right type and still cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from blogengine.config.builtin import KINDS
from blogengine.config.decoding import Spot, described
from blogengine.config.findings import Findings
from blogengine.config.groups import Pictures
from blogengine.config.schema import SiteConfig
from blogengine.config.spelling import hugo_key
from blogengine.errors import did_you_mean
from blogengine.shapes import misfit

_EMBEDDED = ("auto", "never", "always", "fallback")
_ORDERS = ("asc", "desc")
CHOICES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("title_case_style",): ("ap", "chicago", "go", "firstupper", "none"),
    ("ref_links_error_level",): ("error", "warning"),
    ("page", "next_prev_sort_order"): _ORDERS,
    ("page", "next_prev_in_section_sort_order"): _ORDERS,
    ("language", "direction"): ("ltr", "rtl"),
    ("feeds", "content"): ("full", "summary"),
    ("markup", "goldmark", "parser", "auto_heading_id_type"): ("github", "github-ascii", "blackfriday"),
    ("markup", "goldmark", "extensions", "cjk", "east_asian_line_breaks_style"): ("simple", "css3draft"),
    ("markup", "goldmark", "render_hooks", "image", "use_embedded"): _EMBEDDED,
    ("markup", "goldmark", "render_hooks", "link", "use_embedded"): _EMBEDDED,
}
"""Settings that are one of some texts."""
_LEAST: Mapping[tuple[str, ...], int] = {
    ("pagination", "pager_size"): 1,
    ("markup", "table_of_contents", "start_level"): 1,
    ("markup", "highlight", "tab_width"): 1,
}

_WIDEST = 16383
"""What WebP can hold, in pixels."""
_COLOURS = (("cards", "background"), ("cards", "color"), ("cards", "accent"))
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def check_site(site: SiteConfig, findings: Findings) -> SiteConfig:
    """Report what is wrong with the values of a site; gives the site with defaults for values that mean nothing."""
    default = SiteConfig()
    for fields, choices in CHOICES.items():
        value = _value(site, fields)
        if str(value).lower() not in choices:
            findings.warn(_spot(fields), f"must be one of {', '.join(choices)}, but is “{value}”", None)
            site = _with_value(site, fields, _value(default, fields))
    for fields, least in _LEAST.items():
        value = _value(site, fields)
        if isinstance(value, int) and value < least:
            findings.warn(_spot(fields), f"must be at least {least}, but is {value}", None)
            site = _with_value(site, fields, _value(default, fields))
    for fields in _COLOURS:
        if not _COLOUR.fullmatch(str(value := _value(site, fields))):
            findings.mistake(_spot(fields), f"must be a colour such as “#5d63b8”, but is “{value}”", None)
    _check_pictures(site.pictures, findings)
    _check_base_url(site.base_url, findings)
    _check_time_zone(site.time_zone, findings)
    _check_kinds(site, findings)
    _check_formats(site, findings)
    _check_parameters(site, findings)
    return _of_known_formats(_with_patterns(site, findings))


def _with_patterns(site: SiteConfig, findings: Findings) -> SiteConfig:
    """The site without what is no pattern in `ignoreFiles`; older Hugos passed over it, too."""
    patterns = []
    for pattern in site.ignore_files:
        try:
            re.compile(pattern)
            patterns.append(pattern)
        except re.error as error:
            findings.warn(_spot(("ignore_files",)), f"“{pattern}” is not a regular expression: {error.msg}", None)
    return msgspec.structs.replace(site, ignore_files=tuple(patterns))


def _of_known_formats(site: SiteConfig) -> SiteConfig:
    """The site without the output formats that nothing defines, or that have no media type."""
    full = {name: _in_full(each.media_type, site) for name, each in site.output_formats.items()}
    formats = {
        name: msgspec.structs.replace(each, media_type=full[name])
        for name, each in site.output_formats.items()
        if full[name]
    }
    outputs = {kind: tuple(name for name in names if name in formats) for kind, names in site.outputs.items()}
    return msgspec.structs.replace(site, output_formats=formats, outputs=outputs)


def _in_full(media_type: str, site: SiteConfig) -> str:
    """A media type that there is: as written, or with its syntax (`application/rss+xml`); "" if there is none."""
    if media_type in site.media_types:
        return media_type
    return next((known for known in site.media_types if known.startswith(f"{media_type}+")), "")


def _check_parameters(site: SiteConfig, findings: Findings) -> None:
    """Warn of each well-known parameter that nobody can use."""
    for name, value in site.params.items():
        if expected := misfit(name, value):
            spot = Spot().key("params").key(name.lower(), name)
            findings.warn(spot, f"must be {expected}, but is {described(value)}", "It is passed over.")


def _check_pictures(pictures: Pictures, findings: Findings) -> None:
    if not 1 <= pictures.quality <= 100:
        findings.mistake(_spot(("pictures", "quality")), f"must be from 1 to 100, but is {pictures.quality}", None)
    for index, width in enumerate(pictures.widths):
        if not 1 <= width <= _WIDEST:
            spot = _spot(("pictures", "widths")).item(index)
            findings.mistake(spot, f"must be from 1 to {_WIDEST}, but is {width}", None)


def _check_base_url(url: str, findings: Findings) -> None:
    mistake, oddity = _mistake_in_url(url), _oddity_of_url(url)
    spot = _spot(("base_url",))
    if mistake or oddity:
        report = findings.mistake if mistake else findings.warn
        report(spot, f"must be an address, but {mistake or oddity}: “{url}”", 'Write it as "https://example.org/".')
    elif url and not url.startswith("/") and "://" not in url:
        findings.warn(spot, f"has no scheme: “{url}”", 'Write it as "https://example.org/".')


def _mistake_in_url(url: str) -> str | None:
    """Why nothing can read an address, or None."""
    try:
        _ = urlsplit(url).port
    except ValueError as error:
        return str(error)
    return None


def _oddity_of_url(url: str) -> str | None:
    """Why an address is no place for a site, though Hugo takes it, or None."""
    if any(char.isspace() or not char.isprintable() for char in url):
        return "there is a space in it"
    if _mistake_in_url(url):
        return None
    parts = urlsplit(url)
    if parts.scheme and "://" in url and not parts.netloc and parts.scheme != "file":
        return "it has no host"
    return "it is no place for pages" if parts.query or parts.fragment else None


def _check_time_zone(name: str, findings: Findings) -> None:
    if not name:
        return
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        findings.mistake(
            _spot(("time_zone",)),
            f"must be a time zone, but there is no “{name}”",
            'Write a name such as "Asia/Tokyo".',
        )


def _check_kinds(site: SiteConfig, findings: Findings) -> None:
    for index, kind in enumerate(site.disable_kinds):
        if kind not in KINDS:
            spot = _spot(("disable_kinds",)).item(index)
            findings.warn(spot, f"names no kind of page: “{kind}”", did_you_mean(kind, KINDS))
    for kind in site.outputs:
        if kind not in KINDS:
            findings.warn(_spot(("outputs",)).key(kind), "is no kind of page", did_you_mean(kind, KINDS))


def _check_formats(site: SiteConfig, findings: Findings) -> None:
    """Output formats that are not there, or have no media type."""
    for kind, name in _used_formats(site):
        if name not in site.output_formats:
            spot = _spot(("outputs",)).key(kind)
            findings.warn(
                spot,
                f"names no output format: “{name}”",
                did_you_mean(name, site.output_formats) or "Declare it in [outputFormats].",
            )
    for name, output_format in site.output_formats.items():
        if output_format.media_type not in site.media_types:
            spot = _spot(("output_formats",)).key(name).key("mediatype", "mediaType")
            findings.warn(
                spot,
                f"names no media type: “{output_format.media_type}”",
                did_you_mean(output_format.media_type, site.media_types) or "Declare it in [mediaTypes].",
            )


def _used_formats(site: SiteConfig) -> Iterator[tuple[str, str]]:
    for kind, names in site.outputs.items():
        for name in names:
            yield kind, name


def _value(site: msgspec.Struct, fields: tuple[str, ...]) -> object:
    value: object = site
    for field in fields:
        value = getattr(value, field)
    return value


def _with_value(site: Any, fields: tuple[str, ...], value: object) -> Any:
    """The struct with one of its fields, or of a struct in it, replaced."""
    first, *rest = fields
    inner = _with_value(getattr(site, first), tuple(rest), value) if rest else value
    return msgspec.structs.replace(site, **{first: inner})


def _spot(fields: tuple[str, ...]) -> Spot:
    spot = Spot()
    for field in fields:
        if field != "language":
            spot = spot.key(hugo_key(field).lower(), hugo_key(field))
    return spot
