"""The filters and functions that themes call. Each one's docstring is its manual entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date as Date  # noqa: N812
from typing import Any

import msgspec
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from blogengine import prose, urls
from blogengine.attribute_urls import attribute_url, parsed_url
from blogengine.config import SiteConfig
from blogengine.errors import Problem, SiteError
from blogengine.theme.clock import Clock
from blogengine.theme.i18n import Strings, translate

QR_LEVELS: Mapping[str, str] = {"low": "l", "medium": "m", "quartile": "q", "high": "h"}


def filters(config_of: Callable[[Context], SiteConfig]) -> Mapping[str, Callable[..., Any]]:
    """Every filter by name; `config_of` tells the configuration of the site being rendered."""

    @pass_context
    def rel_url(context: Context, url: str) -> str:
        """A path of the site with the base URL's path before it (Hugo's `relURL`)."""
        return urls.rel_url(str(url), config_of(context).base_url)

    @pass_context
    def abs_url(context: Context, url: str) -> str:
        """A path of the site as a whole address (Hugo's `absURL`)."""
        return urls.abs_url(str(url), config_of(context).base_url)

    @pass_context
    def urlize(context: Context, text: str) -> str:
        """A text as a path segment, as tags become URLs (Hugo's `urlize`)."""
        return urls.encode(urls.clean_path(str(text), config_of(context)))

    @pass_context
    def markdownify(context: Context, text: str) -> Markup:
        """Markdown as HTML; a single paragraph without its `<p>` (Hugo's `markdownify`)."""
        from blogengine.markdown.convert import convert_summary  # noqa: PLC0415  # start-up time

        config = config_of(context)
        return Markup(convert_summary(str(text or ""), config.markup))

    @pass_context
    def render_blocks(context: Context, text: str) -> Markup:
        """Markdown as HTML, paragraphs kept (Hugo's `.RenderString` with `display: block`)."""
        from blogengine.markdown.convert import convert  # noqa: PLC0415  # start-up time

        config = config_of(context)
        return Markup(convert(str(text), config.markup, cjk=config.has_cjk_language).html)

    return {
        "rel_url": rel_url,
        "abs_url": abs_url,
        "urlize": urlize,
        "markdownify": markdownify,
        "render_blocks": render_blocks,
        "plainify": plainify,
        "attribute_url": attribute_url,
        "parsed_url": parsed_url,
        "date": date,
        "jsonify": jsonify,
    }


def functions(config_of: Callable[[Context], SiteConfig], strings: Strings, now: Clock) -> Mapping[str, Any]:
    """Every function and constant by name."""

    @pass_context
    def t(context: Context, key: str, count: int | None = None, **values: Any) -> str:
        """A string of the theme in the page's language, from `i18n/`; a key that no file has is printed itself.

        `count` chooses its plural form, and the values fill its places such as `{name}`.
        """
        return translate(strings.forms(config_of(context).language.key, key), key, count, values)

    @pass_context
    def highlighted(context: Context, code: str, language: str, options: str = "") -> Markup:
        """Code highlighted as in a fence, with Hugo's option string ("linenos=table,hl_lines=2-3")."""
        from blogengine.markdown.highlight import highlight, parse_options, plain_fence  # noqa: PLC0415

        settings = parse_options(options)
        html = highlight(str(code), language, settings, config_of(context).markup.highlight)
        return Markup(plain_fence(str(code), language, settings) if html is None else html)

    @pass_context
    def ref(context: Context, path: str, output_format: str = "", lang: str = "") -> str:
        """The whole address of a page by its path (Hugo's `ref`); an error when there is none."""
        return _referenced(context, path, lang, output_format).permalink

    @pass_context
    def relref(context: Context, path: str, output_format: str = "", lang: str = "") -> str:
        """The address of a page from the host's root by its path (Hugo's `relref`); an error when there is none."""
        return _referenced(context, path, lang, output_format).rel_permalink

    return {
        "t": t,
        "highlight": highlighted,
        "highlight_css": highlight_css,
        "ref": ref,
        "relref": relref,
        "error": error,
        "qr_code": qr_code,
        "now": now,
    }


def plainify(html: object) -> str:
    """HTML without its tags (Hugo's `plainify`)."""
    return prose.plain(str(html))


def date(value: Date | None, pattern: str = "%Y-%m-%d") -> str:
    """A date by a `strftime` pattern; "" for none."""
    return value.strftime(pattern) if value else ""


def jsonify(value: object, indent: int | None = None) -> Markup:
    """A value as JSON, Japanese left readable, safe inside `<script>`; `indent` is in spaces."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain_value)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def highlight_css(style: str) -> Markup:
    """The style sheet of a highlighting style by its name, for `markup.highlight.noClasses = false`."""
    from blogengine.markdown.highlight import stylesheet  # noqa: PLC0415  # start-up time

    return Markup(stylesheet(style))


def error(message: str) -> str:
    """Stop with a message at the place that called the shortcode (Hugo's `errorf`)."""
    raise SiteError(Problem(message=str(message)))


class QrCode(msgspec.Struct, frozen=True):
    """A QR code as a picture in its own address."""

    src: str
    """A `data:` address, so that it needs no file and survives feed readers."""
    size: int
    """Width and height in pixels, the quiet zone of four modules included."""


def qr_code(text: str, level: str = "medium", scale: int = 4) -> QrCode:
    """A text as a QR code: `level` low, medium, quartile or high; `scale` pixels a module (Hugo's `images.QR`)."""
    import segno  # noqa: PLC0415  # start-up time

    if level not in QR_LEVELS or not isinstance(scale, int) or scale < 2:
        raise SiteError(Problem(message=f"a QR code's level is one of {', '.join(QR_LEVELS)}, its scale 2 or more"))
    try:
        code = segno.make_qr(str(text), error=QR_LEVELS[level], boost_error=False)
    except ValueError as error:
        raise SiteError(Problem(message=f"the text does not fit into a QR code: {error}")) from error
    return QrCode(src=code.png_data_uri(scale=scale), size=int(code.symbol_size(scale=scale)[0]))


def _plain_value(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Date):
        return value.isoformat()
    return str(value)


class Reference(msgspec.Struct, frozen=True):
    """Where `ref` leads."""

    permalink: str
    """The whole address."""
    rel_permalink: str
    """The address from the host's root."""


def _referenced(context: Context, path: str | None, lang: str, output_format: str) -> Reference:
    path = "" if path is None else str(path)
    if not urls.reference_path(path.partition("#")[0]):
        fragment = path.partition("#")[2] and "".join(path.partition("#")[1:])
        return Reference(fragment, fragment)
    target, fragment, hint = context["page"].find(path, lang)
    if target is None:
        raise SiteError(Problem(message=f"there is no page “{path}”", hint=hint))
    place = target
    if output_format:
        formats = {each.name: each for each in target.output_formats}
        if output_format.lower() not in formats:
            known = ", ".join(formats)
            raise SiteError(
                Problem(message=f"the page “{path}” has no output format “{output_format}”", hint=f"It has: {known}.")
            )
        place = formats[output_format.lower()]
    return Reference(place.permalink + fragment, place.rel_permalink + fragment)
