"""Addresses to which a script attribute sends its reader: `onclick="location='/x/'"`, `javascript:openWin('/x/')`."""

import re
from urllib.parse import unquote

from govcrawl.domain.urls import absolute

# A longer handler is a program, and no address in it is a promise.
_LONGEST = 1_000
_LITERAL = re.compile(r"""(?P<before>\+\s*)?(["'])(?P<text>[^"'\\\r\n<>]{1,500})\2(?P<after>\s*\+)?""")
_VISITS = re.compile(
    r"(?:location(?:\.href)?\s*=(?!=)\s*|location\.(?:assign|replace)\s*\(\s*|\bopen\s*\(\s*)(?=[\"'])", re.I
)
# What such scripts do with an address without showing the page behind it.
_NO_VISIT = re.compile(
    r"\.(?:src|value|background\w*|innerHTML|cssText|className)\s*=|\.(?:load|get|post|ajax|getJSON|attr|css)\s*\(|\bfetch\s*\("
    r"|favou?rite|sethome|home_?page|addpanel",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s/]\S*|\.{0,2}/\S+|\?\S+=\S*", re.I)
# Without a slash or a scheme in front only a page's ending tells an address from a word.
_PAGE = re.compile(r"[\w./%~-]+\.(?:s?html?|jspx?|aspx?|php|do|action)(?:[?#]\S*)?", re.I)
_FOLDER = re.compile(r"[\w.~-]+(?:/[\w.~-]+)*/?(?:[?#]\S*)?", re.ASCII)
_ROUTE = re.compile(r"#!?/\S*")
_SCHEME = re.compile(r"\s*javascript:", re.I)


def script_of(href: str) -> str:
    """The script of a `javascript:` address, unescaped; "" for every other address."""
    match = _SCHEME.match(href[:40])
    if match is None:
        return ""
    script = href[match.end() : match.end() + 3 * _LONGEST]
    return unquote(script) if "%" in script else script


def address_in(script: str, base: str) -> str | None:
    """The one address to which `script`, the value of an event attribute, leads from a page at `base`.

    None where it names no address, several, or one that it puts together from parts.
    """
    if not script or len(script) > _LONGEST:
        return None
    visit = _VISITS.search(script)
    if visit is not None:
        literal = _LITERAL.match(script, visit.end())
        return _resolved(literal, base, plain=True) if literal else None
    if _NO_VISIT.search(script):
        return None
    found = {_resolved(literal, base, plain=False) for literal in _LITERAL.finditer(script)} - {None}
    return found.pop() if len(found) == 1 else None


def is_address(text: str) -> bool:
    """Whether `text`, a value that a script is given, can hardly be anything but an address."""
    return bool(_ADDRESS.fullmatch(text) or _PAGE.fullmatch(text) or _ROUTE.fullmatch(text))


def _resolved(literal: re.Match[str], base: str, *, plain: bool) -> str | None:
    """The address of a string; `plain` says that the script visits it, so that any word is one."""
    text = literal["text"].strip()
    if literal["before"] or literal["after"]:
        return None
    if not (is_address(text) or text == "/" or (plain and _FOLDER.fullmatch(text))):
        return None
    return absolute(base, text)
