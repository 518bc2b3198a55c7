"""Code in the languages of a developer's blog, no two snippets alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from random import Random

from benchmarks.japanese import phrase

NOUNS = (
    "order item user session vector batch record token query index report model feature label bucket worker queue"
    " metric event cache schema table column payload result config image segment window stream cursor"
).split()
VERBS = "load build fetch merge parse score train filter split publish measure collect encode select update".split()
MODULES = "numpy json pathlib logging dataclasses collections typing asyncio httpx polars itertools datetime".split()
COMMANDS = "docker git curl pip kubectl aws gcloud terraform psql uv rsync ssh".split()

Snippet = Callable[[Random], Iterator[str]]


def snippet(random: Random, language: str, lines: int) -> str:
    """Code of so many lines (a few more or fewer where a block ends), without its fence."""
    stanzas = (_STANZAS[language](random) for _ in range(lines))
    return "\n".join(islice(chain.from_iterable(stanzas), lines))


def _noun(random: Random) -> str:
    return f"{random.choice(NOUNS)}_{random.choice(NOUNS)}"


def _verb(random: Random) -> str:
    return f"{random.choice(VERBS)}_{_noun(random)}"


def _number(random: Random) -> int:
    return int(10 ** random.uniform(0, 5))


def _python(random: Random) -> Iterator[str]:
    return random.choice((_python_import, _python_function, _python_class, _python_statements))(random)


def _python_import(random: Random) -> Iterator[str]:
    yield f"import {random.choice(MODULES)}"
    yield f"from {random.choice(MODULES)}.{random.choice(NOUNS)} import {_noun(random).title().replace('_', '')}"
    yield ""


def _python_function(random: Random) -> Iterator[str]:
    first, second, made = _noun(random), _noun(random), _noun(random)
    if random.random() < 0.3:
        yield f'@{random.choice(NOUNS)}.{random.choice(VERBS)}("/{first}", retries={random.randrange(9)})'
    start = random.choice(("", "async "))
    yield f"{start}def {_verb(random)}({first}: list[str], {second}: int = {_number(random)}) -> dict:"
    yield f'    """{phrase(random)}"""'
    yield f"    {made} = {{key: {_verb(random)}(key) for key in {first} if len(key) > {_number(random)}}}"
    yield f"    for number, {_noun(random)} in enumerate({made}.items()):"
    yield f"        if number % {random.randrange(2, 99)} == 0 and {second} is not None:"
    yield f'            logger.info(f"{random.choice(VERBS)} {{number:>5}} of {{{second}}}")'
    yield f"            {made}['{_noun(random)}'] += {_number(random) / 100}"
    yield f"    return {made}"
    yield ""


def _python_class(random: Random) -> Iterator[str]:
    name = _noun(random).title().replace("_", "")
    yield "@dataclass(frozen=True)"
    yield f"class {name}({random.choice(('Protocol', 'BaseModel', 'object'))}):"
    for _ in range(random.randrange(2, 5)):
        yield f"    {_noun(random)}: {random.choice(('int', 'str', 'float | None', 'tuple[str, ...]'))}"
    yield ""
    yield f"    def {_verb(random)}(self) -> {name}:"
    yield f"        # {phrase(random)}"
    yield f"        return replace(self, {_noun(random)}={_number(random)})"
    yield ""


def _python_statements(random: Random) -> Iterator[str]:
    made = _noun(random)
    yield f"# {phrase(random)}"
    yield f"{made} = {_verb(random)}('{_noun(random)}.csv', sep=',', skiprows={random.randrange(9)})"
    yield "try:"
    yield f"    print({made}.shape, {made}[:, {_number(random)}].mean())"
    yield f"except (KeyError, ValueError) as error:  # {_number(random)}"
    yield f'    raise RuntimeError("{_noun(random)}") from error'


def _bash(random: Random) -> Iterator[str]:
    if random.random() < 0.3:
        yield f"# {phrase(random)}"
    command = random.choice(COMMANDS)
    noun, other = random.choice(NOUNS), random.choice(NOUNS)
    yield f'$ {command} {random.choice(VERBS)} --{noun}={_number(random)} "${{{_noun(random).upper()}}}" \\'
    yield f"    --{other}-name '{_noun(random)}' | grep -v {noun} > /tmp/{_noun(random)}.log"
    if random.random() < 0.2:
        yield f'export {_noun(random).upper()}="$({random.choice(COMMANDS)} {random.choice(VERBS)} {_number(random)})"'
        yield f"if [ -n \"$1\" ]; then echo '{_noun(random)}'; fi"


def _docker(random: Random) -> Iterator[str]:
    yield f"FROM python:3.{random.randrange(8, 15)}-slim AS {random.choice(NOUNS)}"
    yield f"ENV {_noun(random).upper()}={_number(random)} \\"
    yield f'    {_noun(random).upper()}="{_noun(random)}"'
    yield f"WORKDIR /opt/{_noun(random)}"
    yield f"COPY {_noun(random)}.txt /opt/{random.choice(NOUNS)}/"
    yield f"RUN apt-get update && apt-get install -y {random.choice(COMMANDS)} && rm -rf /{random.choice(NOUNS)}"
    yield f'CMD ["python", "{_verb(random)}.py", "--{random.choice(NOUNS)}", "{_number(random)}"]'
    yield ""


def _json(random: Random) -> Iterator[str]:
    yield f'{{"{_noun(random)}": {{'
    for _ in range(random.randrange(2, 7)):
        value = random.choice((_number(random), "true", "null", f'"{_noun(random)}"'))
        yield f'    "{_noun(random)}": {value},'
    yield f'    "{_noun(random)}": [{_number(random)}, {_number(random) / 10}, "{phrase(random)}"]'
    yield "}}"


def _yaml(random: Random) -> Iterator[str]:
    yield f"{_noun(random)}:"
    yield f"  - name: {phrase(random)}"
    yield f"    uses: {random.choice(NOUNS)}/{_verb(random)}@v{random.randrange(9)}  # {random.choice(NOUNS)}"
    yield "    with:"
    for _ in range(random.randrange(1, 5)):
        yield f"      {_noun(random)}: {random.choice((_number(random), 'true', f'${{{{ {_noun(random)} }}}}'))}"


def _toml(random: Random) -> Iterator[str]:
    yield f"[{random.choice(NOUNS)}.{_noun(random)}]"
    for _ in range(random.randrange(2, 6)):
        yield f"{_noun(random)} = {random.choice((_number(random), 'true', f'[{chr(34)}{_noun(random)}{chr(34)}]'))}"
    yield ""


def _sql(random: Random) -> Iterator[str]:
    table = _noun(random)
    yield f"-- {phrase(random)}"
    noun = random.choice(NOUNS)
    yield f"SELECT {noun}.id, COUNT(*) AS {_noun(random)}, AVG({_noun(random)}) OVER (PARTITION BY {table})"
    yield f"FROM {table} AS t LEFT JOIN {_noun(random)} USING ({random.choice(NOUNS)}_id)"
    yield f"WHERE t.{_noun(random)} >= '{random.randrange(2000, 2026)}-01-01'"
    yield f"  AND {_noun(random)} IN ({_number(random)}, {_number(random)}, '{_noun(random)}')"
    yield f"GROUP BY 1 HAVING COUNT(*) > {_number(random)};"


def _text(random: Random) -> Iterator[str]:
    yield f"{_noun(random)}/{_noun(random)}.log: {phrase(random)} ({_number(random)})"


_STANZAS: dict[str, Snippet] = {
    "python": _python,
    "bash": _bash,
    "dockerfile": _docker,
    "json": _json,
    "text": _text,
    "yaml": _yaml,
    "yml": _yaml,
    "toml": _toml,
    "sql": _sql,
}
LANGUAGES: dict[str, int] = {
    "python": 29,
    "bash": 20,
    "dockerfile": 5,
    "json": 5,
    "text": 4,
    "yaml": 4,
    "toml": 3,
    "sql": 3,
    "yml": 2,
}
"""How often each language is met: counted in a real blog of 37 posts, TOML and SQL added."""
