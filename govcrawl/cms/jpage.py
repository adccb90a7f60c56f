"""大汉 JCMS jpage: page 1 stands in the page as XML in a script, the others come from dataproxy.jsp.

Some servers ignore the numbers of the rows and obey the number of the page only: both are sent. A page may hold
several units; the one whose address the page names first is its list.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from govcrawl.cms.model import FORM, ListSource, Request, Rows, StatelessSource, detector
from govcrawl.domain.numbers import whole_number
from govcrawl.domain.urls import absolute
from govcrawl.extract import Page

_PROXY = re.compile(r"""["'(]([^"'()\s<>]*/jpage/(?:more)?(?:column)?dataproxy\.jsp[^"'()\s<>]*)["')]""", re.I)
_PER_PAGE = re.compile(r"perPage\s*[:=]\s*['\"]?(\d{1,3})", re.I)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)|totalRecord\s*[:=]\s*['\"]?(\d+)", re.I)
_FIELD = re.compile(r"""["']?(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)["']?"""
                    r"""\s*[:=]\s*["']([^"']*)["']""")  # fmt: skip
_FORM = ("col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype")
_SIZE = 45  # rows of a page where the script does not say: three pages of fifteen, as the script itself asks for

_MOST = 300  # rows beyond which such servers cut a page


@dataclass(frozen=True, slots=True)
class Jpage(StatelessSource):
    """The list of one unit."""

    url: str
    form: tuple[tuple[str, str], ...]
    per_page: int = _SIZE
    total: int | None = None
    system: str = "jcms"

    def request(self, page: int, have: int) -> Request:
        # The rows that the page itself holds may be several pages of the endpoint's.
        number = have // self.per_page + 1
        rows = {"startrecord": have + 1, "endrecord": have + self.per_page, "perpage": self.per_page, "page": number}
        return Request(f"{self.url}?{urlencode(rows)}", "POST", urlencode(self.form), (FORM,))

    def read(self, body: bytes, url: str) -> Rows | None:
        if b"<recordset" not in body and b"<datastore" not in body:
            return None
        page = Page(body, url, "text/html; charset=utf-8")
        total = _TOTAL.search(page.source)
        return Rows(list(page.records()), whole_number(total[1] or total[2]) if total else None)


@detector(rank=10)
def detect(source: str, url: str) -> list[ListSource]:
    """The unit's endpoint; a page that is the endpoint's answer itself has none."""
    if "dataproxy.jsp" not in source:
        return []
    match = _PROXY.search(source)
    address = absolute(url, match[1].replace("&amp;", "&")) if match else None
    if address is None:
        return []
    parts = urlsplit(address)
    known = dict(_FIELD.findall(source)) | dict(parse_qsl(parts.query))
    form = tuple((name, known[name]) for name in _FORM if known.get(name))
    size = _PER_PAGE.search(source)
    plain = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    total = _TOTAL.search(source)
    rows = min(int(size[1]), _MOST) if size and int(size[1]) else _SIZE
    return [Jpage(plain, form, rows, whole_number(total[1] or total[2]) if total else None)]
