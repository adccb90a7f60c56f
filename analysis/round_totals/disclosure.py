"""Open-information platforms (政府信息公开平台) of a round: what each lacks, counted in columns, attachments, parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.scoring.finding_status import StatusIndex
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.urls import page_key
from govcrawl.store.reader import TargetState
from pipelines.catalogue import rules_counted_in
from pipelines.model import NOT_UPDATED, Figure

_UPKEEP = "links"  # 联系我们, 网站纠错 …: no column of the platform


@dataclass(frozen=True, slots=True)
class PlatformTally:
    """Counted are findings that count: stale, empty, undated and behind columns once each, the rest one by one."""

    columns: int = 0
    entries: int = 0
    stale: int = 0
    empty: int = 0
    undated: int = 0
    behind: int = 0  # columns without anything of the inspection year that the register demands
    missing: int = 0  # columns and statutory parts
    word: int = 0  # attachments offered as Word alone
    misplaced: int = 0
    repeated: int = 0  # columns that are not kept up to date, which another problem of theirs says already
    report: bool | None = None  # last year's; None when not due yet, excepted, undecided, or without a column for it


def tally_platform(
    state: TargetState, standings: StatusIndex, found: Iterable[Finding], columns: Iterable[ColumnItem]
) -> PlatformTally:
    """The tally of one platform; zeros where it was not reached.

    `found` are the findings with outcome fail on the platform's address, of which those count that `standings` lets
    count; `columns` are the platform's own.
    """
    standing = [each for each in found if each.target == state.target.name and standings.stands(each)]
    mine = [each for each in standing if standings.counts(each)]
    columns = [item for item in columns if item.kind != _UPKEEP]

    def places(*figures: Figure) -> int:
        wanted = rules_counted_in(*figures)
        return len({page_key(each.url) for each in mine if each.rule in wanted})

    def findings(figure: Figure) -> int:
        wanted = rules_counted_in(figure)
        return sum(each.rule in wanted for each in mine)

    late = rules_counted_in(*NOT_UPDATED)
    return PlatformTally(
        columns=len(columns),
        entries=sum(len(column.entries) for column in columns),
        stale=places(Figure.STALE, Figure.NO_QUARTER),
        empty=places(Figure.EMPTY),
        undated=places(Figure.UNDATED),
        behind=places(Figure.BEHIND),
        missing=findings(Figure.MISSING),
        word=findings(Figure.WORD),
        misplaced=findings(Figure.MISPLACED),
        repeated=len({page_key(each.url) for each in standing if standings.of(each).repeats and each.rule in late}),
        report=_report(state, standings.date.year - 1, missing=bool(findings(Figure.REPORT))),
    )


def _report(state: TargetState, year: int, *, missing: bool) -> bool | None:
    if missing:
        return False
    facts = state.site.disclosure if state.site else None
    return True if facts and year in facts.reports else None
