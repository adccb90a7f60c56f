"""大汉 xxgk module: POST to search.jsp gives the rows of a whole area; a column's own are known by their address."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from govcrawl.cms.model import FORM, ListSource, Request, Rows, StatelessSource, detector, rows_of_html
from govcrawl.domain.urls import absolute
from govcrawl.extract import Page

_SEARCH = re.compile(r"""["']([^"'\s]*module/xxgk/search\.jsp)[^"']*["']""", re.I)
_AREA = re.compile(r"""\barea["']?\s*[:=]\s*["']?([\w.-]+)""", re.I)
_COLUMN = re.compile(r"/col/col(\d+)/", re.I)


@dataclass(frozen=True, slots=True)
class Xxgk(StatelessSource):
    """The disclosure directory of JCMS: its search gives the rows of an `area`, page by page."""

    url: str
    area: str
    column: str  # "" takes the rows of all columns
    system: str = "jcms-xxgk"

    def request(self, page: int, have: int) -> Request:
        return Request(self.url, "POST", urlencode({"area": self.area, "currpage": page}), (FORM,))

    def read(self, body: bytes, url: str) -> Rows | None:
        if b"<table" not in body and b"<tr" not in body and b"<li" not in body:
            return None
        mine = f"/art_{self.column}_"
        entries = rows_of_html(Page(body, url, "text/html; charset=utf-8").source, url)
        return Rows([entry for entry in entries if not self.column or mine in entry.url])


@detector(rank=50)
def detect(source: str, url: str) -> list[ListSource]:
    """The directory that the page's script searches; `source` is its mark-up with scripts, `url` its address."""
    match = _SEARCH.search(source) if "xxgk/search.jsp" in source else None
    address = absolute(url, match[1]) if match else None
    area = _AREA.search(source)
    if address is None or area is None:
        return []
    column = _COLUMN.search(url)
    return [Xxgk(address, area[1], column[1] if column else "")]
