"""What a target has and lacks as a whole: demanded columns, letters, and their statistics."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Missing, SiteItem
from govcrawl.register import RequiredColumn
from pipelines.model import Check
from spiders.assessments.freshness_summary import freshness_summary_of

LETTERS, STATISTICS, SERVICES = "letters", "letters_statistics", "service_statistics"
# Channels with rules of their own (V5: 网上信访、纪检举报等专门渠道除外).
_SPECIAL = re.compile(r"举报|信访|纪检|监督投诉")
_STATISTICS = re.compile(
    r"(?:信件|来信|留言|信箱|网民|咨询|诉求).{0,14}(?:统计|办理情况)|(?:统计|办理情况).{0,6}(?:信件|来信|留言|信箱)"
)
# A channel for questions and suggestions, as menus and buttons call it.
_CHANNEL = re.compile(
    r"信箱|咨询|留言|写信|来信|问政|建言|献策|我要问|我要说|互动交流|政民互动|公众参与|民意|12345|意见建议|在线提问|网上提问|百姓"
)
_CHANNEL_LENGTH = 12  # a longer text is a headline
# Names are compared without what editors put around them.
_AROUND = re.compile(r"[\s·>»›【】\[\]|（）()“”\"：:]|栏目$|专栏$|专题$")


def _plain(name: str) -> str:
    return _AROUND.sub("", name)


def takes_letters(column: ColumnItem) -> bool:
    """Whether the column is one of letters that must be answered: petitions and reports of officials are not."""
    return column.kind == LETTERS and not _SPECIAL.search(column.name)


def take_inventory(
    site: SiteItem,
    columns: Collection[ColumnItem],
    link_texts: Iterable[str],
    required: Iterable[RequiredColumn],
    check: Check,
) -> None:
    """Fill the site's facts on columns that are missing, on letters, and on statistics of letters and services.

    A link of that name is enough: what it leads to may stand on another site, or could not be read.

    `columns` and `link_texts` are what the target has, `required` what the register demands of it (应设栏目).
    """
    texts = list(link_texts)
    named: set[str] = {_plain(text) for text in texts}
    channels = {text.strip() for text in texts if len(text.strip()) <= _CHANNEL_LENGTH and _CHANNEL.search(text)}
    site.channels = sorted(text for text in channels if not _SPECIAL.search(text))
    site.columns_read = 0
    for column in columns:
        unread = column.answer is not FetchOutcome.REACHABLE or column.unrendered
        site.columns_unread += unread
        site.columns_read += not unread
        named.update(_plain(name) for name in (column.name, *column.path))
        if takes_letters(column):
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
    site.letters_upkeep = freshness_summary_of([column for column in columns if takes_letters(column)], check)
    site.services_upkeep = freshness_summary_of([column for column in columns if column.kind == SERVICES], check)
    site.letters = sorted(set(site.letters))
    site.letters_statistics = sorted(set(site.letters_statistics))
