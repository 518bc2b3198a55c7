"""`blogengine serve`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blogengine.cli.building import counted
from blogengine.cli.options import options_of, served_options
from blogengine.cli.output import say, show_problems, show_warnings

if TYPE_CHECKING:
    from blogengine.errors import Problem
    from blogengine.serve import Opened, Refresh


@click.command("serve", short_help="Show the site in a browser while writing.")
@served_options
@click.option(
    "-D", "-F", "--buildDrafts", "--buildFuture", is_flag=True, expose_value=False, hidden=True
)  # as with Hugo
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=1313,
    show_default=True,
    help="The port, or the next free one.",
)
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--open", "opens", is_flag=True, help="Open the browser.")
@click.option("-N", "--navigate", "--navigateToChanged", is_flag=True, help="Follow the page that is being edited.")
@click.option("--poll", is_flag=True, help="Look for changes twice a second, where the system does not notify.")
def serve_command(
    source: Path, now: datetime, port: int, bind: str, opens: bool, navigate: bool, poll: bool, **values: Any
) -> None:
    """Serve the site on this machine, drafts and future pages too; each save shows at once in every open tab."""
    from blogengine.serve import Settings, serve  # noqa: PLC0415  # start-up time

    ahead = now - datetime.now(UTC)  # of the clock that --clock sets; it goes on from there
    told = _Told(opens)
    settings = Settings(bind=bind, port=port, poll=poll, navigate=navigate)
    serve(source, options_of(values), settings, clock=lambda: _later(ahead), opened=told.opened, notice=told.refreshed)


def _later(ahead: timedelta) -> datetime:
    return datetime.now(UTC) + ahead


class _Told:
    """What the terminal shows of a running server."""

    def __init__(self, opens: bool) -> None:
        self._opens = opens
        self._problems: tuple[Problem, ...] = ()
        self._warnings: frozenset[Problem] = frozenset()

    def opened(self, opened: Opened) -> None:
        """Say where the site is."""
        click.echo(f"Serving at {opened.url} (Ctrl-C ends)")
        if opened.is_public:
            label = click.style("warning:", fg="yellow", bold=True)
            say(f"{label} other machines in the network can read the site, drafts too")
        if self._opens:
            import webbrowser  # noqa: PLC0415  # start-up time

            webbrowser.open(opened.url)

    def refreshed(self, refresh: Refresh) -> None:
        """Say what a build did; what was said before is not said again."""
        if refresh.problems:
            if refresh.problems != self._problems:
                show_problems(refresh.problems)
        elif refresh.changed or self._problems:
            files = counted(len(refresh.changed), "address", "addresses")
            click.echo(f"{datetime.now():%H:%M:%S} {files} changed")
            show_warnings(each for each in refresh.warnings if each not in self._warnings)
            self._warnings = frozenset(refresh.warnings)
        self._problems = refresh.problems
