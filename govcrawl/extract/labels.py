"""The national page labels (政府网站发展指引, 网页标签) and the other meta tags of a page."""

import re
from functools import lru_cache
from html import unescape

# Names as the standard spells them; pages write them in any case.
STANDARD = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnDescription",
    "ColumnKeywords",
    "ColumnType",
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Keywords",
    "Author",
    "Description",
    "Image",
    "Url",
)
_SPELLING = {name.lower(): name for name in STANDARD}
_META = re.compile(r"<meta\b([^<>]{3,4000})>", re.I)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)


def read(html: str) -> dict[str, str]:
    """All named meta tags; the standard ones under their standard spelling, the others in lower case.
    The first tag that has content wins (templates often repeat them empty)."""
    found: dict[str, str] = {}
    head = html[: html.lower().find("<body") + 20_000] if len(html) > 60_000 else html
    if "<!--" in head:
        head = _COMMENT.sub("", head)
    for match in _META.finditer(head):
        name, content = _pair(match.group(1))
        if name and not found.get(name):
            found[name] = content
    return found


@lru_cache(maxsize=4096)
def _pair(attributes: str) -> tuple[str, str]:
    name = content = None
    for key, *values in _ATTRIBUTE.findall(attributes):
        value = values[0] or values[1] or values[2]
        lower = key.lower()
        if lower in ("name", "property") and name is None:
            name = value.strip().lower()
        elif lower == "content" and content is None:
            content = value
    if not name:
        return "", ""
    return _SPELLING.get(name, name), unescape(content or "").strip()


def standard_only(found: dict[str, str]) -> dict[str, str]:
    """The national labels among them."""
    return {name: found[name] for name in STANDARD if name in found}
