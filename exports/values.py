"""Crawled values as cells: text that stays text, local times, addresses that a program may open."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from govcrawl.rounds import CHINA

MAX_TEXT = 32_767  # UTF-16 units in one cell
MAX_ADDRESS = 2_079  # longer hyperlinks make Excel repair the file
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FIRST_YEAR = 1900  # spreadsheets know no earlier dates


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell's value that leads to an address."""

    value: str
    url: str


Plain = str | int | float | date | datetime | None
Value = Plain | Linked


def plain(text: str) -> str:
    """The text without characters that a workbook cannot hold, cut to what one cell holds."""
    text = _NO_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))
    if 2 * len(text) <= MAX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")


def like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula when a person edits the cell."""
    return text.startswith(_LIKE_FORMULA)


def linked(value: str, url: str | None = None) -> Linked | str:
    """`value` as a link to `url` (to itself, when not given); plain text when that is no http(s) address."""
    address = (value if url is None else url).strip()
    return Linked(value, address) if _opens(address) else value


def _opens(url: str) -> bool:
    if not url.lower().startswith(("http://", "https://")) or len(url) > MAX_ADDRESS or plain(url) != url:
        return False
    try:
        return bool(urlsplit(url).hostname) and not any(c.isspace() for c in url)
    except ValueError:
        return False


def day(value: date | datetime | None) -> date | str | None:
    """A publication date as a date cell, in the page's own local time."""
    if isinstance(value, datetime):
        value = value.date()
    return str(value) if value is not None and value.year < _FIRST_YEAR else value


def china_time(value: datetime | None) -> datetime | str | None:
    """A time in UTC as people read it, in Asia/Shanghai; workbooks know no time zones."""
    if value is None:
        return None
    local = value.astimezone(CHINA).replace(tzinfo=None, microsecond=0)
    return str(local) if local.year < _FIRST_YEAR else local
