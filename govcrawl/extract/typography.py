"""Elements that only change how letters look: a browser shows the text in and around them as one."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from govcrawl.extract.concealed import ways_of_style

# A span, b or i without a style of its own may be a cell of its line: style sheets set such cells apart (li span, em).
_STYLED = "font,span[style],b[style],strong[style],em[style],i[style],u[style],big[style],small[style]"
_ATTRIBUTES = frozenset({"style", "face", "size", "color", "lang", "xml:lang"})
_LETTERS = re.compile(
    r"(?:font(?:-[a-z-]+)?|color|background(?:-color)?|line-height|letter-spacing|word-spacing|word-(?:break|wrap)"
    r"|text-(?:decoration|align|justify|autospace|transform|shadow)(?:-[a-z]+)?|white-space|overflow-wrap"
    r"|mso-[a-z-]+|-webkit-[a-z-]+|layout-grid[a-z-]*|outline|orphans|widows)$"
)
_MOST = 20_000  # elements of one page; what lies behind is left as it is


def join_letters(tree: LexborHTMLParser) -> None:
    """Take elements that only set type out of `tree`, so that the text in and around them is one text again.

    What keeps its text out of sight stays, and so does what bears a name, for style sheets may set that apart.
    """
    joined = False
    for node in tree.css(_STYLED)[:_MOST]:
        attributes = node.attributes
        if _ATTRIBUTES.issuperset(attributes) and _sets_type(attributes.get("style") or ""):
            node.unwrap()
            joined = True
    if joined:
        tree.merge_text_nodes()


@lru_cache(maxsize=4096)
def _sets_type(style: str) -> bool:
    """Whether the declarations of a `style` say only how letters look, and that they are seen."""
    names = (declaration.partition(":")[0].strip().lower() for declaration in style.split(";"))
    return all(_LETTERS.match(name) for name in names if name) and not ways_of_style(style)
