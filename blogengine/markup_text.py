"""What filters of a page's HTML pass over: tags, and elements whose text is not prose."""

from __future__ import annotations

from typing import Final

VERBATIM: Final = "pre|code|kbd|samp|script|style|textarea|title|svg|math|template|noscript|iframe"

OPAQUE: Final = (
    rf"<(?P<verbatim>{VERBATIM})\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>.*?</(?P=verbatim)\s*>"
    r"|<!--.*?-->"
    r"|</?[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>"
)
"""A pattern for `re.DOTALL | re.IGNORECASE`: an element that is kept whole, a comment or a tag."""
