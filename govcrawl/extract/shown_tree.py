"""What a page shows of its tree: hidden elements taken out, dates of machine-readable attributes put in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract import dates

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_BY = ("none", "hidden")  # one of them is in whatever the pattern above finds
_DISPLAY = re.compile(r"(?:display|visibility)\s*:\s*[a-z-]+", re.I)
# Rules for printing, narrow screens and the like.
_CONDITIONAL = re.compile(r"@[^{};]{1,300}\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
_MAX_SELECTORS, _MAX_BODY = 300, 2_000  # characters of a rule's selectors and of what it says
_SIMPLE = re.compile(r"[a-z]{0,12}(?:[.#][A-Za-z_][\w-]{0,60}){1,3}", re.I)
_HIDDEN = '[hidden],[style*="none" i],[style*="hidden" i]'
_MAX_NODES = 200
_MAX_RULES = 60
_MAX_DEPTH = 300
# More of the text than this behind one switch is the page itself, which a script shows when it is ready.
_MOST, _LEAST = 0.5, 200  # share and characters: a page with little text of its own may hide leftovers of more
_STAMPED = "time[datetime],span[title],em[title],i[title],abbr[title],[data-time],[data-date],[data-timestamp]"
_STAMPS = ("datetime", "title", "data-time", "data-date", "data-timestamp")
_MAX_TEXT = 20


class HidingRules(NamedTuple):
    """Plain selectors (.a, #b, p.c.d) of a page's own style sheets, each kind as one selector: whose elements are not
    shown, and whose are shown all the same."""

    hidden: str = ""
    shown: str = ""


def hiding_rules(tree: LexborHTMLParser) -> HidingRules:
    """What `tree`'s style sheets hide on a screen."""
    found: dict[str, bool] = {}
    for style in tree.css("style")[:20]:
        text = style.text()
        if not any(map(text.lower().__contains__, _HIDDEN_BY)) or not _HIDING.search(text):
            continue
        for selectors, body in _rules(_CONDITIONAL.sub("", text[:100_000])):
            display = _DISPLAY.search(body)
            for selector in selectors.split(",") if display else ():
                name = selector.strip()
                if _SIMPLE.fullmatch(name):
                    found[name] = display is not None and bool(_HIDING.search(display[0]))
    hidden = [name for name, hides in found.items() if hides][:_MAX_RULES]
    shown = [name for name, hides in found.items() if not hides][:_MAX_RULES]
    return HidingRules(",".join(hidden), ",".join(shown))


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors and the bodies of the rules of a style sheet."""
    for part in text.split("}")[:-1]:
        head, brace, body = part.rpartition("{")
        selectors = head.rpartition("{")[2][-_MAX_SELECTORS:]
        if brace and selectors and len(body) <= _MAX_BODY:
            yield selectors, body


def without_hidden(tree: LexborHTMLParser, rules: HidingRules) -> LexborHTMLParser:
    """`tree` itself where it hides no text; else a copy without the elements that are not shown.

    `rules` is what `hiding_rules` found before style sheets were taken out.
    """
    if not any(node.text(strip=True) for node in _hidden(tree, rules)):
        return tree
    copy = tree.clone()
    whole = len(copy.body.text()) if copy.body is not None else 0
    for node in _hidden(copy, rules):
        if len(node.text()) <= max(_LEAST, _MOST * whole):
            node.decompose()
    return copy


def hidden_ids(tree: LexborHTMLParser, rules: HidingRules) -> set[int]:
    """Memory ids of the elements of `tree` that `without_hidden` would take out."""
    nodes = _hidden(tree, rules)
    whole = len(tree.body.text()) if nodes and tree.body is not None else 0
    return {node.mem_id for node in nodes if len(node.text()) <= max(_LEAST, _MOST * whole)}


def _hidden(tree: LexborHTMLParser, rules: HidingRules) -> list[LexborNode]:
    """Elements that are not shown; none of them inside another."""
    nodes = [node for node in tree.css(_HIDDEN)[:_MAX_NODES] if _is_hidden(node)]
    if rules.hidden:
        open_ids = {node.mem_id for node in tree.css(rules.shown)} if rules.shown else set()
        nodes += [node for node in tree.css(rules.hidden)[:_MAX_NODES] if node.mem_id not in open_ids]
    ids = {node.mem_id for node in nodes}
    outer: dict[int, LexborNode] = {}
    for node in nodes:
        up = node.parent
        for _ in range(_MAX_DEPTH):
            if up is None or up.mem_id in ids:
                break
            up = up.parent
        if up is None and node.tag not in ("html", "body"):
            outer.setdefault(node.mem_id, node)
    return list(outer.values())


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style") or ""))


def write_stamps(tree: LexborHTMLParser) -> None:
    """Put the whole date of an attribute in the place of a text that says less (<time datetime=…>3天前</time>)."""
    for node in tree.css(_STAMPED)[:2000]:
        text = node.text(strip=True)
        if len(text) > _MAX_TEXT or dates.of_piece(text) or not (node.tag == "time" or dates.looks_like_date(text)):
            continue
        values = (node.attributes.get(name) or "" for name in _STAMPS)
        when = next((found for value in values if value and (found := dates.parse_label(value))), None)
        if when is not None:
            node.inner_html = str(when)[:16]
