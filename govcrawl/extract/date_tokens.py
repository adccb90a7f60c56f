"""The words that dates are made of: numbers in any script, Chinese numerals, names of months, days near today."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1990, 2099

_CN = "〇○◯零一二三四五六七八九十廿卅两元半"
_MONTHS = {
    name: at
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_TOKEN = re.compile(
    rf"(?P<number>\d+)"
    rf"|(?P<numeral>(?<![{_CN}])[{_CN}][{_CN}OoＯ0０]*+(?=[\s\x1f]*[年月日号天周个小分秒星])"
    r"|(?<=月)[一二三四五六七八九十廿卅]++)"
    rf"|(?P<month>(?<![A-Za-z])(?:{_MONTH})(?![A-Za-z]))"
    rf"|(?P<near>刚刚|[今昨前][天日](?!是)|(?<![A-Za-z])yesterday(?![A-Za-z]))",
    re.I,
)
# Every token begins with one of these characters. They are searched for, since the pattern above is slow to say that
# nothing begins at a place: in running text it says so at nearly every one.
_BEGINNING = re.compile(rf"[\d{_CN}刚今昨前jfmasondyJFMASONDY]")
_DIGITS = {char: value for value, chars in enumerate(("〇○◯零OoＯ0０", *"一二三四五六七八九")) for char in chars}


@lru_cache(maxsize=4096)
def make(year: str | int, month: str | int, day: str | int) -> date | None:
    """The calendar date of `year`, `month` and `day`; None for no such day or an implausible year."""
    try:
        when = date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None
    return when if FIRST_YEAR <= when.year <= LAST_YEAR else None


class Token(NamedTuple):
    """One word: number, numeral, month or near (今天), where it stands, and its value."""

    kind: str
    start: int
    end: int
    value: int  # -1: too long, or no number
    width: int  # digits as written


def _token(match: re.Match[str]) -> Token:
    kind, text = str(match.lastgroup), match.group()
    value = -1
    if kind == "number":
        value = int(text) if len(text) <= 14 else -1
    elif kind == "numeral":
        value = numeral(text)
    elif kind == "month":
        value = _MONTHS[text[:3].lower()]
    else:
        value = {"昨": 1, "y": 1, "前": 2}.get(text[0].lower(), 0)
    return Token(kind, match.start(), match.end(), value, len(text))


@lru_cache(maxsize=1024)
def numeral(text: str) -> int:
    """The number that Chinese numerals write (二〇二一, 廿五, 三十一, 元); -1 for none."""
    if text in ("元", "半"):
        return 1 if text == "元" else -1
    plain = text.replace("廿", "二十").replace("卅", "三十").replace("两", "二")
    if "十" not in plain:
        if len(plain) > 4 or any(char not in _DIGITS for char in plain):
            return -1
        return int("".join(str(_DIGITS[char]) for char in plain))
    tens, _, ones = plain.partition("十")
    if len(tens) > 1 or len(ones) > 1 or any(char not in _DIGITS for char in tens + ones):
        return -1
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def tokens_of(text: str) -> Iterator[Token]:
    """The words of dates in `text`, in order."""
    at = 0
    while (beginning := _BEGINNING.search(text, at)) is not None:
        match = _TOKEN.match(text, beginning.start())
        at = match.end() if match is not None else beginning.end()
        if match is not None:
            yield _token(match)
