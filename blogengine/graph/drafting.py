"""From sources to placed, decoded sources: what each file is, its front matter after cascade, and whether it is out now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from blogengine.config import SiteConfig
from blogengine.content import Source
from blogengine.errors import Problem, SiteError
from blogengine.frontmatter import Cascade, FrontMatter, cascaded, decode_front_matter, parse_cascade
from blogengine.globs import matches
from blogengine.site import HeldBack, Kind


class Placed(msgspec.Struct, frozen=True):
    """A source with its id, kind and effective front matter."""

    id: str
    kind: Kind
    source: Source
    matter: FrontMatter


def place_all(sources: Sequence[Source], config: SiteConfig) -> list[Placed]:
    """Every source with its front matter after cascade; raises `SiteError` with every file's mistakes."""
    cascades = _cascades(sources, config)
    placed: list[Placed] = []
    problems: list[Problem] = []
    for source in sources:
        id_, kind = page_id(source), kind_of(source, config)
        try:
            placed.append(Placed(id_, kind, source, _matter(source, id_, kind, cascades, config)))
        except SiteError as error:
            problems += error.problems
    if problems:
        raise SiteError(*problems)
    return placed


def published(
    placed: Iterable[Placed], config: SiteConfig, now: datetime
) -> tuple[list[Placed], tuple[HeldBack, ...]]:
    """The sources that are out at `now`, and the rest with the reason."""
    out: list[Placed] = []
    held: list[HeldBack] = []
    for each in placed:
        reason = held_back(each, config, now)
        if reason is None:
            out.append(each)
        else:
            held.append(reason)
    return out, tuple(held)


def held_back(placed: Placed, config: SiteConfig, now: datetime) -> HeldBack | None:
    """Why a source is not published at `now`, or None when it is (Hugo: publishDate decides, not date)."""
    matter, name = placed.matter, placed.source.id
    if matter.draft and not config.build_drafts:
        return HeldBack(name, "draft")
    if matter.publish_date and matter.publish_date > now and not config.build_future:
        return HeldBack(name, "future", matter.publish_date)
    if matter.expiry_date and matter.expiry_date <= now and not config.build_expired:
        return HeldBack(name, "expired")
    return None


def page_id(source: Source) -> str:
    """The id of a source's page: its place without extension, language and "index", lower-cased."""
    folder, _, name = source.id.rpartition("/")
    if source.kind != "page":
        return logical_path(folder)
    stem = name.rpartition(".")[0].removesuffix(f".{source.language}")
    return logical_path(f"{folder}/{stem}")


def logical_path(path: str) -> str:
    """A content path as Hugo compares them: lower-cased, spaces as "-", with a leading "/"."""
    return "/" + path.strip("/").lower().replace(" ", "-")


def kind_of(source: Source, config: SiteConfig) -> Kind:
    """What a source's page is, from its place."""
    if source.kind != "branch":
        return "home" if source.kind == "leaf" and page_id(source) == "/" else "page"
    path = page_id(source)
    if path == "/":
        return "home"
    first, _, rest = path.strip("/").partition("/")
    if first in config.taxonomies.values():
        return "term" if rest else "taxonomy"
    return "section"


def section_of(id_: str, kind: Kind) -> str:
    """The first folder of a page; a section's own name."""
    parts = id_.strip("/").split("/")
    return parts[0] if kind != "page" or len(parts) > 1 else ""


def _cascades(sources: Iterable[Source], config: SiteConfig) -> Mapping[str, tuple[Cascade, ...]]:
    """Node -> what its front matter hands down; the configuration's own at "" (above all)."""
    found = {
        page_id(source): parse_cascade(source.raw["cascade"])
        for source in sources
        if source.raw.get("cascade")
    }
    if config.cascade:
        found[""] = parse_cascade(config.cascade)
    return found


def _matter(
    source: Source, id_: str, kind: Kind, cascades: Mapping[str, tuple[Cascade, ...]], config: SiteConfig
) -> FrontMatter:
    effective: dict[str, Any] = dict(source.raw)
    for node in _upwards(id_):
        for cascade in cascades.get(node, ()):
            if _targets(cascade, id_, kind, config):
                effective = cascaded(effective, cascade)
    return decode_front_matter(source, effective, config)


def _upwards(id_: str) -> Iterable[str]:
    """The page itself, then every place above it, then "" for the configuration."""
    while id_ != "/":
        yield id_
        id_ = id_.rpartition("/")[0] or "/"
    yield from ("/", "")


def _targets(cascade: Cascade, id_: str, kind: Kind, config: SiteConfig) -> bool:
    target = cascade.target
    kinds = not target.kind or any(
        fnmatchcase(kind, pattern) for pattern in target.kind.strip("{}").split(",")
    )
    paths = not target.path or _path_matches(id_, target.path)
    languages = not target.lang or config.language.key in target.lang.strip("{}").split(",")
    environments = not target.environment or target.environment == config.environment
    return kinds and paths and languages and environments


def _path_matches(id_: str, pattern: str) -> bool:
    """Glob match as Hugo's: `**` crosses folders, `{a,b}` chooses."""
    return matches(id_, pattern.lower())
