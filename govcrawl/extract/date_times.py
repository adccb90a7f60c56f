"""The time of the day behind a date, with its zone."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from govcrawl.extract.date_tokens import FIRST_YEAR, LAST_YEAR

_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]{0,6}+\.?"
TIME = re.compile(
    rf"(?:[\s\x1f]{{0,100}}+[日号])?(?:{_WEEKDAY}|[\s\x1f,，T()（）\[\]]|-(?=\d\d?[:：])){{0,12}}+(?P<half>上午|下午|早上|晚上|中午|凌晨|AM|PM)?"
    r"[\s\x1f]{0,100}+(?P<hour>\d{1,2})(?:[:：]|[时点](?=\d))(?P<minute>\d{2})(?!\d)(?:[:：分](?P<second>\d{2})(?!\d))?秒?(?:[.,]\d{1,9})?"
    r"[\s\x1f]{0,100}+(?P<late>[AP]M(?![A-Za-z]))?[\s\x1f]{0,100}+(?P<zone>(?:Z|UTC|GMT|UT|CST)?[+-]\d\d:?\d\d(?!\d)|(?:Z|UTC|GMT|UT|CST)(?![A-Za-z]))?",
    re.I,
)
PACKED_TIME = re.compile(r"T(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?(?![\dA-Za-z])")
_CHINA = timedelta(hours=8)


def timed(day: date, match: re.Match[str]) -> date | datetime:
    """`day` at the time of a match of `TIME`; the day alone where there is no such time."""
    hour = int(match["hour"])
    late = (match["half"] or match["late"] or "").upper()
    if hour < 12 and late in ("下午", "晚上", "PM"):
        hour += 12
    elif hour == 12 and late == "AM":
        hour = 0
    return moment(day, hour, match["minute"], match["second"] or 0, match["zone"])


def moment(day: date, hour: str | int, minute: str | int, second: str | int, zone: str | None) -> date | datetime:
    """The time in China of `day` at `hour`, `minute` and `second`; the day alone where there is no such time.

    `zone` is the one that is written behind it, if any; CST in a Chinese page is China's own.
    """
    try:
        when = datetime(day.year, day.month, day.day, int(hour), int(minute), min(int(second), 59))
    except ValueError:
        return day
    moved = when - _offset(zone) + _CHINA if zone else when
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else day


def _offset(zone: str) -> timedelta:
    name = unicodedata.normalize("NFKC", zone).upper()
    sign = max(name.find("+"), name.find("-"))
    if sign < 0:
        return _CHINA if name == "CST" else timedelta()
    digits = name[sign + 1 :].replace(":", "")
    size = timedelta(hours=min(int(digits[:2]), 14), minutes=int(digits[2:4] or 0))
    return -size if name[sign] == "-" else size
