"""In which order a page writes day, month and year where bare numbers make up a date."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum

from govcrawl.extract.date_tokens import make


class Order(StrEnum):
    """In which order a page writes dates that bare numbers make up."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


# Rows that announce something later than that are hardly ever the most of a page: 21-01-28 is not of 2028.
_AHEAD = timedelta(days=366)
# Begins with a digit, so that digits are searched for; that none of its number stands before it is asked then.
_TRIPLE = re.compile(r"(\d(?<![\d./-]\d)\d?)([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)")


def order_of(text: str, fetched_at: datetime | None = None) -> Order | None:
    """The order in which the bare numbers of a page's dates are written, by all dates of that shape in `text`.

    An order that makes one of them no day of the calendar is out, and so is one by which most of them lie further
    after `fetched_at`, the moment of fetching, than pages announce anything. Of those left, the part that varies most
    is the day, and the part that varies least the year. None while that leaves the order open.
    """
    found = list(dict.fromkeys((m[1], m[3], m[4]) for m in _TRIPLE.finditer(text)))[:200]
    if not found:
        return None
    days = {order: [_in_order(order, *parts) for parts in found] for order in Order}
    valid = [order for order in Order if all(days[order]) and not _is_ahead(days[order], fetched_at)]
    if len(valid) <= 1 or len(found) < 3:
        return valid[0] if len(valid) == 1 else None
    spread = [len({parts[place] for parts in found}) for place in range(3)]
    place = {Order.YMD: (2, 0), Order.DMY: (0, 2), Order.MDY: (1, 2)}
    telling = [
        each for each in valid if spread[place[each][0]] == max(spread) and spread[place[each][1]] == min(spread)
    ]
    return telling[0] if len(telling) == 1 else None


def _is_ahead(days: list[date | None], fetched_at: datetime | None) -> bool:
    """Whether most of the days lie far after the moment of fetching."""
    if fetched_at is None:
        return False
    last = fetched_at.date() + _AHEAD
    return 2 * sum(day > last for day in days if day) > len(days)


def _in_order(order: Order, one: str, two: str, three: str) -> date | None:
    if len(three) == 4:
        year, month, day = (three, two, one) if order is Order.DMY else (three, one, two)
        return None if order is Order.YMD else make(year, month, day)
    century = 2000
    if order is Order.YMD:
        return make(century + int(one), two, three) if len(one) == 2 else None
    return make(century + int(three), two, one) if order is Order.DMY else make(century + int(three), one, two)
