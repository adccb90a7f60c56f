"""Guard against pages nested so deep that parsing them takes minutes."""

import re

# Pages with fewer tags cannot hurt, and are not looked at.
_MANY_TAGS = 20_000
# Browsers give up at 512 levels; no real page comes near.
_MAX_DEPTH = 600
_NESTING = re.compile(
    r"<(/?)(?:div|span|font|b|i|u|em|strong|section|article|ul|ol|dl|table|blockquote|center|form|small|big|a|p)\b[^<>]*>",
    re.I,
)


def shallow(html: str) -> str:
    """`html`, its opening tags below a depth that no real page has left out."""
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
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        return match.group() if depth <= _MAX_DEPTH or match.group(1) else ""

    return _NESTING.sub(keep, html)
