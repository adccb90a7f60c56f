"""Parts of a page that stand at addresses of their own: frames, and menus or footers that a script puts in its place.

One page is what its reader sees. The outermost page says what it is; the mark-up of its parts takes the place of the
frames, its addresses made absolute, so that everything else reads one page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute, host_of, site_of
from govcrawl.extract.files import extension_of
from govcrawl.extract.script_links import address_in, is_address, script_of

# Frames lower than this hold a banner, a counter or a weather strip.
_FRAME_HEIGHT = 120
_MAX_FRAMES, _MAX_SCRIPTS = 40, 60
# A page has a head, a menu and a foot to load; what has more is a program.
_MAX_LOADS = 6
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PIXELS = re.compile(r"\s*+(\d{1,9})\s*+(?:px)?\s*+$")
_HEIGHT = re.compile(r"(?<![\w-])height\s*:\s*(\d{1,9})px", re.I)
# $("#foot").load("/inc/foot.html #id"), and the same by $.get, $.ajax, fetch: pages, not data.
_LOAD = re.compile(
    r"""(?:\$|jQuery)\(\s*["']([^"'()\n]{1,80})["']\s*\)\s*\.load\(\s*["']([^"'\s]{1,300})(?:\s[^"'\n]{0,80})?["']"""
)
_GET = re.compile(
    r"""(?:\.(?:get|ajax)\(\s*(?:\{[^{}]{0,200}?url\s*:\s*)?|\bfetch\(\s*|\.open\(\s*["']GET["']\s*,\s*)"""
    r"""["']([^"'\s?]{1,300}\.(?:s?html?|inc))["']""",
    re.I,
)
# One of them is in the source of every page that loads others.
MAY_LOAD = (".load(", ".get(", "ajax(", "fetch(", ".open(", "include")
_INCLUDES = ("data-include", "w3-include-html", "include-html", "data-include-html")
_OPEN, _SHUT = "\ue000", "\ue001"  # around the number of a part while the rest is written
_TOKEN = re.compile(f"{_OPEN}(\\d+){_SHUT}")
_BODY = re.compile(r"^<body\b[^>]*>|</body>\s*$", re.I)


class PagePart(NamedTuple):
    """A part of a page: where it is, and the selector of the element that a script puts it into ("" for a frame)."""

    url: str
    into: str = ""


def frames(tree: LexborHTMLParser, url: str, *, small: bool = False) -> list[str]:
    """Addresses of frames in `tree`, the page at `url`, with content of the same site; `small`: low ones, too."""
    found: list[str] = []
    site = site_of(host_of(url))
    for node in tree.css("iframe[src],frame[src]")[:_MAX_FRAMES]:
        target = absolute(url, node.attributes.get("src") or "")
        if target is None or target == url or target in found or extension_of(target, ""):
            continue
        if site_of(host_of(target)) != site or not (small or _height(node) >= _FRAME_HEIGHT) or _is_hidden(node):
            continue
        found.append(target)
    return found


def loads(tree: LexborHTMLParser, url: str) -> list[PagePart]:
    """Pages of the same site that scripts of the page at `url` put into it as they stand (`.load()`, includes)."""
    found: dict[str, PagePart] = {}
    site = site_of(host_of(url))
    for node in tree.css(",".join(f"[{name}]" for name in _INCLUDES))[:_MAX_LOADS]:
        written = next((value for name in _INCLUDES if (value := node.attributes.get(name))), "")
        own = node.attributes.get("id")
        _note(found, absolute(url, written), f"#{own}" if own else "", site)
    for script in tree.css("script:not([src])")[:_MAX_SCRIPTS]:
        text = script.text()
        if ".load(" in text:
            for match in _LOAD.finditer(text):
                _note(found, absolute(url, match[2]), match[1], site)
        if "get(" in text or "ajax(" in text or "fetch(" in text or "open(" in text:
            for match in _GET.finditer(text):
                _note(found, absolute(url, match[1]), "", site)
    return list(found.values())[:_MAX_LOADS]


def _note(found: dict[str, PagePart], address: str | None, into: str, site: str) -> None:
    if address is not None and site_of(host_of(address)) == site:
        found.setdefault(address, PagePart(address, into))


def _height(node: LexborNode) -> int:
    """Height of a frame in pixels; one that does not say is as high as its content."""
    style = _HEIGHT.search(node.attributes.get("style") or "")
    written = _PIXELS.match(node.attributes.get("height") or "")
    height = style or written
    return int(height[1]) if height else _FRAME_HEIGHT


def _is_hidden(node: LexborNode) -> bool:
    around: LexborNode | None = node
    for _ in range(4):
        if around is None:
            return False
        if around.is_element_node and _HIDDEN.search(around.attributes.get("style") or ""):
            return True
        around = around.parent
    return False


def composed(source: str, url: str, parts: Mapping[str, tuple[str, str]], into: Mapping[str, str]) -> str:
    """`source`, the mark-up of the page at `url`, with its parts where they belong.

    `parts` holds mark-up and base address of each part by the address that the page gives it, `into` the selectors of
    the elements that scripts fill, by the same addresses. A part without a place stands at the end of the page.
    """
    tree = LexborHTMLParser(source)
    inner = {address: _without_base(*part) for address, part in parts.items()}
    numbers = {address: number for number, address in enumerate(inner)}
    placed: set[str] = set()
    for node in tree.css("iframe[src]")[:_MAX_FRAMES]:
        address = absolute(url, node.attributes.get("src") or "")
        if address in numbers:
            node.replace_with(f"{_OPEN}{numbers[address]}{_SHUT}")
            placed.add(address)
    for address, selector in into.items():
        element = _first(tree, selector) if address in numbers and address not in placed else None
        if element is not None:
            element.insert_child(f"{_OPEN}{numbers[address]}{_SHUT}")
            placed.add(address)
    html = list(inner.values())
    rest = "".join(html[number] for address, number in numbers.items() if address not in placed)
    if tree.body is None:  # a frameset: its parts are all that there is
        head = tree.head.html if tree.head is not None else ""
        return f"<html>{head}<body>{rest}</body></html>"
    whole = tree.html or ""
    at = whole.rfind("</body>")
    whole = f"{whole[:at]}{rest}{whole[at:]}" if at >= 0 else whole + rest
    return _TOKEN.sub(lambda token: html[int(token[1])] if int(token[1]) < len(html) else "", whole)


def _first(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    if not re.fullmatch(r"[#.\w\s>-]+", selector):
        return None
    try:
        return tree.css_first(selector)
    except (ValueError, RuntimeError):
        return None


def _without_base(source: str, url: str) -> str:
    """The body of a part as an element, its addresses as they are seen from its own."""
    tree = LexborHTMLParser(source)
    body = tree.body
    if body is None:
        return ""
    for node in body.css("[href],[src],[action],[onclick],option[value]"):
        _make_absolute(node, url)
    inside = _BODY.sub("", body.html or "").replace(_OPEN, "").replace(_SHUT, "")
    return f"<div>{inside}</div>"


def _make_absolute(node: LexborNode, url: str) -> None:
    attributes = node.attributes
    for name in ("src", "action"):
        if (written := attributes.get(name)) and (target := absolute(url, written)):
            node.attrs[name] = target
    href, clicked, value = attributes.get("href") or "", attributes.get("onclick") or "", attributes.get("value") or ""
    target = absolute(url, href) if href else None
    if target is None and (href or clicked):
        target = address_in(script_of(href), url) or address_in(clicked, url)
        if target is not None and not href:
            node.attrs["data-href"] = target
            del node.attrs["onclick"]
            return
    if target is not None:
        node.attrs["href"] = target
    elif node.tag == "option" and is_address(value) and (target := absolute(url, value)):
        node.attrs["value"] = target
