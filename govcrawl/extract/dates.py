"""Dates of pages and addresses: what a text, a label, a piece of a page or an address says.

`date_forms` knows the spellings; here they are read against the moment of fetching and the habits of the page.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from govcrawl.extract.date_forms import Form, Spotted, spot
from govcrawl.extract.date_order import Order, order_of
from govcrawl.extract.date_tokens import FIRST_YEAR, LAST_YEAR, make

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "PLAIN",
    "DateReader",
    "day_of",
    "find_date",
    "from_url",
    "has_time",
    "is_period",
    "looks_like_date",
    "make",
    "may_hold_date",
    "of_piece",
    "order_of",
    "parse_label",
    "year_of_url",
]

_CHINA = timezone(timedelta(hours=8))
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)/(\d\d)(?=/)"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)(?=/)"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)"),
    re.compile(r"/[A-Za-z]{0,6}_?((?:19|20)\d\d)(\d\d)(\d\d)_[\w-]+\.s?html?(?:$|\?)"),
)
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?:[/-]|(?:0[1-9]|1[0-2])(?:/|\d\d[/_]))")
# Every date in one piece holds one of these. Patterns that begin with one class of characters are searched for quickly,
# a choice between them would be tried at each character.
_NUMBERED = re.compile(r"\d(?:[\s\x1f]*[-/._年月\u2010-\u2015－﹣／．＿]|\d{7})")
_NUMERALS = re.compile(r"[〇○◯零一二三四五六七八九十廿卅元][\s\x1f]*[年月日]|[今昨前][天日]")
_AGO = re.compile(r"[天日周月年时钟秒]之?前|以前|刚刚")
_LETTER, _ENGLISH = (
    re.compile(r"[A-Za-z]"),
    re.compile(r"(?i:\bago\b|yesterday|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
)
# One of these characters is in whatever those patterns find: most texts have none, and need no search.
_ANY = re.compile(r"[\d〇○◯零一二三四五六七八九十廿卅元今昨前刚A-Za-z]")
_MAX_PIECE = 60
_MAX_COMPANY = 8  # characters that may stand beside a date in a piece that is nothing but a date
_TRIM = "[](){}（）【】〔〕「」|,，;；:：·•.-—日期发布时间更新于 \t\r\n\u3000\xa0"
_LABELLED = re.compile(r"(?:时间|日期|发布于|更新于)[\s:：\[（(]*$")
_EPOCH = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d{1,6})?\s*")
# What follows the first day of a period: up to another day, a time, or an open end.
_PERIOD = re.compile(
    r"[\s\x1f日号起)）]*(?:至|到|~|～|—+|–+|－+|-+)[\s\x1f]*(?:\d|[今长永]|[一二三四五六七八九十〇零廿卅])"
)
_PERIOD_END = re.compile(r"(?:\d[日号时分]?|起|日)[\s\x1f]*(?:至|到|~|～|—+|–+|－+|-+)[\s\x1f]*$")
# Numbers, separators and words of dates, and nothing else.
_DATE_MATERIAL = re.compile(
    r"(?:[\d\s/\\.,，:：_年月日号时分秒点〇○零一二三四五六七八九十廿卅元上下午\[\]()（）【】|‐‑–—―－-]|(?:星期|周)[一二三四五六日天]|"
    r"(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|[ap]m|sun|mon|tue|wed|thu|fri|sat)[a-z]{0,6}+){5,40}+"
)
# Runs of digits that no spelling of a date has: those of an index number (041088/2020-00100).
_CODE = re.compile(r"(?<!\d)(?:\d{5}|\d{7}|\d{9}|\d{11})(?!\d)")
_WHOLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?m:^[^年月\n]*+[年月].*[月日])")


@dataclass(frozen=True, slots=True)
class DateReader:
    """How the dates of one page are read.

    `fetched_at` is the moment to which relative dates (3天前) refer, in UTC where it names no zone; None leaves them
    unread. `order` is that of the page's bare numbers, see `order_of`.
    """

    fetched_at: datetime | None = None
    order: Order | None = None

    def spot(self, text: str) -> list[Spotted]:
        """Every date in `text`, in order, read or not."""
        return spot(text, self.order)

    def read(self, spotted: Spotted) -> date | datetime | None:
        """The date that a place in a text says; None where it cannot be read."""
        if spotted.form is not Form.RELATIVE or spotted.ago is None or self.fetched_at is None:
            return spotted.when
        moment = self.fetched_at if self.fetched_at.tzinfo else self.fetched_at.replace(tzinfo=UTC)
        try:
            day = (moment.astimezone(_CHINA) - spotted.ago).date()
        except OverflowError:
            return None
        return _months_before(day, spotted.months) if day.year >= FIRST_YEAR else None

    def of_piece(self, piece: str) -> date | None:
        """The date of a piece of text that is nothing but a date (brackets, a label and a short word aside)."""
        found = _of_piece(piece, self)
        return day_of(found) if found else None

    def is_unread(self, piece: str) -> bool:
        """Whether a piece of text is nothing but a date, and yet no day can be read from it."""
        return _is_unread(piece, self)


PLAIN = DateReader()


def may_hold_date(text: str) -> bool:
    """Whether a date in one piece can stand in `text` at all: quick, and never wrong when it says no."""
    if not _ANY.search(text):
        return False
    if _NUMBERED.search(text) or _NUMERALS.search(text) or _AGO.search(text):
        return True
    return bool(_LETTER.search(text)) and bool(_ENGLISH.search(text))


def _months_before(day: date, months: int) -> date | None:
    count = day.year * 12 + day.month - 1 - months
    return next((found for back in range(4) if (found := make(count // 12, count % 12 + 1, day.day - back))), None)


def find_date(text: str) -> date | datetime | None:
    """The first whole date in `text`: year, month and day in any spelling that no number of another kind has, with a
    time or without."""
    return next((found.when for found in spot(text) if found.form is Form.WHOLE and found.when), None)


@lru_cache(maxsize=4096)
def parse_label(content: str) -> date | datetime | None:
    """The date of a page label or of a field of data: any spelling, also 20210820, 21-08-20 and seconds or
    milliseconds since 1970. Times with a zone are those of China."""
    epoch = _EPOCH.fullmatch(content)
    if epoch and len(epoch[1]) == 10:
        moment = datetime.fromtimestamp(int(epoch[1]), _CHINA).replace(tzinfo=None)
        return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None
    return next((found.when for found in spot(content[:400]) if found.when), None)


def day_of(when: date | datetime) -> date:
    """The calendar day of a date or a time."""
    return when.date() if isinstance(when, datetime) else when


def has_time(when: date | datetime | None) -> bool:
    """Whether `when` carries a time of day; midnight counts as none, since systems write it for dates."""
    return isinstance(when, datetime) and (when.hour, when.minute, when.second) != (0, 0, 0)


@lru_cache(maxsize=4096)
def from_url(url: str) -> date | None:
    """The date in an address: /t20210820_1.html, /art/2021/8/20/, /20210820/, /2021-08/20/ …"""
    for pattern in _URL_DATES:
        match = pattern.search(url)
        if match:
            when = make(*match.groups()[:3])
            if when:
                return when
    return None


def year_of_url(url: str) -> int | None:
    """The year that a folder of `url` names, e.g. 2021 of `/2021/08/`; None when none does."""
    match = _URL_YEAR.search(url)
    return int(match.group(1)) if match else None


def is_period(text: str, spotted: Spotted) -> bool:
    """Whether a date in `text` is the beginning or the end of a period."""
    before = text[max(0, spotted.start - 16) : spotted.start]
    return bool(_PERIOD.match(text, spotted.end) or _PERIOD_END.search(before))


def of_piece(piece: str) -> date | None:
    """The date of a piece of text that is nothing but a date (brackets, a label and a short word aside)."""
    return PLAIN.of_piece(piece)


def looks_like_date(text: str) -> bool:
    """Whether a line of `text` is nothing but a date, and yet no day can be read from it: the year is missing, the
    order is open, there is no such day, or the spelling is unknown. Such a text is never called undated."""
    return any(PLAIN.is_unread(piece) for piece in re.split(r"[\x1f\n]", text))


@lru_cache(maxsize=8192)
def _of_piece(piece: str, reader: DateReader) -> date | datetime | None:
    if not 2 <= len(piece) <= _MAX_PIECE:
        return None
    for found in reader.spot(piece):
        when = reader.read(found)
        if when is not None and not is_period(piece, found) and _is_alone(piece, found):
            return when
    return None


def _is_alone(piece: str, found: Spotted) -> bool:
    before = piece[: found.start]
    rest = (before + piece[found.end :]).strip(_TRIM)
    if found.form is Form.WHOLE:
        return len(rest) <= _MAX_COMPANY or bool(_LABELLED.search(before))
    return not rest or (bool(_LABELLED.search(before)) and len(rest) <= _MAX_COMPANY)


@lru_cache(maxsize=8192)
def _is_unread(piece: str, reader: DateReader) -> bool:
    if not 3 <= len(piece) <= _MAX_PIECE:
        return False
    found = reader.spot(piece)
    if any(reader.read(each) for each in found):
        return False
    if any(_is_alone(piece, each) for each in found):
        return True
    if not (_DATE_MATERIAL.fullmatch(piece) and _WHOLE_YEAR.search(piece)) or _CODE.search(piece):
        return False
    return sum(map(str.isdigit, piece)) <= 20
