"""`python -m benchmarks`: this engine and its peers over the same blogs, in turn; a table, JSON and a picture."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from benchmarks.cases import CASES, Bench, Case, check
from benchmarks.engines import ENGINES, HERE, Engine, lay_out
from benchmarks.measuring import Usage, measure
from benchmarks.picture import picture
from benchmarks.results import Results, results_of, save, table

Runs = dict[tuple[int, str, str], list[Usage]]


def main() -> None:
    """Measure what the command line asks for, print the table, and write `results.json` and `results.svg`."""
    if not sys.platform.startswith("linux"):
        sys.exit("the benchmark reads the memory of processes from /proc, which only Linux has")
    arguments = _arguments()
    chosen = tuple(engine for engine in ENGINES if engine.name in arguments.engines)
    skipped = {engine.name: engine.missing for engine in chosen if engine.missing}
    engines = tuple(engine for engine in chosen if not engine.missing)
    runs: Runs = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="blogs-") as scratch:
        for posts in arguments.posts:
            _measure_size(posts, arguments.runs, engines, Path(scratch), runs)
            shutil.rmtree(Path(scratch, str(posts)))
    _show(results_of(engines, skipped, runs), arguments.output)


def _measure_size(posts: int, rounds: int, engines: tuple[Engine, ...], scratch: Path, runs: Runs) -> None:
    """All engines in turn, round by round, so that whatever else the machine does strikes all alike."""
    benches = list(_benches(posts, engines, scratch / str(posts)))
    for number in range(rounds):
        for bench in benches:
            for case in CASES:
                usage = _measure_case(replace(bench, run=number), case)
                runs[posts, bench.engine.name, case.name].append(usage)


def _benches(posts: int, engines: tuple[Engine, ...], folder: Path) -> Iterator[Bench]:
    for engine in engines:
        if posts > engine.most_posts:
            _tell(f"{posts:,} posts: {engine.name} left out, it would take too long")
            continue
        site = folder / engine.name
        lay_out(engine, site, posts)
        yield Bench(engine, site, posts, frozenset(path.name for path in site.iterdir()))


def _measure_case(bench: Bench, case: Case) -> Usage:
    change = case.prepare(bench)
    usage = measure(bench.engine.command(bench.site), bench.site)
    check(change, bench.site)
    _tell(
        f"{bench.posts:,} posts, round {bench.run + 1}, {bench.engine.name}, {case.name}: "
        f"{usage.wall:.2f} s, CPU {usage.cpu:.2f} s, {usage.memory / 1e6:.0f} MB"
    )
    return usage


def _show(results: Results, output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    save(results, output / "results.json")
    (output / "results.svg").write_text(picture(results), encoding="utf-8")
    sys.stdout.write("\n".join(table(results)) + "\n")


def _arguments() -> argparse.Namespace:
    known = [engine.name for engine in ENGINES]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--posts", type=_numbers, default=[100, 1000, 10000], help="sizes of blogs: 100,1000,10000")
    parser.add_argument("--runs", type=_number, default=3, help="rounds; medians are shown (default: 3)")
    parser.add_argument("--engines", type=lambda text: text.split(","), default=known, help=",".join(known))
    parser.add_argument("--output", type=Path, default=HERE, help="where results.json and results.svg go")
    arguments = parser.parse_args()
    if unknown := set(arguments.engines) - set(known):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return arguments


def _numbers(text: str) -> list[int]:
    return [_number(number) for number in text.split(",")]


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 on")
    return int(text)


def _tell(line: str) -> None:
    """Progress, apart from the table."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
