"""Hugo's spelling of the keys whose names in Python are snake_case."""

from __future__ import annotations

from collections.abc import Mapping

_EXCEPTIONS: Mapping[str, str] = {
    "auto_heading_id_type": "autoIDType",
    "hl_inline": "hl_inline",
    "hl_lines": "hl_Lines",
    "line_numbers_in_table": "lineNumbersInTable",
    "xhtml": "xHTML",
}
_WORDS: Mapping[str, str] = {
    "cjk": "CJK",
    "html": "HTML",
    "id": "ID",
    "txt": "TXT",
    "url": "URL",
    "urls": "URLs",
}
_OLDER: Mapping[str, str] = {
    name.lower(): name
    for name in (
        "autoHeadingIDType",
        "disqusShortname",
        "googleAnalytics",
        "languageCode",
        "languageDirection",
        "languageName",
        "paginatePath",
        "rssLimit",
    )
}


def hugo_key(field: str) -> str:
    """A field's name as Hugo spells the key: `summary_length` is `summaryLength`, `base_url` is `baseURL`."""
    if field in _EXCEPTIONS:
        return _EXCEPTIONS[field]
    first, *rest = field.split("_")
    return first + "".join(_WORDS.get(word, word.capitalize()) for word in rest)


def older_key(lower: str) -> str:
    """A key of older sites, known in lower case, in Hugo's spelling."""
    return _OLDER.get(lower, lower)
