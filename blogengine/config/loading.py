"""load_config(): from files, environment variables and options to a `Config`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from blogengine.config.builtin import ACCEPTED_UNUSED, MEDIA_TYPES, OUTPUT_FORMATS, OUTPUTS
from blogengine.config.decoding import Decoder
from blogengine.config.environment import from_environment
from blogengine.config.files import ConfigFile, Tree, find_files, merge, merged
from blogengine.config.legacy import modernised
from blogengine.config.schema import Config, DateFields, Language, Options, OutputFormat, SiteConfig
from blogengine.errors import Problem, SiteError

ACCEPTED = frozenset(ACCEPTED_UNUSED)
KINDS_BY_OLD_NAME = {"taxonomyterm": "taxonomy"}


def load_config(root: Path, options: Options, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration of the site in a folder.

    Environment variables that start with `BLOGENGINE_` override keys, as Hugo's `HUGO_` do; the options override both.
    Raises `SiteError` with every wrong value of every file.
    """
    root = root.resolve()
    files = find_files(root, options.environment, options.config_file)
    tree = modernised(merged(files))
    merge(tree, modernised(from_environment(os.environ if environ is None else environ, tree)))
    merge(tree, _overrides(options))
    _merge_theme_settings(tree, root)
    loader = _Loader(files)
    sites = loader.sites(tree)
    loader.raise_mistakes()
    main = next((site for site in sites if site.language.key == sites[0].default_content_language), sites[0])
    return Config(
        root=root,
        environment=options.environment,
        files=tuple(file.path for file in files),
        sites=sites,
        cache_dir=_cache_dir(root, main, options),
        publish_dir=options.destination.resolve() if options.destination else root / main.publish_dir,
        warnings=tuple(dict.fromkeys(loader.warnings)),
    )


class _Loader:
    """Decodes the tree for every language, with the problems found on the way."""

    def __init__(self, files: list[ConfigFile]) -> None:
        self._files = files
        self.warnings: list[Problem] = []
        self._mistakes: dict[Problem, None] = {}
        self._decoder = Decoder(self._mistake, self._warn, ACCEPTED)

    def sites(self, tree: Tree) -> tuple[SiteConfig, ...]:
        """One site a language, by weight, then key."""
        languages = _languages(tree)
        disabled = {str(name).lower() for name in _get(tree, "disableLanguages") or ()}
        own = [
            self._site(tree, key, settings, several=len(languages) > 1)
            for key, settings in languages.items()
            if key.lower() not in disabled
        ]
        shown = [site for site in own if not site.language.disabled] or own
        return tuple(
            sorted(
                shown, key=lambda site: (site.language.weight == 0, site.language.weight, site.language.key)
            )
        )

    def raise_mistakes(self) -> None:
        """Raise what is wrong, all of it."""
        if self._mistakes:
            raise SiteError(*self._mistakes)

    def _site(self, tree: Tree, key: str, settings: Mapping[str, Any], several: bool) -> SiteConfig:
        combined: Tree = {}
        merge(combined, {name: value for name, value in tree.items() if name.lower() != "languages"})
        language_fields = {name.replace("_", "") for name in Language.__struct_fields__} | {
            "languagename",
            "languagecode",
            "languagedirection",
        }
        merge(
            combined,
            {
                name: value
                for name, value in settings.items()
                if name.lower() not in language_fields - {"title"}
            },
        )
        language = self._decoder.struct(
            Language,
            {name: value for name, value in settings.items() if name.lower() in language_fields},
            ("languages", key) if several else (),
        )
        locale = language.pop("locale", "") or str(_get(combined, "locale") or "")
        fields = self._decoder.struct(
            SiteConfig,
            {name: value for name, value in combined.items() if name.lower() not in ("locale", "language")},
        )
        language = Language(
            **{**language, "key": key, "locale": locale, "label": language.get("label") or key}
        )
        return self._finished(SiteConfig(**{**fields, "language": language}), several)

    def _finished(self, site: SiteConfig, several: bool) -> SiteConfig:
        """The site with what follows from its values: defaults that depend on others, names lower-cased."""
        default = site.language.key == site.default_content_language
        prefixed = several and (not default or site.default_content_language_in_subdir)
        main = site.main_sections
        if main is None:
            from_params = _get(site.params, "mainSections")
            main = tuple(map(str, from_params)) if isinstance(from_params, list | tuple) else None
        self._check_values(site)
        return msgspec.structs.replace(
            site,
            base_url=site.base_url if site.base_url.endswith("/") else f"{site.base_url}/",
            url_prefix=site.language.key.lower() if prefixed else "",
            disable_kinds=tuple(
                KINDS_BY_OLD_NAME.get(kind.lower(), kind.lower()) for kind in site.disable_kinds
            ),
            title_case_style=site.title_case_style.lower(),
            main_sections=main,
            outputs={**OUTPUTS, **{kind.lower(): _lower(names) for kind, names in site.outputs.items()}},
            output_formats={**OUTPUT_FORMATS, **_named(site.output_formats)},
            media_types={**MEDIA_TYPES, **site.media_types},
            frontmatter=_with_defaults(site.frontmatter),
            markup=_with_site_switches(site),
        )

    def _check_values(self, site: SiteConfig) -> None:
        if site.time_zone:
            try:
                ZoneInfo(site.time_zone)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                self._mistake(
                    ("timeZone",),
                    f"timeZone: there is no time zone “{site.time_zone}”",
                    'Use a name such as "Asia/Tokyo".',
                )
        if site.pagination.pager_size < 1:
            self._mistake(
                ("pagination", "pagerSize"),
                f"pagination.pagerSize must be at least 1, but is {site.pagination.pager_size}",
                None,
            )
        for name, output_format in site.output_formats.items():
            known = {**MEDIA_TYPES, **site.media_types}
            if output_format.media_type not in known:
                self._mistake(
                    ("outputFormats", name, "mediaType"),
                    f"outputFormats.{name}: there is no media type “{output_format.media_type}”",
                    "Declare it under [mediaTypes].",
                )

    def _mistake(self, path: tuple[str, ...], message: str, hint: str | None) -> None:
        self._mistakes[self._problem(path, message, hint)] = None

    def _warn(self, path: tuple[str, ...], message: str, hint: str | None) -> None:
        self.warnings.append(self._problem(path, message, hint))

    def _problem(self, path: tuple[str, ...], message: str, hint: str | None) -> Problem:
        """The problem at the key's place in the last file that sets it."""
        found = [file.problem(path, message, hint) for file in reversed(self._files)]
        return next((problem for problem in found if problem.line is not None), found[0])


def _languages(tree: Tree) -> dict[str, Mapping[str, Any]]:
    """Language -> its own settings; a site without `languages` has its default one."""
    default = str(_get(tree, "defaultContentLanguage") or "en")
    configured = _get(tree, "languages")
    if not isinstance(configured, Mapping) or not configured:
        return {default: {}}
    return {str(key): value if isinstance(value, Mapping) else {} for key, value in configured.items()}


def _overrides(options: Options) -> Tree:
    values: dict[str, Any] = {
        "baseURL": options.base_url,
        "theme": [options.theme] if options.theme else None,
        "buildDrafts": options.drafts,
        "buildFuture": options.future,
        "buildExpired": options.expired,
        "contentDir": str(options.content_dir) if options.content_dir else None,
    }
    return {key: value for key, value in values.items() if value is not None}


def _merge_theme_settings(tree: Tree, root: Path) -> None:
    """Put a theme's own params and menus below the site's, as Hugo merges them by default (shallow)."""
    themes = _get(tree, "theme") or ()
    for name in reversed([themes] if isinstance(themes, str) else list(themes)):
        folder = root / str(_get(tree, "themesDir") or "themes") / str(name)
        for file in (
            folder / f"{stem}{suffix}"
            for stem in ("config", "hugo")
            for suffix in (".toml", ".yaml", ".json")
        ):
            if file.is_file():
                values = ConfigFile(file, root).values
                base: Tree = {"params": dict(_get(values, "params") or {})}
                merge(base, tree)
                tree.clear()
                tree.update(base)


def _cache_dir(root: Path, site: SiteConfig, options: Options) -> Path:
    """Where the engine keeps what it may forget: outside of the site's folder, which may be read-only."""
    if options.cache_dir or site.cache_dir:
        return root / (options.cache_dir or site.cache_dir)
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "blogengine" / hashlib.blake2b(os.fsencode(root), digest_size=8).hexdigest()


def _named(formats: Mapping[str, OutputFormat]) -> dict[str, OutputFormat]:
    return {
        name.lower(): msgspec.structs.replace(each, name=name.lower(), path=each.path.strip("/"))
        for name, each in formats.items()
    }


def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lower() for name in names)


def _with_defaults(fields: DateFields) -> DateFields:
    """The date fields with `:default` replaced by Hugo's list."""
    default = DateFields()
    values = {}
    for name in DateFields.__struct_fields__:
        expanded: list[str] = []
        for field in getattr(fields, name):
            expanded += getattr(default, name) if field.lower() == ":default" else (field.lower(),)
        values[name] = tuple(dict.fromkeys(expanded))
    return DateFields(**values)


def _with_site_switches(site: SiteConfig) -> Any:
    """The Markdown options with the switches that stand outside `markup`."""
    japanese = site.markup.japanese
    enable = site.has_cjk_language if japanese.enable is None else japanese.enable
    return msgspec.structs.replace(
        site.markup, emoji=site.enable_emoji, japanese=msgspec.structs.replace(japanese, enable=enable)
    )


def _get(tree: Mapping[str, Any], key: str) -> Any:
    return next((value for name, value in tree.items() if str(name).lower() == key.lower()), None)
