"""What a target has and lacks as a whole: demanded columns, letters, statistics, and how fresh these are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Duty, FreshnessSummary, Missing, SiteItem
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from govcrawl.register import Register, RequiredColumn
from pipelines.model import Check
from pipelines.windows import doubt_of, has_list, is_undated, newest_of

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


def plain_name(name: str) -> str:
    """The `name` of a column as it is compared with others."""
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
    """Fill the facts of `site` on columns that are missing, on letters, and on statistics of letters and services.

    `columns` are all that were found on it, `link_texts` what its links may call columns, `required` the columns
    that the register and the standard demand of it. A link of that name is enough: what it leads to may stand on
    another site, or could not be read.
    """
    texts = list(link_texts)
    named: set[str] = {plain_name(text) for text in texts}
    channels = {text.strip() for text in texts if len(text.strip()) <= _CHANNEL_LENGTH and _CHANNEL.search(text)}
    site.channels = sorted(text for text in channels if not _SPECIAL.search(text))
    site.columns_read = 0
    for column in columns:
        unread = column.answer is not FetchOutcome.REACHABLE or column.unrendered
        site.columns_unread += unread
        site.columns_read += not unread
        if column.inventory is not None and column.inventory.forms and not _SPECIAL.search(column.name):
            site.form_columns.append(column.name)
        named.update(plain_name(name) for name in (column.name, *column.path))
        if takes_letters(column):
            site.letters.append(column.name)
            site.letters_tally = site.letters_tally or column.tally
        elif column.kind == STATISTICS:
            site.letters_statistics.append(column.name)
        site.letters_statistics += [entry.title for entry in column.entries if _STATISTICS.search(entry.title)]
    site.letters_statistics += [text.strip() for text in texts if _STATISTICS.search(text)]
    site.missing = [
        Missing(row.name, row.synonyms, row.basis)
        for row in required
        if not named.intersection(map(plain_name, (row.name, *row.synonyms)))
    ]
    site.letters_upkeep = freshness_summary_of([column for column in columns if takes_letters(column)], check)
    site.services_upkeep = freshness_summary_of([column for column in columns if column.kind == SERVICES], check)
    site.letters, site.form_columns = sorted(set(site.letters)), sorted(site.form_columns)
    site.letters_statistics = sorted(set(site.letters_statistics))


def freshness_summary_of(columns: Sequence[ColumnItem], check: Check) -> FreshnessSummary | None:
    """The newest entry by the inspection date of all `columns` of one purpose, taken together.

    None when there is no such column.
    """
    if not columns:
        return None
    first = min(columns, key=lambda column: column.url)
    summary = FreshnessSummary(first.name, first.url)
    best: tuple[object, ...] = ()
    doubts = []
    for column in sorted(columns, key=lambda column: column.url):
        if column.answer is not FetchOutcome.REACHABLE or column.unrendered:
            doubts.append(f"栏目“{column.name}”未能读取")
        if not has_list(column):
            continue
        summary.lists += 1
        summary.undated += is_undated(column)
        doubt = doubt_of(column)
        if doubt:
            doubts.append(f"栏目“{column.name}”{doubt}")
        newest = newest_of(column, check)
        if newest and (not best or (newest.published, newest.url) > best):
            best = (newest.published, newest.url)
            summary.column, summary.column_url = column.name, column.url
            summary.newest, summary.newest_url = newest.published, newest.url
    summary.doubt = "；".join(doubts) or None
    return summary


def duties_of(register: Register, target: Target, columns: Collection[ColumnItem]) -> list[Duty]:
    """Every row of the `register`'s 栏目责任 that is about `target`, with that of its `columns` which it means."""
    duties = []
    for row in register.responsibilities:
        named = sorted(column.url for column in columns if column.name == row.column)
        mine = [url for url in named if page_key(row.url) in (page_key(url), page_key(target.url))]
        if mine or page_key(row.url) == page_key(target.url):
            duties.append(Duty(row.column, row.unit, mine[0] if mine else ""))
    return duties
