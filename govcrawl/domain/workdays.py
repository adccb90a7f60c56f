"""Working days (工作日) without a table of holidays: what is surely one, and what may be one."""

from datetime import date, timedelta

_SATURDAY = 5
# Between these days (month, day) the holidays of a year may lie, whatever the lunar calendar and the State Council's
# yearly notice make of them: New Year, Spring Festival, 清明, Labour Day, 端午, 中秋 and National Day.
_HOLIDAYS = (
    ((1, 1), (1, 4)),
    ((1, 20), (2, 27)),
    ((4, 2), (4, 8)),
    ((4, 28), (5, 6)),
    ((5, 26), (6, 26)),
    ((9, 6), (10, 9)),
    ((12, 29), (12, 31)),
)


def workdays_after(start: date, end: date, most: int = 400) -> tuple[int, int]:
    """How many working days lie after `start` up to `end`: surely, and at most (Mondays to Fridays).

    The first leaves out every day on which a public holiday may lie. Counting ends at `most`. Days made up at weekends
    (调休) are not counted.
    """
    sure = possible = 0
    day = start
    while day < end and sure < most:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            possible += 1
            sure += not any(first <= (day.month, day.day) <= last for first, last in _HOLIDAYS)
    return sure, possible
