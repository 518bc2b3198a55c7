"""Damaged ledgers: `python -m tests.hard.ledgers --times 300`. Whatever is in the file, the site comes out right."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from blogengine.build import build
from blogengine.config import Options
from blogengine.errors import SiteError

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
PAGE: Final = 4096
"""Bytes of a page of SQLite's files."""
FILES: Final[Mapping[str, str]] = {
    "config.toml": 'baseURL = "https://example.org/"\ntitle = "Site"\n[taxonomies]\ntag = "tags"\n',
    "templates/single.html": "<h1>{{ page.title }}</h1>{{ page.content }}{% for p in page.related(3) %}{{ p.title }}"
    "{% endfor %}{{ site.data.names.a }}",
    "templates/list.html": "{% for p in page.paginate(page.regular_pages, 3).pages %}{{ p.summary }}{% endfor %}",
    "templates/shortcodes/s.html": "<b>{{ shortcode.get(0) }}</b>",
    "data/names.toml": 'a = "A"\n',
    **{
        f"content/post/{number}.md": f'+++\ntitle = "{number}"\ndate = 2024-01-0{number + 1}\ntags = ["{number % 3}"]\n'
        f'+++\n本文 {number} {{{{< s x{number} >}}}}\n\n[次]({{{{< ref "{7 - number}" >}}}})\n'
        for number in range(8)
    },
}
Harm = Callable[[Path, Random], None]


def flip_bits(file: Path, random: Random) -> None:
    """As a bad disk or memory does."""
    content = bytearray(file.read_bytes())
    for _ in range(random.choice((1, 1, 5, 200))):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    file.write_bytes(content)


def cut_off(file: Path, random: Random) -> None:
    """As a full disk does."""
    content = file.read_bytes()
    file.write_bytes(content[: random.randrange(len(content))])


def lose_pages(file: Path, random: Random) -> None:
    """As a machine that lost its power does: some pages are zeros, or those of another place."""
    content = bytearray(file.read_bytes())
    pages = len(content) // PAGE
    for _ in range(random.randrange(1, 4)):
        to, of = random.randrange(pages) * PAGE, random.randrange(pages) * PAGE
        content[to : to + PAGE] = random.choice((bytes(PAGE), content[of : of + PAGE], random.randbytes(PAGE)))
    file.write_bytes(content)


def write_values(file: Path, random: Random) -> None:
    """As somebody does who knows SQL: a value of any table is another one, or another row's."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as ledger, ledger:
        tables = [name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = random.choice(tables)
        column = random.choice([row[1] for row in ledger.execute(f"PRAGMA table_info({table})")])
        value: object = random.choice((b"", random.randbytes(30), b"\xc1", b"\x81\xa1a\xc0", "x", 7, -1))
        if random.random() < 0.4:
            found = ledger.execute(f"SELECT {column} FROM {table} ORDER BY random() LIMIT 1").fetchone()
            value = found[0] if found else value
        with suppress(sqlite3.Error):
            ledger.execute(f"UPDATE OR REPLACE {table} SET {column} = ?", (value,))


def lose_rows(file: Path, random: Random) -> None:
    """A table is empty, or gone."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as ledger, ledger:
        tables = [name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = random.choice(tables)
        ledger.execute(random.choice((f"DELETE FROM {table}", f"DROP TABLE {table}")))


ACCIDENTS: Final[tuple[Harm, ...]] = (flip_bits, cut_off, lose_pages)
"""What happens to files: the site comes out right all the same."""
TAMPERING: Final[tuple[Harm, ...]] = (write_values, lose_rows)
"""What nobody does by accident, and who can do it can write into the output as well: nothing fails, nothing runs."""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files by their paths."""
    for name, text in files.items():
        (file := root / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def run(times: int, seed: int, scratch: Path, harms: tuple[Harm, ...]) -> Counter[str]:
    """Build, harm the ledger, edit, build again; how often each harm was noticed or not.

    Raises whatever a build raises, and `AssertionError` where an accident led to another site than a clean build.
    """
    random, found = Random(seed), Counter[str]()
    root, out, cache = scratch / "site", scratch / "out", scratch / "cache"
    write(root, FILES)
    options = Options(destination=out, cache_dir=cache)
    clean = Options(destination=scratch / "clean", cache_dir=scratch / "clean-cache")
    for number in range(times):
        build(root, options, now=NOW, jobs=1)
        (file,) = cache.glob("ledger-*.sqlite")
        harm = random.choice(harms)
        harm(file, random)
        name = f"content/post/{random.randrange(8)}.md"
        write(root, {name: FILES[name] + f"\n{number}\n"})
        is_useless = False
        try:
            began = time.monotonic()
            with suppress(SiteError) if harm in TAMPERING else nullcontext():
                is_useless = build(root, options, now=NOW, jobs=1).was_ledger_useless
            assert time.monotonic() - began < 20, "it takes too long"
            shutil.rmtree(clean.destination or scratch / "clean", ignore_errors=True)
            shutil.rmtree(scratch / "clean-cache", ignore_errors=True)
            build(root, clean, now=NOW, jobs=1)
            assert harm in TAMPERING or contents(out) == contents(scratch / "clean"), "the site differs"
        except BaseException as error:
            error.add_note(f"seed {seed}, time {number}, {harm.__name__}")
            raise
        found[f"{harm.__name__}, {'noticed' if is_useless else 'nothing noticed'}"] += 1
        if harm in TAMPERING:
            shutil.rmtree(cache)
            shutil.rmtree(out)
    return found


def main() -> None:
    """Run, and say how often each harm was noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.hard.ledgers", description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = run(given.times, given.seed, Path(scratch), (*ACCIDENTS, *TAMPERING))
    sys.stdout.writelines(f"{count:5} {what}\n" for what, count in sorted(found.items()))


if __name__ == "__main__":
    main()
