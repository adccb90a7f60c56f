"""Dates that are spread over neighbouring pieces of text (<b>20</b><i>2021-08</i>)."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from govcrawl.extract.date_tokens import make, numeral

_NUMBER = r"(\d{1,2}|[一二三四五六七八九十廿卅元]{1,3})"
_ENGLISH = r"((?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[a-z]{0,6}\.?"
_PARTS = (
    ("ym", re.compile(rf"(\d{{4}}|[〇○零一二三四五六七八九]{{4}})\s*[-/.年–—]\s*{_NUMBER}\s*月?")),
    ("my", re.compile(r"(\d{1,2})\s*(?:[-/.]\s*|月[\s,，/]*+)(\d{4})")),
    ("my", re.compile(rf"{_ENGLISH}[\s,]+(\d{{4}})")),
    ("md", re.compile(rf"{_NUMBER}\s*[-/.月]\s*{_NUMBER}\s*[日号]?")),
    ("md", re.compile(rf"{_ENGLISH}\s+(\d{{1,2}})")),
    ("dm", re.compile(rf"(\d{{1,2}})\s+{_ENGLISH}")),
    ("y", re.compile(r"(\d{4}|[〇○零一二三四五六七八九]{4})\s*年?")),
    ("m", re.compile(rf"{_NUMBER}\s*月|{_ENGLISH}")),
    ("d", re.compile(rf"{_NUMBER}\s*[日号]")),
    ("n", re.compile(r"(\d{1,2})")),
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MAX_PART = 9
_EDGE = "[]()（）【】/.-,| "


@lru_cache(maxsize=4096)
def _parts(piece: str) -> tuple[tuple[str, int], ...]:
    """What a short piece says of a date: pairs of y, m, d, or n (a bare number), and its value."""
    text = piece.strip(_EDGE)
    for names, pattern in _PARTS:
        match = pattern.fullmatch(text)
        if match:
            return tuple(zip(names, (_value(group) for group in match.groups() if group), strict=True))
    return ()


def _value(text: str) -> int:
    if text.isdigit() and text.isdecimal():
        return int(text)
    lower = text[:3].lower()
    return _MONTHS.index(lower) + 1 if lower in _MONTHS else numeral(text)


def of_split(pieces: list[str], year: int | None) -> date | None:
    """A date that is spread over two or three neighbouring pieces (<b>20</b><i>2021-08</i>), or one whose year is known
    from elsewhere (08-20 with `year` from the address)."""
    parts = [_parts(piece) if len(piece) <= _MAX_PART else () for piece in pieces]
    if found := _spread(parts):
        return found[0]
    if year is None:
        return None
    whole = [dict(each) for each in parts if len(each) == 2 and {name for name, _ in each} == {"m", "d"}]
    return make(year, whole[0]["m"], whole[0]["d"]) if whole else None


def without_split(pieces: list[str]) -> list[str]:
    """`pieces` without the neighbouring ones that are a date together (<b>20</b><i>2021-08</i>)."""
    found = _spread([_parts(piece) if len(piece) <= _MAX_PART else () for piece in pieces])
    return pieces if found is None else pieces[: found[1]] + pieces[found[2] :]


def month_of(text: str) -> tuple[int, int] | None:
    """The year and month that a `text` is nothing but; None for anything else."""
    parts = dict(_parts(text)) if len(text) <= _MAX_PART else {}
    return (parts["y"], parts["m"]) if parts.keys() == {"y", "m"} else None


def _spread(parts: Sequence[tuple[tuple[str, int], ...]]) -> tuple[date, int, int] | None:
    """The first date of two or three neighbours, and where they begin and end."""
    for at, first in enumerate(parts):
        together = first
        for end, other in enumerate(parts[at + 1 : at + 3], at + 2):
            if not together or not other:
                break
            together += other
            when = _composed(together)
            if when:
                return when, at, end
    return None


def _composed(parts: tuple[tuple[str, int], ...]) -> date | None:
    """The date of three parts that belong together; bare numbers take the places that are left, where that is sure."""
    if len(parts) != 3:
        return None
    known = {name: value for name, value in parts if name != "n"}
    bare = [value for name, value in parts if name == "n"]
    left = [name for name in "ymd" if name not in known]
    if len(known) + len(bare) != 3 or "y" in left or len(left) != len(bare):
        return None
    if len(bare) == 2 and parts[0][0] != "y":  # a year behind day and month: their order is told by the numbers alone
        if max(bare) <= 12 and bare[0] != bare[1]:
            return None
        bare.sort()
    known.update(zip(left, bare, strict=True))
    return make(known["y"], known["m"], known["d"])
