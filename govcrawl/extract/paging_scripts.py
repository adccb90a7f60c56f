"""Pagers that scripts make: by a call with numbers, by variables, from base64, by a function of the page."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from selectolax.lexbor import LexborHTMLParser

from govcrawl.domain.urls import absolute
from govcrawl.extract.decode import decode
from govcrawl.extract.outline import Outline, outline
from govcrawl.extract.pagers import MAX_PAGES

# The end of a function's name that speaks of pages, and its arguments; the name is looked for from its end, since a
# pattern for the whole of it would try every word of the page. Letters that a pattern begins with are found quickly.
_CALLS = tuple(
    re.compile(rf"{word[1:]}(?<=[{word[0]}{word[0].upper()}]{word[1:]})[\w$]{{0,30}}\s*\(([^()]{{3,200}})\)")
    for word in ("page", "fenye")
)
_NAME = re.compile(r"(?<![\w$])[\w$]*+\Z")
_NAME_LENGTH = 70
_VARIABLES = ("countpage", "totalpage", "pagecount", "page_count", "allpage")
_VAR = re.compile(
    r"""\b(countPage|totalPage|pageCount|totalPages|page_count|allPage|m_nPageCount|PageCount)\s*[=:]\s*["']?(\d{1,7})""",
    re.I,
)
_CURRENT = re.compile(
    r"""\b(currentPage|curPage|pageIndex|m_nCurrPage|nowPage|page_index)\s*[=:]\s*["']?(\d{1,7})""", re.I
)
_WRITTEN = re.compile(
    r"""["'/]([\w-]*)["']?\s*+\+?\s*+["']?_["']?\s*+\+\s*+\w++\s*+\+?\s*+["']?\.?["']?\s*+\+?\s*+["']?\.?(s?html?|jsp)?"""
)
# An element with nothing but such a text is filled by a script, which decodes it to a pager.
_ENCODED = re.compile(r">\s*([A-Za-z0-9+/]{40,20000}={0,2})\s*<")
_LOCATION = re.compile(r"(?:location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace)\s*\(|\bopen\s*\()\s*")
_JOINED = re.compile(r"""\s*(?:"([^"\n]{0,300})"|'([^'\n]{0,300})'|([\w$.()]{1,60}))\s*(\+|[;,)\n}]|$)""")


def decoded(html: str, base: str) -> Iterator[tuple[Outline, str]]:
    """Mark-up that a script of the page decodes from base64, as links and text."""
    for match in list(_ENCODED.finditer(html))[:4]:
        try:
            raw = base64.b64decode(match[1] + "=" * (-len(match[1]) % 4))
        except (binascii.Error, ValueError):
            continue
        if b"%3C" in raw or b"%3c" in raw:
            raw = unquote_to_bytes(raw.replace(b"+", b" "))
        if b"<a" not in raw:
            continue
        tree = LexborHTMLParser(f"<div>{decode(raw, None)}</div>")  # the box that the script fills
        body = tree.body
        yield outline(tree, base), body.text(separator="\x1f") if body is not None else ""


def address_of(script: str, number: int, html: str, url: str) -> str | None:
    """Where a script call like `toPage(2)` leads, by the body of its function in the page: text + number + text."""
    name = re.search(r"(?<![\w$])([\w$]++)\s*+\(", script.removeprefix("javascript:"))
    if name is None:
        return None
    known = re.escape(name[1])
    head = re.search(rf"function\s+{known}\s*\(\s*([\w$]*)|\b{known}\s*=\s*function\s*\(\s*([\w$]*)", html)
    if head is None:
        return None
    given = re.search(r"(?<![\w.])(\d{1,5})(?!\w)", script)
    value = given[1] if given else str(number)
    body = html[head.end() : head.end() + 800]
    for visit in _LOCATION.finditer(body):
        written = _joined(body[visit.end() :], head[1] or head[2], value)
        if written and (address := absolute(url, written)):
            return address
    return None


def _joined(code: str, parameter: str, value: str) -> str | None:
    """The text of an expression that joins strings with the parameter; None where it holds anything else."""
    parts: list[str] = []
    at = 0
    used = False
    while (piece := _JOINED.match(code, at)) is not None and len(parts) < 12:
        text, name = (piece[1] if piece[1] is not None else piece[2]), piece[3]
        if text is not None:
            parts.append(text)
        elif name == parameter:
            parts.append(value)
            used = True
        elif name in ("location.pathname", "window.location.pathname"):
            parts.append("")
        else:
            return None
        at = piece.end()
        if piece[4] != "+":
            break
    return "".join(parts) if used else None


class CalledPager(NamedTuple):
    """What a call like `createPageHTML(total, current, "index", "html")` says: pages after this one, and entries."""

    pages: list[str]
    total: int | None


def from_call(html: str, url: str) -> CalledPager | None:
    """The pages after the one at `url` by a call in `html` that is given two numbers, a name and an ending.

    `createPageHTML(total, current, "index", "html")` counts pages from 0; the form that begins with the id of an
    element, `createPageHTML('page_div', total, current, 'fg', 'shtml', entries)`, counts from 1. A function of another
    name must name the file of the page itself.
    """
    for match in sorted((call for calls in _CALLS for call in calls.finditer(html)), key=re.Match.start):
        parts = [part.strip().strip("\"'") for part in match.group(1).split(",")]
        numbers = [index for index, part in enumerate(parts) if part.isdecimal() and len(part) < 8]
        names = [part for part in parts if part and not part.isdecimal()]
        if len(numbers) < 2 or not names:
            continue
        from_one = numbers[0] > 0
        pages, current = int(parts[numbers[0]]), int(parts[numbers[1]])
        words = names[1:] if from_one else names
        stem, ending = (words[0], words[1]) if len(words) > 1 else ("index", words[0] if words else "html")
        if not re.fullmatch(r"[\w./-]+", stem) or not re.fullmatch(r"\w{3,6}", ending):
            continue
        if not _name_of(match).startswith("createPage") and not _names_file(url, stem, ending):
            continue
        total = int(parts[numbers[2]]) if len(numbers) > 2 else None
        last = min(pages, MAX_PAGES) + from_one
        made = [absolute(url, f"{stem}_{number}.{ending}") for number in range(current + 1, last)]
        return CalledPager([page for page in made if page], total)
    return None


def _name_of(call: re.Match[str]) -> str:
    """The whole name of the function that is called."""
    before = call.string[max(call.start() - _NAME_LENGTH, 0) : call.start()]
    head = _NAME.search(before)
    return (head[0] if head else "") + call[0].partition("(")[0].strip()


def _names_file(url: str, stem: str, ending: str) -> bool:
    """Whether the file of an address bears this name, with or without a number; a folder's own page has any of its."""
    name = urlsplit(url).path.rpartition("/")[2]
    if not name:
        return stem.rpartition("/")[2] in ("index", "default", "list")
    return bool(re.fullmatch(rf"{re.escape(stem.rpartition('/')[2])}(?:_\d+)?\.{re.escape(ending)}", name))


def from_variables(html: str, url: str) -> list[str]:
    """`var countPage = 56 … document.write("index" + "_" + i + ".html")`: TRS without its function; 0-based."""
    lower = html.lower() if "document.write" in html else ""
    if not any(name in lower for name in _VARIABLES):
        return []
    match = _VAR.search(html)
    if match is None:
        return []
    written = _WRITTEN.search(html)
    if written is None:
        return []
    current = _CURRENT.search(html)
    at = int(current.group(2)) if current else 0
    stem, ending = written.group(1) or "index", written.group(2) or "html"
    pages = (
        absolute(url, f"{stem}_{number}.{ending}") for number in range(at + 1, min(int(match.group(2)), MAX_PAGES))
    )
    return [page for page in pages if page]
