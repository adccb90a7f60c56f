"""Mark-up whose form alone would make reading it take minutes, made harmless. Every step takes linear time.

Patterns that look for the end of a tag, a comment or a script read on to the end of the page where there is none, and
do so once for each beginning. No real page has hundreds of beginnings before an end.
"""

from __future__ import annotations

import re
from itertools import pairwise

# Characters of a page that are read; pictures that are written into the page do not count. The longest real pages,
# tables of budgets pasted from a spreadsheet, have less than half of it.
MAX_CHARACTERS = 2_000_000
# Tags that are read, for the same reason.
MAX_TAGS = 100_000
_TAIL = 10  # the share of these at the end of the page, where attachments and the footer stand: one in ten
_BEGINNINGS = 200
_PICTURE = re.compile(r"(data:[\w/+.-]{1,50};base64,)[A-Za-z0-9+/=\s]{1000,}")
# Of the brackets of a page alone, so many beginnings before an end show themselves at once.
_NO_BRACKET, _MASS = bytes(each for each in range(256) if each not in b"<>"), b"<" * (_BEGINNINGS + 1)
_RAW = tuple(
    (f"<{name[0]}", re.compile(f"</{name}", re.I), re.compile(f"<{name}", re.I))
    for name in ("script", "style", "title")
)


def limit_length(html: str) -> tuple[str, bool]:
    """The mark-up at a length that can be read, and whether something of it was left out: its middle."""
    if len(html) > MAX_CHARACTERS:
        html = _PICTURE.sub(r"\1", html)
    return _without_middle(html, MAX_CHARACTERS)


def limit_tags(html: str) -> tuple[str, bool]:
    """The same for mark-up of too many tags."""
    tags = html.count("<")
    return _without_middle(html, len(html) * MAX_TAGS // tags if tags > MAX_TAGS else len(html))


def _without_middle(html: str, kept: int) -> tuple[str, bool]:
    if kept >= len(html):
        return html, False
    tail = kept // _TAIL
    return html[: kept - tail] + html[-tail:], True


def limit_openings(html: str) -> str:
    """`html`, without the beginnings of tags, comments and scripts that stand in masses before one end."""
    if html.count("<!--") > _BEGINNINGS:
        html = _thinned(html, "-->", "<!--")
    if html.count("<") > _BEGINNINGS and _MASS in html.encode("utf-8", "replace").translate(None, _NO_BRACKET):
        html = _thinned(html, ">", "<")
    for start, closing, opening in _RAW:
        # Tags are counted by their first letter first, which is quick.
        if html.count(start) + html.count(start.upper()) > _BEGINNINGS and len(opening.findall(html)) > _BEGINNINGS:
            html = "".join(_rarer(part, opening) for part in _split(html, closing))
    return html


def _thinned(html: str, end: str, begin: str) -> str:
    parts = html.split(end)
    dense = [place for place, part in enumerate(parts) if len(part) > _BEGINNINGS and part.count(begin) > _BEGINNINGS]
    for place in dense:
        parts[place] = parts[place].replace(begin, " ")
    return end.join(parts) if dense else html


def _split(html: str, closing: re.Pattern[str]) -> list[str]:
    """The parts of the page, each up to and with such an end."""
    ends = [0, *(match.end() for match in closing.finditer(html)), len(html)]
    return [html[begin:end] for begin, end in pairwise(ends)]


def _rarer(part: str, opening: re.Pattern[str]) -> str:
    return opening.sub(" ", part) if len(opening.findall(part)) > _BEGINNINGS else part


# -- depth

# Pages with fewer tags cannot hurt, and are not looked at.
_MANY_TAGS = 20_000
# Browsers give up at 512 levels; no real page comes near.
_MAX_DEPTH = 600
# Elements whose end may be left out, or that have none, do not nest.
_FLAT = (
    "area|base|body|br|col|colgroup|dd|dt|embed|frame|head|hr|html|img|input|keygen|li|link|meta|option|optgroup|p|param"
    "|rp|rt|script|source|style|tbody|td|tfoot|th|thead|title|tr|track|wbr"
)
_NESTING = re.compile(rf"<(/?)(?!(?:{_FLAT})\b(?!-))[a-z][\w:-]{{0,40}}\b[^<>]*>", re.I)


def limit_depth(html: str) -> str:
    """`html`, its tags below a depth that no real page has left out."""
    if html.count("<") < _MANY_TAGS:
        return html
    depth = deepest = 0
    for match in _NESTING.finditer(html):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return _cut(html) if deepest > _MAX_DEPTH else html


def _cut(html: str) -> str:
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        if match.group(1):
            below = depth > _MAX_DEPTH
            depth = max(0, depth - 1)
        else:
            depth += 1
            below = depth > _MAX_DEPTH
        return "" if below else match.group()

    return _NESTING.sub(keep, html)


def remove_closed(pattern: re.Pattern[str], end: str, text: str, put: str = "") -> str:
    """`pattern.sub(put, text)` for a pattern whose matches end with `end`.

    Behind the last `end` nothing can match, and a page of nothing but beginnings would be searched from each of them.
    """
    last = text.rfind(end)
    if last < 0:
        return text
    last += len(end)
    return pattern.sub(put, text[:last]) + text[last:]
