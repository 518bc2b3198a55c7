"""What a command takes: wall time, processor time and memory, its child processes included. Linux only."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

INTERVAL = 0.25
"""Seconds between two looks at the memory; each look holds the processes up."""
UNUSUAL = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})
"""What containers set and a user's machine does not: Python would compile itself anew at every start."""


class Usage(msgspec.Struct, frozen=True):
    """What one run took, all its processes together."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time, user and system."""
    memory: int
    """Bytes at the peak; memory that processes share counts once."""


class CommandError(Exception):
    """A command that was to be measured failed."""


def measure(command: Sequence[str], folder: Path) -> Usage:
    """Run a command in a folder to its end; `CommandError`, with what it said, when it fails.

    One process's peak is what the kernel kept (`ru_maxrss`). Of several it is the greatest sum seen of their
    proportional shares (PSS): a plain sum of what each holds would count what forked processes share again and again.
    Processor time is that of the command and of every child that its parent waited for.
    """
    os.sync()  # what was written before is not this command's to wait for
    environment = {name: value for name, value in os.environ.items() if name not in UNUSUAL}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        start = time.perf_counter()
        watch = _Watch(process.pid)
        watch.start()
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    if process.returncode != 0:
        raise CommandError(f"{' '.join(command)}: exit code {process.returncode}\n{said.decode(errors='replace')}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, max(watch.peak, usage.ru_maxrss * 1024))


class _Watch(threading.Thread):
    """Looks at a process and all below it again and again; `peak` is in bytes, 0 while it never had a child."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._ended.wait(INTERVAL):
            processes = list(_tree(self._pid))
            # Summing a process's pages holds it up for a moment, so one alone is left in peace: `ru_maxrss` tells.
            if len(processes) > 1:
                self.peak = max(self.peak, sum(map(_share, processes)))

    def stop(self) -> None:
        """End, before somebody else gets the process's number."""
        self._ended.set()
        self.join()


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it, those that are gone meanwhile left out."""
    yield pid
    try:
        children = [
            child
            for task in Path("/proc", str(pid), "task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _share(pid: int) -> int:
    """The memory of a process in bytes, of shared pages its part; 0 when it is gone."""
    try:
        rollup = Path("/proc", str(pid), "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
