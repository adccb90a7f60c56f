"""What a page without list or text shows all the same: forms, pictures, films, frames, files, tiles of links."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.content import ASKS_TEXT, is_filled_in

_DECORATION = re.compile(
    r"no[-_]?(?:data|content|info|result)|empty|blank|zanwu|zwsj|loading|icon|/ico|logo|banner|arrow|dot|line|bg[._-]|"
    r"spacer|print|share|qrcode|ewm|\.ico$",
    re.I,
)
_SMALL = 40  # pixels: smaller pictures are ornaments
_FIELDS = 2
_ROWS, _CELLS = 2, 2  # of a table that tells something
_LOOKED_AT = 40
_NUMBER = re.compile(r"\d{1,5}")


def holdings(html: str) -> list[str]:
    """Names of what the mark-up of a page's own content shows beside text, in Chinese; empty where it shows nothing."""
    is_inside = html.lstrip()[:6].lower().startswith(("<tr", "<tbody", "<td"))  # rows alone are dropped by parsers
    tree = LexborHTMLParser(f"<table>{html}</table>" if is_inside else html)
    found = []
    asks = any(is_filled_in(form) for form in tree.css("form")[:_LOOKED_AT])
    if asks or len(tree.css("input[type=text]")) > _FIELDS or tree.css_first(f"[{ASKS_TEXT}]") is not None:
        found.append("有供填写的表单")
    if any(_is_picture(image) for image in tree.css("img[src],img[data-src],img[data-original]")[:_LOOKED_AT]):
        found.append("有图片")
    if tree.css_first("video,audio,embed,object,canvas,map") is not None:
        found.append("有影像或地图")
    if any(_is_filled_table(table) for table in tree.css("table")[:_LOOKED_AT]):
        found.append("有表格")
    return found


def _is_filled_table(table: LexborNode) -> bool:
    """Whether several rows of a table, without links or tables in them, have several cells with something in each."""
    if table.css_first("a,input,select") is not None or len(table.css("table")) > 1:  # itself is one
        return False
    rows = [[cell.text().strip() for cell in row.css("td,th")] for row in table.css("tr")[:_LOOKED_AT]]
    filled = [texts for row in rows if len(texts := [text for text in row if text]) >= _CELLS]
    return len(filled) >= _ROWS and sum(len(set(texts)) for texts in filled) >= _CELLS * _ROWS + 1


def _is_picture(image: LexborNode) -> bool:
    attributes = image.attributes
    source = attributes.get("src") or attributes.get("data-src") or attributes.get("data-original") or ""
    if _DECORATION.search(source.rpartition("/")[2]) or _DECORATION.search(attributes.get("class") or ""):
        return False
    sizes = [match.group() for name in ("width", "height") if (match := _NUMBER.match(attributes.get(name) or ""))]
    return all(int(size) >= _SMALL for size in sizes)


def is_login(tree: LexborHTMLParser) -> bool:
    """Whether a page asks who its reader is."""
    return tree.css_first("input[type=password]") is not None
