"""Lists whose rows show month and day alone, under a heading with the year: 2021年 … 08-17."""

import re
from datetime import date
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from govcrawl.extract.date_tokens import make
from govcrawl.extract.outline import squeeze

_PERIOD = re.compile(r"[\W_]{0,3}((?:19|20)\d\d)(?:\s*年(?:度)?|\s*[-./年]\s*(\d{1,2})\s*月?(?:份)?)?[\W_]{0,3}")
_MONTH_DAY = re.compile(r"\W{0,2}(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?\W{0,2}")
_DAY = re.compile(r"\W{0,2}(\d{1,2})\s*[日号]?\W{0,2}")
_LONGEST = 12  # characters of the heading of a period
_CLIMB = 4


class Period(NamedTuple):
    """A year, or a month of one."""

    year: int
    month: int | None


def period_of(text: str) -> Period | None:
    """The period that a text is nothing but; None for anything else."""
    match = _PERIOD.fullmatch(squeeze(text)) if len(text) <= 3 * _LONGEST else None
    if match is None:
        return None
    month = int(match[2]) if match[2] else None
    return Period(int(match[1]), month) if month is None or 1 <= month <= 12 else None


def heads(node: LexborNode) -> bool:
    """Whether an element, or a text, is the heading of a period and no link."""
    if node.is_element_node and (node.tag == "a" or node.css_first("a") is not None):
        return False
    return period_of(node.text() or "") is not None


class Periods:
    """The periods that head the lists of one page. Each element is looked at once, however many rows ask."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Period | None] = {}

    def above(self, row: LexborNode) -> Period | None:
        """The period whose heading stands next above the element `row`, other rows aside; None where there is none."""
        around: LexborNode | None = row
        asked: list[tuple[int, int]] = []
        found: Period | None = None
        for level in range(_CLIMB):
            if around is None or around.tag in ("body", "html"):
                break
            before: LexborNode | None = around
            while before is not None:
                key = (before.mem_id, level)
                if key in self._known:
                    found = self._known[key]
                    return self._keep(asked, found)
                asked.append(key)
                before = before.prev
                text = (before.text() or "").strip() if before is not None and _has_text(before) else ""
                if before is None or not text:
                    continue
                if heads(before):
                    return self._keep(asked, period_of(text))
                if not (before.is_element_node and (before.tag == "a" or before.css_first("a") is not None)):
                    break  # another heading, or what stands between
            around = around.parent
        return self._keep(asked, found)

    def _keep(self, asked: list[tuple[int, int]], found: Period | None) -> Period | None:
        self._known.update(dict.fromkeys(asked, found))
        return found


def _has_text(node: LexborNode) -> bool:
    return bool(node.is_element_node or node.is_text_node)


def may_be_within(piece: str) -> bool:
    """Whether a piece of text may be month and day, or a day alone."""
    return bool(_MONTH_DAY.fullmatch(piece) or _DAY.fullmatch(piece))


def day_within(piece: str, period: Period) -> date | None:
    """The day of `period` that a piece of text is: month and day, or the day alone where the month is known."""
    match = _MONTH_DAY.fullmatch(piece)
    if match is not None:
        month, day = int(match[1]), int(match[2])
        return make(period.year, month, day) if period.month in (None, month) else None
    match = _DAY.fullmatch(piece) if period.month is not None else None
    return make(period.year, period.month or 0, int(match[1])) if match else None
