"""Markdown text -> `Document`: goldmark's dialect as Hugo configures it, on mistune's parsers."""

from blogengine.markdown.document import Document, Heading, Hooked

__all__ = ["Document", "Heading", "Hooked"]
