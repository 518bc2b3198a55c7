"""Dates: the shapes that Hugo 0.168 takes and refuses, asked of the binary with timeZone = "Asia/Tokyo"."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from blogengine.dates import DateError, go_format, parse_date

TOKYO = ZoneInfo("Asia/Tokyo")

TAKEN = {
    "2020-01-02": "2020-01-02T00:00:00+09:00",
    "2020-01-02T10:11:12Z": "2020-01-02T10:11:12+00:00",
    "2020-01-02T10:11:12+09:00": "2020-01-02T10:11:12+09:00",
    "2020-01-02T10:11:12-05:30": "2020-01-02T10:11:12-05:30",
    "2020-01-02T10:11:12+0900": "2020-01-02T10:11:12+09:00",
    "2020-01-02T10:11:12": "2020-01-02T10:11:12+09:00",
    "2020-01-02T1:02:03Z": "2020-01-02T01:02:03+00:00",
    "2020-01-02T10:11:12.5Z": "2020-01-02T10:11:12.500000+00:00",
    "2020-01-02T10:11:12,5Z": "2020-01-02T10:11:12.500000+00:00",
    "2020-01-02T10:11:12.123456789+09:00": "2020-01-02T10:11:12.123456+09:00",
    "2020-01-02 10:11:12": "2020-01-02T10:11:12+09:00",
    "2020-01-02  1:02:03": "2020-01-02T01:02:03+09:00",
    "2020-01-02 10:11:12Z": "2020-01-02T10:11:12+00:00",
    "2020-01-02 10:11:12+09:00": "2020-01-02T10:11:12+09:00",
    "2020-01-02 10:11:12 +09:00": "2020-01-02T10:11:12+09:00",
    "2020-01-02 10:11:12+0900": "2020-01-02T10:11:12+09:00",
    "2020-01-02 10:11:12 +0900": "2020-01-02T10:11:12+09:00",
    "2020-01-02 10:11:12.5 +0900 JST": "2020-01-02T10:11:12.500000+09:00",
    "Thu, 02 Jan 2020 10:11:12 +0900": "2020-01-02T10:11:12+09:00",
    "thu, 02 jan 2020 10:11:12 +0900": "2020-01-02T10:11:12+09:00",
    "Thu, 02 Jan 2020 10:11:12 GMT": "2020-01-02T10:11:12+09:00",
    "Thursday, 02-Jan-20 10:11:12 UTC": "2020-01-02T10:11:12+09:00",
    "02 Jan 20 10:11 +0900": "2020-01-02T10:11:00+09:00",
    "02 Jan 70 10:11 UTC": "1970-01-02T10:11:00+09:00",
    "02 Jan 2020": "2020-01-02T00:00:00+09:00",
    "Thu Jan  2 10:11:12 2020": "2020-01-02T10:11:12+09:00",
    "Thu Jan 2 10:11:12 JST 2020": "2020-01-02T10:11:12+09:00",
    "Thu Jan 02 10:11:12 +0900 2020": "2020-01-02T10:11:12+09:00",
    "2024-02-29": "2024-02-29T00:00:00+09:00",
    "2020-01-02T10:11:12+14:00": "2020-01-02T10:11:12+14:00",
    "9999-12-31": "9999-12-31T00:00:00+09:00",
}

REFUSED = """2020-01-02T10:11:12z|2020-01-02t10:11:12Z|2020-01-02T10:11:12+09|2020-01-02T10:11|2020-01-02 10:11
2020-01-02 10:11:12 Z|2020-01-02 10:11:12 +0900 +0900|2020-01-02 10:11:12 +09:00 JST|2020-01-02 10:11:12 UTC
2020-01-02T10:11:12 JST|2020-01-02T10:11:12 +09:00|Thu, 2 Jan 2020 10:11:12 +0900|Thu, 02 Jan 2020 10:11:12
Thu, 02 Jan 2020|2 Jan 2020|02 January 2020|Jan 2, 2020|January 2, 2020|2020/01/02|2020-1-2|2020-01-2|2020.01.02
20200102|20200102T101112Z|2020-01|2020|2020年1月2日|01/02/2020|10000-01-01|2023-02-29|2023-02-30|2023-13-01|2023-00-10
2020-01-02T24:00:00Z|2020-01-02T23:60:00Z|2020-01-02T23:59:60Z|2020-01-02T10:11:12+25:00| 2020-01-02|2020-01-02 |Today
0|1577934672|Thu, 02 Jan 2020 10:11:12 jst|Thu, 02 Jan 2020 10:11:12 ABCD|2020-01-02T10:11:12.Z|２０２０-01-02|3:04PM
0000-01-01|2020-01-02T10:11:12+24:00""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("text", "moment"), TAKEN.items())
def test_taken(text: str, moment: str) -> None:
    """A text in one of Hugo's formats is that moment; without an offset, in the site's time zone."""
    found = parse_date(text, TOKYO)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    """A text in any other format, or a date that does not exist, is an error with the text in its message."""
    with pytest.raises(DateError, match="date"):
        parse_date(text, TOKYO)


@pytest.mark.parametrize("value", [True, 1.5, ["2020-01-02"], {"a": 1}, 10**30, "0001-01-01"])
def test_refused_values(value: object) -> None:
    """What is neither text, date nor seconds, and what lies outside of the calendar, is an error."""
    with pytest.raises(DateError):
        parse_date(value, TOKYO)


@pytest.mark.parametrize("value", [None, "", "0001-01-01T00:00:00Z"])
def test_nothing(value: object) -> None:
    """Nothing, an empty text and Go's zero time are no date."""
    assert parse_date(value, TOKYO) is None


def test_toml_dates() -> None:
    """TOML's dates are in the site's time zone unless they have an offset, which stays."""
    assert parse_date(date(2020, 1, 2), TOKYO) == datetime(2020, 1, 2, tzinfo=TOKYO)
    assert parse_date(datetime(2020, 1, 2, 3), TOKYO) == datetime(2020, 1, 2, 3, tzinfo=TOKYO)
    assert str(parse_date(datetime(2020, 1, 2, tzinfo=UTC), TOKYO)) == "2020-01-02 00:00:00+00:00"


def test_seconds() -> None:
    """A whole number counts seconds since 1970."""
    assert str(parse_date(1577934672, TOKYO)) == "2020-01-02 03:11:12+00:00"


def test_the_offset_is_fixed() -> None:
    """A date keeps its offset of that day, whatever the zone does in other months."""
    found = parse_date("2020-07-01", ZoneInfo("Europe/Berlin"))
    assert found is not None
    assert str(found.tzinfo) == "UTC+02:00"


def test_a_hostile_text_takes_no_time() -> None:
    """A long text that almost fits is refused at once."""
    with pytest.raises(DateError):
        parse_date("2020-01-02" + " " * 100_000 + "x", TOKYO)


@pytest.mark.parametrize(
    ("layout", "text"),
    {
        "2006-01-02T15:04:05Z07:00": "2021-03-04T23:30:05+09:00",
        "Mon, 02 Jan 2006 15:04:05 -0700": "Thu, 04 Mar 2021 23:30:05 +0900",
        "Monday, January 2, 2006, 3:04 PM": "Thursday, March 4, 2021, 11:30 PM",
        "06/1/_2 002": "21/3/ 4 063",
        "2006年1月2日": "2021年3月4日",
    }.items(),
)
def test_go_format(layout: str, text: str) -> None:
    """A moment is written by Go's layouts."""
    assert go_format(datetime(2021, 3, 4, 23, 30, 5, tzinfo=TOKYO), layout) == text
