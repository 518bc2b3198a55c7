"""Every rule for a URL or an output path, and nowhere else.

A page's *path* is decoded and starts at the base URL ("/post/日本語/"); addresses are percent-encoded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from posixpath import relpath
from unicodedata import category, combining, normalize
from urllib.parse import quote, unquote, unquote_plus, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import msgspec

from blogengine.config import OutputFormat, SiteConfig
from blogengine.dates import DAYS, MONTHS, go_format
from blogengine.errors import did_you_mean
from blogengine.globs import matches

PATH_SAFE = "/-_.~$&+,:;=@"
"""What Go leaves unescaped in a path."""
KEPT = frozenset("./\\_#+~-@")
ENCODED = re.compile(r"(?:[\w.~$&+,/:;=@!'()*\[\]-]|%[0-9A-Fa-f]{2})*", re.ASCII)
"""A path that is valid as it stands."""
PORTS = (f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³")
DEVICES = frozenset(("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *PORTS))
"""What Windows takes for a device, whatever the folder and the extension."""
LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
LONGEST_NAME = 255
LONGEST_PATH = 1500
"""Bytes; no more folders than that can be made one within another, and what a machine takes leaves room for its own."""
TOKEN = re.compile(r"\\:|:([a-z0-9_]+(?:\[[^\]]*\])?)", re.IGNORECASE)
"""A token of a pattern, or an escaped colon."""
ROOTED = re.compile(r"""(\s(?:href|src|poster|action|data)\s*=\s*["'])(/(?!/)[^"']*)""", re.IGNORECASE)
ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
PLAIN = re.compile("[a-z0-9./_#+~@-]*")
"""What no rule of cleaning touches."""
ADDRESS = re.compile(r"([^?#]*)(.*)", re.DOTALL)
SRCSET = re.compile(r"""(\ssrcset\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)


class PathError(ValueError):
    """A path that cannot be: an unknown token, or a place outside the destination. The message says why."""


class TokenError(PathError):
    """A token that no pattern has."""

    def __init__(self, message: str, guess: str | None) -> None:
        super().__init__(message)
        self.guess = guess
        """Which one may be meant, as a sentence."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a page's path is made from."""

    kind: str
    id: str = ""
    """Its place as `permalinks` names it, lower-cased: "/post/hello"."""
    parts: tuple[str, ...] = ()
    """Folders and name as written, without extension; a bundle's folder is its name."""
    renamed: tuple[str, ...] = ()
    """The slug of the node at each of its folders, "" where it has none."""
    section: str = ""
    """First folder."""
    section_parts: tuple[str, ...] = ()
    """Folders down to its nearest section."""
    slug: str = ""
    url: str = ""
    title: str = ""
    date: datetime | None = None


# Cleaning


def clean_path(text: str, config: SiteConfig) -> str:
    """A file name or tag as part of a path: lower-cased, each space as "-", only what Hugo keeps."""
    return clean_token("/" + _dashed(text, config), config)[1:]


def _dashed(text: str, config: SiteConfig) -> str:
    """The text with each space as "-", which Hugo does where it makes paths lower-case."""
    return text if config.disable_path_to_lower else text.replace(" ", "-")


def clean_token(text: str, config: SiteConfig) -> str:
    """A title or slug as part of a path: as `clean_path`, but runs of spaces give one "-", outer ones none."""
    if PLAIN.fullmatch(text):
        return text
    kept: list[str] = []
    spaced = False
    for index, char in enumerate(text):
        if _is_kept(text, index, char):
            if spaced and char != "-":
                kept.append("-")
            spaced = False
            kept.append(char)
        elif kept and kept[-1] != "-" and char.isspace():
            spaced = True
    path = "".join(kept)
    if config.remove_path_accents:
        path = normalize("NFC", "".join(char for char in normalize("NFD", path) if not combining(char)))
    return path if config.disable_path_to_lower else lowered(path)


def _is_kept(text: str, index: int, char: str) -> bool:
    if char in KEPT or category(char)[0] in "LM" or category(char) == "Nd":
        return True
    return char == "%" and ESCAPE.match(text, index) is not None


def lowered(text: str) -> str:
    """Lower case letter by letter, as Go has it: "İ" is "i", "Σ" is "σ" at the end of a word too."""
    return text.lower() if text.isascii() else "".join(char.lower()[0] for char in text)


# A page's path


def page_path(subject: Subject, config: SiteConfig) -> str:
    """The path of a page: by its `url`, its permalink pattern, or its place; raises `PathError` at an unknown token."""
    prefix = f"/{config.url_prefix}" if config.url_prefix else ""
    if subject.url:
        return _from_url(subject, config, prefix)
    pattern = _pattern(subject, config)
    if pattern:
        expanded = unquote_plus(_expanded(pattern, subject, config)).strip("/")
        return prefix + _finished(clean_token("/" + expanded, config), subject, config)
    return prefix + _finished(_from_place(subject, config), subject, config)


def _from_url(subject: Subject, config: SiteConfig, prefix: str) -> str:
    url = _expanded(subject.url, subject, config) if ":" in subject.url else subject.url
    if "://" in url:
        url = urlsplit(url).path
    rooted = url if url.startswith("/") else f"{prefix}/{url}"
    path = "/" + str(PurePosixPath("/" + rooted.lstrip("/"))).lstrip("/")
    path = _without_dots(path)
    last = path.rpartition("/")[2]
    if last == "index.html" and not _is_ugly(subject, config):
        return path.removesuffix(last)
    return path if "." in last and (".." in url or not url.endswith("/")) else path.rstrip("/") + "/"


def _without_dots(path: str) -> str:
    """The path with ".." resolved, never above the root."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def _pattern(subject: Subject, config: SiteConfig) -> str:
    by_kind: Mapping[str, Mapping[str, str]] = {
        "page": config.permalinks.page,
        "section": config.permalinks.section,
        "taxonomy": config.permalinks.taxonomy,
        "term": config.permalinks.term,
    }
    patterns = by_kind.get(subject.kind, {})
    in_order = sorted(patterns.items(), key=lambda item: (_is_glob(item[0]), -item[0].strip("/").count("/"), item[0]))
    return next((pattern for key, pattern in in_order if _applies(key, subject.id)), "")


def _applies(key: str, id_: str) -> bool:
    """Whether a key of `permalinks` is about a page: a folder and all below it, a glob, or "/" for the top alone."""
    place = key.strip("/").lower()
    if not place:
        return id_.count("/") == 1
    if _is_glob(key):
        return matches(id_, f"/{place}") or matches(id_, f"/{place}/**")
    return id_ == f"/{place}" or id_.startswith(f"/{place}/")


def _is_glob(key: str) -> bool:
    return any(character in key for character in "*?[{")


def _from_place(subject: Subject, config: SiteConfig) -> str:
    parts = clean_path("/".join(subject.parts), config).split("/")
    if subject.kind == "term":
        parts = [part for part in parts if part not in (".", "..")]
    if subject.kind == "page" and subject.parts:
        folders, name = "/".join(subject.parts[:-1]), _dashed(subject.parts[-1], config)
        parts = [*clean_path(folders, config).split("/"), clean_token(name, config)]
    for index, slug in enumerate(subject.renamed):
        parts[index] = clean_token(slug, config) if slug else parts[index]
    if subject.slug and parts:
        parts[-1] = clean_token(subject.slug, config)
    return "/".join(("", *filter(None, parts)))


def _finished(path: str, subject: Subject, config: SiteConfig) -> str:
    path = _without_dots(path)
    ugly = _is_ugly(subject, config)
    if path == "/" or subject.kind == "home":
        return "/index.html" if ugly else "/"
    if not ugly:
        return f"{path}/"
    return f"{path}/index.html" if subject.kind in ("section", "taxonomy") else f"{path}.html"


def _is_ugly(subject: Subject, config: SiteConfig) -> bool:
    ugly = config.ugly_urls
    if isinstance(ugly, Mapping):
        return any(value for section, value in ugly.items() if section.lower() == subject.section.lower())
    return ugly


# Permalink patterns


def _expanded(pattern: str, subject: Subject, config: SiteConfig) -> str:
    return TOKEN.sub(lambda match: _token(match[1], subject, config) if match[1] else ":", pattern)


def _token(name: str, subject: Subject, config: SiteConfig) -> str:
    base, bracket, inside = name.partition("[")
    if base == "sections":
        parts = _slice(subject.section_parts, inside.rstrip("]")) if bracket else subject.section_parts
        return "/".join(clean_token(part, config) for part in parts)
    if (make := _TOKENS.get(base)) is not None:
        text, _, fragment = (value := make(subject, config)).partition("#")
        return value if fragment else text
    if subject.date is not None and re.fullmatch(r"[0-9_]+", base):
        return go_format(subject.date, base)
    raise TokenError(f"the permalink pattern has an unknown token :{name}", did_you_mean(base, _TOKENS))


def _slice(parts: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Part of the sections by Hugo's slice syntax: "last", "1", "1:", ":2", "1:last"."""
    count = len(parts)

    def index(word: str, default: int) -> int:
        if word == "":
            return default
        return count - 1 if word == "last" else min(int(word), count) if word.isdigit() else default

    if ":" in text:
        first, _, end = text.partition(":")
        return parts[index(first, 0) : index(end, count)]
    place = index(text, 0)
    return parts[place : place + 1]


def _dated(layout: str) -> Callable[[Subject, SiteConfig], str]:
    return lambda subject, _: go_format(subject.date or _ZERO, layout)


def _name(subject: Subject, config: SiteConfig) -> str:
    return clean_token(subject.parts[-1], config) if subject.parts else ""


def _title(subject: Subject, config: SiteConfig) -> str:
    title = subject.title if subject.kind == "term" else re.sub(r"[/\\]", "-", subject.title)
    return clean_token(title, config)


def _slug(subject: Subject, config: SiteConfig) -> str:
    return clean_token(subject.slug, config) if subject.slug else _title(subject, config)


_ZERO = datetime(1, 1, 1)  # Go's zero time
_TOKENS: Mapping[str, Callable[[Subject, SiteConfig], str]] = {
    "year": lambda subject, _: str((subject.date or _ZERO).year),
    "month": _dated("01"),
    "day": _dated("02"),
    "monthname": lambda subject, config: clean_path(MONTHS[(subject.date or _ZERO).month - 1], config),
    "weekday": lambda subject, _: str((subject.date or _ZERO).isoweekday() % 7),
    "weekdayname": lambda subject, config: clean_path(DAYS[(subject.date or _ZERO).weekday()], config),
    "yearday": lambda subject, _: str((subject.date or _ZERO).timetuple().tm_yday),
    "section": lambda subject, config: clean_token(subject.section, config),
    "title": _title,
    "slug": _slug,
    "filename": _name,
    "contentbasename": _name,
    "slugorfilename": lambda subject, config: (
        clean_token(subject.slug, config) if subject.slug else _name(subject, config)
    ),
    "slugorcontentbasename": lambda subject, config: (
        clean_token(subject.slug, config) if subject.slug else _name(subject, config)
    ),
}


# Addresses


def encode(path: str) -> str:
    """A path percent-encoded as Go does it: Japanese, spaces, "#", but not "+" or "@"; a valid one stays."""
    return path if ENCODED.fullmatch(path) else quote(unquote_to_bytes(path), safe=PATH_SAFE)


def base_path(base_url: str) -> str:
    """The path of a base URL, encoded, without its trailing "/": "/portfolio", or ""."""
    return encode(unquote(urlsplit(base_url).path)).rstrip("/")


def origin(base_url: str) -> str:
    """What stands before the path of a base URL: "https://example.org", or ""."""
    parts = urlsplit(base_url)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))


def rel_permalink(path: str, base_url: str) -> str:
    """The address of a path from the host's root."""
    return base_path(base_url) + encode(path)


def permalink(path: str, base_url: str) -> str:
    """The whole address of a path."""
    return origin(base_url) + rel_permalink(path, base_url)


def rel_url(url: str, base_url: str) -> str:
    """A URL that a theme writes, from the host's root, as Hugo's `relURL`: a path gets the base path, others stay.

    Unlike there, "/x" gets the base path too, unless it has it already, and the result is percent-encoded.
    """
    if url.startswith(base_url) and base_url:
        url = url.removeprefix(base_url)
    elif _is_foreign(url):
        return url
    path, rest = ADDRESS.fullmatch(url).groups()  # type: ignore[union-attr]  # matches anything
    base = base_path(base_url)
    rooted = path if path.startswith("/") and (path + "/").startswith(base + "/") else f"{base}/{path}"
    return encode_loosely(resolved(rooted) + rest)


def abs_url(url: str, base_url: str) -> str:
    """A URL that a theme writes, whole (Hugo's `absURL`), by the rules of `rel_url`."""
    return url if _is_foreign(url) else origin(base_url) + rel_url(url, base_url)


def resolved(path: str) -> str:
    """The path without ".", ".." and "//", its trailing "/" kept; it never leads above the root."""
    clean = _without_dots(path)
    return clean + "/" if path.endswith("/") and clean != "/" else clean


def menu_url(url: str, base_url: str) -> str:
    """The address of a menu entry's `url`: one that starts with a single "/" gets the base path."""
    if not url.startswith("/") or url.startswith("//"):
        return url
    return rel_url(url, base_url)


def encode_loosely(url: str) -> str:
    """A URL with what may not stand in one percent-encoded, what is encoded already left alone."""
    return LONE_PERCENT.sub("%25", quote(url, safe=PATH_SAFE + "%?#[]!*'()"))


def absolutize(html: str, base_url: str) -> str:
    """HTML with root-relative addresses (`/x`) made whole below the base URL, as Hugo does in RSS."""
    html = ROOTED.sub(lambda match: match[1] + whole(match[2], base_url), html)
    return SRCSET.sub(lambda match: f"{match[1]}{match[2]}{_whole_srcset(match[3], base_url)}{match[2]}", html)


def relativize(html: str, base_url: str, page: str) -> str:
    """HTML with root-relative addresses below the base URL written from the page at a path (Hugo's `relativeURLs`)."""
    base = base_path(base_url)
    folder = base + (page if page.endswith("/") else page.rpartition("/")[0] + "/")

    def relative(match: re.Match[str]) -> str:
        path = match[2] if not base or (match[2] + "/").startswith(base + "/") else base + match[2]
        target, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", path, re.DOTALL).groups()  # type: ignore[union-attr]  # matches anything
        found = relpath(target, folder) + ("/" if target.endswith("/") else "")
        return match[1] + ("./" if found == "./" else found) + mark + rest

    return ROOTED.sub(relative, html)


def whole(path: str, base_url: str) -> str:
    """A root-relative address as a whole one below the base URL, as Hugo has it in feeds."""
    base = base_path(base_url)
    if base and not (path + "/").startswith(base + "/"):
        path = base + path
    return urljoin(base_url, path)


def _whole_srcset(text: str, base_url: str) -> str:
    parts = [part.strip() for part in text.split(",")]
    return ", ".join(
        whole(part, base_url) if part.startswith("/") and not part.startswith("//") else part for part in parts
    )


def _is_foreign(url: str) -> bool:
    return url.startswith("//") or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url) is not None


# Files


def page_output(path: str) -> str:
    """The file of a page at a path, relative to the destination; raises `PathError` when it cannot be one."""
    name = path.lstrip("/")
    return safe_output(name + "index.html" if not name or name.endswith("/") else name)


def folder_of(path: str) -> str:
    """The folder of what belongs to a page: `/a/` of `/a/`, `/a/index.html` and `/a.html`."""
    if path.endswith("/"):
        return path
    return path.removesuffix("index.html") if path.endswith("/index.html") else path.rpartition(".")[0] + "/"


def format_path(path: str, output_format: OutputFormat, config: SiteConfig) -> str:
    """The path of a page in an output format: its own for HTML, `/tags/x/index.xml` for a feed."""
    if output_format.is_html and not output_format.path and output_format.base_name == "index":
        return path
    suffix = config.media_types[output_format.media_type].suffix
    name = f"{output_format.base_name}.{suffix}" if suffix else output_format.base_name
    folder = "/" if output_format.root else folder_of(path)
    inner = f"{output_format.path.strip('/')}/" if output_format.path else ""
    return resolved(f"{folder}{inner}{name}")


def format_output(path: str, output_format: OutputFormat, config: SiteConfig) -> str:
    """The file of a page in an output format, relative to the destination."""
    return page_output(format_path(path, output_format, config))


def pager_path(path: str, number: int, pagination_path: str, *, first: bool = False) -> str:
    """The path of a pager: pager 1 is the page itself, unless its alias `/page/1/` is asked for (`first`)."""
    if number <= 1 and not first:
        return path
    pager = resolved(f"{folder_of(path)}{pagination_path}/{number}")
    if path.endswith("/"):
        return f"{pager}/"
    return f"{pager}/index.html" if path.endswith("/index.html") else f"{pager}.html"


def alias_path(alias: str, page: str, config: SiteConfig) -> str:
    """An alias as a path of the site without a trailing "/": one without a leading "/" stands beside the page.

    Any other stands below the folder of the page's language, as in Hugo.
    """
    alias = alias.strip()
    if not alias.startswith("/"):
        parent = page.rstrip("/").rpartition("/")[0]
        alias = f"{parent}/{alias}"
    elif config.url_prefix:
        alias = f"/{config.url_prefix}{alias}"
    path = _without_dots(alias)
    return f"{path}.html" if config.ugly_urls is True and not path.endswith((".html", ".htm", "/")) else path


def alias_output(alias: str) -> str:
    """The file of an alias: `/old/` is `old/index.html`, `/file.html` is itself; raises `PathError`."""
    name = alias.strip("/")
    if not name:
        return "index.html"
    if name.endswith((".html", ".htm")):
        return safe_output(name)
    return safe_output(f"{name}/index.html")


def safe_output(path: str, *, windows: bool = sys.platform == "win32") -> str:
    """The path, if it is one that can be a file below the destination; else raises `PathError`.

    On `windows` more names have a meaning of their own: `\\` is a separator too, `C:` a drive, `CON` a device.
    """
    parts = path.split("/")
    if ".." in parts or path.startswith("/") or "\0" in path:
        raise PathError(f"“{path}” leaves the destination")
    if any(len(part.encode("utf-8", "surrogatepass")) > LONGEST_NAME for part in parts):
        raise PathError(f"“{path[:60]}…” has a name of more than {LONGEST_NAME} bytes: give the page a shorter slug")
    if len(path.encode("utf-8", "surrogatepass")) > LONGEST_PATH:
        raise PathError(f"“{path[:60]}…” has more than {LONGEST_PATH} bytes: give the page a shorter url")
    if windows and (name := next(filter(_is_no_name_on_windows, parts), None)) is not None:
        raise PathError(f"“{path}” cannot be a file on Windows, because of “{name}”")
    return path


def _is_no_name_on_windows(name: str) -> bool:
    """Whether no file can have this name there, or another file gets it.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    return (
        any(char in '<>:"\\|?*' or char < " " for char in name)
        or name.endswith((".", " "))
        or name.partition(".")[0].rstrip(" ").upper() in DEVICES
    )


def reference_path(reference: str) -> str:
    """The path that a reference has when it is read as an address, as Hugo reads it: no scheme, host or query."""
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", reference)
    rest = reference[scheme.end() :] if scheme else reference
    if scheme and not rest.startswith("/"):
        return ""  # such as "mailto:a@example.org"
    if rest.startswith("//"):
        rest = "".join(rest[2:].partition("/")[1:])
    return rest.partition("?")[0]
