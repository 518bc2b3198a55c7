"""A tree of settings as one site for each language: a language's own settings override the root's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from blogengine.config.checks import check_site
from blogengine.config.decoding import Decoder, Spot, described, settings_of
from blogengine.config.files import Tree
from blogengine.config.findings import Findings
from blogengine.config.groups import DEFAULT_RELATED, DateFields, Language, OutputFormat, Related
from blogengine.config.merging import merge
from blogengine.config.schema import SiteConfig
from blogengine.errors import did_you_mean
from blogengine.markdown.options import Markup

_SHARED = ("locale", "label", "direction")
"""Settings of a language that the root may give to all."""
TAXONOMIES_HINT = 'Write a table: [taxonomies], then tag = "tags".'
_OLD_KINDS = {"taxonomyterm": "taxonomy"}
_DATE_ALIASES: Mapping[str, tuple[str, ...]] = {
    "lastmod": ("modified",),
    "publishdate": ("pubdate", "published"),
    "expirydate": ("unpublishdate",),
}


def decode_sites(tree: Tree, environment: str, findings: Findings) -> tuple[SiteConfig, ...]:
    """One site for each language that is not disabled, by weight (0 last), then key; never empty.

    Mistakes are reported; where there are any, the sites are not to be used.
    """
    languages = _languages(tree, findings)
    sites = [_decoded(tree, key, own, findings.in_language(key)) for key, own in languages.items()]
    off = {name.lower() for site in sites for name in site.disable_languages}
    off |= {site.language.key for site in sites if site.language.disabled}
    sites = [msgspec.structs.replace(site, disable_languages=tuple(sorted(off))) for site in sites]
    shown = [site for site in sites if site.language.key not in off]
    if not shown:
        findings.mistake(Spot(("languages",), "languages"), "are all disabled", None)
    ordered = sorted(shown or sites, key=_language_order)
    default = _default_language(tree, languages, ordered, findings)
    has_languages = bool(tree.get("languages"))
    return tuple(_placed(site, default, environment, has_languages) for site in ordered)


def _languages(tree: Tree, findings: Findings) -> dict[str, Mapping[str, Any]]:
    """Language -> its own settings; a site without `languages` has its default one."""
    configured = tree.get("languages")
    spot = Spot(("languages",), "languages")
    if configured is not None and not isinstance(configured, Mapping):
        findings.warn(spot, f"must be a table, but is {described(configured)}", None)
    found: dict[str, Mapping[str, Any]] = {}
    for key, own in configured.items() if isinstance(configured, Mapping) else ():
        if key == "_merge":
            continue
        if not isinstance(own, Mapping):
            findings.warn(spot.key(key), f"must be a table, but is {described(own)}", None)
            continue
        found[key] = own
    return found or {str(tree.get("defaultcontentlanguage") or "en").lower(): {}}


def _decoded(tree: Tree, key: str, own: Mapping[str, Any], findings: Findings) -> SiteConfig:
    """The site in one language: the root's settings with the language's own over them."""
    decoder = Decoder(findings.warn, findings.unknown)
    keys = frozenset(settings_of(Language))
    values: Tree = {}
    merge(values, {name: value for name, value in tree.items() if name not in ("languages", *_SHARED)})
    merge(values, {name: value for name, value in own.items() if name not in keys})
    if isinstance(values.get("cascade"), Mapping):
        values["cascade"] = [values["cascade"]]
    if not isinstance(values.get("taxonomies", {}), Mapping):
        spot = Spot(("taxonomies",), "taxonomies")
        findings.warn(spot, f"must be a table, but is {described(values['taxonomies'])}", TAXONOMIES_HINT)
        values["taxonomies"] = {}  # as in Hugo: there are none then
    shared = {name: tree[name] for name in _SHARED if name in tree}
    language = decoder.fields(
        Language, {**shared, **{name: value for name, value in own.items() if name in keys}}, Spot()
    )
    site = SiteConfig(**decoder.fields(SiteConfig, values, Spot()))
    named = Language(**{"label": key, **language, "key": key, "title": site.title})
    finished = _finished(msgspec.structs.replace(site, language=named))
    return check_site(finished, findings)


def _finished(site: SiteConfig) -> SiteConfig:
    """The site with names lower-cased, and with what follows from other values."""
    return msgspec.structs.replace(
        site,
        base_url=site.base_url if site.base_url.endswith("/") else f"{site.base_url}/",
        theme=tuple(name for name in site.theme if name.strip()),
        disable_kinds=tuple(_OLD_KINDS.get(kind, kind) for kind in _lower(site.disable_kinds)),
        title_case_style=site.title_case_style.lower(),
        ref_links_error_level=site.ref_links_error_level.lower(),
        main_sections=_main_sections(site),
        taxonomies={one.lower(): many.lower() for one, many in site.taxonomies.items() if one and many},
        outputs={kind: _lower(names) for kind, names in site.outputs.items()},
        output_formats={name: _named(name, each) for name, each in site.output_formats.items()},
        related=_related(site),
        frontmatter=_with_defaults(site.frontmatter),
        markup=_with_site_switches(site),
    )


def _language_order(site: SiteConfig) -> tuple[bool, int, str]:
    return site.language.weight == 0, site.language.weight, site.language.key


def _default_language(tree: Tree, languages: Mapping[str, Any], ordered: list[SiteConfig], findings: Findings) -> str:
    """The default language: the one that is set, else English, else the first; of those that are not disabled."""
    configured = str(tree.get("defaultcontentlanguage") or "").lower()
    if configured and configured not in languages:
        spot = Spot(("defaultcontentlanguage",), "defaultContentLanguage")
        hint = did_you_mean(configured, languages) or f"There are: {', '.join(languages)}."
        findings.mistake(spot, f"must be one of the languages, but is “{configured}”", hint)
    shown = [site.language.key for site in ordered]
    return next((key for key in (configured, "en") if key in shown), shown[0])


def _placed(site: SiteConfig, default: str, environment: str, has_languages: bool) -> SiteConfig:
    """The site with its place among the others: the prefix of its URLs."""
    is_prefixed = site.language.key != default or site.default_content_language_in_subdir
    return msgspec.structs.replace(
        site,
        environment=environment,
        default_content_language=default,
        has_languages=has_languages,
        url_prefix=site.language.key if is_prefixed else "",
    )


def _main_sections(site: SiteConfig) -> tuple[str, ...] | None:
    """The main sections of the top level or of `params`; None when neither names one."""
    if site.main_sections:
        return site.main_sections
    value = next((value for key, value in site.params.items() if str(key).lower() == "mainsections"), None)
    names = [value] if isinstance(value, str) else value
    return tuple(map(str, names)) if isinstance(names, list) and names else None


def _named(name: str, output_format: OutputFormat) -> OutputFormat:
    return msgspec.structs.replace(
        output_format,
        name=name,
        path=output_format.path.strip("/"),
        media_type=output_format.media_type.lower(),
    )


def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lower() for name in names)


def _related(site: SiteConfig) -> Related:
    """`related` with lower-cased names. By default tags count only where there is a taxonomy `tag`, as in Hugo."""
    is_default, has_tags = site.related is DEFAULT_RELATED, "tag" in site.taxonomies
    indices = tuple(
        msgspec.structs.replace(index, name=index.name.lower())
        for index in site.related.indices
        if has_tags or not is_default or index.name != "tags"
    )
    return msgspec.structs.replace(site.related, indices=indices)


def _with_defaults(fields: DateFields) -> DateFields:
    """The date fields with `:default` replaced by Hugo's list, and each key followed by its other names."""
    default = DateFields()
    values = {}
    for name in DateFields.__struct_fields__:
        expanded: list[str] = []
        for field in _lower(getattr(fields, name)):
            expanded += getattr(default, name) if field == ":default" else (field, *_DATE_ALIASES.get(field, ()))
        values[name] = tuple(dict.fromkeys(expanded))
    return DateFields(**values)


def _with_site_switches(site: SiteConfig) -> Markup:
    """The Markdown options with the switches that stand outside `markup`."""
    japanese = site.markup.japanese
    enable = site.has_cjk_language if japanese.enable is None else japanese.enable
    return msgspec.structs.replace(
        site.markup,
        emoji=site.enable_emoji,
        plugins=site.plugins,
        japanese=msgspec.structs.replace(japanese, enable=enable),
    )
