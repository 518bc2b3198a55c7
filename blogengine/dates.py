"""Dates as Hugo reads and writes them: Go's layouts, the site's time zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NUMBERS: Final = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}

LAYOUTS: Final = (
    "2006-01-02T15:04:05Z07:00",
    "2006-01-02T15:04:05",
    "2006-01-02",
    "2006-01-02 15:04:05",
    "2006-01-02 15:04:05Z07:00",
    "2006-01-02 15:04:05 -07:00",
    "2006-01-02 15:04:05 -0700",
    "2006-01-02 15:04:05Z0700",
    "2006-01-02T15:04:05-0700",
    "2006-01-02 15:04:05 -0700 MST",
    "Mon, 02 Jan 2006 15:04:05 -0700",
    "Mon, 02 Jan 2006 15:04:05 MST",
    "02 Jan 06 15:04 -0700",
    "02 Jan 06 15:04 MST",
    "Monday, 02-Jan-06 15:04:05 MST",
    "Mon Jan _2 15:04:05 2006",
    "Mon Jan _2 15:04:05 MST 2006",
    "Mon Jan 02 15:04:05 -0700 2006",
    "02 Jan 2006",
)
"""What Hugo takes for a date, in Go's notation (of the library `cast`)."""

TOKEN: Final = re.compile(r"2006|January|Jan|Monday|Mon|002|01|02|03|04|05|06|15|[-Z]07:?00|MST|PM|_2|1|2|3|4|5")
ZERO: Final = datetime(1, 1, 1, tzinfo=UTC)
"""Go's zero time, which Hugo takes for no date."""
LATEST: Final = datetime(9999, 12, 31, tzinfo=UTC)
HINT: Final = "Write it like 2006-01-02 or 2006-01-02T15:04:05+09:00."


class DateError(ValueError):
    """A value that is no date; the message says why."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        """How to write it."""


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """The moment that a front matter value means, with a fixed offset; None for nothing, "" and Go's zero time.

    Takes dates of TOML, texts in the formats that Hugo takes, and whole numbers: seconds since 1970. A date without an
    offset is in `zone`, and so is one with only the name of a time zone (as in Hugo). Fractions of a second are cut
    after six digits. Raises `DateError` for anything else, and for dates that do not exist.
    """
    moment = _parsed(value, zone)
    if moment is None:
        return None
    try:
        fixed = moment.replace(tzinfo=_fixed(moment))
        return None if fixed.astimezone(UTC) == ZERO else fixed
    except (OverflowError, ValueError) as error:
        raise DateError("the date is out of range", "Years go from 1 to 9999.") from error


def go_format(moment: datetime, layout: str) -> str:
    """A moment by one of Go's layouts: "2006-01-02", "06", "Jan 2"."""
    return TOKEN.sub(lambda match: _printed(moment, match[0]), layout)


def _parsed(value: object, zone: tzinfo) -> datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time(), zone)
    if isinstance(value, int) and not isinstance(value, bool):
        return _from_seconds(value)
    if isinstance(value, str):
        return _from_text(value, zone)
    shown = str(value).lower() if isinstance(value, bool) else f"{value}"
    raise DateError(f"{shown} is not a date", HINT)


def _from_seconds(seconds: int) -> datetime:
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError as error:
        if 0 < seconds < 2**63:
            return LATEST  # milliseconds, mostly: held back, as in Hugo
        raise DateError(f"{seconds} seconds after 1970 are out of range", HINT) from error


def _from_text(text: str, zone: tzinfo) -> datetime:
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            try:
                return _moment(match.groupdict(), zone)
            except ValueError as error:
                raise DateError(f"“{text}” is not a date that exists: {error}") from error
    raise DateError(f"“{text}” is not a date", HINT)


def _moment(parts: Mapping[str, str | None], zone: tzinfo) -> datetime:
    return datetime(
        _year(parts),
        int(parts.get("month") or MONTH_NUMBERS[(parts.get("month_name") or "").lower()]),
        int(parts["day"] or 0),
        int(parts.get("hour") or 0),
        int(parts.get("minute") or 0),
        int(parts.get("second") or 0),
        int((parts.get("fraction") or "").ljust(6, "0")[:6]),
        _offset(parts["offset"]) if parts.get("offset") else zone,
    )


def _year(parts: Mapping[str, str | None]) -> int:
    if parts.get("year"):
        return int(parts["year"] or 0)
    short = int(parts["short_year"] or 0)
    return short + (1900 if short >= 69 else 2000)


def _offset(text: str | None) -> tzinfo:
    """The offset `Z`, `+0900` or `+09:00`."""
    if text is None or text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if minutes > 60:
        raise ValueError("minute must be in 0..59")
    offset = timedelta(hours=hours, minutes=minutes)
    return _of_offset(-offset if text[0] == "-" else offset)


def _fixed(moment: datetime) -> tzinfo:
    return _of_offset(moment.utcoffset() or timedelta(0))


def _of_offset(offset: timedelta) -> tzinfo:
    return timezone(offset) if offset else UTC


_READ: Final[Mapping[str, str]] = {
    "2006": r"(?P<year>[0-9]{4})",
    "06": r"(?P<short_year>[0-9]{2})",
    "01": r"(?P<month>[0-9]{2})",
    "Jan": rf"(?P<month_name>{'|'.join(MONTH_NUMBERS)})",
    "02": r"(?P<day>[0-9]{2})",
    "_2": r" ?(?P<day>[0-9]{1,2})",
    "15": r"(?P<hour>[0-9]{1,2})",
    "04": r"(?P<minute>[0-9]{2})",
    "05": r"(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?",
    "Mon": f"(?:{'|'.join(day[:3] for day in DAYS)})",
    "Monday": f"(?:{'|'.join(DAYS)})",
    "MST": "(?-i:[A-Z]{3}|[A-Z]{3,4}T|WITA|ChST|MeST|[+-][0-9]{1,2})",
    "Z07:00": r"(?P<offset>(?-i:Z)|[+-][0-9]{2}:[0-9]{2})",
    "Z0700": r"(?P<offset>(?-i:Z)|[+-][0-9]{4})",
    "-07:00": r"(?P<offset>[+-][0-9]{2}:[0-9]{2})",
    "-0700": r"(?P<offset>[+-][0-9]{4})",
}
"""What Go reads for a token of a layout."""


def _pattern(layout: str) -> re.Pattern[str]:
    """What Go reads for a layout: names in any letter case, runs of spaces for one."""
    literal = TOKEN.sub(lambda match: _READ[match[0]], layout.replace(" ", " +"))
    return re.compile(literal.replace("T(?P<hour>", "(?-i:T)(?P<hour>"), re.IGNORECASE | re.ASCII)


_PATTERNS: Final = tuple(map(_pattern, LAYOUTS))


def _printed(moment: datetime, token: str) -> str:
    month, weekday, hour = MONTHS[moment.month - 1], DAYS[moment.weekday()], (moment.hour + 11) % 12 + 1
    offset = moment.strftime("%z")[:5]
    pieces = {
        "2006": f"{moment.year:04}", "06": f"{moment.year % 100:02}", "January": month, "Jan": month[:3],
        "01": f"{moment.month:02}", "1": str(moment.month), "02": f"{moment.day:02}", "2": str(moment.day),
        "_2": f"{moment.day:2}", "002": f"{moment.timetuple().tm_yday:03}", "Monday": weekday, "Mon": weekday[:3],
        "15": f"{moment.hour:02}", "03": f"{hour:02}", "3": str(hour), "04": f"{moment.minute:02}",
        "4": str(moment.minute), "05": f"{moment.second:02}", "5": str(moment.second),
        "PM": "AM" if moment.hour < 12 else "PM", "-0700": offset, "-07:00": f"{offset[:3]}:{offset[3:]}",
        "MST": moment.tzname() or offset,
    }  # fmt: skip
    pieces["Z0700"] = pieces["Z07:00"] = "Z"
    if moment.utcoffset():
        pieces["Z0700"], pieces["Z07:00"] = pieces["-0700"], pieces["-07:00"]
    return pieces[token]
