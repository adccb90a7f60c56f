"""The choices of one seed: how a site's templates are built. Every choice alone is something real sites do."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

NAMING = ("none", "pinyin", "english", "hashed", "misleading")
_CLASSES = {
    "pinyin": ["zhuti", "lanmu", "liebiao", "biaoti", "riqi", "neirong", "daohang", "dibu", "ce", "fenye", "mbx", "xx"],
    "english": [
        "main",
        "column",
        "items",
        "heading",
        "when",
        "text",
        "topmenu",
        "bottom-info",
        "rightcol",
        "turnpage",
        "trail",
        "meta",
    ],
    "misleading": [
        "foot-main",
        "nav-body",
        "menu-items",
        "sidehead",
        "hot-time",
        "share-text",
        "box1",
        "link-list",
        "contentbox",
        "page-list",
        "c2",
        "tj",
    ],
}
_PARTS = ["main", "column", "list", "title", "date", "body", "menu", "footer", "side", "pager", "crumb", "info"]


@dataclass
class Style:
    """All choices of a site."""

    naming: str
    classes: dict[str, str]
    frame: str  # div, table, semantic
    menu: str  # ul, table, dl, div, images
    submenu: bool
    crumb: str  # none, label, bare, list, arrows
    rows: str  # ul, ol, table, dl, div, bare, cards, paragraphs
    date_place: str  # after, before, inside, none
    date_form: str
    per_page: int
    pager: str  # words, numbers, arrows, images, select, total
    side: str  # none, left, right, below
    side_heading: str
    headline: str  # h1, h2, div, td, p
    info: str  # labelled, bare, table, colon
    files: str  # list, inline, table
    related: str  # block, inline, picture
    addresses: str
    charset: str
    labels: str  # order and quoting of the page labels
    footer: str  # div, table, script, frame
    root_relative: bool
    upper: bool  # tags in capitals, as old editors wrote them


SIDE_HEADINGS = ("最新发布", "大家关注", "热点推荐", "本站要闻", "近期更新", "信息速递", "看点", "")
DATE_FORMS = (
    "%Y-%m-%d",
    "[%Y-%m-%d]",
    "(%Y/%m/%d)",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%Y-%m-%d %H:%M",
    "split",
    "numerals",
)
ADDRESSES = ("dated", "art", "query", "number", "words", "content")


def choose(rng: Random) -> Style:
    """A style drawn from `rng`, of choices that can stand together."""
    naming = rng.choice(NAMING)
    if naming == "hashed":
        classes = {part: "".join(rng.choice("abcdefxyz0123456789") for _ in range(6)) for part in _PARTS}
    elif naming == "none":
        classes = dict.fromkeys(_PARTS, "")
    else:
        classes = dict(zip(_PARTS, _CLASSES[naming], strict=True))
    return Style(
        naming=naming,
        classes=classes,
        frame=rng.choice(("div", "div", "table", "semantic")),
        menu=rng.choice(("ul", "ul", "table", "dl", "div", "images")),
        submenu=rng.random() < 0.6,
        crumb=rng.choice(("none", "label", "bare", "list", "arrows")),
        rows=rng.choice(("ul", "ul", "ol", "table", "dl", "div", "bare", "cards", "paragraphs")),
        date_place=rng.choice(("after", "after", "before", "inside", "none")),
        date_form=rng.choice(DATE_FORMS),
        per_page=rng.choice((5, 8, 15)),
        pager=rng.choice(("words", "numbers", "arrows", "images", "select", "total")),
        side=rng.choice(("none", "left", "right", "below")),
        side_heading=rng.choice(SIDE_HEADINGS),
        headline=rng.choice(("h1", "h2", "div", "td", "p")),
        info=rng.choice(("labelled", "bare", "table", "colon")),
        files=rng.choice(("list", "inline", "table")),
        related=rng.choice(("block", "inline", "picture")),
        addresses=rng.choice(ADDRESSES),
        charset=rng.choice(("utf-8", "utf-8", "gbk")),
        labels=rng.choice(("plain", "swapped", "single", "property")),
        footer=rng.choice(("div", "table", "script", "frame")),
        root_relative=rng.random() < 0.5,
        upper=rng.random() < 0.15,
    )


def named(style: Style, part: str) -> str:
    """The class attribute of a part of the page, with a blank before it; "" for templates without classes."""
    name = style.classes[part]
    return f' class="{name}"' if name else ""
