"""An archived page for people to look at: its mark-up without anything that acts, loads or leads away.

The frame that holds it is sandboxed and its answer carries a policy that forbids the same; this is the lock behind
those locks, and the one that holds where a policy does not reach (connections that a page announces in advance).
"""

from __future__ import annotations

import re
from html import escape

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.html_limits import limit_depth, limit_length, limit_openings, limit_tags
from govcrawl.domain.sanitize import cell_text
from govcrawl.domain.urls import absolute, normalise
from govcrawl.extract.decode import decode

# Elements that stay: what a page says and how it is laid out. Of all others the text stays, and nothing else.
_TAGS = frozenset((
    "a", "abbr", "acronym", "address", "area", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br",
    "button", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn",
    "dir", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "input", "ins", "kbd", "label", "legend", "li", "main",
    "map", "mark", "menu", "nav", "nobr", "ol", "optgroup", "option", "output", "p", "picture", "pre", "q", "rp", "rt",
    "ruby", "s", "samp", "search", "section", "select", "small", "span", "strike", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
))  # fmt: skip
# Elements that go with all that is in them: it was never meant to be read where it stands.
_UNSHOWN = frozenset((
    "applet", "audio", "canvas", "dialog", "fencedframe", "frameset", "iframe", "marquee", "math", "noscript", "object",
    "portal", "script", "style", "svg", "template", "title", "video",
))  # fmt: skip
# Attributes that stay; none of them loads, runs, sends or leads away. Inline styles stay, without what they would
# load; what slips through there, the policy forbids.
_ATTRIBUTES = frozenset((
    "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "face",
    "height", "id", "lang", "nowrap", "rowspan", "size", "span", "start", "style", "summary", "title", "type", "valign",
    "value", "width",
))  # fmt: skip
_LOADS = re.compile(r"(?:url|image|image-set|src)\s*\(|@import|@font-face", re.I)
_MARK = "outline:3px solid #c00;background:#fff3a3"
_NOTE = (
    '<div style="all:initial;display:block;padding:6px 10px;background:#444;color:#fff;font:13px sans-serif">'
    "存档网页：脚本、外部样式和图片均不加载，链接不能点击。版式请看截图。</div>"
)
_HEAD = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>存档网页</title>'
    "<style>body{font:15px/1.6 sans-serif}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body>"
)
_CUT = "……（内容过长，中间部分没有显示）"


def harmless(body: bytes, content_type: str | None, url: str, found: str = "") -> str:
    """The page as a document of its own; what is no page, as its text.

    found: an address; links to it are marked.

    `body` and `content_type` are those of the archived answer.
    """
    text = decode(body, content_type)
    if not _is_page(text, (content_type or "").lower()):
        shown = cell_text(text if body[:5] != b"%PDF-" else "（PDF 文件，请下载查看）")
        text, long = limit_length(shown)
        return f"{_HEAD}{_NOTE}<pre>{escape(text)}</pre>{_CUT if long else ''}</body></html>"
    text, long = limit_length(text)
    text, dense = limit_tags(limit_depth(limit_openings(text)))
    tree = LexborHTMLParser(text)
    wanted = normalise(found) if found.startswith(("http://", "https://")) else ""
    for node in tree.css("a, area"):
        _turn_off(node, url, wanted)
    # In these, style elements are mark-up of another kind (their text may hold what ends one), or not in force.
    for node in tree.css("svg, math, noscript, template"):
        node.decompose()
    styles = "".join(f"<style>{_quiet(node.text())}</style>" for node in tree.css("style"))
    inner = _CLEANER.clean(tree.body.inner_html or "") if tree.body is not None else ""
    return f"{_HEAD}{styles}{_NOTE}{inner}{_CUT if long or dense else ''}</body></html>"


def _is_page(text: str, content_type: str) -> bool:
    if "html" in content_type:
        return True
    return not any(kind in content_type for kind in ("xml", "json", "plain", "pdf")) and text.lstrip()[:1] == "<"


def _turn_off(node: LexborNode, url: str, wanted: str) -> None:
    """A link says where it led; the one in question is marked."""
    target = node.attributes.get("href") or ""
    address = absolute(url, target) if target else None
    if address is None:
        return
    node.attrs["title"] = f"链接：{address}"
    if wanted and normalise(address) == wanted:
        node.attrs["style"] = _MARK
        node.attrs["id"] = "govcrawl-found"
    else:
        node.attrs["style"] = f"{node.attributes.get('style') or ''};text-decoration:underline;color:#1a4f8b"


def _attribute(_: str, name: str, value: str) -> str:
    return _quiet(value) if name == "style" else value


def _quiet(style: str) -> str:
    """Styles without what they would load."""
    return _LOADS.sub("-(", style)


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_UNSHOWN),
    attributes={"*": set(_ATTRIBUTES)},
    attribute_filter=_attribute,
    link_rel=None,
)
