"""Inspection round (检查期, `2021Q3`) and inspection date (监测时间点)."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from govcrawl.domain.errors import InputError

CHINA = ZoneInfo("Asia/Shanghai")
Day = date  # `Round.date` hides the type's own name inside the class
_NAME = re.compile(r"20[0-9]{2}Q[1-4]")
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Round:
    """A quarter and the date from which all windows are counted back."""

    name: str
    date: date

    @property
    def year(self) -> int:
        """Calendar year of the round's name, e.g. 2021 of `2021Q3`."""
        return int(self.name[:4])

    @property
    def quarter(self) -> int:
        """Quarter of the round's name, 1 to 4."""
        return int(self.name[5])

    @property
    def start(self) -> "Day":
        """The first day of the quarter."""
        return Day(self.year, 3 * self.quarter - 2, 1)


def parse_date(text: str) -> date:
    """`2021-08-20` as a date (full-width digits too); `InputError` otherwise, also for years outside 2000-2099.

    Windows are counted back from this date: a mistyped year would judge every column, and at the ends of the
    calendar the counting itself would overflow.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if _DATE.fullmatch(plain):
            return date.fromisoformat(plain)
    except ValueError:
        pass
    raise InputError(f"监测时间点“{text}”不是有效日期，请按 2021-08-20 的格式填写。")


def china_day(moment: datetime) -> date:
    """The day of a time, as people in China call it."""
    return moment.astimezone(CHINA).date()


def quarter_of(day: date) -> str:
    """Name of the round in which `day` lies, e.g. `2021Q3`."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def parse_round(name: str | None = None, day: str | date | None = None) -> Round:
    """The round called `name`, inspected as of `day` (监测时间点).

    Without `day` it is today in Asia/Shanghai, without `name` the quarter of that day; this is the one place that reads
    the clock, and only when no date is given. InputError when either cannot be read as a round or a date.
    """
    when = parse_date(day) if isinstance(day, str) else day or datetime.now(CHINA).date()
    label = unicodedata.normalize("NFKC", name or quarter_of(when)).strip().upper()
    if not _NAME.fullmatch(label):
        raise InputError(f"检查期“{name}”无法识别，请按 2021Q3（年份+Q+季度）的格式填写。")
    return Round(label, when)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
