"""mistune's tokens: what parsers make and renderers take."""

from typing import Any

Token = dict[str, Any]
"""`type`, then `children`, `text` (inline source yet to be read) or `raw`, and `attrs` for the renderer's method.

`depth` says how deep inline tokens nest.
"""
