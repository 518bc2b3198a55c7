"""Dates as Hugo reads and writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?[ ]?(Z|z|[+-]\d{2}:?\d{2}|[A-Z]{3,4})?)?"
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GO_LAYOUT = re.compile("2006|January|Jan|Monday|Mon|002|01|02|03|04|05|06|15|-07:00|-0700|MST|PM|_2|1|2|3|4|5")


class DateError(ValueError):
    """A value that is no date; the message says why."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        """How to write it."""


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """The moment that a front matter value means, with its own offset or the site's time zone; None for "" and nothing.

    Takes TOML dates, and texts in the formats Hugo accepts. Raises `DateError` for anything else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time(), zone)
    if isinstance(value, str):
        return _from_text(value.strip(), zone)
    raise DateError(f"{value!r} is not a date")


def go_format(moment: datetime, layout: str) -> str:
    """A moment by one of Go's layouts: "2006-01-02", "06", "Jan 2"."""
    return GO_LAYOUT.sub(lambda match: _go_piece(moment, match[0]), layout)


def _from_text(text: str, zone: tzinfo) -> datetime:
    try:
        if match := ISO.fullmatch(text):
            return _from_iso(match, zone)
        if re.match(r"[A-Z][a-z]{2}, \d", text):
            return parsedate_to_datetime(text)
        for layout in ("%d %B %Y", "%d %b %Y", "%d %b %y %H:%M %z"):
            try:
                parsed = datetime.strptime(text, layout)  # noqa: DTZ007  # the zone is added below
            except ValueError:
                continue
            return parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)
    except ValueError as error:
        raise DateError(f"“{text}” is no date that exists: {error}") from error
    raise DateError(f"“{text}” is not a date: write 2006-01-02 or 2006-01-02T15:04:05+09:00")


def _from_iso(match: re.Match[str], zone: tzinfo) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    micro = int((match[7] or "0").ljust(6, "0")[:6])
    return datetime(year, month, day, hour, minute, second, micro, _offset(match[8], zone))


def _offset(text: str | None, zone: tzinfo) -> tzinfo:
    if not text:
        return zone
    if text in ("Z", "z", "UTC", "GMT"):
        return UTC
    if text[0] not in "+-":
        return timezone(timedelta(0), text)
    hours, minutes = int(text[1:3]), int(text[-2:])
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if text[0] == "-" else delta)


def _go_piece(moment: datetime, token: str) -> str:
    month, weekday = MONTHS[moment.month - 1], DAYS[moment.weekday()]
    pieces = {
        "2006": f"{moment.year:04}", "06": f"{moment.year % 100:02}", "January": month, "Jan": month[:3],
        "01": f"{moment.month:02}", "1": str(moment.month), "02": f"{moment.day:02}", "2": str(moment.day),
        "_2": f"{moment.day:2}", "002": f"{moment.timetuple().tm_yday:03}", "Monday": weekday, "Mon": weekday[:3],
        "15": f"{moment.hour:02}", "03": f"{(moment.hour + 11) % 12 + 1:02}", "3": str((moment.hour + 11) % 12 + 1),
        "04": f"{moment.minute:02}", "4": str(moment.minute), "05": f"{moment.second:02}", "5": str(moment.second),
        "PM": "AM" if moment.hour < 12 else "PM", "-0700": moment.strftime("%z"), "MST": moment.strftime("%Z"),
    }  # fmt: skip
    offset = moment.strftime("%z")
    return f"{offset[:3]}:{offset[3:]}" if token == "-07:00" else pieces[token]
