"""truecms: `messageController/getMessage.do` gives XML inside JSONP, a window of rows at a time, to known referers."""

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from govcrawl.cms.model import ListSource, Request, Rows, StatelessSource, detector
from govcrawl.domain.urls import absolute
from govcrawl.extract import Page

_ADDRESS = re.compile(r"""["']((?=[^"'\s]*?messageController/getMessage\.do)[^"'\s]*+)["']""", re.I)
_COLUMN = re.compile(r"columnId['\"]?\s*[:=]\s*['\"]?([\w-]+)", re.I)
_WINDOW = 10  # the smallest window that such servers grant
_PAGING = ("startrecord", "endrecord", "perpage", "columnId", "callback")


@dataclass(frozen=True, slots=True)
class Truecms(StatelessSource):
    """A column of TrueCMS, asked for by a script call that answers only with the page as `referer`."""

    url: str
    query: tuple[tuple[str, str], ...]
    referer: str
    system: str = "truecms"

    def request(self, page: int, have: int) -> Request:
        rows = [("startrecord", have + 1), ("endrecord", have + _WINDOW), ("perpage", _WINDOW), ("callback", "rows")]
        query = urlencode([*self.query, *rows])
        return Request(f"{self.url}?{query}", headers=(("Referer", self.referer),))

    def read(self, body: bytes, url: str) -> Rows | None:
        if b"<recordset" not in body and b"<record>" not in body:
            return None
        text = Page(body, url, "text/html; charset=utf-8").source
        inside = text.partition("(")[2].rstrip().rstrip(";").removesuffix(")")
        try:
            xml = str(json.loads(inside))
        except (ValueError, RecursionError):  # XML that stands there bare, or in a string of another kind
            xml = inside.replace('\\"', '"').replace("\\/", "/")
        return Rows(list(Page(xml.encode("utf-8", "replace"), url, "text/html; charset=utf-8").records()))


@detector(rank=40)
def detect(source: str, url: str) -> list[ListSource]:
    """The column that the page's script asks for; `source` is its mark-up with scripts, `url` its address."""
    match = _ADDRESS.search(source) if "getMessage.do" in source else None
    address = absolute(url, match[1]) if match else None
    if address is None:
        return []
    parts = urlsplit(address)
    known = [(name, value) for name, value in parse_qsl(parts.query) if name not in _PAGING]
    column = dict(parse_qsl(parts.query)).get("columnId")
    if column is None:
        named = _COLUMN.search(source)
        column = named[1] if named else ""
    if not column:
        return []
    plain = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    return [Truecms(plain, (*known, ("columnId", column)), url)]
