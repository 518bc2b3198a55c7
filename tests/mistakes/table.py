"""Mistakes that authors really make, and where each is to be pointed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CONFIG = 'baseURL = "https://example.org/"\ntitle = "Site"\n'
POST = "content/post/a.md"
HEAD = '+++\ntitle = "A"\n+++\n'


@dataclass(frozen=True)
class Mistake:
    """A site with one mistake, and what the author is told."""

    name: str
    files: Mapping[str, str | bytes]
    at: str = ""
    """PATH, PATH:LINE or PATH:LINE:COLUMN."""
    says: str = ""
    """A part of the message."""
    hint: str = ""
    """A part of the hint; "" for none."""
    command: tuple[str, ...] = ("build",)
    code: int = 1
    is_warning: bool = False
    """Whether the site is built all the same."""


def post(text: str | bytes) -> dict[str, str | bytes]:
    """One post."""
    return {POST: text}


def config(text: str) -> dict[str, str | bytes]:
    """One configuration, and a post."""
    return {"config.toml": text, POST: HEAD}


def template(text: str) -> dict[str, str | bytes]:
    """One template for posts, and a post."""
    return {"templates/single.html": text, POST: HEAD + "Text.\n"}


MISTAKES = (
    Mistake(
        "no quotes",
        post("+++\ntitle = Hello\n+++\n"),
        at="content/post/a.md:2:9",
        says="TOML: invalid value",
        hint='A text stands in quotes: title = "…".',
    ),
    Mistake(
        "a quote that is not closed",
        post('+++\ntitle = "Hello\n+++\n'),
        at="content/post/a.md:2:15",
        says="TOML: illegal character '\\n'",
        hint='A text ends on its line, with the quote it began with: "…".',
    ),
    Mistake(
        "the fence is not closed",
        post('+++\ntitle = "A"\n\nText.\n'),
        at="content/post/a.md:1",
        says="the TOML front matter has no end",
        hint="End it with a line “+++”.",
    ),
    Mistake(
        "a key twice",
        post('+++\ntitle = "A"\ntitle = "B"\n+++\n'),
        at="content/post/a.md:3:12",
        says="TOML: cannot overwrite a value",
        hint="The key stands there twice: remove one of them.",
    ),
    Mistake(
        "a colon in TOML",
        post('+++\ntitle: "A"\n+++\n'),
        at="content/post/a.md:2:6",
        says="TOML: expected '=' after a key in a key/value pair",
        hint="TOML wants “=” between a key and its value; YAML, between li",
    ),
    Mistake(
        "an equals sign in YAML",
        post("---\ntitle = A\n---\n"),
        at="content/post/a.md:2",
        says="front matter must be keys with values",
        hint='Such as "title: My post".',
    ),
    Mistake(
        "a tab in YAML",
        post("---\ntitle: A\ntags:\n\t- x\n---\n"),
        at="content/post/a.md:4:1",
        says="YAML: found character that cannot start any token",
        hint="YAML is indented with spaces, never with tabs.",
    ),
    Mistake(
        "a colon in a YAML title",
        post("---\ntitle: A: B\n---\n"),
        at="content/post/a.md:2:9",
        says="YAML: mapping values are not allowed in this context",
        hint='A text with a colon stands in quotes: title: "A: B".',
    ),
    Mistake(
        "JSON with a comma too many",
        post('{"title": "A",}\n'),
        at="content/post/a.md:1:14",
        says="JSON: a comma too many",
        hint="After the last entry there is no comma.",
    ),
    Mistake(
        "tags as numbers in a table",
        post('+++\ntitle = "A"\ntags = {a = 1}\n+++\n'),
        at="content/post/a.md:3",
        says="tags must be a list of texts, but is a table",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "draft as a text",
        post('+++\ntitle = "A"\ndraft = "yes"\n+++\n'),
        at="content/post/a.md:3",
        says="draft must be true or false, but is the text “yes”",
        hint="What is neither counts as not set.",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "weight as a text",
        post('+++\ntitle = "A"\nweight = "first"\n+++\n'),
        at="content/post/a.md:3",
        says="weight must be a number, but is the text “first”",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "a key misspelt",
        post('+++\ntitel = "A"\n+++\n'),
        at="content/post/a.md:2",
        says="nothing reads the key “titel”",
        hint="Did you mean “title”?",
        command=("check",),
        code=0,
        is_warning=True,
    ),
    Mistake(
        "curly quotes",
        post("+++\ntitle = “A”\n+++\n"),
        at="content/post/a.md:2:9",
        says="TOML: invalid value",
        hint='These are typographic quotes: TOML wants straight ones, "…".',
    ),
    Mistake(
        "a date in words",
        post('+++\ntitle = "A"\ndate = "next Friday"\n+++\n'),
        at="content/post/a.md:3",
        says="date: “next Friday” is not a date",
        hint="Write it like 2006-01-02 or 2006-01-02T15:04:05+09:00.",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "a day that is not there",
        post('+++\ntitle = "A"\ndate = 2024-02-30\n+++\n'),
        at="content/post/a.md:3:8",
        says="TOML: invalid date or datetime",
        hint="Dates are written 2006-01-02 or 2006-01-02T15:04:05+09:00, a",
    ),
    Mistake(
        "a date without zeros",
        post('+++\ntitle = "A"\ndate = 2024-1-5\n+++\n'),
        at="content/post/a.md:3:12",
        says="TOML: expected newline or end of document after a statement",
        hint="Dates are written 2006-01-02 or 2006-01-02T15:04:05+09:00, a",
    ),
    Mistake(
        "a Japanese date",
        post('+++\ntitle = "A"\ndate = "2024年1月5日"\n+++\n'),
        at="content/post/a.md:3",
        says="date: “2024年1月5日” is not a date",
        hint="Write it like 2006-01-02 or 2006-01-02T15:04:05+09:00.",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "a slug with a slash",
        post('+++\ntitle = "A"\nslug = "../x"\n+++\n'),
        at="content/post/a.md",
        says="“post/../x/index.html” leaves the destination",
        hint="Look at its url and slug, and at [permalinks] in the configu",
    ),
    Mistake(
        "two posts with one slug",
        {POST: '+++\ntitle = "A"\nslug = "x"\n+++\n', "content/post/b.md": '+++\ntitle = "B"\nslug = "x"\n+++\n'},
        at="content/post/b.md",
        says="two pages make the same file post/x/index.html: content/post/a.md and content/post/b.md",
        hint="Give one of them another slug or url.",
    ),
    Mistake(
        "index.md and a file of its name",
        {"content/post/a.md": HEAD, "content/post/a/index.md": HEAD},
        at="content/post/a/index.md",
        says="this file and content/post/a.md would make the same page",
        hint="Rename one of them: letter case, spaces and forms of Unicode",
    ),
    Mistake(
        "a static file where a page stands",
        {POST: HEAD, "static/post/a/index.html": "x"},
        at="",
        says="post/a/index.html is made twice: content/post/a.md stands, static/post/a/index.html is lef",
        hint="Remove one of them.",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "a shortcode that is not closed",
        post(HEAD + "{{< highlight go >}}\ncode\n"),
        at="content/post/a.md:4:1",
        says="highlight: the call is never closed",
        hint="End it with {{< /highlight >}}, or close it at once with />}",
    ),
    Mistake(
        "a closing shortcode alone",
        post(HEAD + "{{< /highlight >}}\n"),
        at="content/post/a.md:4:1",
        says="there is no open “highlight” to close here",
        hint="Remove it, or write its opening call before it.",
    ),
    Mistake(
        "a shortcode that never ends",
        post(HEAD + "{{< youtube abc\n"),
        at="content/post/a.md:4:1",
        says="the call of “youtube” is not closed",
        hint="End it with >}}, after a space.",
    ),
    Mistake(
        "positional and named parameters",
        post(HEAD + '{{< figure "x.png" alt="y" >}}\n'),
        at="content/post/a.md:4:1",
        says="the call of “figure” mixes positional and named parameters",
    ),
    Mistake(
        "a parameter's quote not closed",
        post(HEAD + '{{< figure src="x.png >}}\n'),
        at="content/post/a.md:4:16",
        says="the call of “figure” has a quoted parameter that never ends",
        hint='A text in "…" ends on its line; one in `…` may have several.',
    ),
    Mistake(
        "speakerdeck without an id",
        post(HEAD + "{{< speakerdeck >}}\n"),
        at="content/post/a.md:4:1",
        says="speakerdeck: the speakerdeck shortcode wants a talk's id",
    ),
    Mistake(
        "a ref to nothing",
        post(HEAD + '[x]({{< ref "nowhere.md" >}})\n'),
        at="content/post/a.md:4:5",
        says="ref: there is no page “nowhere.md”",
    ),
    Mistake(
        "a ref to a misspelt page",
        {POST: HEAD + '[x]({{< ref "helo.md" >}})\n', "content/post/hello.md": HEAD},
        at="content/post/a.md:4:5",
        says="ref: there is no page “helo.md”",
        hint="Did you mean “/post/hello”?",
    ),
    Mistake(
        "an unknown name",
        template("{{ pge.title }}"),
        at="templates/single.html:1",
        says="“pge” is not defined. Did you mean “page”?",
    ),
    Mistake(
        "an unknown field",
        template("{{ page.titel }}"),
        at="templates/single.html:1",
        says="the page content/post/a.md has no “titel”. Did you mean “title”?",
    ),
    Mistake(
        "an unknown filter",
        template("{{ page.title | uper }}"),
        at="templates/single.html:1",
        says="template syntax: No filter named 'uper'",
        hint="Did you mean “upper”?",
    ),
    Mistake(
        "an unknown tag",
        template("{% iff page.title %}{% endif %}"),
        at="templates/single.html:1",
        says="template syntax: Encountered unknown tag 'iff'",
        hint="Did you mean “if”?",
    ),
    Mistake(
        "a block that is not closed",
        template("{% if page.title %}x"),
        at="templates/single.html:1",
        says="template syntax: Unexpected end of template. Jinja was looking for the following tags: 'el",
    ),
    Mistake(
        "an expression that is not closed",
        template("{{ page.title }"),
        at="templates/single.html:1",
        says="template syntax: unexpected '}'",
    ),
    Mistake(
        "a partial that is not there",
        template('{% include "partials/hed.html" %}'),
        at="templates/single.html:1",
        says="there is no template “partials/hed.html”",
        hint="Did you mean “partials/embed.html”?",
    ),
    Mistake(
        "a parent that is not there",
        template('{% extends "base.html" %}'),
        at="templates/single.html:1",
        says="there is no template “base.html”",
        hint="Did you mean “alias.html”?",
    ),
    Mistake(
        "a division by zero",
        template("{{ 1 / 0 }}"),
        at="templates/single.html:1",
        says="ZeroDivisionError: division by zero",
    ),
    Mistake(
        "a template that includes itself",
        template('{% include "single.html" %}'),
        at="templates/single.html:1",
        says="templates include each other without end",
        hint="Stop at some depth, or when there is nothing more.",
    ),
    Mistake(
        "a shortcode that prints the text it stands in",
        {"templates/shortcodes/s.html": "{{ page.content }}", POST: HEAD + "{{< s >}}\n"},
        at="templates/shortcodes/s.html:1",
        says="the content of a page is made from itself",
        hint="What a page's text brings in, such as a shortcode, cannot print that text or a part of it.",
    ),
    Mistake(
        "an address without end",
        post(f"+++\ntitle = 'A'\nurl = '/{'a/' * 1000}'\n+++\n"),
        at="content/post/a.md",
        says="“a/a/a/",
        hint="Look at its url and slug",
    ),
    Mistake(
        "a Go template",
        template("{{ .Title }}"),
        at="templates/single.html:1",
        says="template syntax: unexpected '.'",
        hint="This is a Go template, as Hugo has them: {{ .Title }} is {{",
    ),
    Mistake(
        "calling what is no function",
        template("{{ page.title() }}"),
        at="templates/single.html:1",
        says="TypeError: 'str' object is not callable",
    ),
    Mistake(
        "a loop over a number",
        template("{% for x in 3 %}{% endfor %}"),
        at="templates/single.html:1",
        says="TypeError: 'int' object is not iterable",
    ),
    Mistake(
        "TOML that is none",
        config('title = "A\n'),
        at="config.toml:1:11",
        says="TOML: illegal character '\\n'",
        hint='A text ends on its line, with the quote it began with: "…".',
    ),
    Mistake(
        "a text for a number",
        config(CONFIG + '[pagination]\npagerSize = "ten"\n'),
        at="config.toml:4:1",
        says="pagination.pagerSize must be a whole number, but is the text “ten”",
    ),
    Mistake(
        "a number that makes no sense",
        config(CONFIG + "[pagination]\npagerSize = 0\n"),
        at="config.toml:4:1",
        says="pagination.pagerSize must be at least 1, but is 0",
    ),
    Mistake(
        "a choice that is none",
        config(CONFIG + 'titleCaseStyle = "loud"\n'),
        at="config.toml:3:1",
        says="titleCaseStyle must be one of ap, chicago, go, firstupper, none, but is “loud”",
    ),
    Mistake(
        "a time zone that is none",
        config(CONFIG + 'timeZone = "Asia/Tokio"\n'),
        at="config.toml:3:1",
        says="timeZone must be a time zone, but there is no “Asia/Tokio”",
        hint='Write a name such as "Asia/Tokyo".',
    ),
    Mistake(
        "a base URL with a space",
        config('baseURL = "https://exa mple.org/"\n'),
        at="config.toml:1:1",
        says="baseURL must be an address, but there is a space in it: “https://exa mple.org/”",
        hint='Write it as "https://example.org/".',
    ),
    Mistake(
        "a base URL without a scheme",
        config('baseURL = "example.org"\n'),
        at="config.toml:1:1",
        says="baseURL has no scheme: “example.org/”",
        hint='Write it as "https://example.org/".',
        code=0,
        is_warning=True,
    ),
    Mistake(
        "a theme that is not there",
        config(CONFIG + 'theme = "prolog"\n'),
        at="config.toml",
        says="the theme “prolog” is not installed",
        hint="Did you mean “prologue”? Build with --theme prologue, or set",
    ),
    Mistake(
        "a key misspelt in the configuration",
        config(CONFIG + "buildDraft = true\n"),
        at="config.toml:3:1",
        says="buildDraft is not a setting",
        hint="Did you mean “buildDrafts”?",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "an unknown kind",
        config(CONFIG + 'disableKinds = ["posts"]\n'),
        at="config.toml:3:17",
        says="disableKinds names no kind of page: “posts”",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "an unknown output format",
        config(CONFIG + '[outputs]\nhome = ["html", "atom"]\n'),
        at="config.toml:4:1",
        says="outputs.home names no output format: “atom”",
        hint="Declare it in [outputFormats].",
    ),
    Mistake(
        "a permalink's unknown token",
        config(CONFIG + '[permalinks]\npost = "/:yeer/:slug/"\n'),
        at="content/post/a.md",
        says="the permalink pattern has an unknown token :yeer",
        hint="Did you mean “year”? Look at its url and slug, and at [permalinks] in the configu",
    ),
    Mistake(
        "a link to nothing",
        post(HEAD + "[x](/nowhere/)\n"),
        at="content/post/a.md:4:5",
        says="the link “/nowhere/” leads nowhere: there is no /nowhere/",
        command=("check",),
    ),
    Mistake(
        "a link to a missing anchor",
        post(HEAD + "[x](#nowhere)\n"),
        at="content/post/a.md:4:5",
        says="the link “#nowhere” has no place to lead to: /post/a/ has no “#nowhere”",
        command=("check",),
    ),
    Mistake(
        "a picture that is not there",
        post(HEAD + "![x](picture.png)\n"),
        at="content/post/a.md:4:6",
        says="the image “picture.png” leads nowhere: there is no /post/a/picture.png",
        command=("check",),
    ),
    Mistake(
        "Shift_JIS",
        post(b'+++\ntitle = "' + "日本語".encode("shift_jis") + b'"\n+++\n'),
        at="content/post/a.md:2:10",
        says="the file is not UTF-8",
        hint="Save it with the encoding UTF-8.",
    ),
    Mistake(
        "UTF-16",
        post(HEAD.encode("utf-16")),
        at="content/post/a.md:1:1",
        says="the file is not UTF-8",
        hint="Save it with the encoding UTF-8.",
    ),
    Mistake(
        "a NUL character",
        post(HEAD + "a\x00b\n"),
        at="content/post/a.md:4:2",
        says="the file has a NUL character",
        hint="Save it as text, encoded as UTF-8.",
    ),
    Mistake(
        "a data file that is none",
        {POST: HEAD, "data/people.toml": "x = \n"},
        at="data/people.toml:1:5",
        says="TOML: invalid value",
    ),
    Mistake(
        "strings that are none",
        {POST: HEAD, "i18n/en.toml": "read = {\n"},
        at="i18n/en.toml:1:9",
        says="TOML: invalid initial character for a key part",
    ),
    Mistake(
        "an unknown command",
        {},
        at="",
        says="No such command 'biuld'. Did you mean 'build'?",
        command=("biuld",),
        code=2,
    ),
    Mistake(
        "an unknown option",
        post(HEAD),
        at="",
        says="No such option '--draft'. (Did you mean one of: '--buildDrafts', '--drafts'?)",
        command=("build", "--draft"),
        code=2,
    ),
    Mistake(
        "a folder that is no site",
        {},
        at="",
        says="there is no configuration in /nowhere",
        hint="Create a site with `blogengine new site FOLDER`, or name its",
        command=("build", "--source", "/nowhere"),
    ),
    Mistake(
        "a new post that is there already",
        post(HEAD),
        at="content/post/a.md",
        says="it exists already and was not touched",
        hint="Choose another name.",
        command=("new", "post", "post/a.md"),
    ),
    Mistake(
        "explaining an address that is not there",
        post(HEAD),
        at="",
        says="nothing is known of this site: it was not built yet",
        hint="Run: blogengine build",
        command=("explain", "/post/b/"),
    ),
    Mistake(
        "menus as a text",
        config(CONFIG + '[menus]\nmain = "About"\n'),
        at="config.toml:4:1",
        says="menus.main must be a list, but is the text “About”",
    ),
    Mistake(
        "two data files of one name",
        {POST: HEAD, "data/people.toml": "a = 1\n", "data/people.yaml": "- b\n"},
        at="data/people.yaml",
        says="another file already gives the data “people”",
        hint="Rename one: a name stands for one file, whatever its extensi",
    ),
    Mistake(
        "a file where the site is to be",
        {POST: HEAD, "public": "x"},
        at="public",
        says="cannot write the site: File exists",
        hint="Choose another folder with --destination, or make this one w",
    ),
    Mistake(
        "a folder in a page's place",
        {POST: HEAD, "public/post/a/index.html/own.txt": "x"},
        at="public/post/a/index.html",
        says="a folder is in the way of the site's “post/a/index.html”",
        hint="Move it away: the engine did not write it, or no longer know",
    ),
    Mistake(
        "a summary's shortcode",
        {POST: HEAD + "{{% details %}}\nx\n"},
        at="content/post/a.md:4:1",
        says="details: the call is never closed",
        hint="End it with {{% /details %}}, or close it at once with /%}}.",
    ),
    Mistake(
        "an archetype that is wrong",
        {POST: HEAD, "archetypes/default.md": '+++\ntitle = "{{ nme }}"\n+++\n'},
        at="archetypes/default.md:2",
        says="archetype: 'nme' is undefined",
        command=("new", "post", "post/b.md"),
    ),
    Mistake(
        "publishing without git",
        {POST: HEAD},
        at="",
        says="the site's folder is in no git repository",
        hint="Start one: git init, git add, git commit; then git remote ad",
        command=("publish",),
    ),
    Mistake(
        "a cascade that is no table",
        {POST: '+++\ntitle = "A"\ncascade = 3\n+++\n'},
        at="content/post/a.md:3",
        says="cascade must be tables, but is 3",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "outputs that are unknown",
        {POST: '+++\ntitle = "A"\noutputs = ["htm"]\n+++\n'},
        at="content/post/a.md",
        says="outputs names no output format: “htm”",
        hint="Did you mean “html”?",
        code=0,
        is_warning=True,
    ),
    Mistake(
        "a new site in a folder that holds something",
        {POST: HEAD},
        at=".",
        says="the folder is not empty",
        hint="Choose a new folder, or add --force: files that exist are ke",
        command=("new", "site", "."),
    ),
    Mistake(
        "a theme's template with a tab",
        template("{% for page in site.pages %}{{ page.title }}{% endfr %}"),
        at="templates/single.html:1",
        says="template syntax: Encountered unknown tag 'endfr'. Jinja was looking for the following tags",
    ),
    Mistake(
        "an unknown test",
        template("{% if page.title is emty %}x{% endif %}"),
        at="templates/single.html:1",
        says="No test named 'emty' found.",
    ),
    Mistake(
        "a string's quote not closed",
        template('{{ "x }}'),
        at="templates/single.html:1",
        says="template syntax: unexpected char '\"' at 3",
    ),
    Mistake(
        "a function with a wrong argument",
        template("{{ t() }}"),
        at="templates/single.html:1",
        says="TypeError: functions.<locals>.t() missing 1 required positional argument: 'key'",
    ),
    Mistake(
        "a date's pattern on a text",
        template("{{ page.title | date }}"),
        at="templates/single.html:1",
        says="AttributeError: 'str' object has no attribute 'strftime'",
    ),
    Mistake(
        "True as in Python",
        post("+++\ntitle = 'A'\ndraft = True\n+++\n"),
        at="content/post/a.md:3:9",
        says="TOML: invalid value",
        hint="Write draft = true.",
    ),
    Mistake(
        "a reference that may mean two pages",
        {"content/x/b.md": HEAD, "content/y/b.md": HEAD, POST: HEAD + '[b]({{< ref "b" >}})\n'},
        at="content/post/a.md:4:5",
        says="ref: there is no page “b”",
        hint="“b” may mean /x/b or /y/b: write it with its folder.",
    ),
    Mistake(
        "a template that is not UTF-8",
        {"templates/single.html": b"<p>\n<i>caf\xe9</i>", POST: HEAD},
        at="templates/single.html:2:7",
        says="the file is not UTF-8",
        hint="Save it with the encoding UTF-8.",
    ),
    Mistake(
        "a file where the texts should be",
        {"content": "x"},
        at="content",
        says="this is a file, but has to be a folder",
    ),
    Mistake(
        "range, as in Hugo",
        template("{{ range .Pages }}{{ end }}"),
        at="templates/single.html:1",
        says="type object has no “Pages”",
        hint="This is a Go template, as Hugo has them: {{ range .Pages }} … {{ end }} is {% for post in page.pages %}",
    ),
    Mistake(
        "if, as in Hugo",
        template("{{ if }}"),
        at="templates/single.html:1",
        says="“if” is not defined",
        hint="This is a Go template, as Hugo has them: {{ if .Draft }} … {{ end }} is {% if page.draft %} …",
    ),
    Mistake(
        "a page that is not there",
        template("{{ page.next.title }}"),
        at="templates/single.html:1",
        says="None has no “title”. Ask first whether there is one: {% if … %}",
    ),
)
