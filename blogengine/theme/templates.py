"""The Jinja2 environment of a site, its templates, and their mistakes as located problems."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from jinja2 import Environment, FileSystemLoader, Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from blogengine.errors import DamagedError, Problem, SiteError, did_you_mean, problem_on_line
from blogengine.facts import Attribute, CircularReadError, Facts
from blogengine.parsing import decode_text
from blogengine.theme.clock import clock_part
from blogengine.theme.compiled import Compiled
from blogengine.theme.folders import files_below, is_within
from blogengine.theme.go_templates import go_hint
from blogengine.theme.i18n import Table
from blogengine.theme.sandbox import Sandbox
from blogengine.theme.undefined import Undefined

HOOK_FOLDER = "_markup"
SHORTCODE_FOLDER = "shortcodes"
ESCAPED = (".html", ".htm", ".xml", ".svg", ".opml")
UNKNOWN = re.compile(r"(filter named|unknown tag) '(\w+)'")
TAGS = ("if", "for", "set", "block", "extends", "include", "import", "from", "macro", "call", "filter", "with", "do")
CHUNKS = 1000
"""Pieces of a template's output that are joined at once."""


class Surroundings(NamedTuple):
    """What templates can ask for besides pages and the site."""

    strings: Mapping[str, Table]
    """Language -> its strings."""
    now: datetime


class Templates:
    """Every template a site can use, and the one way to render them."""

    def __init__(
        self,
        folders: Sequence[Path],
        functions: Mapping[str, Any],
        filters: Mapping[str, Callable[..., Any]],
        facts: Facts,
        surroundings: Surroundings | None = None,
        compiled: Compiled | None = None,
    ) -> None:
        self._folders = tuple(folders)
        self._surroundings = surroundings
        self._facts = facts
        self._environment = _Environment(
            facts,
            loader=_Loader([str(folder) for folder in folders]),
            autoescape=lambda name: name is None or name.endswith(ESCAPED),
            undefined=Undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=compiled,
            extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        )
        self._environment.globals.update(functions)
        self._environment.filters.update(filters)

    def find(self, names: Sequence[str]) -> str | None:
        """The first of these templates that exists, or None."""
        return next((name for name in names if name in self.names), None)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every template there is, relative to its folder with "/"."""
        return frozenset(name for folder in self._folders for name, _ in files_below(folder) if not _is_hidden(name))

    @property
    def hooks(self) -> frozenset[str]:
        """Names of the render hooks: "link" for `_markup/render-link.html`, "codeblock-mermaid"."""
        self._facts.ground("templates", "all_hooks")
        return self.all_hooks

    @cached_property
    def all_hooks(self) -> frozenset[str]:
        """What `hooks` gives, without a record of it."""
        prefix = f"{HOOK_FOLDER}/render-"
        return frozenset(
            name.removeprefix(prefix).removesuffix(".html") for name in self.names if name.startswith(prefix)
        )

    def shortcode(self, name: str) -> str | None:
        """The template of a shortcode, or None when there is none."""
        self._facts.ground("shortcode", name)
        return self.shortcodes.get(name)

    @cached_property
    def shortcodes(self) -> Mapping[str, str]:
        """Name of each shortcode -> its template: `shortcodes/a/b.html` is `a/b`."""
        prefix = f"{SHORTCODE_FOLDER}/"
        return {
            name.removeprefix(prefix).partition(".")[0]: name
            for name in sorted(self.names, reverse=True)
            if name.startswith(prefix)
        }

    def ground(self, entity: str, attribute: Attribute) -> object:
        """What a template or its surroundings say, as facts name it."""
        around, (kind, _, language) = self._surroundings, entity.partition(":")
        match kind:
            case "template":
                return self._digest_of(str(attribute))
            case "templates":
                return tuple(sorted(self.all_hooks))
            case "shortcode":
                return self.shortcodes.get(str(attribute))
            case "strings" if around:
                return around.strings[language].get(str(attribute)) if language in around.strings else None
            case "now" if around and isinstance(attribute, tuple):
                return clock_part(around.now, attribute)
        raise LookupError(f"nothing is known of {entity} {attribute}")

    def _digest_of(self, name: str) -> str | None:
        """The digest of a template's file, with its place, or None when there is none."""
        places = (folder / name for folder in self._folders) if name in self.names else ()
        file = next((place for place in places if place.is_file()), None)
        return None if file is None else f"{file} {blake2b(file.read_bytes(), digest_size=16).hexdigest()}"

    def source(self, name: str) -> str:
        """The text of a template as it stands in its file."""
        loader = self._environment.loader
        assert loader is not None
        return loader.get_source(self._environment, name)[0]

    def syntax_problems(self) -> tuple[Problem, ...]:
        """The mistakes in all templates that can be told without rendering any."""
        found = (
            self._syntax_mistake(name) for name in sorted(self.names) if name.endswith((*ESCAPED, ".txt", ".json"))
        )
        return tuple(problem for problem in found if problem)

    def _syntax_mistake(self, name: str) -> Problem | None:
        try:
            self._environment.compile(self.source(name), name)
        except TemplateSyntaxError as error:
            return self._syntax_problem(error)
        except UnicodeDecodeError:
            return Problem(message="the template is not UTF-8", path=self._path_of(name), hint="Save it as UTF-8.")
        return None

    def render(self, name: str, context: Mapping[str, Any], subject: str = "") -> str:
        """What a template prints; raises `SiteError` at the template's line, naming the page it was rendered for."""
        with self._located(name, subject):
            printed = self._environment.get_template(name).render(context)
            printed.encode()  # so that what no file can hold is told here
            return printed

    def render_encoded(self, name: str, context: Mapping[str, Any], subject: str = "") -> bytearray:
        """As `render`, in UTF-8; a feed of all posts is never there as a text, whose Japanese is twice as large."""
        with self._located(name, subject):
            printed = self._environment.get_template(name).generate(context)
            encoded = bytearray()
            while chunks := list(islice(printed, CHUNKS)):
                encoded += "".join(chunks).encode()
            return encoded

    @contextmanager
    def _located(self, name: str, subject: str) -> Iterator[None]:
        """Whatever goes wrong inside, as a `SiteError` at its place."""
        try:
            yield
        except (SiteError, DamagedError, sqlite3.Error):  # the last two are the ledger's, wherever it is read
            raise
        except TemplateSyntaxError as error:
            raise SiteError(self._syntax_problem(error)) from error
        except NoTextError as error:
            file = next(folder / str(error) for folder in self._folders if (folder / str(error)).is_file())
            decode_text(file.read_bytes(), self._shown(file))
            raise
        except TemplateNotFound as error:
            raise SiteError(self._missing_problem(error, name, subject)) from error
        except Exception as error:  # whatever a template's expression raises is the template's mistake
            raise SiteError(self._runtime_problem(error, name, subject)) from error

    def _syntax_problem(self, error: TemplateSyntaxError) -> Problem:
        path, text = self._text_of(error.name or "")
        message = (error.message or "").strip().removesuffix(".")
        line = "".join(text.split("\n")[error.lineno - 1 : error.lineno])
        return problem_on_line(
            f"template syntax: {message}", path, text, error.lineno, self._syntax_hint(message, line)
        )

    def _syntax_hint(self, message: str, line: str) -> str | None:
        if match := UNKNOWN.search(message):
            return did_you_mean(match[2], self._environment.filters if match[1] == "filter named" else TAGS)
        return go_hint(line)

    def _missing_problem(self, error: TemplateNotFound, name: str, subject: str) -> Problem:
        missing = str(error.name or error)
        message = f"there is no template “{missing}”{_for(subject)}"
        where = self._frame_in_template(error)
        hint = did_you_mean(missing, self.names)
        if where is None:
            return Problem(message=message, path=self._path_of(name), hint=hint, rendering=subject or None)
        problem = problem_on_line(message, self._shown(where[0]), _read(where[0]), where[1], hint)
        return msgspec.structs.replace(problem, rendering=subject or None)

    def _runtime_problem(self, error: Exception, name: str, subject: str) -> Problem:
        where = self._frame_in_template(error)
        message, hint = _said(error, is_running=where is not None)
        message += _for(subject)
        if where is None:
            return Problem(message=message, path=self._path_of(name), hint=hint, rendering=subject or None)
        text = _read(where[0])
        line = "".join(text.split("\n")[where[1] - 1 : where[1]])
        problem = problem_on_line(message, self._shown(where[0]), text, where[1], hint or go_hint(line))
        return msgspec.structs.replace(problem, rendering=subject or None)

    def _frame_in_template(self, error: Exception) -> tuple[Path, int] | None:
        """The innermost place in a template that the error went through: file and line."""
        import traceback  # noqa: PLC0415  # start-up time

        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            file = Path(frame.filename)
            if frame.lineno is not None and any(file.is_relative_to(folder) for folder in self._folders):
                return file, frame.lineno
        return None

    def _text_of(self, name: str) -> tuple[str, str]:
        file = next((folder / name for folder in self._folders if (folder / name).is_file()), None)
        return (self._shown(file), _read(file)) if file else (name, "")

    def _path_of(self, name: str) -> str:
        return self._text_of(name)[0]

    def _shown(self, file: Path) -> str:
        site = self._folders[0].parent
        return file.relative_to(site).as_posix() if file.is_relative_to(site) else str(file)


class NoTextError(Exception):
    """A template, named by the message, is not UTF-8."""


class _Environment(Sandbox):
    """Records every template that is looked up, found or not.

    Jinja2 answers from its own cache of compiled templates without asking the loader; this is where all ways to a
    template meet: rendering, `include`, `extends` and `import`.
    """

    def __init__(self, facts: Facts, **settings: Any) -> None:
        super().__init__(**settings)
        self._facts = facts

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        self._facts.ground("template", name)
        try:
            return super()._load_template(name, globals)
        except UnicodeDecodeError as error:
            raise NoTextError(name) from error


class _Loader(FileSystemLoader):
    """Reads no template that is a link out of the site or the theme."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source = super().get_source(environment, template)
        file = Path(source[1])
        if not any(is_within(file, Path(folder)) for folder in self.searchpath if file.is_relative_to(folder)):
            raise TemplateNotFound(template)
        return source


def _is_hidden(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".")


def _said(error: Exception, *, is_running: bool) -> tuple[str, str | None]:
    """What an error in a template is called, and what to do about it."""
    match error:
        case CircularReadError():
            hint = "What a page's text brings in, such as a shortcode, cannot print that text or a part of it."
            return f"the {str(error.key[1]).strip('_')} of a page is made from itself", hint
        case RecursionError() if is_running:
            return "templates include each other without end", "Stop at some depth, or when there is nothing more."
        case RecursionError():
            return "the template is nested too deeply", "Take a part of it out: {% include %}."
        case TemplateError():
            return str(error) or "error", None
        case UnicodeEncodeError():
            code = f"U+{ord(str(error.object)[error.start]):04X}"
            return f"it prints {code}, half of a character, which no file can hold", None
    return f"{type(error).__name__}: {error or 'error'}", None


def _for(subject: str) -> str:
    return f" (rendering {subject})" if subject else ""


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
