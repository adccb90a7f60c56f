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
_LOOKED_AT = 40
_NUMBER = re.compile(r"\d{1,5}")


def holdings(html: str) -> list[str]:
    """Names of what the mark-up of a page's own content shows beside text, in Chinese; empty where it shows nothing."""
    tree = LexborHTMLParser(html)
    found = []
    asks = any(is_filled_in(form) for form in tree.css("form")[:_LOOKED_AT])
    if asks or len(tree.css("input[type=text]")) > _FIELDS or tree.css_first(f"[{ASKS_TEXT}]") is not None:
        found.append("有供填写的表单")
    if any(_is_picture(image) for image in tree.css("img[src],img[data-src],img[data-original]")[:_LOOKED_AT]):
        found.append("有图片")
    if tree.css_first("video,audio,embed,object,canvas,map") is not None:
        found.append("有影像或地图")
    return found


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
