"""Which files configure a site, and each of them as a layer of settings that knows where its keys come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from blogengine.config.files import SUFFIXES, ConfigFile, Tree, read_file
from blogengine.config.legacy import Keys, modernised
from blogengine.config.merging import lowered, merge
from blogengine.config.places import KeyPath
from blogengine.errors import Problem, SiteError

NAMES = ("hugo", "config")
PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED_THEMES = (PACKAGE / "themes", PACKAGE.parent / "themes")
"""Where the themes that come with the engine are: in the wheel, and in a source tree."""


OF_THEME = ("params", "feeds")
"""Settings that a theme.toml may hold."""


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """Settings from one place, keys lower-cased and in today's spelling."""

    tree: Tree
    file: ConfigFile | None = None
    """None for settings of the command line and the environment."""
    origin: str = ""
    """What a problem names when there is no file."""
    prefix: Keys = ()
    """The key that the whole file stands for: `params` for config/_default/params.toml."""
    written: Mapping[Keys, Keys] = {}
    """Keys in today's spelling -> as the author wrote them."""

    def problem(self, path: KeyPath, message: Callable[[Keys | None], str], hint: str | None) -> Problem | None:
        """The problem at a path of keys, if this layer sets it; the message is told the older key it stands under."""
        for keys, older in self._spellings(path):
            if self.file is None:
                if _holds(self.tree, path):
                    return Problem(message=message(older), path=self.origin, hint=hint)
            elif keys[: len(self.prefix)] == self.prefix:
                place = self.file.place(keys[len(self.prefix) :])
                if place or (self.prefix and keys == self.prefix):
                    return self.file.problem(place, message(older), hint)
        return None

    def _spellings(self, path: KeyPath) -> Iterable[tuple[KeyPath, Keys | None]]:
        yield path, None
        for length in range(len(path), 0, -1):
            older = self.written.get(tuple(map(str, path[:length])))
            if older:
                yield (*older, *path[length:]), (*older, *(key for key in path[length:] if isinstance(key, str)))


def site_layers(root: Path, environment: str, chosen: Path | None) -> list[Layer]:
    """The site's configuration files as layers, later ones over earlier ones.

    `hugo.*` or `config.*`, then `config/_default/`, then `config/ENVIRONMENT/`, as Hugo reads them. Raises `SiteError`
    with the syntax errors of every file, or when there is no file.
    """
    main = root / chosen if chosen else _main_file(root)
    paths = [path for path in (main, *_folder_files(root, environment)) if path]
    if not paths:
        raise SiteError(
            Problem(
                message=f"there is no configuration in {root}",
                hint="Create a site with `blogengine new site FOLDER`, or name its folder with --source.",
            )
        )
    return _read_all(paths, root, main)


def theme_layers(folder: Path, root: Path, environment: str) -> list[Layer]:
    """A theme's own configuration as layers: `params` and `feeds` of its theme.toml below what Hugo reads too."""
    main = _main_file(folder)
    described = folder / "theme.toml"
    layers = _read_all([described], root, described) if described.is_file() else []
    defaults = [
        msgspec.structs.replace(layer, tree={key: layer.tree[key] for key in OF_THEME if key in layer.tree})
        for layer in layers
    ]
    paths = [path for path in (main, *_folder_files(folder, environment)) if path]
    return [*defaults, *_read_all(paths, root, main)]


def theme_folder(name: str, themes_dir: Path) -> Path | None:
    """The folder of a theme: the site's own first, then those that come with the engine.

    Where there is none of this name, one that differs in letter case, and for a module's path (`github.com/a/b`) the
    folder of its last part: what some file systems and Hugo's modules would find.
    """
    short = re.sub(r"/v[0-9]+$", "", name).rpartition("/")[2]
    for wanted in dict.fromkeys((name, short)):
        for place in (themes_dir, *SHIPPED_THEMES):
            if (place / wanted).is_dir():
                return place / wanted
            if found := _in_any_case(place, wanted):
                return found
    return None


def _in_any_case(place: Path, name: str) -> Path | None:
    if not place.is_dir():
        return None
    return next((each for each in sorted(place.iterdir()) if each.name.lower() == name.lower() and each.is_dir()), None)


def tree_of(layers: Iterable[Layer]) -> Tree:
    """All layers as one tree, later ones over earlier ones."""
    tree: Tree = {}
    for layer in layers:
        merge(tree, layer.tree)
    return tree


def layer_of(values: Mapping[str, Any], origin: str) -> Layer:
    """Settings that no file holds as a layer."""
    modern = modernised(lowered(values))
    return Layer(tree=modern.tree, written=modern.written, origin=origin)


def _main_file(folder: Path) -> Path | None:
    names = (f"{name}{suffix}" for name in NAMES for suffix in SUFFIXES)
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _folder_files(root: Path, environment: str) -> list[Path]:
    """The files of config/_default/ and config/ENVIRONMENT/, in the order they are read."""
    return [
        path
        for folder in dict.fromkeys(("_default", environment))
        for path in sorted((root / "config" / folder).rglob("*"))
        if path.suffix in SUFFIXES and path.is_file() and not path.name.startswith(".")
    ]


def _read_all(paths: Iterable[Path], root: Path, main: Path | None) -> list[Layer]:
    layers: list[Layer] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            layers.append(_file_layer(read_file(path, root), is_main=path == main))
        except SiteError as error:
            problems += error.problems
    if problems:
        raise SiteError(*problems)
    return layers


def _file_layer(file: ConfigFile, *, is_main: bool) -> Layer:
    values = file.values
    prefix = () if is_main else _prefix(file.path.stem.lower(), lowered(values))
    for key in reversed(prefix):
        values = {key: values}
    modern = modernised(lowered(values))
    return Layer(tree=modern.tree, written=modern.written, file=file, prefix=prefix)


def _prefix(stem: str, values: Mapping[str, Any]) -> Keys:
    """`params.toml` holds the key params, `menus.ja.toml` languages.ja.menus, `hugo.ja.toml` languages.ja."""
    name, _, language = stem.partition(".")
    own = () if name in NAMES or (set(values) == {name} and isinstance(values[name], Mapping)) else (name,)
    if not language:
        return own
    return ("languages", language, *(own if name in ("menu", "menus", "params") else ()))


def _holds(tree: Any, path: KeyPath) -> bool:
    """Whether a tree sets a path of keys, in any letter case."""
    for key in path:
        if isinstance(tree, Mapping):
            spelt = {str(known).lower(): known for known in tree}
            if str(key).lower() not in spelt:
                return False
            tree = tree[spelt[str(key).lower()]]
        elif isinstance(tree, list) and isinstance(key, int) and key < len(tree):
            tree = tree[key]
        else:
            return False
    return True
