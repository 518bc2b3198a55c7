"""What steers the Markdown conversion: Hugo's `markup` configuration as typed values with Hugo's defaults.

Field names are Hugo's keys in snake_case; `config` decodes the site's `[markup]` table into `Markup`.
"""

from __future__ import annotations

import msgspec


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen group of options."""


class Passthrough(Struct, frozen=True):
    """`markup.goldmark.extensions.passthrough`: delimiters whose content is left alone (math)."""

    enable: bool = False
    block: tuple[tuple[str, str], ...] = ()
    """`delimiters.block` of the configuration: pairs of an opening and a closing delimiter."""
    inline: tuple[tuple[str, str], ...] = ()


class Footnote(Struct, frozen=True):
    """`markup.goldmark.extensions.footnote` (a bare boolean sets `enable`)."""

    enable: bool = True
    backlink_html: str = "&#x21a9;&#xfe0e;"
    enable_auto_id_prefix: bool = False


class Typographer(Struct, frozen=True):
    """`markup.goldmark.extensions.typographer`: what each mark becomes, as HTML."""

    disable: bool = False
    apostrophe: str = "&rsquo;"
    ellipsis: str = "&hellip;"
    em_dash: str = "&mdash;"
    en_dash: str = "&ndash;"
    left_angle_quote: str = "&laquo;"
    left_double_quote: str = "&ldquo;"
    left_single_quote: str = "&lsquo;"
    right_angle_quote: str = "&raquo;"
    right_double_quote: str = "&rdquo;"
    right_single_quote: str = "&rsquo;"


class Cjk(Struct, frozen=True):
    """`markup.goldmark.extensions.cjk`."""

    enable: bool = False
    east_asian_line_breaks: bool = False
    east_asian_line_breaks_style: str = "simple"
    """"simple" or "css3draft"."""
    escaped_space: bool = False


class Extra(Struct, frozen=True):
    """One switch of `markup.goldmark.extensions.extras`."""

    enable: bool = False


class Extras(Struct, frozen=True):
    """`markup.goldmark.extensions.extras`: `++inserted++`, `==marked==`, `~sub~`, `^sup^`, `~~deleted~~`."""

    delete: Extra = Extra()
    insert: Extra = Extra()
    mark: Extra = Extra()
    subscript: Extra = Extra()
    superscript: Extra = Extra()


class Extensions(Struct, frozen=True):
    """`markup.goldmark.extensions`."""

    definition_list: bool = True
    footnote: Footnote = Footnote()
    linkify: bool = True
    linkify_protocol: str = "https"
    strikethrough: bool = True
    table: bool = True
    task_list: bool = True
    typographer: Typographer = Typographer()
    cjk: Cjk = Cjk()
    extras: Extras = Extras()
    passthrough: Passthrough = Passthrough()


class Attribute(Struct, frozen=True):
    """`markup.goldmark.parser.attribute`."""

    title: bool = True
    block: bool = False


class Parser(Struct, frozen=True):
    """`markup.goldmark.parser`."""

    attribute: Attribute = Attribute()
    auto_heading_id: bool = True
    auto_heading_id_type: str = "github"
    """"github", "github-ascii" or "blackfriday" (`autoIDType` and the older `autoHeadingIDType`)."""
    auto_definition_term_id: bool = False
    wrap_stand_alone_image_within_paragraph: bool = True


class Renderer(Struct, frozen=True):
    """`markup.goldmark.renderer`."""

    hard_wraps: bool = False
    unsafe: bool = False
    xhtml: bool = False


class RenderHook(Struct, frozen=True):
    """`markup.goldmark.renderHooks.link` and `.image`."""

    use_embedded: str = "auto"
    """"auto", "never", "always" or "fallback"."""


class RenderHooks(Struct, frozen=True):
    """`markup.goldmark.renderHooks`."""

    image: RenderHook = RenderHook()
    link: RenderHook = RenderHook()


class Goldmark(Struct, frozen=True):
    """`markup.goldmark`."""

    extensions: Extensions = Extensions()
    parser: Parser = Parser()
    renderer: Renderer = Renderer()
    render_hooks: RenderHooks = RenderHooks()
    duplicate_resource_files: bool = False


class Highlight(Struct, frozen=True):
    """`markup.highlight`."""

    anchor_line_nos: bool = False
    code_fences: bool = True
    guess_syntax: bool = False
    hl_inline: bool = False
    hl_lines: str = ""
    line_anchors: str = ""
    line_no_start: int = 1
    line_nos: bool | str = False
    """False, True, "inline" or "table"; True means `line_numbers_in_table` decides."""
    line_numbers_in_table: bool = True
    no_classes: bool = True
    style: str = "monokai"
    tab_width: int = 4
    wrapper_class: str = "highlight"


class TableOfContents(Struct, frozen=True):
    """`markup.tableOfContents`."""

    start_level: int = 2
    end_level: int = 3
    ordered: bool = False


class Japanese(Struct, frozen=True):
    """`markup.japanese`, our own: what is right for Japanese beyond Hugo."""

    enable: bool | None = None
    """None: the site's `hasCJKLanguage`."""
    emphasis: bool = True
    """`**「強調」**です` is bold: CJK-friendly flanking rules."""
    soft_breaks: bool = True
    """A line break between two wide characters leaves no space."""
    linkify: bool = True
    """A bare URL may begin right behind Japanese text, and ends before it."""


class Markup(Struct, frozen=True):
    """`markup`: everything that steers the conversion of one document."""

    goldmark: Goldmark = Goldmark()
    highlight: Highlight = Highlight()
    table_of_contents: TableOfContents = TableOfContents()
    japanese: Japanese = Japanese()
    plugins: tuple[str, ...] = ()
    """Names of plugins that extend the parser: `plugins` of the site."""
    emoji: bool = False
    """The site's `enableEmoji`."""
