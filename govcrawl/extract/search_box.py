"""The search box of a home page: a form that can be sent, or something that only a script can use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute

_FIELD = re.compile(r"^(q|k|s|w|wd|qt|kw|key)$|search|keyword|query|sousuo|ss|title", re.I)
_SEARCH = re.compile(r"search|sousuo|jiansuo|query|搜索|检索|查询|请输入.{0,6}(内容|关键)|关键[字词]", re.I)
_LINK = re.compile(r"^\W*(站内|全站|高级|智能|本站)?(搜索|检索|查询)\W*$")
_TELLING = ("name", "id", "class", "placeholder", "value", "title", "action")
_TEXT = ("text", "search", "")


@dataclass(frozen=True, slots=True)
class SearchBox:
    """`action` is None where no form can be sent: the box is a script's, or a link to a page of its own."""

    action: str | None = None
    method: str = "GET"
    field: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def query(self, text: str, encoding: str) -> str:
        """The form's content that searches for `text`, as a browser would send it in the page's `encoding`."""
        return urlencode([*self.others, (self.field, text)], encoding=encoding, errors="replace")


def search_box(tree: LexborHTMLParser, base: str) -> SearchBox | None:
    """The first form of `tree` that looks like a search of the site; else a box or link without a form; else None.

    The form's address is resolved against `base`.
    """
    for form in tree.css("form"):
        box = _of_form(form, base)
        if box is not None:
            return box
    loose = any(_speaks_of_search(node) for node in tree.css("input") if _is_text(node))
    linked = any(_LINK.match(node.text().strip() or node.attributes.get("title") or "") for node in tree.css("a"))
    return SearchBox() if loose or linked else None


def unknown_fields(tree: LexborHTMLParser) -> int:
    """How many fields for a line of text `tree` shows outside forms that ask for a password: any may be a search."""
    logins = [form for form in tree.css("form") if form.css_first("input[type=password]") is not None]
    inside = {node.mem_id for form in logins for node in form.css("input")}
    return sum(_is_text(node) and node.mem_id not in inside and _is_shown(node) for node in tree.css("input"))


def _is_shown(node: LexborNode) -> bool:
    """Whether a visitor can use the field."""
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return not {"hidden", "disabled", "readonly"} & attributes.keys() and "display:none" not in style


def _of_form(form: LexborNode, base: str) -> SearchBox | None:
    inputs = form.css("input")
    if any((node.attributes.get("type") or "").lower() == "password" for node in inputs):
        return None
    texts = [node for node in inputs if _is_text(node)]
    own = _speaks_of_search(form)
    field = next((node for node in texts if own or _speaks_of_search(node)), None)
    if field is None:
        return None
    name = field.attributes.get("name") or ""
    action = absolute(base, form.attributes.get("action") or base)
    if not name or action is None or (form.attributes.get("action") or "").lower().startswith("javascript"):
        return SearchBox()
    others = tuple(
        (node.attributes.get("name") or "", node.attributes.get("value") or "")
        for node in inputs
        if (node.attributes.get("type") or "").lower() == "hidden" and node.attributes.get("name")
    )
    return SearchBox(action, (form.attributes.get("method") or "GET").upper(), name, others)


def _is_text(node: LexborNode) -> bool:
    return (node.attributes.get("type") or "").lower() in _TEXT


def _speaks_of_search(node: LexborNode) -> bool:
    values = [
        node.attributes.get(name) or "" for name in ("name", "id", "class", "placeholder", "value", "title", "action")
    ]
    return bool(_FIELD.search(values[0])) or any(_SEARCH.search(value) for value in values)
