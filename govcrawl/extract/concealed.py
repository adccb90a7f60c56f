"""Links to other sites that a page holds but no reader sees: by inline styles, by the page's own style sheets, by
attributes, and by scripts that put an element out of sight.

What is merely not shown may be a tab or a menu; nobody moves a link off the screen or writes it one pixel high
without a purpose. What such a link means is for the rules to weigh.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import host_of, site_of
from govcrawl.extract.outline import Anchor, squeeze

NOT_SHOWN, OFF_SCREEN, NO_SIZE, TINY, SEE_THROUGH = "不显示", "移出屏幕", "尺寸为零", "字号过小", "完全透明"
SAME_COLOUR = "与底色相同"
BODY = "在正文中"

_CLIMB = 12  # elements above a link whose styles are read
_MAX_SHEETS, _MAX_RULES, _MAX_SHEET, _MAX_MATCHES = 20, 200, 100_000, 500
_MAX_FOUND = 50  # concealed links of one page that are told
_DECLARATION = re.compile(r"(?<![a-z-])([a-z-]{1,40})\s*+:\s*([^;]{1,200})")
_NUMBER = re.compile(r"(-?\d++(?:\.\d++)?)\s*+(px|pt|em|rem|%|vw|vh)?\s*+(?:!important)?\s*$")
_WHITE = re.compile(r"#?(?:f{3}|f{6})$|white$|rgba?\(\s*255\s*,\s*255\s*,\s*255\b")
_TRANSLATED = re.compile(r"translate(?:3d|x|y)?\(\s*-?\d{4,}px")
_BY_SCRIPT = re.compile(
    r"getElementById\(\s*[\"']([\w-]{1,60})[\"']\s*\)\s*\.style\.(?:display\s*=\s*[\"']none|visibility\s*=\s*[\"']hidden)"
)
_FAR, _DOT = 500.0, 2.0  # pixels: out of any screen; no longer legible


class ConcealedLink(NamedTuple):
    """A link to another site that no reader sees, and how it is kept out of sight (short Chinese texts)."""

    url: str
    text: str
    ways: tuple[str, ...]


def concealed_links(
    tree: LexborHTMLParser, source: str, anchors: Iterable[Anchor], url: str, inside: set[int]
) -> list[ConcealedLink]:
    """Links of the page at `url` to other sites that no reader sees; each address once.

    `tree` is the page without its style sheets and scripts, which are read from its `source`; `anchors` are all its
    links, and `inside` the indices of those that stand in an article's own text.
    """
    own = site_of(host_of(url))
    foreign = [anchor for anchor in anchors if site_of(host_of(anchor.url)) != own]
    if not foreign:
        return []
    sheets = _by_sheets(tree, source)
    found: dict[str, ConcealedLink] = {}
    seen = set()
    for anchor in foreign:
        ways = _ways_of(anchor.node, sheets)
        if not ways:
            seen.add(anchor.url)
        elif anchor.url not in found and len(found) < _MAX_FOUND:
            ways += [BODY] if anchor.index in inside else []
            found[anchor.url] = ConcealedLink(anchor.url, anchor.text or anchor.hint, tuple(dict.fromkeys(ways)))
    return [link for link in found.values() if link.url not in seen]


def _ways_of(node: LexborNode, sheets: dict[int, list[str]]) -> list[str]:
    """How the element is kept out of sight, by its own style and by those above it, the nearest first."""
    ways: list[str] = []
    current: LexborNode | None = node
    for _ in range(_CLIMB):
        if current is None or current.tag in ("body", "html", None):
            break
        attributes = current.attributes
        ways += ways_of_style(attributes.get("style") or "")
        ways += sheets.get(current.mem_id, ())
        if "hidden" in attributes and (attributes.get("hidden") or "") != "until-found":
            ways.append(NOT_SHOWN)
        if current.tag == "marquee" and _is_dot(attributes.get("width")) | _is_dot(attributes.get("height")):
            ways.append(NO_SIZE)
        current = current.parent
    return ways


def _is_dot(size: str | None) -> bool:
    number = _NUMBER.match((size or "").strip())
    return bool(number) and number is not None and abs(float(number[1])) <= _DOT


def ways_of_style(style: str) -> list[str]:
    """How the declarations of an inline style or of a rule keep an element out of sight."""
    if ":" not in style:
        return []
    said = {name: value.strip() for name, value in _DECLARATION.findall(style[:2000].lower())}
    ways = []
    if said.get("display", "").startswith("none") or said.get("visibility", "").startswith(("hidden", "collapse")):
        ways.append(NOT_SHOWN)
    if said.get("position", "").startswith(("absolute", "fixed")) or "margin-left" in said or "text-indent" in said:
        sides = ("left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent")
        if any((_length(said.get(side, "")) or 0) <= -_FAR for side in sides):
            ways.append(OFF_SCREEN)
    if _TRANSLATED.search(said.get("transform", "")) or re.match(r"rect\(\s*0\D+0\D+0\D+0", said.get("clip", "")):
        ways.append(OFF_SCREEN)
    cut = said.get("overflow", "").startswith(("hidden", "clip")) or "overflow-x" in said or "overflow-y" in said
    sizes = [
        length
        for name in ("width", "height", "max-height", "max-width")
        if (length := _length(said.get(name, ""))) is not None
    ]
    if cut and any(0 <= size <= _DOT for size in sizes):
        ways.append(NO_SIZE)
    if 0 <= (_length(said.get("font-size", "")) or 99) <= _DOT or said.get("font-size", "99").strip() in ("0", "0px"):
        ways.append(TINY)
    if _length(said.get("opacity", "1")) == 0 or said.get("filter", "").replace(" ", "").startswith("alpha(opacity=0)"):
        ways.append(SEE_THROUGH)
    if _WHITE.match(said.get("color", "")) and not any(name.startswith("background") for name in said):
        ways.append(SAME_COLOUR)
    return ways


def _length(value: str) -> float | None:
    """A length in pixels, or None; em and the like are taken as sixteen of them, shares of the parent are unknown."""
    match = _NUMBER.match(value.strip())
    if match is None or match[2] in ("%", "vw", "vh"):
        return -9999.0 if match is not None and float(match[1]) <= -100 else None
    return float(match[1]) * (16 if match[2] in ("em", "rem") else 1)


def _by_sheets(tree: LexborHTMLParser, source: str) -> dict[int, list[str]]:
    """By the memory id of elements: how the page's own style sheets and scripts keep them out of sight."""
    found: dict[int, list[str]] = {}
    rules = [(f'[id="{name}"]', [NOT_SHOWN]) for name in _BY_SCRIPT.findall(source)[:_MAX_RULES]]
    for sheet in _sheets(source):
        rules += [(selector, ways) for selector, body in _rules(sheet) if (ways := ways_of_style(body))]
    for selector, ways in rules[:_MAX_RULES]:
        # White text stands on coloured ground in every second style sheet, and :hover shows what was not shown.
        certain = [way for way in ways if way != SAME_COLOUR]
        if not certain or len(selector) > 200 or ":" in selector:
            continue
        try:
            nodes = tree.css(selector)[:_MAX_MATCHES]
        except ValueError:  # no selector that the parser knows
            continue
        for node in nodes:
            found.setdefault(node.mem_id, []).extend(certain)
    return found


def _sheets(source: str) -> Iterator[str]:
    """The texts of the page's style elements."""
    place, lower = 0, source.lower() if "<style" in source or "<STYLE" in source else ""
    for _ in range(_MAX_SHEETS):
        start = lower.find("<style", place)
        opened = lower.find(">", start) if start >= 0 else -1
        end = lower.find("</style", opened) if opened >= 0 else -1
        if end < 0:
            return
        yield source[opened + 1 : end][:_MAX_SHEET]
        place = end


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """(selector, declarations) of a style sheet, without what holds for some screens only (@media)."""
    depth, start, selector = 0, 0, ""
    for match in re.finditer(r"[{}]", sheet):
        if match[0] == "{":
            if depth == 0:
                selector = sheet[start : match.start()]
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and not selector.strip().startswith("@"):
                yield squeeze(re.sub(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)", " ", selector)), sheet[start : match.start()]
        start = match.end()
