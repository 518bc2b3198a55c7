"""Facts and grounds in an author's words."""

from __future__ import annotations

from blogengine.config.spelling import hugo_key
from blogengine.explanation.records import Records
from blogengine.facts import Attribute, Key

_OF_PAGE = {
    "#record": "the front matter",
    "#text": "the text",
    "#exists": "the existence",
    "#children": "the pages below",
    "#regular_children": "the regular pages",
    "#descendants": "the regular pages at any depth",
    "#neighbours": "the neighbours",
    "#neighbours_in_section": "the neighbours in the section",
    "#terms": "the terms",
    "#resource_paths": "the places of the resources",
}
_KINDS = {"template": "the template", "shortcode": "the shortcode", "data": "the data file", "picture": "the picture"}


def in_words(key: Key, records: Records) -> str:
    """A fact or ground as an author would say it: "the title of content/post/a.md"."""
    entity, attribute = key
    kind, _, rest = entity.partition(":")
    match kind:
        case "page":
            return f"{_OF_PAGE.get(str(attribute)) or f'the {part(attribute)}'} of {page_name(entity, records)}"
        case "site":
            return f"the site's {part(attribute)}"
        case "config":
            return f"the setting {hugo_key(str(attribute))}"
        case "strings":
            return f"the translated string {attribute} ({rest})"
        case "now":
            return "the date"
        case "templates":
            return "which render hooks there are"
        case "published":
            return "published.json"
        case "data" if attribute == "#all":
            return "the data files"
    return f"{_KINDS.get(kind, kind)} {part(attribute)}"


def part(attribute: Attribute) -> str:
    """What an attribute is called: "title", "parameter share", "related 5"."""
    if isinstance(attribute, str):
        return attribute.lstrip("#_").replace("_", " ")
    name, *arguments = attribute
    word = "parameter" if name == "_param" else str(name).lstrip("_").replace("_", " ")
    return " ".join((word, *(str(argument) for argument in arguments if argument is not None)))


def page_name(entity: str, records: Records) -> str:
    """A page by its file, or by its place in the site where it has none."""
    page = records.page(entity)
    return page.name if page else entity.split(":", 2)[-1]
