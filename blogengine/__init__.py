"""A Hugo-style blog engine: Hugo's folders in, a finished site out, themes in Jinja2."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("blogengine")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0.0.0"
