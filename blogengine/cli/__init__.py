"""The command line: one file a command, and the only place that prints or exits.

Exit codes: 0; 1 for a mistake in the site, shown with its place; 2 for a wrong call; 130 when interrupted,
128 and a signal's number when another process ends this one. Commands
import gc
import the engine when they run, so that help and versions are instant.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import Final

import click

from blogengine import __version__
from blogengine.cli.building import build_command
from blogengine.cli.checking import check_command
from blogengine.cli.completion import completion_command
from blogengine.cli.configuration import config_command, schema_command
from blogengine.cli.examining import doctor_command
from blogengine.cli.explaining import explain_command
from blogengine.cli.listing import list_command
from blogengine.cli.newness import new_command
from blogengine.cli.options import Switches
from blogengine.cli.output import say, show_json, show_problems
from blogengine.cli.publishing import adopt_command, publish_command
from blogengine.cli.serving import serve_command
from blogengine.cli.version import version_command
from blogengine.errors import SiteError

ENDING: Final = (signal.SIGTERM,) if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP)
"""How other processes end this one: a CI that cancels, a terminal that is closed."""

GARBAGE = 50_000
"""Objects after which cycles are looked for: a build makes many that stay, and hardly any cycle."""


@click.version_option(__version__, "--version", message="blogengine %(version)s", help="Print the version and exit.")
@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def blogengine() -> None:
    """A Hugo-style blog engine: Hugo's folders in, a finished site out."""


for command in (
    build_command,
    serve_command,
    check_command,
    publish_command,
    adopt_command,
    new_command,
    list_command,
    explain_command,
    doctor_command,
    config_command,
    schema_command,
    completion_command,
    version_command,
):
    blogengine.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit with its code; no traceback without `--debug`."""
    if arguments is None and sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        _start_again_with_utf8()
    for number in ENDING:
        if signal.getsignal(number) == signal.SIG_DFL:  # nohup has one of them ignored
            signal.signal(number, _end)
    raise SystemExit(run(arguments))


class _EndedError(BaseException):
    """Another process ends this one: it cleans up as after Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _end(number: int, _frame: object) -> None:
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)  # once is enough; cleaning up takes a moment
    raise _EndedError(number)


def _start_again_with_utf8() -> None:
    """Be this process anew, one for which file names are UTF-8, as on every disk: a bare locale of C says ASCII."""
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def run(arguments: list[str] | None = None) -> int:
    """Run a command (default: the one this process was called with) and return its exit code."""
    switches = Switches()
    gc.set_threshold(GARBAGE)
    try:
        code = blogengine.main(arguments, prog_name="blogengine", standalone_mode=False, obj=switches)
    except SiteError as error:
        if switches.as_json:
            show_json({"errors": error.problems})
        else:
            show_problems(error.problems, switches.source)
        return 1
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("Interrupted.")
        return 130
    except _EndedError as ended:
        say(f"Ended by {signal.Signals(ended.number).name}.")
        return 128 + ended.number
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001  # the last line of defence: a failure is named, not dumped
        if switches.debug:
            import traceback  # noqa: PLC0415  # start-up time

            say(traceback.format_exc().rstrip())
        else:
            say(f"blogengine failed: {_named(error)} (--debug shows where)")
        return 1
    return code if isinstance(code, int) else 0


def _named(error: Exception) -> str:
    """An unexpected error in one line; what the machine refused is said in the machine's own words."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return " ".join(f"{type(error).__name__}: {error}".split())
