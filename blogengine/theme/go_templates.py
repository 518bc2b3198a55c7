"""Go's templates, as Hugo has them, recognised in a Jinja2 template: what their actions are called here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

ACTION: Final = re.compile(r"\{\{-?\s*(?:(?P<field>\.[A-Z]|\.\s)|(?P<variable>\$)|(?P<word>[a-z]+)(?=[\s}\"]))")
IDIOMS: Final[Mapping[str, str]] = {
    "if": "{{ if .Draft }} … {{ end }} is {% if page.draft %} … {% endif %}",
    "else": "{{ else }} is {% else %}",
    "end": "{{ end }} is {% endif %} or {% endfor %}",
    "range": "{{ range .Pages }} … {{ end }} is {% for post in page.pages %} … {% endfor %}",
    "with": "{{ with .Params.author }} … {{ end }} is {% if page.params.author %} … {% endif %}",
    "partial": '{{ partial "byline.html" . }} is {% include "partials/byline.html" %}',
    "template": '{{ template "byline.html" . }} is {% include "partials/byline.html" %}',
    "block": '{{ block "main" . }}{{ end }} is {% block main %}{% endblock %}',
    "define": '{{ define "main" }} … {{ end }} is {% block main %} … {% endblock %}, after {% extends "baseof.html" %}',
}
VARIABLE: Final = "{{ $words := 1 }} is {% set words = 1 %}"
FIELD: Final = "{{ .Title }} is {{ page.title }}"


def go_hint(line: str) -> str | None:
    """What the first action of Go's on a line is in Jinja2; None when there is none."""
    for action in ACTION.finditer(line):
        idiom = FIELD if action["field"] else VARIABLE if action["variable"] else IDIOMS.get(action["word"])
        if idiom:
            return f"This is a Go template, as Hugo has them: {idiom} in Jinja2."
    return None
