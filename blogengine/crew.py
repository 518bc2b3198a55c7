"""Spreads the making of outputs over processes, where there is enough of it.

What an output says never depends on who made it: workers see the same site, and what one of them computes is the same
when another does.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Literal

from blogengine.errors import Problem, SiteError
from blogengine.outputs import Output
from blogengine.workshop import Batch, Workshop

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

Start = Literal["fork", "spawn"]
"""How worker processes come to be: as a copy of this one, or from nothing."""

WORTHWHILE = 64
"""Outputs that take longer to make than it takes to start workers."""
PORTION = 16
"""Outputs that a worker makes at once."""
AHEAD = 2
"""Portions for each worker that wait or are made: the rest can still be put in another order."""
SHARED = 16
"""Portions after which workers can see what others have computed."""
LOOK = 1.0
"""Seconds after which one who waits looks whether the workers are alive."""
NO_MEMORY = "Systems do so when memory runs out: --jobs 1 takes the least."
GARBAGE = 50_000
"""Objects after which a worker looks for cycles: text becomes trees of short life, with hardly any."""


class Crew:
    """Makes outputs, alone or with worker processes."""

    def __init__(
        self, workshop: Workshop, hire: Callable[[], Workshop], start: Start, jobs: int, share: Callable[[], None]
    ) -> None:
        """`hire` opens a workshop in a worker process; for "spawn" it must be picklable.

        `share` lets workers see what was computed so far.
        """
        self._workshop = workshop
        self._hire = hire
        self._start = start
        self._jobs = jobs
        self._share = share
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool is not None:
            if kind is not None and not issubclass(kind, Exception):  # Ctrl-C: whoever interrupts does not want to wait
                _tell_workers_to_end()
            self._pool.shutdown(cancel_futures=True)

    @property
    def is_spread(self) -> bool:
        """Whether other processes make the outputs."""
        return self._pool is not None

    def make(self, outputs: Sequence[Output], wanted: Callable[[], Collection[str]]) -> Iterator[Batch]:
        """Make outputs, portion by portion, in their order; those of `wanted` paths as soon as a worker is free."""
        if self._pool is None and self._jobs > 1 and len(outputs) >= WORTHWHILE:
            with suppress(OSError):  # some containers have no place for locks; one process does it, too
                self._pool = self._opened()
        if self._pool is None:
            yield from map(self._workshop.make, _portions(outputs, 1, wanted))
        else:
            self._share()
            batches = self._spread(self._pool, _portions(outputs, PORTION, wanted))
            for number, batch in enumerate(batches, start=1):
                yield batch
                if number % SHARED == 0:
                    self._share()  # in good time, while workers are busy

    def _spread(self, pool: ProcessPoolExecutor, portions: Iterator[Sequence[Output]]) -> Iterator[Batch]:
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  # start-up time

        try:
            yield from self._results(pool, portions)
        except BrokenProcessPool as error:
            _kill_workers(pool)
            raise SiteError(Problem(message="a worker process was ended by the system", hint=NO_MEMORY)) from error

    def _results(self, pool: ProcessPoolExecutor, portions: Iterator[Sequence[Output]]) -> Iterator[Batch]:
        under_way: deque[Future[Batch]] = deque()
        for portion in portions:
            with without_interrupts():
                under_way.append(pool.submit(_make, portion))
            if len(under_way) > AHEAD * self._jobs:
                yield _result(under_way.popleft(), pool)
        while under_way:
            yield _result(under_way.popleft(), pool)

    def _opened(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # start-up time
        from multiprocessing import get_context  # noqa: PLC0415

        from blogengine.markdown import convert, highlight, lexing  # noqa: F401, PLC0415  # shared by all that are copied

        gc.collect()
        gc.freeze()  # so that workers share what there is, instead of copying it when they collect garbage
        with without_interrupts():  # Python's tracker of resources is started here
            return ProcessPoolExecutor(self._jobs, get_context(self._start), _enter, (self._hire,))


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C and other ways to end back for a moment: processes started in it do not hear of them at first.

    The terminal tells all processes, but this one ends the others; what they would have to say is no news.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent() -> None:
    """In a worker process: end as soon as the process that started it has, whatever ended that one."""
    from multiprocessing import parent_process  # noqa: PLC0415  # start-up time
    from threading import Thread  # noqa: PLC0415

    if (parent := parent_process()) is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)  # nobody waits for what this process makes


def _tell_workers_to_end() -> None:
    """Have workers give up after the output that they are at.

    Ended at any other moment, one may be half-way through handing over a batch, for whose rest the pool waits for ever.
    """
    if sys.platform == "win32":
        return
    from multiprocessing import active_children  # noqa: PLC0415  # start-up time

    for worker in active_children():
        if worker.pid is not None:
            os.kill(worker.pid, signal.SIGUSR1)


def _result(future: Future[Batch], pool: ProcessPoolExecutor) -> Batch:
    """What a worker made. Raises `BrokenProcessPool` when one is dead.

    The pool itself sees that, too, unless the worker was half-way through handing over a batch: then it waits for the
    rest for ever.
    """
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  # start-up time

    while True:
        try:
            return future.result(timeout=LOOK)
        except TimeoutError:
            if future.done():
                raise
            if not all(worker.is_alive() for worker in list(pool._processes.values())):
                raise BrokenProcessPool from None


def _kill_workers(pool: ProcessPoolExecutor) -> None:
    """End them at once, and whatever of the pool waits for them."""
    for worker in list((pool._processes or {}).values()):
        worker.kill()  # the pool would do it by a signal that they hold back
        worker.join()
    with suppress(AttributeError, OSError):
        pool._result_queue._writer.close()  # type: ignore[attr-defined]  # so that half a batch ends


def _portions(
    outputs: Sequence[Output], size: int, wanted: Callable[[], Collection[str]]
) -> Iterator[Sequence[Output]]:
    waiting = {output.path: output for output in outputs}
    while waiting:
        urgent = [path for path in dict.fromkeys(wanted()) if path in waiting]
        yield [waiting.pop(path) for path in urgent or list(islice(waiting, size))]


def usual_start() -> Start:
    """How worker processes come to be on this system: copying is fast, and safe on Linux."""
    return "fork" if sys.platform == "linux" else "spawn"


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_workshops: list[Workshop] = []
"""The workshop of a worker process: what such a process is started with can only be kept in its module."""


_told_to_end: list[bool] = []
"""Has an item once this worker process is to give up."""


def _enter(hire: Callable[[], Workshop]) -> None:
    gc.set_threshold(GARBAGE)
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where `without_interrupts` cannot do it
    if sys.platform != "win32":
        signal.signal(signal.SIGUSR1, lambda _signal, _frame: _told_to_end.append(True))
    _workshops[:] = [hire()]


def _make(outputs: Sequence[Output]) -> Batch:
    return _workshops[0].make(_until_told(outputs))


def _until_told(outputs: Iterable[Output]) -> Iterator[Output]:
    for output in outputs:
        if _told_to_end:
            raise KeyboardInterrupt
        yield output
