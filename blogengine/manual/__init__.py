"""The manual's reference pages, made from docstrings, types and the command line's parser; not part of the wheel."""

from blogengine.manual.pages import reference_pages

__all__ = ["reference_pages"]
