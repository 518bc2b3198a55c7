"""The live server: watches the author's files, keeps the site built, and shows each save in every open browser."""

from __future__ import annotations

from blogengine.serve.server import Opened, Settings, serve
from blogengine.serve.session import Refresh

__all__ = ["Opened", "Refresh", "Settings", "serve"]
