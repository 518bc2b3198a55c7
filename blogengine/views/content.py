"""A page's text as HTML: shortcodes, Markdown and render hooks brought together, in Hugo's order.

1. `{{% name %}}` calls are rendered and become part of the Markdown.
2. `{{< name >}}` calls become tokens, so that Markdown leaves them alone.
3. The Markdown is converted (pure).
4. Tokens of shortcodes and of render hooks are replaced by what their templates print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from blogengine.content import Source, read_body
from blogengine.errors import Problem, SiteError, did_you_mean, problem_at
from blogengine.frontmatter import HTML, MARKDOWN
from blogengine.markdown import Document, Heading
from blogengine.markdown.toc import heading_title, table_of_contents
from blogengine.shortcodes import Call, Parts, Text, fill, parse_shortcodes, tokenize
from blogengine.theme.templates import HOOK_FOLDER
from blogengine.views.embedded_hooks import embedded_hooks, render_embedded
from blogengine.xml_characters import HINT, complaint

if TYPE_CHECKING:
    from blogengine.site import Page
    from blogengine.views.page import PageView
    from blogengine.views.views import Views


HOOK_TOKEN = re.compile("\0[0-9]+\0")
ALONE = re.compile(r"<p>(.*)</p>\n")
"""A paragraph that is the only one, on one line."""
HTML_FIELDS = frozenset({"text", "alert_title"})
"""Fields of render hooks that are HTML."""
EMPTY_TOC = '<nav id="TableOfContents"></nav>'


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The finished text of a page."""

    html: str = ""
    toc: str = EMPTY_TOC
    headings: tuple[Heading, ...] = ()
    links: tuple[str, ...] = ()
    blocks: tuple[tuple[str, int, int], ...] = ()
    """Highlighted code: digest, and where it is in the HTML, so that it need not be highlighted again."""
    before_divider: str | None = None
    """HTML before `<!--more-->`; None without one."""
    more_after_divider: bool = False
    warnings: tuple[Problem, ...] = ()
    """What an author should look at, located; the page's own outputs tell of it."""


class NeverClosed:
    """The inner text of a call that is never closed: nothing, and printing it is the author's mistake."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        marks = ("{{%", "%}}") if self._call.markdown else ("{{<", ">}}")
        hint = f"End it with {marks[0]} /{self._call.name} {marks[1]}, or close it at once with /{marks[1]}."
        raise SiteError(Problem(message="the call is never closed", hint=hint))

    __html__ = __str__


class Shortcode:
    """What a shortcode's template sees as `shortcode`."""

    def __init__(self, call: Call, parent: Shortcode | None) -> None:
        self.name = call.name
        """Its name."""
        self.params = call.params
        """Its parameters: a list of positional ones, or a mapping of named ones."""
        self.inner: Markup | NeverClosed = Markup("")
        """The text between its tags, shortcodes rendered; false, and an error to print, without an end tag."""
        self._indentation = call.indentation
        self.parent = parent
        """The shortcode around it, or None."""
        self.ordinal = call.ordinal
        """Its number within the page or its parent, from 0."""
        self.is_named_params = isinstance(call.params, dict)
        """Whether its parameters are named."""
        self.is_markdown = call.markdown
        """Whether what it prints is Markdown (`{{% %}}`)."""

    described = "the shortcode call"

    @property
    def inner_deindent(self) -> Markup | NeverClosed:
        """`inner` without the space that the call itself is indented by, such as in an item of a list."""
        if isinstance(self.inner, NeverClosed) or not self._indentation:
            return self.inner
        return Markup("\n".join(line.removeprefix(self._indentation) for line in self.inner.split("\n")))

    def get(self, key: int | str, default: Any = None) -> Any:
        """A parameter by its position (from 0) or name, else the default."""
        if isinstance(self.params, dict):
            return self.params.get(str(key), default) if not isinstance(key, int) else default
        return self.params[key] if isinstance(key, int) and 0 <= key < len(self.params) else default


def render_content(view: PageView, id_: str, views: Views) -> Content:
    """The page's content; raises `SiteError` at the place of the mistake."""
    page, source = views.record(id_), views.text(id_)
    if source is None:
        return Content()
    return _ContentRenderer(view, page, source, views).render()


class _ContentRenderer:
    """Renders the text of one page."""

    def __init__(self, view: PageView, page: Page, source: Source, views: Views) -> None:
        self._view = view
        self._page = page
        self._source = source
        self._views = views
        self._path = source.path
        self._hooks = views.templates.hooks
        self._embedded = embedded_hooks(views.config, self._hooks)
        self._warnings: dict[Problem, None] = {}

    def render(self) -> Content:
        body = read_body(self._source)
        self._check_characters(body)
        parts = parse_shortcodes(body, self._path, self._source.body_line)
        text, calls = tokenize(self._with_markdown_calls(parts, None))
        rendered = {token: self._call(call, None) for token, call in calls.items()}
        if not self._is_markdown:
            return Content(html=fill(text, rendered), toc="", warnings=tuple(self._warnings))
        document = self._convert(text)
        return self._filled(document, rendered)

    @property
    def _is_markdown(self) -> bool:
        """Whether it is to be converted: `markup` says so, else the file's extension."""
        markup = self._page.matter.markup.lower()
        return markup in MARKDOWN or (self._source.format == "markdown" and markup not in HTML)

    def _check_characters(self, body: str) -> None:
        """Warn of the first character of the text that no feed can hold."""
        found = complaint(body)
        if found:
            problem = problem_at(f"the text {found[1]}", self._path, body, found[0], HINT)
            line = (problem.line or 1) + self._source.body_line - 1
            self._warnings[msgspec.structs.replace(problem, line=line, code="control-character")] = None

    def _convert(self, text: str) -> Document:
        from blogengine.markdown.convert import convert  # noqa: PLC0415  # start-up time

        views = self._views
        return convert(
            text,
            views.config.markup,
            hooks=self._hooks | self._embedded,
            cjk=views.is_cjk(self._page),
            path=self._path,
            known=self._known_blocks(),
        )

    def _known_blocks(self) -> Mapping[str, str]:
        """Code that is highlighted already, by digest: that of the page as it was, or what was done in advance."""
        earlier = self._views.facts.shelf.earlier((self._view._entity, "_content"))
        if not isinstance(earlier, Content):
            return self._views.highlighted
        return {digest: earlier.html[start:end] for digest, start, end in earlier.blocks}

    def _filled(self, document: Document, rendered: dict[str, str]) -> Content:
        hooked: dict[str, str] = {}
        for hook in document.hooked:  # in order: the inner ones of nested hooks come first
            fields = {key: _filled_field(key, value, hooked, rendered) for key, value in hook.fields.items()}
            printed = fields.get("destination") != hook.fields.get("destination")
            hooked[hook.token] = self._hook(hook.kind, hook.variant, fields, printed=printed)

        def finish(html: str) -> str:
            return fill(_replace(html, hooked), rendered)

        before = finish(document.summary_html) if document.divided else None
        html = finish(document.html)
        headings = tuple(Heading(h.id, h.level, heading_title(finish(h.title))) for h in document.headings)
        return Content(
            html=html,
            toc=table_of_contents(headings, self._views.config.markup.table_of_contents),
            headings=headings,
            links=tuple(fill(link, rendered) for link in document.links),
            blocks=tuple(_places(document, html)),
            before_divider=before,
            more_after_divider=before is not None and before.strip() != html.strip(),
            warnings=tuple(self._warnings),
        )

    def _with_markdown_calls(self, parts: Parts, parent: Shortcode | None) -> Parts:
        """The parts with every `{{% %}}` call replaced by what it prints, at this level."""
        return tuple(
            Text(self._call(part, parent)) if isinstance(part, Call) and part.markdown else part for part in parts
        )

    def _call(self, call: Call, parent: Shortcode | None) -> str:
        name = self._views.templates.shortcode(call.name)
        if name is None:
            self._warnings[self._unknown(call)] = None
            return self._inner(call, Shortcode(call, parent))
        shortcode = Shortcode(call, parent)
        shortcode.inner = NeverClosed(call) if call.inner is None else Markup(self._inner(call, shortcode))
        context = {"shortcode": shortcode, "page": self._view, "site": self._views.site}
        try:
            return _indented(self._views.render(name, context, f"{self._path}:{call.line}"), call)
        except SiteError as error:
            raise SiteError(*(self._called_from(problem, call) for problem in error.problems)) from error

    def _inner(self, call: Call, shortcode: Shortcode) -> str:
        """The text between a call's tags; that of a `{{% %}}` inside of another call is Markdown, as in Hugo."""
        pieces = [part.text if isinstance(part, Text) else self._call(part, shortcode) for part in call.inner or ()]
        text = "".join(pieces)
        if not (text and call.markdown and shortcode.parent):
            return text
        html = self._filled(self._convert(text), {}).html
        alone = ALONE.fullmatch(html) if "\n" not in text else None
        return alone[1] if alone else html

    def _unknown(self, call: Call) -> Problem:
        guess = did_you_mean(call.name, self._views.templates.shortcodes)
        place = f"templates/shortcodes/{call.name}.html"
        hint = guess or f"Put its template into {place}; Go templates, as in layouts/shortcodes, are not read yet."
        problem = self._at(call, f"there is no shortcode “{call.name}”: what stands within it stays", hint)
        return msgspec.structs.replace(problem, code="unknown-shortcode")

    def _called_from(self, problem: Problem, call: Call) -> Problem:
        """A shortcode's own complaint, at the place of the call; a template's mistake stays at the template."""
        if problem.path is not None:
            return problem
        return self._at(call, f"{call.name}: {problem.message}", problem.hint)

    def _at(self, call: Call, message: str, hint: str | None) -> Problem:
        return Problem(
            message=message,
            path=self._path,
            line=call.line,
            column=call.column,
            snippet=self._line(call.line),
            hint=hint,
        )

    def _line(self, line: int) -> str | None:
        lines = read_body(self._source).split("\n")
        index = line - self._source.body_line
        return lines[index] if 0 <= index < len(lines) else None

    def _hook(self, kind: str, variant: str, fields: dict[str, object], *, printed: bool) -> str:
        """What a hook prints; `printed` says that the destination is what a shortcode prints."""
        if kind in self._embedded:
            return render_embedded(kind, fields, self._view, final=printed)
        names = [f"{HOOK_FOLDER}/render-{kind}-{variant}.html"] if variant else []
        name = self._views.templates.find([*names, f"{HOOK_FOLDER}/render-{kind}.html"])
        assert name is not None, "convert hooks only what has a template"
        context = {**fields, "page": self._view, "site": self._views.site}
        return self._views.render(name, context, self._path)


def _indented(output: str, call: Call) -> str:
    """What a call prints, its further lines as far from the margin as it; with inner text they stay, as in Hugo."""
    if call.inner or not call.indentation or "\n" not in output:
        return output
    first, *rest = output.split("\n")
    return "\n".join([first, *(f"{call.indentation}{line}" if line else line for line in rest)])


def _places(document: Document, html: str) -> Iterator[tuple[str, int, int]]:
    """Where the blocks of code are in the finished HTML, as far as they are in it unchanged."""
    start = 0
    for block in document.blocks:
        found = html.find(block.html, start)
        if found >= 0:
            start = found + len(block.html)
            yield block.digest, found, start


def _filled_field(name: str, value: object, hooked: dict[str, str], rendered: dict[str, str]) -> object:
    """A hook's field with tokens filled in; the ones that are HTML as `Markup`, at every depth."""
    if isinstance(value, str):
        text = fill(_replace(value, hooked), rendered)
        return Markup(text) if name in HTML_FIELDS else text
    if isinstance(value, list):
        return [_filled_field(name, inner, hooked, rendered) for inner in value]
    if isinstance(value, dict):
        return {key: _filled_field(str(key), inner, hooked, rendered) for key, inner in value.items()}
    return value


def _replace(html: str, hooked: dict[str, str]) -> str:
    """The HTML with the tokens of render hooks replaced; what a hook printed holds none any more."""
    return HOOK_TOKEN.sub(lambda match: hooked[match[0]], html) if hooked else html
