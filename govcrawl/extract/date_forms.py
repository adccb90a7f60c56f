"""Dates as people and programs write them: one tokenizer, one grammar over its tokens, one validation by the calendar.

A text is cut into numbers (in any script's digits), Chinese numerals, names of months and words for days near today.
A date is a short run of such tokens with separators between them, so work is linear in the length of the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from govcrawl.extract.date_order import Order
from govcrawl.extract.date_times import PACKED_TIME, TIME, moment, timed
from govcrawl.extract.date_tokens import FIRST_YEAR, LAST_YEAR, Token, make, tokens_of


class Form(StrEnum):
    """How sure it is that the spelling means a date."""

    WHOLE = "whole"  # year, month and day, told apart by words or separators
    COMPACT = "compact"  # 20210815: a number like any other unless it stands alone or behind a label
    SHORT = "short"  # 21-08-15: likewise
    RELATIVE = "relative"  # 3天前, 昨天 10:20
    PARTIAL = "partial"  # 08-15, 2021年8月: no day of the calendar by itself
    UNREAD = "unread"  # the order of day and month is open, or there is no such day


@dataclass(frozen=True, slots=True)
class Spotted:
    """A date in a text. `when` is None where nothing can be read; `ago` is what a relative date goes back by."""

    start: int
    end: int
    form: Form
    when: date | datetime | None = None
    ago: timedelta | None = None
    months: int = 0  # a relative date goes back so many months, beside `ago`


_LONGEST_GAP = 12
_BETWEEN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−－﹣ー─━⁃", "-") | dict.fromkeys("／⁄∕", "/") | dict.fromkeys("．。·・", ".") | {"＿": "_"}
)
_BLANK = re.compile(r"[\s\x1f\u200b\ufeff]+")
_SEPARATORS = frozenset("-/._")
_YEAR_BEHIND = re.compile(r"[\s,]*((?:19|20)\d\d)(?!\d)")
_MONTH_WORD = re.compile(r"[\s\x1f]*月")
_DAY_WORD = re.compile(r"[\s\x1f]*[日号]")
_AGO = re.compile(
    r"[\s\x1f]*(?:(?P<minute>分钟|分|min(?:ute)?s?)|(?P<second>秒钟?|sec(?:ond)?s?)|(?P<hour>个?小时|hours?)|(?P<day>[天日]|days?)"
    r"|(?P<week>周|个?星期|weeks?)|(?P<month>个半?月|月|months?)|(?P<year>年|years?))[\s\x1f]*(?:之?前|以前|ago)",
    re.I,
)
_JOINS = re.compile(r"[A-Za-z0-9_./-]")


def spot(text: str, order: Order | None = None) -> list[Spotted]:
    """Every date in `text`, in order, without overlaps; `order` as the page's bare numbers are written."""
    tokens = list(tokens_of(text))
    if not tokens:
        return []
    reader = _FormReader(text, tokens, order)
    found: list[Spotted] = []
    at = 0
    while at < len(tokens):
        spotted = reader.at(at)
        if spotted is None:
            at += 1
            continue
        found.append(spotted)
        while at < len(tokens) and tokens[at].start < spotted.end:
            at += 1
    return found


@lru_cache(maxsize=4096)
def _between(text: str) -> str:
    """What stands between two tokens, blanks and spellings aside."""
    return _BLANK.sub("", text).translate(_BETWEEN).lower()


class _FormReader:
    """The grammar: which runs of tokens are dates."""

    def __init__(self, text: str, tokens: list[Token], order: Order | None) -> None:
        self.text, self.tokens, self.order = text, tokens, order

    def at(self, at: int) -> Spotted | None:
        """The date whose first token stands at index `at`; None when none begins there."""
        token = self.tokens[at]
        if token.value < 0 and token.kind != "numeral":
            return None
        forms: tuple[Callable[[int], Spotted | None], ...]
        if token.kind == "month":
            forms = (self._month_first,)
        elif token.kind == "near":
            forms = (self._near,)
        elif self._gap(at) is None:
            forms = (self._packed, self._ago)  # the others want another token beside this one
        else:
            forms = (self._year_first, self._named_month, self._year_last, self._packed, self._ago, self._partial)
        for form in forms:
            if (found := form(at)) is not None:
                return found
        return None

    def _gap(self, at: int) -> str | None:
        """What stands between tokens `at` and `at` + 1, blanks and spellings aside; None when they are not near."""
        if at + 1 >= len(self.tokens):
            return None
        start, end = self.tokens[at].end, self.tokens[at + 1].start
        return _between(self.text[start:end]) if end - start <= _LONGEST_GAP else None

    def _is_free(self, start: int, end: int) -> bool:
        """Whether no letter, digit or separator touches the place: it is no part of a longer number."""
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 2]
        return not _JOINS.match(before.translate(_BETWEEN)) and not (
            (after[:1].isalnum() and after.isascii()) or (after[:1] in _SEPARATORS and after[1:].isdigit())
        )

    def _is_open(self, start: int) -> bool:
        before = self.text[max(0, start - 2) : start]
        return not (before[-1:] == "." and before[:1].isdigit())

    def _done(self, start: int, end: int, form: Form, day: date | None) -> Spotted:
        """The date with the time behind it, if any."""
        if day is None:
            return Spotted(start, end, Form.UNREAD)
        match = TIME.match(self.text, end)
        if match is None:
            word = _DAY_WORD.match(self.text, end)
            return Spotted(start, word.end() if word else end, form, day)
        return Spotted(start, match.end(), form, timed(day, match))

    def _year_first(self, at: int) -> Spotted | None:
        """2021-08-15, 2021年8月15日, 二〇二一年八月十五日, 21-08-15, 21年8月15日."""
        if at + 2 >= len(self.tokens):
            return None
        year, month, day = self.tokens[at : at + 3]
        first, second = self._gap(at), self._gap(at + 1)
        if first not in ("年", *_SEPARATORS) or second not in ("月", *_SEPARATORS) or "month" in (month.kind, day.kind):
            return None
        if month.width > (2 if month.kind == "number" else 3) or day.width > (2 if day.kind == "number" else 3):
            return None
        if 1900 <= year.value <= 2100 and year.width == 4:
            if not self._is_open(year.start):
                return None
            return self._done(year.start, day.end, Form.WHOLE, make(year.value, month.value, day.value))
        if year.width != 2 or not 0 <= year.value <= 99:
            return None
        if first == "年" and second == "月":
            return self._done(year.start, day.end, Form.SHORT, make(2000 + year.value, month.value, day.value))
        if first != second or not self._is_free(year.start, day.end):
            return None
        return self._bare(at, self.order or (Order.YMD if first == "-" else None))

    def _bare(self, at: int, order: Order | None) -> Spotted | None:
        """Three bare numbers of which none is a whole year, read in `order`."""
        one, two, three = self.tokens[at : at + 3]
        if three.width != 2:
            return None
        a, b, c = one.value, two.value, three.value
        day = {
            Order.YMD: make(2000 + a, b, c),
            Order.DMY: make(2000 + c, b, a),
            Order.MDY: make(2000 + c, a, b),
        }.get(order) if order else None  # fmt: skip
        if day is None and not (make(2000 + a, b, c) or make(2000 + c, b, a) or make(2000 + c, a, b)):
            return None
        return self._done(one.start, three.end, Form.SHORT, day)

    def _year_last(self, at: int) -> Spotted | None:
        """15/08/2021 and 8/15/2021."""
        if at + 2 >= len(self.tokens):
            return None
        one, two, year = self.tokens[at : at + 3]
        gaps = self._gap(at), self._gap(at + 1)
        if gaps[0] not in _SEPARATORS or gaps[0] != gaps[1] or not (one.kind == two.kind == year.kind == "number"):
            return None
        if one.width > 2 or two.width > 2:
            return None
        if year.width != 4 or not 1900 <= year.value <= 2100 or not self._is_free(one.start, year.end):
            # Two numbers and two digits: only the page's other dates tell which is the year.
            short = year.width == 2 and self.order in (Order.DMY, Order.MDY) and self._is_free(one.start, year.end)
            return self._bare(at, self.order) if short else None
        days = {Order.DMY: make(year.value, two.value, one.value), Order.MDY: make(year.value, one.value, two.value)}
        valid = [day for day in days.values() if day]
        only = valid[0] if valid and len(set(valid)) == 1 else None
        return self._done(one.start, year.end, Form.WHOLE, only or (days.get(self.order) if self.order else None))

    def _named_month(self, at: int) -> Spotted | None:
        """15 Aug 2021, 15-Aug-21, 2021 Aug 15."""
        if at + 2 >= len(self.tokens) or self.tokens[at + 1].kind != "month":
            return None
        one, month, three = self.tokens[at : at + 3]
        if not (self._loose(at) and self._loose(at + 1)) or three.kind != "number":
            return None
        if one.width == 4 and three.width <= 2:
            return self._done(one.start, three.end, Form.WHOLE, make(one.value, month.value, three.value))
        if one.width <= 2 and three.width in (2, 4):
            year = three.value if three.width == 4 else 2000 + three.value
            return self._done(one.start, three.end, Form.WHOLE, make(year, month.value, one.value))
        return None

    def _loose(self, at: int) -> bool:
        """Whether only what stands between the words of an English date is behind token `at`."""
        gap = self._gap(at)
        return gap is not None and re.fullmatch(r"(?:st|nd|rd|th)?(?:of)?[-/.,]?(?:the)?", gap) is not None

    def _month_first(self, at: int) -> Spotted | None:
        """August 15, 2021, and Aug 15 10:20:30 CST 2021."""
        if at + 2 >= len(self.tokens) or not self._loose(at):
            return None
        month, day, year = self.tokens[at : at + 3]
        if day.kind != "number" or day.width > 2:
            return None
        if year.width == 4 and year.kind == "number" and self._loose(at + 1):
            return self._done(month.start, year.end, Form.WHOLE, make(year.value, month.value, day.value))
        time = TIME.match(self.text, day.end)
        behind = _YEAR_BEHIND.match(self.text, time.end()) if time else None
        when = make(behind.group(1), month.value, day.value) if behind else None
        return Spotted(month.start, behind.end(), Form.WHOLE, timed(when, time)) if when and time and behind else None

    def _packed(self, at: int) -> Spotted | None:
        """20210815, 202108151020, 20210815102030, 20210815T102030Z."""
        token = self.tokens[at]
        if token.kind != "number" or token.width not in (8, 12, 14):
            return None
        digits = f"{token.value:0{token.width}d}"
        day = make(digits[:4], digits[4:6], digits[6:8])
        if day is None:
            return None
        packed = PACKED_TIME.match(self.text, token.end) if token.width == 8 else None
        if packed:
            hour, minute, second, zone = packed.groups()
            return Spotted(token.start, packed.end(), Form.COMPACT, moment(day, hour, minute, second or 0, zone))
        if not self._is_free(token.start, token.end) or self.text[token.end : token.end + 1] == "号":
            return None
        if token.width == 8:
            return self._done(token.start, token.end, Form.COMPACT, day)
        when = moment(day, digits[8:10], digits[10:12], digits[12:14] or 0, None)
        return Spotted(token.start, token.end, Form.COMPACT, when)

    def _ago(self, at: int) -> Spotted | None:
        """3天前, 两小时前, 半个月前, 5 days ago."""
        token = self.tokens[at]
        match = _AGO.match(self.text, token.end)
        half = self.text[token.start : token.end] == "半"
        if match is None or match.lastgroup is None or (token.value < 0 and not half) or token.value > 5000:
            return None
        unit = match.lastgroup
        count = 0.5 if half else float(token.value)
        if unit in ("month", "year") and not half:
            months = token.value * (12 if unit == "year" else 1)
            return Spotted(token.start, match.end(), Form.RELATIVE, None, timedelta(), months)
        ago = {
            "second": 1,
            "minute": 60,
            "hour": 3600,
            "day": 86400,
            "week": 604800,
            "month": 2592000,
            "year": 31536000,
        }
        back = timedelta(seconds=count * ago[unit])
        return Spotted(token.start, match.end(), Form.RELATIVE, None, back)

    def _near(self, at: int) -> Spotted:
        """今天, 昨天 10:20, 刚刚."""
        token = self.tokens[at]
        time = TIME.match(self.text, token.end)
        end = time.end() if time else token.end
        return Spotted(token.start, end, Form.RELATIVE, None, timedelta(days=token.value))

    def _partial(self, at: int) -> Spotted | None:
        """08-15, 8月15日, 2021-08, 2021年8月."""
        if at + 1 >= len(self.tokens):
            return None
        one, two = self.tokens[at : at + 2]
        gap = self._gap(at)
        if two.kind == "month" or one.value < 0 or two.value < 0:
            return None
        parted = gap in _SEPARATORS and self._is_free(one.start, two.end)
        if one.width == 4 and FIRST_YEAR <= one.value <= LAST_YEAR and 1 <= two.value <= 12:
            word = _MONTH_WORD.match(self.text, two.end)
            known = two.width <= 3 and (gap == "年" or parted)
        elif one.width <= 3 and two.width <= 3 and 1 <= one.value <= 12 and 1 <= two.value <= 31:
            word = _DAY_WORD.match(self.text, two.end)
            known = gap == "月" or (parted and gap != "_" and two.width == 2)
        else:
            return None
        return Spotted(one.start, word.end() if word else two.end, Form.PARTIAL) if known else None
