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
_PAIRS = (("-->", "<!--"), (">", "<"))
_RAW = tuple((re.compile(f"</{name}", re.I), re.compile(f"<{name}", re.I)) for name in ("script", "style", "title"))


def shorten(html: str) -> tuple[str, bool]:
    """The mark-up at a length that can be read, and whether something of it was left out: its middle."""
    if len(html) > MAX_CHARACTERS:
        html = _PICTURE.sub(r"\1", html)
    return _without_middle(html, MAX_CHARACTERS)


def thin(html: str) -> tuple[str, bool]:
    """The same for mark-up of too many tags."""
    tags = html.count("<")
    return _without_middle(html, len(html) * MAX_TAGS // tags if tags > MAX_TAGS else len(html))


def _without_middle(html: str, kept: int) -> tuple[str, bool]:
    if kept >= len(html):
        return html, False
    tail = kept // _TAIL
    return html[: kept - tail] + html[-tail:], True


def tame(html: str) -> str:
    """`html`, without the beginnings of tags, comments and scripts that stand in masses before one end."""
    for end, begin in _PAIRS:
        if html.count(begin) > _BEGINNINGS:
            html = _thinned(html, end, begin)
    for closing, opening in _RAW:
        if len(opening.findall(html)) > _BEGINNINGS:
            html = "".join(_rarer(part, opening) for part in _split(html, closing))
    return html


def _thinned(html: str, end: str, begin: str) -> str:
    parts = html.split(end)
    for place, part in enumerate(parts):
        if len(part) > _BEGINNINGS and part.count(begin) > _BEGINNINGS:
            parts[place] = part.replace(begin, " ")
    return end.join(parts)


def _split(html: str, closing: re.Pattern[str]) -> list[str]:
    """The parts of the page, each up to and with such an end."""
    ends = [0, *(match.end() for match in closing.finditer(html)), len(html)]
    return [html[begin:end] for begin, end in pairwise(ends)]


def _rarer(part: str, opening: re.Pattern[str]) -> str:
    return opening.sub(" ", part) if len(opening.findall(part)) > _BEGINNINGS else part
