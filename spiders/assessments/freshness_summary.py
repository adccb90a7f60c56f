"""How fresh the columns of one purpose are, taken together."""

from __future__ import annotations

from collections.abc import Sequence

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, FreshnessSummary
from pipelines.model import Check
from pipelines.windows import doubt_of, has_list, is_undated, newest_of


def freshness_summary_of(columns: Sequence[ColumnItem], check: Check) -> FreshnessSummary | None:
    """The columns' newest entry by the inspection date; None when there is no such column."""
    if not columns:
        return None
    first = min(columns, key=lambda column: column.url)
    upkeep = FreshnessSummary(first.name, first.url)
    best: tuple[object, ...] = ()
    doubts = []
    for column in sorted(columns, key=lambda column: column.url):
        if column.answer is not FetchOutcome.REACHABLE or column.unrendered:
            doubts.append(f"栏目“{column.name}”未能读取")
        if not has_list(column):
            continue
        upkeep.lists += 1
        upkeep.undated += is_undated(column)
        doubt = doubt_of(column)
        if doubt:
            doubts.append(f"栏目“{column.name}”{doubt}")
        newest = newest_of(column, check)
        if newest and (not best or (newest.published, newest.url) > best):
            best = (newest.published, newest.url)
            upkeep.column, upkeep.column_url = column.name, column.url
            upkeep.newest, upkeep.newest_url = newest.published, newest.url
    upkeep.doubt = "；".join(doubts) or None
    return upkeep
