"""Plugins: values in, values out, at three seams, from installed packages that a site names in `plugins`.

A package offers them as entry points, in the groups of `SEAMS`; one plugin may have one at each seam under one name.
That a package is installed changes nothing: only what the site names takes part, in that order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Final, Literal

from blogengine.errors import Problem, SiteError, did_you_mean

Seam = Literal["markdown", "source", "outputs"]
Names = tuple[str, ...]

SEAMS: Final[dict[Seam, str]] = {
    "markdown": "blogengine.markdown",
    "source": "blogengine.source",
    "outputs": "blogengine.outputs",
}
"""Seam -> its group of entry points.

`markdown` is `(md) -> None` and extends a `mistune.Markdown` once; `source` is `Source -> Source`, and may look at
nothing but its argument's place and front matter; `outputs` is `Site -> Iterable[Output]`, and may look at anything but
texts.
"""


@cache
def functions_of(seam: Seam, names: Names) -> tuple[Callable[..., Any], ...]:
    """What the named plugins have at a seam, in their order. Raises `SiteError` for one that cannot be loaded."""
    return tuple(_loaded(point) for name in names for point in _points(name) if point.group == SEAMS[seam])


def called(function: Callable[..., Any], subject: str, *arguments: object) -> Any:
    """What a plugin's function gives; whatever it raises is a `SiteError` that names the plugin and the subject."""
    try:
        return function(*arguments)
    except SiteError:
        raise
    except Exception as error:  # a plugin is somebody else's program
        raise SiteError(_failed(function.__module__, f"failed on {subject}", error)) from error


def identities(names: Names) -> tuple[tuple[str, str, tuple[int, int]], ...]:
    """What tells the named plugins from other versions of them: name, version, and the time and size of the module.

    Raises `SiteError` for a name that no installed package offers.
    """
    return tuple(
        (f"{point.group} {point.name} {point.value}", point.dist.version if point.dist else "", _seen(function))
        for name in names
        for point in _points(name)
        for function in (_loaded(point),)
    )


def _seen(function: Callable[..., Any]) -> tuple[int, int]:
    import sys  # noqa: PLC0415  # only with plugins

    file = getattr(sys.modules.get(function.__module__), "__file__", None)
    status = Path(file).stat() if file else None
    return (status.st_mtime_ns, status.st_size) if status else (0, 0)


@cache
def _points(name: str) -> tuple[EntryPoint, ...]:
    known = tuple(_known())
    if found := tuple(point for point in known if point.name == name):
        return found
    names = sorted({point.name for point in known})
    installed = f"Installed: {', '.join(names)}." if names else "No package with plugins is installed."
    hint = " ".join(filter(None, (did_you_mean(name, names), installed)))
    raise SiteError(Problem(message=f"plugins: there is no plugin “{name}”", hint=hint))


def _known() -> Iterator[EntryPoint]:
    for group in SEAMS.values():
        yield from entry_points(group=group)


@cache
def _loaded(point: EntryPoint) -> Callable[..., Any]:
    try:
        function = point.load()
    except Exception as error:  # importing runs the package
        raise SiteError(_failed(point.name, "cannot be loaded", error)) from error
    if not callable(function):
        raise SiteError(Problem(message=f"the plugin {point.name} is no function: {point.value}"))
    return function  # type: ignore[no-any-return]  # whatever is callable


def _failed(name: str, how: str, error: Exception) -> Problem:
    return Problem(
        message=f"the plugin {name} {how}: {type(error).__name__}: {error}",
        hint="Take it out of `plugins` in the settings, or tell its author.",
    )
