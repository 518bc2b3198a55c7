"""Front matter: keys that are misspelt, titles that two pages have, tags in two spellings, dates to come."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from blogengine.check.findings import Finding, finding
from blogengine.check.origins import Origins
from blogengine.content import Source
from blogengine.errors import Problem, problem_at, problem_on_line
from blogengine.frontmatter import terms_of
from blogengine.frontmatter.values import line_of
from blogengine.graph.terms import term_id
from blogengine.site import Page, Site

HUGOS_KEYS: Final = (
    "aliases", "audio", "build", "cascade", "date", "description", "draft", "expiryDate", "headless", "images",
    "isCJKLanguage", "keywords", "lastmod", "layout", "linkTitle", "markup", "menu", "menus", "modified", "outputs",
    "params", "path", "publishDate", "pubdate", "published", "resources", "series", "sitemap", "slug", "summary",
    "title", "translationKey", "type", "unpublishdate", "url", "videos", "weight", "_build",
)  # fmt: skip
"""Keys with a meaning to Hugo (https://gohugo.io/content-management/front-matter/), in Hugo's spelling."""
SUGGESTED: Final = frozenset(HUGOS_KEYS) - {
    *("_build", "audio", "images", "modified", "path", "pubdate", "published", "series", "videos"),
}
"""Those that an author may have meant; the others mean something only where a template reads them, or are rare."""
PARAM: Final = re.compile(r"""[Pp]arams(?:\.|\[["']|\.get\(["'])([A-Za-z_]\w*)""")
WORD: Final = re.compile(r"[A-Za-z_][\w-]*")
PARAM_CALL: Final = re.compile(r"""\{\{[<%]\s*param\s+["'`]?([\w.-]+)""")
TEMPLATE_SUFFIXES: Final = frozenset({".html", ".xml", ".json", ".txt", ".js", ".md", ".ics"})


def misspelt_keys(origins: Origins) -> Iterator[Finding]:
    """Keys of front matter that nothing reads, and that are nearly one that something reads.

    Any other unknown key is the author's own parameter, as in Hugo.
    """
    words, params = _used_by_templates(origins)
    known = {key.lower(): key for key in HUGOS_KEYS}
    taxonomies = {plural for site in origins.sites for plural in site.config.taxonomies.values()}
    dates = {key for site in origins.sites for key in _date_keys(site.config.frontmatter)}
    meant = {each.lower(): each for each in (*SUGGESTED, *taxonomies, *sorted(params))}
    for source in origins.contents.sources:
        for key in source.raw:
            if key in known or key in words or key in meant or key in dates:
                continue
            likely = min((each for each in meant if is_slip(key, each)), default=None)
            if likely is not None:
                yield finding("unknown-key", _misspelt(source, key, meant[likely]))


def is_slip(written: str, meant: str) -> bool:
    """Whether a word is another with one slip of the keyboard: two letters swapped, one wrong, missing or too many.

    In a long word two slips count too. Short words are too much like each other for anything but a swap.
    """
    distance = _distance(written, meant)
    if sorted(written) == sorted(meant):
        return distance == 1
    shortest = min(len(written), len(meant))
    return 0 < distance <= (2 if shortest >= 8 else 1 if shortest >= 4 and max(len(written), len(meant)) >= 5 else 0)


def duplicate_titles(origins: Origins) -> Iterator[Finding]:
    """Regular pages of one language with one title, all but the first."""
    for site in origins.sites:
        first: dict[str, Page] = {}
        for page in sorted(site.pages.values(), key=lambda each: each.name):
            title = " ".join(page.matter.title.split())
            source = origins.source_of(page)
            if page.kind != "page" or source is None or not title or not page.rendered:
                continue
            other = first.setdefault(title, page)
            if other is not page:
                message = f"the title “{title}” is that of {other.name} too"
                yield finding("duplicate-title", _on_key(source, "title", message))


def similar_terms(origins: Origins) -> Iterator[Finding]:
    """Spellings of tags and other terms that differ from a more usual one only by case or width."""
    published = origins.published
    for site in origins.sites:
        for plural in site.config.taxonomies.values():
            pages = [source for source in published if source.language == site.config.language.key]
            yield from _similar(pages, plural.lower())


def future_dates(origins: Origins) -> Iterator[Finding]:
    """Pages that wait for their date, and published ones with a date to come."""
    held = {each.path: each.until for site in origins.sites for each in site.held_back if each.reason == "future"}
    for path, source in origins.by_path.items():
        if (until := held.get(path)) is not None:
            day = until.isoformat(" ", "minutes")
            key = next((key for key in ("publishdate", "pubdate", "published", "date") if key in source.raw), "date")
            yield finding("future-date", _on_key(source, key, f"the page is held back until {day}"))
    for site in origins.sites:
        for page in site.pages.values():
            dates = {"date": page.matter.date, "lastmod": page.matter.lastmod}
            late = next((key for key, day in dates.items() if day is not None and day > origins.now), None)
            written = origins.source_of(page)
            if late is not None and written is not None and late in written.raw and written.path not in held:
                message = f"the page is out, but its {late} is in the future"
                yield finding("future-date", _on_key(written, late, message))


def _similar(sources: Iterable[Source], plural: str) -> Iterator[Finding]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    uses: list[tuple[Source, str]] = []
    for source in sources:
        for term in dict.fromkeys(terms_of(source.raw, plural)):
            spellings[_folded(term)][term] += 1
            uses.append((source, term))
    for source, term in uses:
        # the most used spelling stands; of equally used ones, the one that comes first
        usual, count = spellings[_folded(term)].most_common(1)[0]
        if term != usual:
            whose = f"{count} pages have" if count > 1 else "another page has"
            message = f"“{term}” in {plural} differs only by case or width from “{usual}”, which {whose}"
            yield finding("similar-tags", _on_term(source, plural, term, message, f"Write “{usual}”."))


def shared_addresses(origins: Origins) -> Iterator[Finding]:
    """Tags and other terms that are different texts, more than by case or width, and have one address."""
    for site in origins.sites:
        pages = [source for source in origins.published if source.language == site.config.language.key]
        for plural in site.config.taxonomies.values():
            yield from _sharing(pages, plural.lower(), site)


def _sharing(sources: Iterable[Source], plural: str, site: Site) -> Iterator[Finding]:
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    uses: list[tuple[Source, str, str]] = []
    for source in sources:
        for term in dict.fromkeys(terms_of(source.raw, plural)):
            id_ = term_id(plural, term)
            address = site.pages[id_].path if id_ in site.pages else id_
            texts[address][term] += 1
            uses.append((source, term, address))
    for source, term, address in uses:
        usual = texts[address].most_common(1)[0][0]
        if _folded(term) != _folded(usual):
            message = f"“{term}” in {plural} has the address of “{usual}”: {address} can list the pages of one only"
            hint = "Spell one of them so that more than marks and spaces tell them apart, or both alike."
            yield finding("shared-address", _on_term(source, plural, term, message, hint))


def _on_term(source: Source, plural: str, term: str, message: str, hint: str) -> Problem:
    """A problem at a term in front matter, else on the line of its key."""
    line = line_of(source.head, (plural,)) or 1
    start = sum(len(each) + 1 for each in source.head.split("\n")[: line - 1])
    match = re.compile(rf"(?<![\w&%-]){re.escape(term)}(?![\w&%-])").search(source.head, start)
    if match is None:
        return _on_key(source, plural, message, hint)
    return problem_at(message, source.path, source.head, match.start(), hint)


def _misspelt(source: Source, key: str, meant: str) -> Problem:
    line = line_of(source.head, (key,))
    spelt = re.search(re.escape(key), source.head, re.IGNORECASE)
    written = spelt[0] if spelt else key
    return _on_key(source, key, f"nothing reads the key “{written}”", f"Did you mean “{meant}”?", line)


def _on_key(source: Source, key: str, message: str, hint: str | None = None, line: int | None = None) -> Problem:
    line = line or line_of(source.head, (key,))
    if line is None:
        return Problem(message=message, path=source.path, hint=hint)
    return problem_on_line(message, source.path, source.head, line, hint)


def _used_by_templates(origins: Origins) -> tuple[Collection[str], Collection[str]]:
    """Every word of templates and `param` calls, lower-cased; and the parameters that templates read, as spelt."""
    words, params = set[str](), set[str]()
    for file in _template_files(origins):
        text = file.read_text(encoding="utf-8", errors="replace")
        words.update(word.lower() for word in WORD.findall(text))
        params.update(PARAM.findall(text))
    for source in origins.contents.sources:
        text = source.file.read_text(encoding="utf-8", errors="replace")
        words.update(name.lower() for name in PARAM_CALL.findall(text))
    return words, {name for name in params if len(name) > 3}


def _template_files(origins: Origins) -> Iterator[Path]:
    """Templates of all kinds: Hugo's own, in layouts/, may serve the same content."""
    config = origins.config
    hugos = (config.root / "layouts", *(config.themes_dir / name / "layouts" for name in config.main.theme))
    for folder in (*origins.templates, *hugos):
        if folder.is_dir():
            yield from (file for file in sorted(folder.rglob("*")) if file.suffix in TEMPLATE_SUFFIXES)


def _date_keys(fields: object) -> Iterator[str]:
    for name in ("date", "lastmod", "publish_date", "expiry_date"):
        yield from getattr(fields, name)


def _folded(term: str) -> str:
    return unicodedata.normalize("NFKC", term).casefold()


def _distance(one: str, other: str) -> int:
    """How many slips lead from one word to another, a swap of neighbours being one (optimal string alignment)."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            swapped = i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b
            row.append(min(best, above[j - 2] + 1) if swapped else best)
    return row[-1]
