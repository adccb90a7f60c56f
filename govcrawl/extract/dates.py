"""Dates in all the forms that government pages write, and dates in addresses."""

import re
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

FIRST_YEAR, LAST_YEAR = 1990, 2099

_GAP = r"[\s\x1f]*"
DATE = (
    rf"((?:19|20)\d\d){_GAP}(?:年|[-/.－]){_GAP}(\d{{1,2}}){_GAP}(?:月|[-/.－]){_GAP}(\d{{1,2}})(?!\d){_GAP}日?"
    rf"(?:[\sT\x1f-]*(\d{{1,2}})[:：时](\d{{2}})(?!\d)(?:[:：分](\d{{2}}))?)?"
)
_DATE = re.compile(rf"(?<![\d.]){DATE}")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?(?!\d)")
_TRIM = "[](){}（）【】〔〕「」|,，;；:：·•-—日期发布时间 \t\r\n\u3000\xa0"
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})月?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_DAY = re.compile(r"(\d{1,2})日?")
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)/(\d\d)(?=/)"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)(?=/)"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)"),
    re.compile(r"/[A-Za-z]{0,6}_?((?:19|20)\d\d)(\d\d)(\d\d)_[\w-]+\.s?html?(?:$|\?)"),
)
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?:[/-]|(?:0[1-9]|1[0-2])(?:/|\d\d[/_]))")
# Words that make a date something else than the day of publication.
NOT_PUBLICATION = (
    "成文|生成|印发|发文|拟文|签发|制定|实施|施行|生效|执行|有效|失效|废止|截止|截至|开始|结束|起止|留言|来信|写信|提问|咨询|"
    "回复|答复|办理|办结|受理|处理|评论|活动|会议|处罚|决定|批准|登记|成立|更新|访谈|征集|报名|开标|投标|出生|任职|录用|当前|现在|服务器|今天"
)


@lru_cache(maxsize=4096)
def make(year: str, month: str, day: str) -> date | None:
    """The calendar date of `year`, `month` and `day`, all in digits; None for no such day or an implausible year."""
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return when if FIRST_YEAR <= when.year <= LAST_YEAR else None


def from_match(match: re.Match[str], first: int = 1) -> date | datetime | None:
    """The date, or the time where hours and minutes stand, of a match of `DATE` whose groups begin at `first`."""
    year, month, day, hour, minute, second = match.group(*range(first, first + 6))
    when = make(year, month, day)
    if when is None or hour is None:
        return when
    try:
        return datetime(when.year, when.month, when.day, int(hour), int(minute), int(second or 0))
    except ValueError:
        return when


def find_date(text: str) -> date | datetime | None:
    """The first date in `text`; 2021-08-20, 2021/8/20, 2021.8.20, 2021年8月20日, with a time or without."""
    for match in _DATE.finditer(text):
        when = from_match(match)
        if when:
            return when
    return None


def parse_label(content: str) -> date | datetime | None:
    """The date of a page label; also 20210820 and 20210820123000."""
    found = find_date(content)
    if found:
        return found
    match = _COMPACT.search(content)
    if not match:
        return None
    when = make(*match.group(1, 2, 3))
    if when and match.group(4):
        try:
            hour, minute, second = (int(part) for part in match.group(4, 5, 6))
            return datetime(when.year, when.month, when.day, hour, minute, second)
        except ValueError:
            return when
    return when


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


def of_piece(piece: str) -> date | None:
    """The date of a piece of text that is nothing but a date (brackets, a label and a short word aside)."""
    if not 6 <= len(piece) <= 60 or ("20" not in piece and "19" not in piece):
        return None
    match = _DATE.search(piece)
    if not match:
        return None
    rest = (piece[: match.start()] + piece[match.end() :]).strip(_TRIM)
    if len(rest) > 8 and not _labelled(piece[: match.start()]):
        return None
    when = from_match(match)
    return day_of(when) if when else None


def _labelled(before: str) -> bool:
    tail = before.rstrip(" \xa0\u3000:：[（(")[-4:]
    return tail.endswith(("发布时间", "发布日期", "公开日期", "公布日期", "时间", "日期"))


def of_split(pieces: list[str], year: int | None) -> date | None:
    """A date that is spread over neighbouring pieces (<b>20</b><i>2021-08</i>), or one whose year is known
    from elsewhere (08-20 with `year` from the address)."""
    for first, second in pairwise(pieces):
        if len(first) > 9 or len(second) > 9:
            continue
        when = _split_pair(first, second) or _split_pair(second, first)
        if when:
            return when
    if year is None:
        return None
    for piece in pieces:
        if len(piece) <= 9:
            match = _MONTH_DAY.fullmatch(piece.strip("[]()（）【】 "))
            if match:
                return make(str(year), match.group(1), match.group(2))
    return None


def _split_pair(first: str, second: str) -> date | None:
    month = _YEAR_MONTH.fullmatch(first.strip("[]()/. "))
    day = _DAY.fullmatch(second.strip("[]()/. "))
    if month and day:
        return make(month.group(1), month.group(2), day.group(1))
    year = _YEAR.fullmatch(first.strip("[]()/. "))
    month_day = _MONTH_DAY.fullmatch(second.strip("[]()/. "))
    if year and month_day:
        return make(year.group(1), month_day.group(1), month_day.group(2))
    return None
