"""check_site(): build a site into a folder of its own, and check all there is."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from blogengine.build import Progress, build
from blogengine.check.findings import Finding, Severity, finding, in_order
from blogengine.check.ignoring import unfit_entries, without_ignored
from blogengine.check.matter import duplicate_titles, future_dates, misspelt_keys, shared_addresses, similar_terms
from blogengine.check.notes import notes
from blogengine.check.origins import Origins, read_origins
from blogengine.check.output import Inspected, inspect
from blogengine.check.places import Places
from blogengine.config import Config, Options, load_config
from blogengine.errors import Problem, SiteError


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of a site found."""

    root: Path
    """The site's folder, absolute; findings name their files from here."""
    findings: tuple[Finding, ...]
    ignored: int = 0
    """How many more there are that `[check] ignore` lets pass."""
    pages: int
    """Regular pages that were checked; 0 when the site could not be built."""
    seconds: float


def check_site(
    root: Path,
    options: Options,
    *,
    now: datetime,
    strict: bool = False,
    external: bool = False,
    progress: Progress | None = None,
) -> Checked:
    """Everything wrong with a site as of `now`, mistakes that stop its build included; all are errors if `strict`.

    It is built into a temporary folder; the site's own folders are only read. With `external` other hosts are asked for
    what the site links to, over the network.
    """
    start = perf_counter()
    ignored = 0
    try:
        pages, every, config = _check(root, options, now, external, progress)
    except SiteError as error:
        pages, findings = 0, tuple(_as_findings("build-error", error.problems, "error"))
    else:
        left = without_ignored(every, config)
        ignored = len(every) - len(left)
        findings = (*left, *unfit_entries(every, config, asked_others=external))
    if strict:
        findings = tuple(msgspec.structs.replace(each, severity="error") for each in findings)
    return Checked(
        root=root.resolve(),
        findings=in_order(findings),
        ignored=ignored,
        pages=pages,
        seconds=perf_counter() - start,
    )


def _check(
    root: Path, options: Options, now: datetime, external: bool, progress: Progress | None
) -> tuple[int, tuple[Finding, ...], Config]:
    """How many pages there are, all findings in order, and the configuration."""
    with TemporaryDirectory(prefix="blogengine-check-") as temporary:
        folder = Path(temporary).resolve()
        # built from nothing, as a publish does it; a ledger of a folder that goes would be of use to nobody
        apart = msgspec.structs.replace(options, destination=folder / "site", cache_dir=folder / "cache")
        borrow_pictures(folder / "cache", load_config(root, options).cache_dir)
        report = build(root, apart, now=now, progress=progress)
        origins = read_origins(load_config(root, options), now)
        places = Places(origins)
        inspected = inspect(report.destination, origins, places)
    warnings = _as_findings("build-warning", report.warnings, "warning")
    others = _ask_others(inspected, origins, progress) if external else ()
    findings = in_order((*warnings, *inspected.findings, *check_sources(origins, places), *others))
    return report.pages, findings, origins.config


def borrow_pictures(cache: Path, usual: Path) -> None:
    """Share the usual cache's pictures with a cache that will be thrown away: they are the same wherever they stand."""
    if (drawn := usual / "pictures").is_dir():
        cache.mkdir()
        with suppress(OSError):  # a system without links draws them again
            (cache / "pictures").symlink_to(drawn.resolve(), target_is_directory=True)


def _ask_others(inspected: Inspected, origins: Origins, progress: Progress | None) -> tuple[Finding, ...]:
    from blogengine.check.external import ask, dead_links  # noqa: PLC0415  # httpx, only when it is wanted

    config = origins.config
    answers = ask(tuple(inspected.external), config.cache_dir, config.main.base_url, origins.now, progress)
    return tuple(inspected.locator.locate(dead_links(inspected.external, answers)))


def check_sources(origins: Origins, places: Places) -> tuple[Finding, ...]:
    """Everything wrong in the sources that needs no output to be seen."""
    return (
        *misspelt_keys(origins),
        *duplicate_titles(origins),
        *similar_terms(origins),
        *shared_addresses(origins),
        *future_dates(origins),
        *notes(origins, places),
    )


def _as_findings(code: str, problems: Iterable[Problem], severity: Severity) -> list[Finding]:
    """A build's problems; those with a code of their own keep it, and are as bad as the build says."""
    found = (finding(problem.code or code, problem) for problem in problems)
    return [msgspec.structs.replace(each, severity=severity) for each in found]
