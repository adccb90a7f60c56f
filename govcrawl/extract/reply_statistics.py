"""Figures of letters and answers that a page shows beside or instead of a column of statistics."""

import re

from govcrawl.extract.outline import squeeze
from govcrawl.extract.row_boxes import SEPARATOR

_FIGURE = re.compile(
    r"(?:来信|信件|留言|咨询|诉求|受理|办结|回复|答复|办理)(?:总数|总量|总计|总件数|数量|件数|数|量|率)[\s\x1f:：]*\d[\d.]*[%件条封]?"
)
_SHOWN = 4


def figures(flat: str) -> str | None:
    """The figures as the page words them; one alone may count anything. `flat`: text, pieces divided by \\x1f."""
    found = list(dict.fromkeys(squeeze(match[0].replace(SEPARATOR, " ")) for match in _FIGURE.finditer(flat)))
    return "，".join(found[:_SHOWN]) if len(found) > 1 else None
