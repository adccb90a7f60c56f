"""F02-F05, F07, F08: columns that should have been updated and was not. F06 is in `statistics`, F01 in
`home_freshness`.

Only lists are judged. What is empty, unread or unrendered is C01's to say; a column without any date is F05's, and
then no other rule of this family speaks of it.
"""

import re
from collections.abc import Iterator
from datetime import date

from govcrawl.domain.items import ColumnItem
from pipelines.absence import both, date_seen, fresh_seen, unread_dates
from pipelines.engine import few, rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Figure, Result, Skip
from pipelines.statistics import is_quarterly
from pipelines.windows import (
    NEWS,
    NOTICE_POLICY,
    Newest,
    Window,
    day_of,
    doubt_of,
    has_list,
    is_event_driven,
    is_undated,
    kind_window,
    newest_of,
    own_entries,
    register_window,
    rubric_window,
    should_update,
    stale_message,
)

EVENT_DRIVEN = "event_driven"  # evidence of a column that owes no update: no veto or deduction for updates counts it


@rule(
    "F02",
    ColumnItem,
    confirm=Confirm.PAGE,
    figure=Figure.STALE,
    absence=fresh_seen,
    may_become=("F03", "F04", "F05", "C01"),
)
def news_column_stale(column: ColumnItem, check: Check) -> Iterator[Result]:
    """The newest entry of a news column is older than two weeks (V4a, A4)."""
    if check.kind(column.kind).group == NEWS:
        yield from _stale(column, rubric_window(check, "news_update"), check)


@rule(
    "F03",
    ColumnItem,
    confirm=Confirm.PAGE,
    figure=Figure.STALE,
    absence=fresh_seen,
    may_become=("F02", "F04", "F05", "C01"),
)
def notice_or_policy_column_stale(column: ColumnItem, check: Check) -> Iterator[Result]:
    """The newest entry of a first-level notice or policy column is older than six months (V4a, A5). Columns below
    the first level are F04's, and what the register wants once a year is F07's.
    """
    if check.kind(column.kind).group == NOTICE_POLICY and column.level == 1 and not _is_yearly_duty(column, check):
        yield from _stale(column, rubric_window(check, "notice_policy_update"), check)


@rule(
    "F04",
    ColumnItem,
    confirm=Confirm.PAGE,
    figure=Figure.STALE,
    absence=fresh_seen,
    may_become=("F02", "F03", "F05", "C01"),
    yields_to=("D03", "H03"),  # the column lacks just what these miss: last year's report, answers to letters
)
def column_stale(column: ColumnItem, check: Check) -> Iterator[Result]:
    """Any other column that should be updated is older than its period (V4b): the register's, else its kind's, else
    that of other columns. A stricter period in the register holds beside F02 and F03; what these rules report
    already is not reported twice. Event-driven columns owe none by themselves, and a duty of once a year is F07's.
    """
    own = register_window(column, check)
    indicator = _indicator_window(column, check)
    if indicator:
        newest = newest_of(column, check)
        if own and newest and newest.published >= indicator.cutoff:
            yield from _stale(column, own, check)
        return
    if own or _owes_by_kind(column, check):
        yield from _stale(column, own or kind_window(check.kind(column.kind), check), check)
    elif is_event_driven(column, check):
        yield from _silent(column, check)


@rule("F05", ColumnItem, confirm=Confirm.PAGE, figure=Figure.UNDATED, absence=date_seen, may_become=("C01",))
def undated_column(column: ColumnItem, check: Check) -> Iterator[Result]:
    """Neither the rows nor the articles of the column carry a publication date, which counts as not updated (P10).
    Open while articles could not be read, or when all rows lead to other sites.
    """
    event_driven = is_event_driven(column, check)
    if not (has_list(column) and (event_driven or should_update(column, check)) and is_undated(column)):
        return
    if unread_dates(column.inventory) and windows_of(column, check):
        return  # it has dates: whether they are recent is open, which the rules of its period say
    name = f"栏目“{column.name}”"
    entries = len(column.entries)
    evidence = {"entries": entries, "examples": few(entry.url for entry in column.entries)}
    if event_driven:
        evidence[EVENT_DRIVEN] = True
    if column.undated_unread:
        message = f"{name}列表未注明日期，且有{column.undated_unread}篇稿件未能读取，无法判断是否更新"
        yield CannotJudge(message, evidence=evidence)
    elif unread := unread_dates(column.inventory):
        message = f"{name}没有读到发布日期，而{unread}，无法判断是否更新"
        yield CannotJudge(message, evidence=evidence | both("没有注明日期的条目", unread))
    elif not own_entries(column):
        yield CannotJudge(f"{name}的信息均链接到其他网站，未能确定发布日期", evidence=evidence)
    else:
        counted = "" if event_driven else "，视为不更新"
        message = f"{name}的{entries}条信息在列表和稿件页均未注明发布日期{counted}"
        yield Fail(message, value=f"{entries}条", evidence=evidence)


@rule("F07", ColumnItem, confirm=Confirm.PAGE, figure=Figure.BEHIND, absence=fresh_seen)
def current_year_missing(column: ColumnItem, check: Check) -> Iterator[Result]:
    """The register requires an entry of the inspection year (本年度须有), and neither a date nor a title has it."""
    if not column.this_year_required or not has_list(column) or is_undated(column):
        return
    year = check.date.year
    newest = newest_of(column, check)
    if newest and newest.published.year == year:
        return
    titled = re.compile(rf"(?<!\d){year}(?!\d)")
    if any(titled.search(entry.title) for entry in column.entries if _counts(entry.published, check)):
        return
    evidence = _evidence(column, newest) | {"cutoff": f"{year}-01-01"}
    if newest is None or doubt_of(column):
        reason = doubt_of(column) or "已读到的信息日期均晚于监测时间点"
        yield CannotJudge(f"栏目“{column.name}”是否有{year}年信息无法判断：{reason}", evidence=evidence)
    else:
        message = f"栏目“{column.name}”没有{year}年度信息，最新一条发布于{newest.published}"
        yield Fail(message, value=str(newest.published), evidence=evidence)


@rule("F08", ColumnItem, severity="warning", figure=Figure.DUE)
def column_due_soon(column: ColumnItem, check: Check) -> Iterator[Result]:
    """The column will pass its period within the last tenth of it (at least one day before). A warning, costs
    nothing.
    """
    windows = windows_of(column, check)
    newest = newest_of(column, check) if windows and has_list(column) else None
    if newest is None or doubt_of(column):
        return
    first = max(windows, key=lambda window: window.cutoff)
    left = (newest.published - first.cutoff).days
    period = (check.date - first.cutoff).days
    warning = max(period * check.rubric.number("due_soon_share"), check.rubric.number("due_soon_min_days"))
    if 0 <= left <= warning:
        age = (check.date - newest.published).days
        message = (
            f"栏目“{column.name}”最新一条发布于{newest.published}，距监测时间点{age}天，"
            f"再过{left + 1}天不更新将超过{first.chinese}"
        )
        yield Fail(message, value=str(newest.published), evidence=_evidence(column, newest, first))


def _counts(published: date | None, check: Check) -> bool:
    day = day_of(published)
    return day is None or day <= check.date


def _indicator_window(column: ColumnItem, check: Check) -> Window | None:
    """The window by which F02 or F03 judges this column."""
    group = check.kind(column.kind).group
    if group == NEWS:
        return rubric_window(check, "news_update")
    if group == NOTICE_POLICY and column.level == 1 and not _is_yearly_duty(column, check):
        return rubric_window(check, "notice_policy_update")
    return None


def windows_of(column: ColumnItem, check: Check) -> list[Window]:
    """All windows that hold for the column by F02-F04; none where its age is not judged."""
    own, indicator = register_window(column, check), _indicator_window(column, check)
    if own or indicator:
        return [window for window in (own, indicator) if window]
    return [kind_window(check.kind(column.kind), check)] if _owes_by_kind(column, check) else []


def _is_yearly_duty(column: ColumnItem, check: Check) -> bool:
    """Whether the register wants something in the column once a year, which is F07's alone to say: news excepted, which
    the indicators name with two weeks.
    """
    return column.this_year_required and check.kind(column.kind).group != NEWS


def _owes_by_kind(column: ColumnItem, check: Check) -> bool:
    """Whether F04 judges the column by the period of its kind."""
    kind = check.kind(column.kind)
    return kind.updates and not is_quarterly(column, check) and not _is_yearly_duty(column, check)


def _silent(column: ColumnItem, check: Check) -> Iterator[Result]:
    """A clue for people, never a fault: nothing for longer than other columns may be silent."""
    window = rubric_window(check, "other_update")
    newest = newest_of(column, check) if has_list(column) else None
    if newest is not None and newest.published < window.cutoff and not doubt_of(column):
        said = stale_message(f"栏目“{column.name}”", newest.published, window, check, newest.later)
        kind = check.kind(column.kind).title
        reason = f"属于有事才发布的栏目（{kind}），是否应当更新由台账“应设栏目”的更新周期或人工确定"
        yield Skip(f"{said}；{reason}", evidence=_evidence(column, newest, window))


def _stale(column: ColumnItem, window: Window, check: Check) -> Iterator[Result]:
    if not has_list(column):
        return
    newest = newest_of(column, check)
    if newest is not None and newest.published >= window.cutoff:
        return
    evidence = _evidence(column, newest, window)
    if is_undated(column):
        if unread := unread_dates(column.inventory):
            message = f"栏目“{column.name}”是否更新无法判断：{unread}"
            yield CannotJudge(message, evidence=evidence | both("没有注明日期的条目", unread))
        return
    doubt = doubt_of(column)
    if newest is None:
        # Nothing is older than the inspection date: the column was opened later, or its older pages were not read.
        if column.truncated:
            message = f"栏目“{column.name}”已读到的信息日期均晚于监测时间点，无法判断当时是否更新"
            yield CannotJudge(message, evidence=evidence)
    elif doubt:
        yield CannotJudge(f"栏目“{column.name}”是否更新无法判断：{doubt}", evidence=evidence)
    else:
        message = stale_message(f"栏目“{column.name}”", newest.published, window, check, newest.later)
        yield Fail(message, value=str(newest.published), evidence=evidence)


def _evidence(column: ColumnItem, newest: Newest | None, window: Window | None = None) -> dict[str, object]:
    facts: dict[str, object] = {
        "newest": str(newest.published) if newest else "",
        "newest_url": newest.url if newest else "",
        "entries": len(column.entries),
        "dates_from": column.dates_from or "",
        "kind": column.kind,
    }
    return facts | {"cutoff": str(window.cutoff), "window": window.threshold} if window else facts
