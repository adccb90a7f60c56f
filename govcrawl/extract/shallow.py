"""Guard against pages nested so deep that parsing them takes minutes."""

import re

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


def shallow(html: str) -> str:
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
