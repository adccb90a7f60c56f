"""F06: statistics that must come out every quarter, and the quarters that titles name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from govcrawl.domain.items import ColumnItem, Entry
from govcrawl.domain.rounds import Round
from pipelines.engine import few, rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Figure, Result
from pipelines.windows import STATISTICS, day_of, doubt_of, has_list, is_undated, newest_of

# Statistics that come out once a year by nature.
_YEARLY = re.compile(r"年鉴|公报|年度|年报|普查")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_QUARTER = re.compile(r"([一二三四1-4])季度|(?<![A-Za-z])Q([1-4])(?!\d)|([1-4])季(?!度)", re.IGNORECASE)
_QUARTERS = re.compile(r"([一二三1-3])(?:季度)?[至到~、和-]+第?([二三四2-4])季度")
_MONTHS = re.compile(r"(?<!\d)(?:\d{1,2}月?(?:份)?[至到~—-]+)?(1[0-2]|0?[1-9])月(?!\d{1,2}日)")
_HALVES = ((re.compile(r"上半年"), 2), (re.compile(r"前三季度|三季度末"), 3), (re.compile(r"下半年|全年"), 4))


def is_quarterly(column: ColumnItem, check: Check) -> bool:
    """Whether F06 judges the column."""
    return check.kind(column.kind).group == STATISTICS and not _YEARLY.search(column.name)


@rule("F06", ColumnItem, confirm=Confirm.PAGE, figure=Figure.NO_QUARTER)
def statistics_not_quarterly(column: ColumnItem, check: Check) -> Iterator[Result]:
    """Neither the round's quarter nor the one before is there, by the titles (2021年第二季度, 上半年, 1-6月), else
    by the publication dates (办理统计数据, C2). What comes out once a year by nature (年鉴, 公报) is F04's.
    """
    if not is_quarterly(column, check) or not has_list(column) or is_undated(column):
        return
    wanted = _quarter_number(check.round) - 1
    counted = [entry for entry in column.entries if _counts(entry, check)]
    if not column.entries or any(_quarter_of(entry) >= wanted for entry in counted):
        return
    newest = newest_of(column, check)
    evidence = {
        "entries": few(f"{entry.published or ''} {entry.title}".strip() for entry in counted),
        "quarters": [_name(wanted), _name(wanted + 1)],
    }
    doubt = doubt_of(column) or (None if newest else "已读到的信息日期均晚于监测时间点")
    if doubt:
        yield CannotJudge(f"栏目“{column.name}”是否按季度公布无法判断：{doubt}", evidence=evidence)
    elif newest:
        message = (
            f"栏目“{column.name}”没有{_name(wanted)}或{_name(wanted + 1)}的统计数据，最新一条发布于{newest.published}"
        )
        yield Fail(message, value=str(newest.published), evidence=evidence)


def _counts(entry: Entry, check: Check) -> bool:
    day = day_of(entry.published)
    return day is None or day <= check.date


def _quarter_number(round_: Round) -> int:
    return round_.year * 4 + round_.quarter - 1


def _name(number: int) -> str:
    return f"{number // 4}年第{'一二三四'[number % 4]}季度"


def _quarter_of(entry: Entry) -> int:
    """Number of the quarter that the entry is about: by its title, else by its date; 0 when unknown."""
    return quarter_in_title(entry.title, day_of(entry.published)) or quarter_of_day(day_of(entry.published))


def quarter_of_day(day: date | None) -> int:
    """Number of the quarter of a day (year × 4 + quarter − 1); 0 for None."""
    return day.year * 4 + (day.month - 1) // 3 if day else 0


def quarter_in_title(title: str, published: date | None) -> int:
    """Number of the last quarter that a title names (year × 4 + quarter − 1); 0 when it names none.

    A title without a year speaks of the last such quarter before its publication.

    `published` is the day of publication, None when unknown.
    """
    text = "".join(unicodedata.normalize("NFKC", title).split())
    quarter = _quarter_named(text)
    if not quarter:
        return 0
    year = _YEAR.search(text)
    if year:
        return int(year[1]) * 4 + quarter - 1
    if published is None:
        return 0
    number = published.year * 4 + quarter - 1
    return number if number <= quarter_of_day(published) else number - 4


def _quarter_named(text: str) -> int:
    several = _QUARTERS.search(text)
    if several:
        return _DIGITS[several[2]]
    for pattern, quarter in _HALVES:
        if pattern.search(text):
            return quarter
    one = _QUARTER.search(text)
    if one:
        return _DIGITS[one[1] or one[2] or one[3]]
    months = [int(match[1]) for match in _MONTHS.finditer(text)]
    return (max(months) - 1) // 3 + 1 if months else 0
