"""The national page labels (政府网站发展指引, 网页标签) and the other meta tags of a page."""

from selectolax.lexbor import LexborHTMLParser

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
# No honest page has more.
_MAX_METAS = 500


def read(tree: LexborHTMLParser) -> dict[str, str]:
    """All named meta tags of a page; the standard ones under their standard spelling, the others in lower case.
    The first tag that has content wins (templates often repeat them empty)."""
    found: dict[str, str] = {}
    for node in tree.css("meta[name],meta[property]")[:_MAX_METAS]:
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        if not name:
            continue
        name = _SPELLING.get(name, name)
        if not found.get(name):
            found[name] = (attributes.get("content") or "").strip()
    return found


def standard_only(found: dict[str, str]) -> dict[str, str]:
    """The national labels among them."""
    return {name: found[name] for name in STANDARD if name in found}
