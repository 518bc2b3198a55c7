"""How the ledger writes values down: MessagePack, which cannot run code, with what it lacks added.

MessagePack keeps a moment but not its offset, and knows neither dates without time nor integers beyond 64 bits; all of
these stand in front matter. They are written as extensions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from markupsafe import Markup

from blogengine.errors import DamagedError

T = TypeVar("T")

DATETIME, DATE, TIME, INTEGER, MARKUP, REFERENCE = range(1, 7)
LARGEST = 2**63
CHECK_BYTES = 8

Resolve = Callable[[str], object]
"""What a reference stands for, by its name."""


def dumps(value: object) -> bytes:
    """A value of texts, numbers, dates, lists, mappings and structs as bytes; equal values give equal bytes."""
    plain = msgspec.to_builtins(value, builtin_types=(datetime, date, time), enc_hook=_foreign)
    return msgspec.msgpack.encode(_extended(plain))


def loads(content: bytes, type_: type[T]) -> T:
    """The value that `dumps` wrote; raises `DamagedError` for anything else."""
    try:
        plain = msgspec.msgpack.decode(content, ext_hook=_restored)
        return msgspec.convert(plain, type_, dec_hook=_native, builtin_types=(datetime, date, time))
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        raise DamagedError(str(error)) from error


def sealed(content: bytes) -> bytes:
    """The content with a checksum before it."""
    return checksum(content) + content


def unsealed(content: bytes) -> bytes:
    """What was sealed; raises `DamagedError` when it has changed since."""
    if not isinstance(content, bytes):  # as SQLite may have it, whatever was written
        raise DamagedError("no bytes")
    inner = content[CHECK_BYTES:]
    if checksum(inner) != content[:CHECK_BYTES]:
        raise DamagedError("a checksum is wrong")
    return inner


def checksum(content: bytes) -> bytes:
    """What tells a content from others: `CHECK_BYTES` bytes."""
    return blake2b(content, digest_size=CHECK_BYTES).digest()


def dump_answer(value: object, name_of: Callable[[object], str | None]) -> bytes:
    """A fact's value as bytes: texts, `Markup`, numbers, tuples; whatever `name_of` has a name for by that name."""

    def foreign(each: object) -> object:
        if isinstance(each, Markup):
            return msgspec.msgpack.Ext(MARKUP, str(each).encode("utf-8", "surrogatepass"))
        if (name := name_of(each)) is not None:
            return msgspec.msgpack.Ext(REFERENCE, name.encode())
        raise TypeError(f"the ledger cannot keep {each!r}")

    return msgspec.msgpack.encode(value, enc_hook=foreign)


def load_answer(content: bytes, resolve: Resolve) -> object:
    """The value that `dump_answer` wrote."""

    def restored(code: int, data: memoryview) -> object:
        text = bytes(data).decode("utf-8", "surrogatepass")
        return Markup(text) if code == MARKUP else resolve(text)

    return _with_tuples(msgspec.msgpack.decode(content, ext_hook=restored))


def _with_tuples(value: Any) -> Any:
    return tuple(_with_tuples(each) for each in value) if isinstance(value, list) else value


def _foreign(value: object) -> object:
    if isinstance(value, Path | Markup):
        return str(value)
    raise TypeError(f"the ledger cannot keep {value!r}")


def _native(type_: type, value: object) -> object:
    if issubclass(type_, Path):
        return Path(str(value))
    raise TypeError(f"the ledger cannot give {type_}")


def _extended(value: Any) -> Any:
    """The value with what MessagePack lacks as extensions."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if isinstance(value, Mapping):
        return {key: _extended(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_extended(each) for each in value]
    if kind is int:
        return value if -LARGEST <= value < LARGEST else msgspec.msgpack.Ext(INTEGER, str(value).encode())
    if isinstance(value, datetime):
        zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else ""
        return msgspec.msgpack.Ext(DATETIME, f"{value.isoformat()} {value.fold} {zone}".encode())
    if isinstance(value, date):
        return msgspec.msgpack.Ext(DATE, value.isoformat().encode())
    if isinstance(value, time):
        return msgspec.msgpack.Ext(TIME, value.isoformat().encode())
    return value


def _restored(code: int, data: memoryview) -> object:
    text = bytes(data).decode()
    match code:
        case 1:  # DATETIME
            moment, fold, zone = text.split(" ")
            value = datetime.fromisoformat(moment).replace(fold=int(fold))
            return value.replace(tzinfo=ZoneInfo(zone)) if zone else value
        case 2:  # DATE
            return date.fromisoformat(text)
        case 3:  # TIME
            return time.fromisoformat(text)
        case 4:  # INTEGER
            return int(text)
        case _:
            raise DamagedError(f"an extension of kind {code}")
