"""大汉 JPaaS: lists are units that `unitbuild.js` fetches; ids stand in the page, paging goes through paramJson."""

import json
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from govcrawl.cms.model import ListSource, Request, Rows, StatelessSource, detector, rows_of_html
from govcrawl.domain.urls import absolute

_SCRIPT = re.compile(r"<script\b[^>]*unitbuild[^>]*>", re.I)
_ADDRESS = re.compile(r"""\burl\s*=\s*["']([^"']+)["']""", re.I)
_QUERY = re.compile(r"""\bquerydata\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_PAIR = re.compile(r"""["']?(?<!\w)(\w++)["']?\s*+:\s*+["']?([^"',}]*+)["']?""")
_SIZE = 20
_UNITS = 4  # units of one page that may be its list


@dataclass(frozen=True, slots=True)
class Jpaas(StatelessSource):
    """A list unit of Jpaas: `query` is what the page's script sends along, paging is added to it."""

    url: str
    query: tuple[tuple[str, str], ...]
    system: str = "jpaas"

    def request(self, page: int, have: int) -> Request:
        paging = json.dumps({"pageNo": page, "pageSize": _SIZE}, separators=(",", ":"))
        return Request(f"{self.url}?{urlencode([*self.query, ('paramJson', paging)])}")

    def read(self, body: bytes, url: str) -> Rows | None:
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return None
        inner = data.get("data") if isinstance(data, dict) else None
        if not isinstance(inner, dict) or not isinstance(inner.get("html"), str):
            return None
        return Rows(rows_of_html(inner["html"], url))


@detector(rank=20)
def detect(source: str, url: str) -> list[ListSource]:
    """The list units that scripts of the page declare; `source` is its mark-up with scripts, `url` its address."""
    if "unitbuild" not in source:
        return []
    found: list[ListSource] = []
    for tag in _SCRIPT.findall(source)[:40]:
        address, query = _ADDRESS.search(tag), _QUERY.search(tag)
        plain = absolute(url, unescape(address[1])) if address else None
        if plain is None or query is None:
            continue
        pairs = tuple(_PAIR.findall(unescape(query[1] or query[2])))
        if dict(pairs).get("pageType", "column") == "column":
            found.append(Jpaas(plain, pairs))
    return found[:_UNITS]
