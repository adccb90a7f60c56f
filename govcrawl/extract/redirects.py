"""Where a page without content of its own sends its reader, as a desktop browser would go.

A script that asks something first (telephone or not, framed or not) is not followed: only a browser knows the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute
from govcrawl.extract.script_links import address_in

# A page with more text than this has something to say itself.
SHELL_TEXT = 200
_SHELL_SOURCE = 20_000
_MAX_SCRIPTS, _MAX_METAS = 20, 20
_LONGEST_CONTENT = 2000  # characters of a refresh that are read
# Readers read a page that stays longer.
_LONGEST_WAIT = 30
# As browsers read it: without a time there is no refresh.
_CONTENT = re.compile(
    r"\s*+(?:(\d{1,9}+)|(?=\.))(?:\.[\d.]*+)?(?:\s*+[;,]\s*+|\s++)(?:url\s*+=\s*+)?(\S.*)", re.I | re.S
)
_PIECE = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"""
    r"""|(?P<visit>(?<![\w.$])(?:(?:window|self|top|parent|document|this)\s*+\.\s*+){0,8}location(?:\s*\.\s*href)?\s*=(?!=)\s*"""
    r"""|(?<![\w.$])(?:(?:window|self|top|parent|document|this)\s*+\.\s*+){0,8}location\s*\.\s*(?:replace|assign)\s*\(\s*)"""
    r"""(?P<target>"[^"\\\n]{1,500}"|'[^'\\\n]{1,500}')(?P<more>\s*\+)?"""
    r"""|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
    r"""|(?P<open>\{)|(?P<shut>\})|(?P<end>;)""",
    re.S,
)
_ASKS = re.compile(r"\b(?:if|else|switch|case|while|for|catch)\b|\?|&&|\|\|")
_FUNCTION = re.compile(r"\bfunction\b\s*([\w$]*)|=>\s*$")
# A function without a name that is handed to something that runs by itself.
_RUNS = re.compile(
    r"onload|ready|setTimeout|addEventListener|\$\s*\(\s*(?:function|\()|^\W*\(\s*(?:async\s+)?(?:function|\()"
)


class Redirect(NamedTuple):
    """An address to which a script sends readers; `certain`: all of them, as soon as the page is open."""

    url: str
    certain: bool


def redirects(source: str, url: str) -> Iterator[Redirect]:
    """Where the page at `url` with this `source` sends its readers by itself, labels before scripts."""
    tree = LexborHTMLParser(source)
    for node in tree.css("meta[http-equiv]")[:_MAX_METAS]:
        attributes = node.attributes
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh" and not _is_unscripted(node):
            told = _refresh((attributes.get("content") or "")[:_LONGEST_CONTENT])
            if told and told[0] <= _LONGEST_WAIT and (target := absolute(url, told[1])):
                yield Redirect(target, certain=True)
    if len(source) > _SHELL_SOURCE or "location" not in source:
        return
    loaded = (tree.body.attributes.get("onload") or "") if tree.body is not None else ""
    if target := address_in(loaded, url):
        yield Redirect(target, certain=True)
    scripts = [node.text() for node in tree.css("script:not([src])")[:_MAX_SCRIPTS]]
    everything = "\n".join([*scripts, loaded])
    for script in scripts:
        for written, certain in _visits(script, everything):
            if target := absolute(url, written):
                yield Redirect(target, certain)


def _refresh(content: str) -> tuple[int, str] | None:
    """The seconds and the address of a refresh; the address stands in quotes, or without."""
    match = _CONTENT.match(content)
    if match is None:
        return None
    address = match[2].strip()
    quoted = address[1:-1].strip() if address[0] in "\"'" and address[-1] == address[0] else ""
    return int(match[1] or 0), quoted or address


def _is_unscripted(node: LexborNode) -> bool:
    around = node.parent
    return around is not None and around.tag == "noscript"


def _visits(script: str, everything: str) -> Iterator[tuple[str, bool]]:
    """Addresses that a script visits, each with whether nothing is asked before and nobody must click."""
    heads: list[str] = []  # what stands before each open brace
    begun = 0  # end of the statement before
    for piece in _PIECE.finditer(script):
        kind = piece.lastgroup
        if piece["visit"] is not None:
            if piece["more"] is None:
                before = script[begun : piece.start()]
                asked = any(_ASKS.search(_code(head)) for head in (*heads, before))
                yield piece["target"][1:-1], not asked and all(_runs(head, everything) for head in heads)
        elif kind == "open":
            heads.append(script[begun : piece.start()])
            begun = piece.end()
        elif kind == "shut":
            if heads:
                heads.pop()
            begun = piece.end()
        elif kind == "end":
            begun = piece.end()


def _code(text: str) -> str:
    """A piece of a script without what its strings say."""
    return _PIECE.sub(lambda piece: "''" if piece["string"] else " " if piece["comment"] else piece[0], text)


def _runs(head: str, everything: str) -> bool:
    """Whether the block behind `head` is run by itself: it is no function, or one that the page calls."""
    function = _FUNCTION.search(head)
    if function is None or _RUNS.search(head):
        return True
    name = function[1]
    return bool(name) and len(re.findall(rf"(?<![\w$]){re.escape(name)}(?![\w$])", everything)) > 1
