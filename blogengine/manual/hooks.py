"""What render hooks see: the fields that `blogengine.markdown.hooks` gives their templates."""

from __future__ import annotations

from collections.abc import Mapping

HOOKS: Mapping[str, Mapping[str, str]] = {
    "link": {
        "destination": "Where it leads, as the text has it.",
        "text": "What readers see, as HTML.",
        "plain_text": "The same as plain text.",
        "title": 'The text in quotes behind the address, "" without.',
    },
    "image": {
        "destination": "Where the picture is, as the text has it.",
        "text": "The alternative text, as HTML.",
        "plain_text": "The same as plain text.",
        "title": 'The text in quotes behind the address, "" without.',
        "is_block": "Whether it stands alone, outside of a paragraph.",
        "ordinal": "Its number on the page, from 0.",
        "attributes": "Attributes that the text gives it.",
    },
    "heading": {
        "level": "1 to 6.",
        "anchor": "Its id.",
        "text": "The heading as HTML.",
        "plain_text": "The same as plain text.",
        "attributes": "Attributes that the text gives it, `id` among them.",
    },
    "blockquote": {
        "type": '"regular" or "alert".',
        "text": "The quoted text as HTML.",
        "alert_type": 'Of an alert, "note", "tip" and so on; else "".',
        "alert_title": 'Of an alert, the title as HTML; "" without.',
        "alert_sign": 'Of an alert, "+", "-" or "".',
        "ordinal": "Its number on the page, from 0.",
        "attributes": "Attributes that the text gives it.",
    },
    "codeblock": {
        "type": "The language.",
        "inner": "The code as it is written.",
        "options": "Options of the fence that steer highlighting.",
        "attributes": "Other attributes of the fence.",
        "ordinal": "Its number on the page, from 0.",
    },
    "passthrough": {
        "type": '"block" or "inline".',
        "inner": "The formula with its delimiters removed.",
        "ordinal": "Its number on the page, from 0.",
        "attributes": "Attributes that the text gives it.",
    },
    "table": {
        "thead": "Rows of the head; each cell has `text` (HTML) and `alignment`.",
        "tbody": "Rows of the body, like those of the head.",
        "ordinal": "Its number on the page, from 0.",
        "attributes": "Attributes that the text gives it.",
    },
}
"""Render hook -> what its template sees besides `page` and `site`; a test compares with what hooks are given."""
