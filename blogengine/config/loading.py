"""load_config(): from files, environment variables and options to a `Config`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from blogengine.config.builtin import BUILTIN
from blogengine.config.environment import environment_layers
from blogengine.config.files import Tree
from blogengine.config.findings import Findings
from blogengine.config.languages import decode_sites
from blogengine.config.merging import merge, merge_theme
from blogengine.config.schema import Config, Options, SiteConfig
from blogengine.config.sources import Layer, layer_of, site_layers, theme_folder, theme_layers, tree_of


def load_config(root: Path, options: Options, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration of the site in a folder.

    Environment variables that start with `BLOGENGINE_` override keys, as Hugo's `HUGO_` do; the options override both;
    a theme's own settings lie below. Raises `SiteError` with every wrong value of every file.
    """
    root = root.resolve()
    environ = os.environ if environ is None else environ
    files = site_layers(root, options.environment, options.config_file)
    overrides = environment_layers(environ, tree_of(files))
    layers = [*files, *overrides, layer_of(_overrides(options), "command line")]
    own = tree_of(layers)
    themes = _theme_stacks(own, root, options.environment)
    tree: Tree = {}
    merge(tree, BUILTIN)
    merge(tree, _with_themes(own, themes))
    findings = Findings([*(layer for stack in reversed(themes) for layer in stack), *layers])
    sites = decode_sites(tree, options.environment, findings)
    findings.raise_mistakes()
    main = next((site for site in sites if site.language.key == site.default_content_language), sites[0])
    return Config(
        root=root,
        environment=options.environment,
        files=tuple(layer.file.path for layer in files if layer.file),
        sites=sites,
        cache_dir=_cache_dir(root, main, options, environ),
        publish_dir=options.destination.resolve() if options.destination else root / main.publish_dir,
        warnings=findings.warnings,
    )


def _overrides(options: Options) -> Tree:
    """What the command line sets, as settings."""
    values: dict[str, Any] = {
        "baseURL": options.base_url,
        "theme": [options.theme] if options.theme else None,
        "buildDrafts": options.drafts,
        "buildFuture": options.future,
        "buildExpired": options.expired,
        "contentDir": str(options.content_dir) if options.content_dir else None,
    }
    return {key: value for key, value in values.items() if value is not None}


def _theme_stacks(tree: Tree, root: Path, environment: str) -> list[list[Layer]]:
    """The layers of each theme, the theme that wins first; a theme's own themes follow it."""
    themes_dir = root / _folder(tree, "themesdir", "themes")
    waiting, seen, stacks = _theme_names(tree), set[str](), list[list[Layer]]()
    while waiting:
        name = waiting.pop(0)
        folder = theme_folder(name, themes_dir)
        if name in seen or folder is None:
            continue
        seen.add(name)
        stack = theme_layers(folder, root, environment)
        stacks.append(stack)
        waiting[:0] = _theme_names(tree_of(stack))
    return stacks


def _with_themes(tree: Tree, themes: Sequence[Sequence[Layer]]) -> Tree:
    for stack in themes:
        merge_theme(tree, tree_of(stack))
    return tree


def _theme_names(tree: Mapping[str, Any]) -> list[str]:
    """The themes that a tree names; what is no name is reported when the tree is decoded."""
    value = tree.get("theme")
    names = value if isinstance(value, list) else [value]
    return [name for name in names if isinstance(name, str) and name.strip("./\\ ")]


def _folder(tree: Mapping[str, Any], key: str, default: str) -> str:
    value = tree.get(key)
    return value if isinstance(value, str) else default


def _cache_dir(root: Path, site: SiteConfig, options: Options, environ: Mapping[str, str]) -> Path:
    """Where the engine keeps what it may forget: outside of the site's folder, which may be read-only."""
    if options.cache_dir:
        return options.cache_dir.resolve()
    if site.cache_dir:
        return root / site.cache_dir
    home = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "blogengine" / hashlib.blake2b(os.fsencode(root), digest_size=8).hexdigest()
