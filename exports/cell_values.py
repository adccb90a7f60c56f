"""Crawled values as cells: text that stays text, local times, addresses that a program may open."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlsplit

from govcrawl.domain.rounds import CHINA
from govcrawl.domain.sanitize import cell_text

MAX_TEXT = 32_767  # UTF-16 units in one cell
MAX_ADDRESS = 2_079  # longer hyperlinks make Excel repair the file
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HOST = re.compile(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]")
_ADDRESS = ";/?:@&=+$,-_.!~*'()#%"  # stay in a link; of all else letters do, of any alphabet
_NO_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_FIRST_YEAR = 1900  # spreadsheets know no earlier dates


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell's value that leads to an address."""

    value: str
    url: str


CellValue = str | int | float | date | datetime | None
Value = CellValue | Linked


def to_cell_text(text: str) -> str:
    """The text without characters that are not seen or that no file can hold, cut to what one cell holds."""
    return _cut(cell_text(text))


def in_cell(text: str) -> str:
    """Plain text as a workbook's file must spell it: it would read _x0041_ as A."""
    return _cut(_ESCAPE.sub("_x005F_", text)) if "_x" in text else text


def _cut(text: str) -> str:
    if 2 * len(text) <= MAX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")


def linked(value: str, url: str | None = None) -> Linked | str:
    """`value` as a link to `url` (to itself, when not given); plain text when that is no http(s) address.

    An address with a user name is none: it looks like that of the site whose name it begins with.
    """
    address = (value if url is None else url).strip()
    if not _opens(address):
        return value
    spelled = _spelled(address)
    return Linked(value, spelled) if len(spelled) <= MAX_ADDRESS else value


def _opens(url: str) -> bool:
    if not url.lower().startswith(("http://", "https://")) or to_cell_text(url) != url or any(c.isspace() for c in url):
        return False
    try:
        parts = urlsplit(url)
        host, port = parts.netloc, parts.port
    except ValueError:
        return False
    return bool(_HOST.fullmatch(host if port is None else host.removesuffix(f":{port}")))


def _spelled(url: str) -> str:
    """The address as a file may hold it: spreadsheets call a file broken whose links are not spelled by the book."""
    start = len("://") + url.index("://") + len(urlsplit(url).netloc)
    path, mark, fragment = _NO_ESCAPE.sub("%25", url[start:]).partition("#")
    rest = f"{path}{mark}{fragment.replace('#', '%23')}"
    return url[:start] + "".join(c if c.isalnum() or c in _ADDRESS else quote(c) for c in rest)


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
