"""The filters that bring a parameter into the shape that a template prints: no value of an author's fails a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from blogengine import shapes
from blogengine.errors import Problem
from blogengine.pictures import Album
from blogengine.theme.accounts import SERVICES, Account, accounts_of
from blogengine.theme.params import Params

HINT: Final = 'Write the whole address: name = "https://…".'


def shape_filters(album: Album | None) -> Mapping[str, Callable[..., Any]]:
    """Every filter by name."""

    def as_accounts(value: object) -> Sequence[Account]:
        """Accounts on other sites, each with `name` and `url`, from every shape that themes have for them.

        A handle of a known service becomes its address: `github = "x"`. A table or a list of tables gives `name` and
        `url`. One whose address nobody can tell is left out with a warning.
        """
        accounts = accounts_of(value)
        for each in accounts:
            if not each.url and album is not None and album.is_asked:
                album.warn(_nowhere(each.name))
        return [each for each in accounts if each.url]

    return {
        "as_accounts": as_accounts,
        "as_addresses": as_addresses,
        "as_flag": as_flag,
        "as_table": as_table,
        "as_tables": as_tables,
        "as_text": as_text,
        "as_texts": as_texts,
    }


def as_text(value: object) -> str:
    """A parameter as one text: a number as it prints, of a table its `name`, several with commas; else ""."""
    return shapes.text_of(value)


def as_texts(value: object) -> Sequence[str]:
    """A parameter as a list of texts: a text alone is a list of one, a table gives its `name`."""
    return shapes.texts_of(value)


def as_addresses(value: object) -> Sequence[str]:
    """A parameter as a list of addresses: a text alone is a list of one, a table gives its `url`, `src` or `image`."""
    return shapes.addresses_of(value)


def as_flag(value: object, default: object = None) -> bool:
    """A parameter as true or false, where nothing is said that of the default; a table says it by its `enable`."""
    flag = shapes.flag_of(value)
    return bool(shapes.flag_of(default) if flag is None else flag)


def as_table(value: object) -> Params:
    """A parameter if it is a table, else an empty table: each key in it can be asked for."""
    return Params(shapes.table_of(value))


def as_tables(value: object) -> Sequence[Params]:
    """A parameter as a list of tables: a table alone is a list of one, a text is a table with that `name`."""
    return [Params(each) for each in shapes.tables_of(value)]


def _nowhere(name: str) -> Problem:
    message = f"the account “{name}” is left out: its address is not known"
    hint = f"{HINT} Services known by a handle: {', '.join(sorted(SERVICES))}."
    return Problem(message=message, hint=hint, code="unknown-account")
