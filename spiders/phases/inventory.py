"""What a target has and lacks as a whole: demanded columns, letters, and their statistics."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govcrawl.answers import Answer
from govcrawl.items import ColumnItem, Missing, SiteItem
from govcrawl.register import RequiredColumn

LETTERS, STATISTICS = "letters", "letters_statistics"
_STATISTICS = re.compile(
    r"(?:信件|来信|留言|信箱|网民|咨询|诉求).{0,14}(?:统计|办理情况)|(?:统计|办理情况).{0,6}(?:信件|来信|留言|信箱)"
)
# Names are compared without what editors put around them.
_AROUND = re.compile(r"[\s·>»›【】\[\]|（）()“”\"：:]|栏目$|专栏$|专题$")


def _plain(name: str) -> str:
    return _AROUND.sub("", name)


def take_inventory(
    site: SiteItem, columns: Iterable[ColumnItem], link_texts: Iterable[str], required: Iterable[RequiredColumn]
) -> None:
    """Fill the site's facts on columns that are missing, and on letters and their statistics.

    A link of that name is enough: what it leads to may stand on another site, or could not be read.
    """
    named: set[str] = {_plain(text) for text in link_texts}
    for column in columns:
        site.columns_unread += column.answer is not Answer.REACHABLE or column.unrendered
        named.update(_plain(name) for name in (column.name, *column.path))
        if column.kind == LETTERS:
            site.letters.append(column.name)
            site.letters_tally = site.letters_tally or column.tally
        elif column.kind == STATISTICS:
            site.letters_statistics.append(column.name)
        site.letters_statistics += [entry.title for entry in column.entries if _STATISTICS.search(entry.title)]
    site.missing = [
        Missing(row.name, row.synonyms, row.basis)
        for row in required
        if not named.intersection(map(_plain, (row.name, *row.synonyms)))
    ]
    site.letters = sorted(set(site.letters))
    site.letters_statistics = sorted(set(site.letters_statistics))
