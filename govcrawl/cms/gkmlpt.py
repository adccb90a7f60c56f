"""广东 gkmlpt: the directory stands in `window._CONFIG`, lists come as JSON; columns have no pages of their own."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from govcrawl.cms.fields import Fields
from govcrawl.cms.model import ListSource, Node, Request, Rows, StatelessSource
from govcrawl.cms.tree import nested
from govcrawl.domain.urls import absolute
from govcrawl.extract import ListEntry
from govcrawl.extract.json_text import cleaned, storable

_CONFIG = re.compile(r"window\._CONFIG\s*=\s*")
_TREE = re.compile(r"""["']?TREE["']?\s*:\s*(?=\[)""")
_SID = re.compile(r"""["']?SID["']?\s*:\s*["']?([\w-]+)""")
_FIELDS = Fields(
    rows=("articles",),
    title=("title",),
    url=("url", "post_url", "link"),
    published=("display_publish_time", "publish_time", "published", "date"),
    total=("classify.post_count", "total"),
    other_dates=("created_at", "updated_at", "create_date", "write_date", "display_create_date"),
)
_ESCAPED = re.compile(r"%u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Gkmlpt(StatelessSource):
    """A category of the gkmlpt disclosure directory: `base` is the site's address, `sid` its number there."""

    base: str
    category: str
    sid: str
    system: str = "gkmlpt"

    def request(self, page: int, have: int) -> Request:
        return Request(f"{self.base}/gkmlpt/api/all/{self.category}?page={page}&sid={self.sid}")

    def read(self, body: bytes, url: str) -> Rows | None:
        rows = _FIELDS.read_body(body, url)
        if rows is None:
            return None
        return Rows([ListEntry(_plain(e.title), e.url, e.published) for e in rows.entries], rows.total)


def _plain(title: str) -> str:
    """Escapes of scripts, halves of a pair put together, written out."""
    written = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), title)
    return storable(written.encode("utf-16", "surrogatepass").decode("utf-16", "ignore"))


def tree(source: str, url: str) -> list[Node]:
    """The directory of such a platform. The address of a column opens it in a browser, and tells its category."""
    config = _CONFIG.search(source)
    start = _TREE.search(source, config.end()) if config else None
    sid = _SID.search(source, config.end()) if config else None
    if start is None or sid is None:
        return []
    try:
        data = cleaned(json.JSONDecoder().raw_decode(source, start.end())[0])
    except (ValueError, RecursionError):
        return []

    def address(node: dict[str, Any]) -> str | None:
        number = str(node.get("id", ""))
        # The part behind # does not reach the server, and is no part of a page's identity: hence the query.
        return absolute(url, f"/gkmlpt/index?cat={number}&sid={sid[1]}#{number}") if number.isdigit() else None

    return nested(data, address)


def source_of(url: str) -> ListSource | None:
    """The list that a gkmlpt address (`/gkmlpt/index?cat=…&sid=…`) shows; None for every other address."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    if not parts.path.endswith("/gkmlpt/index") or not {"cat", "sid"} <= query.keys():
        return None
    return Gkmlpt(f"{parts.scheme}://{parts.netloc}", query["cat"][0], query["sid"][0])
