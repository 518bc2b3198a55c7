"""A Hugo-style blog engine: Hugo's folders in, a finished site out, themes in Jinja2."""

__version__ = "0.1.0"
