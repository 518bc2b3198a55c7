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
    """Leave what stands between the delimiters alone."""
    block: tuple[tuple[str, str], ...] = ()
    """`delimiters.block` of the configuration: pairs of an opening and a closing delimiter."""
    inline: tuple[tuple[str, str], ...] = ()
    """`delimiters.inline`: the same for formulas within a line."""


class Footnote(Struct, frozen=True):
    """`markup.goldmark.extensions.footnote` (a bare boolean sets `enable`)."""

    enable: bool = True
    """Footnotes: `[^1]`."""
    backlink_html: str = "&#x21a9;&#xfe0e;"
    """What the link back from a note shows, as HTML."""
    enable_auto_id_prefix: bool = False
    """Begin the ids of notes with a digest of the page, so that several pages fit on one."""


class Typographer(Struct, frozen=True):
    """`markup.goldmark.extensions.typographer`: what each mark becomes, as HTML."""

    disable: bool = False
    """Leave quotes, dashes and dots as they are typed."""
    apostrophe: str = "&rsquo;"
    """For `'` within a word."""
    ellipsis: str = "&hellip;"
    """For `...`."""
    em_dash: str = "&mdash;"
    """For `---`."""
    en_dash: str = "&ndash;"
    """For `--`."""
    left_angle_quote: str = "&laquo;"
    """For `<<`."""
    left_double_quote: str = "&ldquo;"
    """For `"` that opens."""
    left_single_quote: str = "&lsquo;"
    """For `'` that opens."""
    right_angle_quote: str = "&raquo;"
    """For `>>`."""
    right_double_quote: str = "&rdquo;"
    """For `"` that closes."""
    right_single_quote: str = "&rsquo;"
    """For `'` that closes."""


class Cjk(Struct, frozen=True):
    """`markup.goldmark.extensions.cjk`."""

    enable: bool = False
    """Goldmark's rules for Chinese, Japanese and Korean; `markup.japanese` goes further."""
    east_asian_line_breaks: bool = False
    """A line break between two wide characters leaves no space."""
    east_asian_line_breaks_style: str = "simple"
    """"simple" or "css3draft"."""
    escaped_space: bool = False
    """A space behind a backslash is not printed, so that emphasis can end before a character."""


class Extra(Struct, frozen=True):
    """One switch of `markup.goldmark.extensions.extras`."""

    enable: bool = False
    """Recognise its marks."""


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
    """Definition lists: a term, below it `: its meaning`."""
    footnote: Footnote = Footnote()
    linkify: bool = True
    """Bare addresses become links."""
    linkify_protocol: str = "https"
    """The scheme of links to bare hosts such as www.example.org."""
    strikethrough: bool = True
    """`~~struck through~~`."""
    table: bool = True
    """Tables."""
    task_list: bool = True
    """`- [x] done` and `- [ ] to do`."""
    typographer: Typographer = Typographer()
    cjk: Cjk = Cjk()
    extras: Extras = Extras()
    passthrough: Passthrough = Passthrough()


class Attribute(Struct, frozen=True):
    """`markup.goldmark.parser.attribute`."""

    title: bool = True
    """Attributes behind headings: `## Title {#id .class}`."""
    block: bool = False
    """Attributes below other blocks, in a line of their own."""


class Parser(Struct, frozen=True):
    """`markup.goldmark.parser`."""

    attribute: Attribute = Attribute()
    auto_heading_id: bool = True
    """Give each heading an id made from its text."""
    auto_heading_id_type: str = "github"
    """"github", "github-ascii" or "blackfriday" (`autoIDType` and the older `autoHeadingIDType`)."""
    auto_definition_term_id: bool = False
    """Give each term of a definition list an id."""
    wrap_stand_alone_image_within_paragraph: bool = True
    """Put an image that is alone into a `<p>`."""


class Renderer(Struct, frozen=True):
    """`markup.goldmark.renderer`."""

    hard_wraps: bool = False
    """Each line break of the text is a `<br>`."""
    unsafe: bool = False
    """Keep HTML that stands in Markdown, and links of any scheme; else it is left out."""
    xhtml: bool = False
    """Close empty elements: `<br />`."""


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
    """On sites in several languages, give each language its own copy of a bundle's files."""


class Highlight(Struct, frozen=True):
    """`markup.highlight`."""

    anchor_line_nos: bool = False
    """Make line numbers links to their lines."""
    code_fences: bool = True
    """Highlight fenced code."""
    guess_syntax: bool = False
    """Guess the language of code that names none."""
    hl_inline: bool = False
    """Print highlighted code without a block around it."""
    hl_lines: str = ""
    """Lines that stand out: "2 4-6"."""
    line_anchors: str = ""
    """What the ids of lines begin with."""
    line_no_start: int = 1
    """The number of the first line."""
    line_nos: bool | str = False
    """False, True, "inline" or "table"; True means `line_numbers_in_table` decides."""
    line_numbers_in_table: bool = True
    """Line numbers in a column of their own, so that copied code has none."""
    no_classes: bool = True
    """Colours in `style` attributes; false: classes, coloured by a style sheet (`highlight_css`)."""
    style: str = "monokai"
    """The style of the colours, by its name in Pygments or Chroma."""
    tab_width: int = 4
    """How many columns a tab takes."""
    wrapper_class: str = "highlight"
    """Class of the element around highlighted code."""


class TableOfContents(Struct, frozen=True):
    """`markup.tableOfContents`."""

    start_level: int = 2
    """The highest level of headings in it, 1 to 6."""
    end_level: int = 3
    """The lowest level of headings in it, 1 to 6; -1: all."""
    ordered: bool = False
    """Numbered lists."""


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
