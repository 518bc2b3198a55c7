"""From sources to placed ones: what each file is, its front matter after cascade, and whether it is out now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from blogengine.config import SiteConfig
from blogengine.content import Source, stem_of
from blogengine.errors import Problem
from blogengine.frontmatter import Build, Cascade, FrontMatter, cascaded, parse_cascade
from blogengine.frontmatter.decoding import decode_front_matter
from blogengine.globs import matches
from blogengine.site import HeldBack, Kind


class Placed(msgspec.Struct, frozen=True):
    """A source with its id, kind and effective front matter."""

    id: str
    kind: Kind
    source: Source
    matter: FrontMatter


Cascades = Mapping[str, tuple[Cascade, ...]]
"""Node -> what its front matter hands down; the configuration's own at "" (above all)."""


class _Generated(msgspec.Struct, frozen=True, kw_only=True):
    """What stands for the file of a node that has none."""

    id: str
    path: str
    head: str = ""
    kind: str = "branch"
    has_cjk: bool = False
    modified: datetime | None = None
    committed: datetime | None = None


def place_all(
    sources: Sequence[Source], cascades: Cascades, config: SiteConfig
) -> tuple[list[Placed], tuple[Problem, ...]]:
    """Every source with its front matter after cascade; and warnings of values that cannot be meant."""
    placed: list[Placed] = []
    warnings: list[Problem] = []
    for source in sources:
        id_, kind = page_id(source), kind_of(source, config)
        values = _effective(source.raw, id_, kind, cascades, config)
        decoded = decode_front_matter(source, values, config)
        placed.append(Placed(id_, kind, source, decoded.matter))
        warnings += decoded.warnings
    return placed, tuple(warnings)


def published(placed: Iterable[Placed], config: SiteConfig, now: datetime) -> tuple[list[Placed], tuple[HeldBack, ...]]:
    """The sources that are out at `now`, and the rest with the reason.

    A node that is held back stays as one that is neither written nor listed: what is below it is still its own.
    """
    out: list[Placed] = []
    held: list[HeldBack] = []
    for each in placed:
        reason = held_back(each, config, now)
        if reason is None:
            out.append(each)
        else:
            held.append(reason)
            if each.kind != "page":
                out.append(msgspec.structs.replace(each, matter=_hidden(each.matter)))
    return out, tuple(held)


def _hidden(matter: FrontMatter) -> FrontMatter:
    return msgspec.structs.replace(matter, build=Build(list="never", render="never", publish_resources=False))


def held_back(placed: Placed, config: SiteConfig, now: datetime) -> HeldBack | None:
    """Why a source is not published at `now`, or None when it is (Hugo: publishDate decides, not date)."""
    matter, name = placed.matter, placed.source.path
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
    return logical_path(f"{folder}/{stem_of(name, source.language)}")


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


def find_cascades(sources: Iterable[Source], config: SiteConfig) -> Cascades:
    """What the configuration and the front matter of nodes hand down."""
    found = {page_id(source): parse_cascade(source.raw["cascade"]) for source in sources if source.raw.get("cascade")}
    if config.cascade:
        found[""] = parse_cascade(config.cascade)
    return found


def inherited(id_: str, kind: Kind, cascades: Cascades, config: SiteConfig) -> FrontMatter:
    """The front matter of a node without a file: what it is handed down."""
    values = _effective({}, id_, kind, cascades, config)
    return decode_front_matter(_Generated(id=id_, path=id_), values, config).matter if values else FrontMatter()


def _effective(
    own: Mapping[str, Any], id_: str, kind: Kind, cascades: Cascades, config: SiteConfig
) -> Mapping[str, Any]:
    effective: dict[str, Any] = dict(own)
    for node in _upwards(id_):
        for cascade in cascades.get(node, ()):
            if _targets(cascade, id_, kind, config):
                effective = cascaded(effective, cascade)
    return effective


def _upwards(id_: str) -> Iterable[str]:
    """The page itself, then every place above it, then "" for the configuration."""
    while id_ != "/":
        yield id_
        id_ = id_.rpartition("/")[0] or "/"
    yield from ("/", "")


def _targets(cascade: Cascade, id_: str, kind: Kind, config: SiteConfig) -> bool:
    target = cascade.target
    kinds = not target.kind or any(fnmatchcase(kind, pattern) for pattern in target.kind.strip("{}").split(","))
    paths = not target.path or _path_matches(id_, target.path)
    languages = not target.lang or config.language.key in target.lang.strip("{}").split(",")
    environments = not target.environment or target.environment == config.environment
    return kinds and paths and languages and environments


def _path_matches(id_: str, pattern: str) -> bool:
    """Glob match as Hugo's: `**` crosses folders, `{a,b}` chooses."""
    return matches(id_, pattern.lower())
