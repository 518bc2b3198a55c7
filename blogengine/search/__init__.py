"""Search: documents in, the files of an index out; `client.js` asks them in the reader's browser. Pure.

The index is cut into shards of neighbouring terms, so that a query costs the few shards that hold its terms, and each
page's text is a file of its own, for the hits that are shown. The format is private to `index.py` and `client.js`,
which are published together.
"""

from blogengine.search.index import (
    CLIENT,
    MANIFEST,
    Counted,
    Entry,
    Index,
    build_index,
    count,
    encode,
    page_name,
)

__all__ = ["CLIENT", "MANIFEST", "Counted", "Entry", "Index", "build_index", "count", "encode", "page_name"]
