"""Pictures: their sizes, smaller copies of them in WebP, and where the page prints these.

What a page will show is asked for while it is rendered (`album`), and made afterwards, as an output like any other
(`studio`). The page's own HTML is read and rewritten by pure functions (`markup`).
"""

from blogengine.pictures.album import Album, Asked, Asking
from blogengine.pictures.works import Card, Resize, Work

__all__ = ["Album", "Asked", "Asking", "Card", "Resize", "Work"]
