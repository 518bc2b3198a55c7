"""publish(): build clean, check, compare, push, verify."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from blogengine.build import Progress, build
from blogengine.check import Finding, Origins, check_output, read_origins
from blogengine.check.findings import NEVER_IGNORED, finding, in_order
from blogengine.check.ignoring import without_ignored
from blogengine.check.site import borrow_pictures
from blogengine.config import Config, Options, load_config
from blogengine.errors import Problem, SiteError
from blogengine.publish.addresses import recorded, vanished
from blogengine.publish.changes import Changes, compare
from blogengine.publish.contents import complete, oversized, wrong_domain
from blogengine.publish.git import files_below
from blogengine.publish.known import digest, known
from blogengine.publish.redirects import write_aliases
from blogengine.publish.target import (
    PAGES_FOLDER,
    Base,
    Target,
    check_untracked,
    commit,
    find_base,
    push,
    put_in_place,
    uncommitted,
)
from blogengine.publish.verifying import Verified, verify
from blogengine.published import FILE, Published, encode_published, read_published

WEB = ("http://", "https://")


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the author wants of a publish."""

    target: Target = Target()
    aliases: Mapping[str, str] = {}
    """Old address -> the address of the page that it leads to from now on."""
    force: bool = False
    """Let warnings pass."""
    allow: frozenset[str] = frozenset()
    """Codes of findings that stop nothing; `NEVER_IGNORED` stop it all the same."""
    dry_run: bool = False
    patience: float = 600.0
    """Seconds to wait for the published address to have the new version; 0: it is not asked."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a publish did."""

    findings: tuple[Finding, ...]
    """What the published version does not have already, and `[check] ignore` does not let pass."""
    known: tuple[Finding, ...] = ()
    """What the published version has already: it stops nothing."""
    is_stopped: bool
    """Whether the findings stopped it: nothing was pushed."""
    changes: Changes = Changes()
    commit: str | None = None
    """What was pushed, or would be; None when nothing has changed."""
    where: str = ""
    """The remote and branch."""
    pages: int = 0
    uncommitted: tuple[str, ...] = ()
    aliased: tuple[Path, ...] = ()
    """Files whose front matter got an alias."""
    has_new_ledger: bool = False
    """Whether published.json was changed."""
    verified: Verified | None = None


def publish(root: Path, options: Options, wish: Wish, *, now: datetime, progress: Progress | None = None) -> Outcome:
    """Publish the site as of `now`; drafts and their kin are left out whatever the settings say.

    Raises `SiteError` when the site cannot be built, or the target cannot be used. Until the push nothing of the
    author's is touched, but for the aliases they ask for. What is killed half-way is finished by the next publish.
    """
    tell = progress or (lambda _what, _done, _total: None)
    clean = msgspec.structs.replace(options, drafts=False, future=False, expired=False)
    config = load_config(root, clean)
    tell("Asking the remote", 0, 1)
    base = find_base(config.root, _settled(wish.target, config))
    aliased = write_aliases(wish.aliases, read_origins(config, now)) if wish.aliases and not wish.dry_run else ()
    with TemporaryDirectory(prefix="blogengine-publish-") as temporary:
        # `temporary` may be reached by a link, and the build resolves its destination
        folder = Path(temporary).resolve()
        apart = msgspec.structs.replace(clean, destination=folder / "site", cache_dir=folder / "cache")
        with suppress(OSError):  # what is drawn need not be drawn for the next publish
            (config.cache_dir / "pictures").mkdir(parents=True, exist_ok=True)
        borrow_pictures(folder / "cache", config.cache_dir)
        report = build(root, apart, now=now, progress=progress)
        made = _Made(folder / "site", config, read_origins(config, now), now)
        warnings = [
            finding(each.code or "build-warning", each) for each in report.warnings if each not in config.warnings
        ]
        outcome = _publish(made, base, wish, warnings, tell)
    outcome = msgspec.structs.replace(outcome, pages=report.pages, aliased=aliased, uncommitted=uncommitted(base))
    is_done = outcome.is_stopped or wish.dry_run or outcome.commit is None or not wish.patience
    if is_done or not config.main.base_url.startswith(WEB):
        return outcome
    return msgspec.structs.replace(outcome, verified=verify(made.origins, made.version, wish.patience, tell))


def _settled(target: Target, config: Config) -> Target:
    """The target; when it says nothing, the folder that the site is built into, if GitHub Pages serves such a one."""
    if target.branch is None and target.folder is None and config.publish_dir.name == PAGES_FOLDER:
        return msgspec.structs.replace(target, folder=config.publish_dir)
    return target


class _Made:
    """A finished site, and what is known of it."""

    def __init__(self, folder: Path, config: Config, origins: Origins, now: datetime) -> None:
        self.folder = folder
        self.config = config
        self.origins = origins
        self.ledger = read_published(config.root)
        self.version = complete(folder, config)
        self.names = tuple(files_below(folder))
        self.after = recorded(self.ledger or Published(), self.names, origins, now.astimezone(UTC).date())

    def findings(self) -> Iterator[Finding]:
        """Everything that stands against publishing it."""
        yield from check_output(self.folder, self.origins)
        yield from vanished(self.ledger or Published(), self.names, self.origins)
        yield from oversized(self.folder, self.names, self.origins)
        yield from wrong_domain(self.folder, self.config)

    def keep_ledger(self) -> bool:
        """Write published.json, if it changes; whether it did."""
        if self.ledger is not None and self.ledger == self.after:
            return False
        write_ledger(self.config.root, self.after)
        return True


def _publish(made: _Made, base: Base, wish: Wish, warnings: Iterable[Finding], tell: Progress) -> Outcome:
    where = f"{base.branch} of {base.remote}"
    tell("Checking", 0, 1)
    told = without_ignored(in_order((*warnings, *made.findings())), made.config)
    old_ones = known(told, base, made.ledger or Published(), made.origins)
    findings = tuple(each for each in told if each not in old_ones)
    files = base.git.keep(made.folder, made.names) if not _has_errors(_stopping(findings, wish)) else {}
    old = {path: entry.sha for path, entry in base.git.files(base.tree).items()}
    changes = compare(old, files, base.git.blob) if files else Changes()
    findings = in_order((*findings, *without_ignored(_sent_again(changes), made.config)))
    done = Outcome(findings=findings, known=in_order(old_ones), is_stopped=False, changes=changes, where=where)
    if (stopping := _stopping(findings, wish)) and (_has_errors(stopping) or not wish.force):
        return msgspec.structs.replace(done, is_stopped=True)
    check_untracked(base, files)
    new = commit(base, files, f"Publish {made.version}", map(digest, warnings))
    done = msgspec.structs.replace(done, commit=new)
    if wish.dry_run:
        return done
    tell(f"Pushing to {where}", 0, 1)
    if base.prefix:
        put_in_place(base, new, made.folder)
    if pushed := new or (base.commit if base.is_behind else None):
        push(base, pushed)
    return msgspec.structs.replace(done, commit=pushed, has_new_ledger=made.keep_ledger())


def _sent_again(changes: Changes) -> Iterator[Finding]:
    for feed in changes.feeds:
        if feed.sent_again:
            count, first = len(feed.sent_again), feed.sent_again[0]
            message = f"readers of {feed.address} would get {count} old posts as new, the first “{first.title}”"
            hint = "Seed published.json from what is published now: blogengine adopt FOLDER."
            yield finding("sent-again", Problem(message=message, hint=hint), feed.address)


def _stopping(findings: Iterable[Finding], wish: Wish) -> tuple[Finding, ...]:
    """The findings that the author does not allow."""
    return tuple(each for each in findings if each.code in NEVER_IGNORED or each.code not in wish.allow)


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(each.severity == "error" for each in findings)


def read_ledger(root: Path) -> Published:
    """The ledger of a site; an empty one where it has none."""
    return read_published(root) or Published()


def write_ledger(root: Path, published: Published) -> None:
    """Write published.json; raises `SiteError` when it cannot be written."""
    file = root / FILE
    fresh = file.with_name(f".{FILE}.{os.getpid()}.new")
    try:
        fresh.write_bytes(encode_published(published).encode("utf-8"))
        fresh.replace(file)
    except OSError as error:
        raise SiteError(Problem(message=f"cannot write the file: {error.strerror}", path=FILE)) from error
