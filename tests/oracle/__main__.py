"""The oracle run long: `python -m tests.oracle --edits 10000 --jobs 1,2 --seed 1`, or a failure's script again."""

from __future__ import annotations

import argparse
import runpy
import secrets
import sys
import time

from tests.oracle.machine import OracleError, run

STEPS = 40
"""Steps with one made-up site."""
CHUNK = 10
"""Sites between two signs of life."""


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000, help="builds to compare (default: %(default)s)")
    parser.add_argument("--jobs", default="1,2", help="numbers of workers, used in turn (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="repeat a run")
    parser.add_argument("--patience", type=float, default=300, help="seconds to cut a failure down (%(default)s)")
    parser.add_argument("--replay", metavar="FILE", help="run a script that a failure printed")
    given = parser.parse_args()
    if given.replay:
        runpy.run_path(given.replay)
    else:
        jobs = tuple(int(number) for number in given.jobs.split(","))
        _run(given.edits, jobs, secrets.randbelow(10**6) if given.seed is None else given.seed, given.patience)


def _run(edits: int, jobs: tuple[int, ...], seed: int, patience: float) -> None:
    start, done, chunk = time.monotonic(), 0, 0
    while done < edits:
        try:
            done += run(examples=CHUNK, steps=STEPS, jobs=jobs, seed=seed + chunk, patience=patience)
        except OracleError as error:
            sys.exit(f"seed {seed}, after {done} edits and more: {error}")
        chunk += 1
        print(f"{done} edits, {time.monotonic() - start:.0f} s", flush=True)  # noqa: T201  # its purpose
    print(f"seed {seed}: {done} edits, each incremental build like a clean one")  # noqa: T201


if __name__ == "__main__":
    main()
