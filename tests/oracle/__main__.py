"""The oracle run long: `python -m tests.oracle --edits 10000 --jobs 1,2 --seed 1`, or a failure's script again."""

from __future__ import annotations

import argparse
import runpy
import secrets
import sys
import time

from tests.oracle.engines import WRONG, Incremental
from tests.oracle.machine import OracleError, run

STEPS = 40
"""Steps with one made-up site."""
CHUNK = 20
"""Sites between two signs of life."""


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000, help="builds to compare (default: %(default)s)")
    parser.add_argument("--jobs", default="1,2", help="numbers of workers, used in turn (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="repeat a run")
    parser.add_argument("--patience", type=float, default=300, help="seconds to cut a failure down (%(default)s)")
    parser.add_argument("--replay", metavar="FILE", help="run a script that a failure printed")
    parser.add_argument("--teeth", action="store_true", help="how soon engines that are wrong are found")
    given = parser.parse_args()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    if given.replay:
        runpy.run_path(given.replay)
    elif given.teeth:
        _try_teeth(given.edits, seed)
    else:
        _run(given.edits, tuple(int(number) for number in given.jobs.split(",")), seed, given.patience)


def _run(edits: int, jobs: tuple[int, ...], seed: int, patience: float) -> None:
    start, done, chunk = time.monotonic(), 0, 0
    while done < edits:
        try:
            done += run(examples=CHUNK, steps=STEPS, jobs=jobs, seed=seed + chunk, patience=patience)
        except OracleError as error:
            sys.exit(f"seed {seed}, after {done + error.edits} edits: {error}")
        chunk += 1
        _say(f"{done} edits, {time.monotonic() - start:.0f} s")
    _say(f"seed {seed}: {done} edits, each incremental build like a clean one")


def _try_teeth(edits: int, seed: int) -> None:
    """Print after how many edits each of the engines that are wrong is found; fail if one is not."""
    missed = [wrong for wrong, make in WRONG.items() if not _is_found(wrong, make(), edits, seed)]
    if missed:
        sys.exit(f"not found: {', '.join(missed)}")


def _is_found(wrong: str, engine: Incremental, edits: int, seed: int) -> bool:
    done, chunk = 0, 0
    while done < edits:
        try:
            done += run(examples=CHUNK, steps=STEPS, seed=seed + chunk, patience=0, engine=engine)
        except OracleError as error:
            _say(f"{wrong}: found after {done + error.edits} edits")
            return True
        chunk += 1
    _say(f"{wrong}: not found in {done} edits")
    return False


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # its purpose


if __name__ == "__main__":
    main()
