"""`blogengine publish` and `blogengine adopt`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.building import counted, show_progress
from blogengine.cli.checking import as_text
from blogengine.cli.options import (
    FOLDER,
    clock_option,
    config_file_option,
    debug_option,
    environment_option,
    options_of,
    source_option,
    with_options,
)
from blogengine.cli.output import say, show

if TYPE_CHECKING:
    from blogengine.publish import Outcome
    from blogengine.publish.changes import Changes, FeedChange

MOST_NAMED = 10
MOST_FEEDS = 3
"""New feeds of which it is told what is in them."""


def _pairs(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    for value in values:
        if not all(value.partition("=")):
            raise click.BadParameter(f"“{value}” is not OLD=NEW, such as /post/old/=/post/new/")
    return {old: new for value in values for old, _, new in (value.partition("="),)}


def _codes(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> frozenset[str]:
    if not values:
        return frozenset()
    from blogengine.check.findings import CODES, NEVER_IGNORED  # noqa: PLC0415  # start-up time
    from blogengine.errors import did_you_mean  # noqa: PLC0415

    for value in values:
        if value in NEVER_IGNORED:
            raise click.BadParameter(f"“{value}” always stops a publish")
        if value not in CODES:
            hint = did_you_mean(value, CODES) or "The manual's page on checking lists them."
            raise click.BadParameter(f"“{value}” is no code of a finding. {hint}")
    return frozenset(values)


@click.command("publish", short_help="Publish the site to GitHub Pages.")
@with_options(source_option)
@click.option("-b", "--baseURL", "base_url", help="The address the site will stand at.")
@click.option("--remote", default="origin", show_default=True, help="The remote of git to push to.")
@click.option("--branch", show_default="gh-pages", help="The branch for the site alone.")
@click.option("--folder", type=FOLDER, show_default="docs, if publishDir is that",
              help="Publish into this folder of the current branch instead.")  # fmt: skip
@click.option("--onto", metavar="COMMIT", help="Publish over this commit, though blogengine did not make it.")
@click.option("--alias", "aliases", multiple=True, callback=_pairs, metavar="OLD=NEW", help="Lead an old address on.")
@click.option("-n", "--dry-run", is_flag=True, help="Show what would happen, and change nothing.")
@click.option("--allow", multiple=True, callback=_codes, metavar="CODE",
              help="Publish in spite of findings of this code, such as broken-link.")  # fmt: skip
@click.option("--force", is_flag=True, help="Publish in spite of warnings; errors always stop it.")
@click.option("--wait", "patience", type=click.FloatRange(min=0), default=600, show_default=True, metavar="SECONDS",
              help="How long to wait until the published address has the new version; 0: do not look.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but problems.")
@with_options(environment_option, config_file_option, clock_option, debug_option)
def publish_command(source: Path, now: datetime, quiet: bool, **values: Any) -> None:
    """Build clean, check, show what readers will see, push with git, and look whether it is there.

    Exits with 1 when something stops it or the published address is not right.
    """
    from blogengine.publish import Target, Wish, publish  # noqa: PLC0415  # start-up time

    target = Target(**{name: values[name] for name in Target.__struct_fields__})
    wish = Wish(target=target, **{name: values[name] for name in ("aliases", "force", "allow", "dry_run", "patience")})
    with show_progress(quiet) as progress:
        outcome = publish(source, options_of(values), wish, now=now, progress=progress)
    for line in as_text(outcome.findings):
        show(line)
    for line in () if quiet else _told(outcome, dry_run=wish.dry_run):
        show(line)
    problems = outcome.verified.problems if outcome.verified else ()
    for problem in problems:
        say(click.style("warning: ", fg="yellow", bold=True) + problem)
    if outcome.is_stopped or problems:
        raise click.exceptions.Exit(1)


@click.command("adopt", short_help="Learn from the output of an earlier engine.")
@click.argument("folder", type=FOLDER)
@with_options(source_option, environment_option, config_file_option, clock_option, debug_option)
def adopt_command(folder: Path, source: Path, now: datetime, **values: Any) -> None:
    """Seed published.json from FOLDER, the output of an earlier engine: its addresses and the ids of its feeds.

    Run it once before the first publish: then nobody's reader shows old posts as new, and no old link breaks unseen.
    """
    from blogengine.config import load_config  # noqa: PLC0415  # start-up time
    from blogengine.publish import adopt, read_ledger, write_ledger  # noqa: PLC0415

    config = load_config(source, options_of(values))
    adopted = adopt(folder, config, read_ledger(config.root), now.astimezone(UTC).date())
    write_ledger(config.root, adopted.published)
    show(f"published.json knows {counted(adopted.addresses, 'address', 'addresses')} of {folder}, "
         f"{adopted.ids} with the id that {counted(adopted.feeds, 'feed', 'feeds')} gave it")  # fmt: skip
    for link in adopted.strangers[:MOST_NAMED]:
        say(f"warning: a feed has {link}, but there is no such page")


def _told(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """What happened, in plain words."""
    yield from (f"Wrote an alias into {file}" for file in outcome.aliased)
    yield from _seen(outcome.changes)
    if outcome.known:
        codes = ", ".join(f"{count} {code}" for code, count in Counter(each.code for each in outcome.known).items())
        faults = counted(len(outcome.known), "fault", "faults")
        yield f"The published version has {faults} of this one already, so they stop nothing: {codes}"
    if outcome.is_stopped:
        errors = sum(each.severity == "error" for each in outcome.findings)
        way = " (--allow CODE publishes in spite of them)" if errors else " (--force publishes in spite of warnings)"
        yield f"Nothing was published: {_count(outcome)}{way}"
        return
    if outcome.uncommitted:
        yield f"Not committed to git yet: {_named(outcome.uncommitted)}"
    if outcome.commit is None:
        yield f"Nothing has changed since the last publish to {outcome.where}; nothing to push."
    else:
        what = "Would push" if dry_run else "Pushed"
        yield f"{what} to {outcome.where} ({outcome.commit[:12]})"
    if outcome.has_new_ledger:
        yield "published.json has changed: commit it with your texts."
    if outcome.verified and outcome.verified.has_version:
        checked = counted(len(outcome.verified.checked), "address", "addresses")
        yield f"The new version answers since {outcome.verified.seconds:.0f} s after the push; {checked} checked."


def _seen(changes: Changes) -> Iterator[str]:
    """What readers will see."""
    for word, pages in (("New", changes.added), ("Changed", changes.changed), ("Gone", changes.gone)):
        if pages:
            yield f"{word}: {counted(len(pages), 'page', 'pages')}: {_named(pages)}"
    told = [feed for feed in changes.feeds if feed.new or feed.sent_again]
    fresh = [feed.address for feed in told if feed.is_new]
    if len(fresh) > MOST_FEEDS:  # which nobody follows yet
        yield f"New: {len(fresh)} feeds: {_named(fresh)}"
        told = [feed for feed in told if not feed.is_new]
    yield from map(_feed, told)
    if changes.others:
        yield f"Besides: {counted(changes.others, 'other file', 'other files')}"


def _feed(feed: FeedChange) -> str:
    titles = _named([item.title for item in feed.new], 3)
    state = " (a new feed)" if feed.is_new else ""
    again = f"; {len(feed.sent_again)} old ones again" if feed.sent_again else ""
    return f"Feed {feed.address}{state}: {counted(len(feed.new), 'new item', 'new items')}: {titles}{again}"


def _named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    hidden = len(names) - most
    return ", ".join(names[:most]) + (f" and {hidden} more" if hidden > 0 else "")


def _count(outcome: Outcome) -> str:
    errors = sum(each.severity == "error" for each in outcome.findings)
    warnings = len(outcome.findings) - errors
    found = [counted(errors, "error", "errors")] * bool(errors)
    return ", ".join(found + [counted(warnings, "warning", "warnings")] * bool(warnings))
