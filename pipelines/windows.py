"""Which time window a column owes, and the newest entry that counts for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Entry, FreshnessSummary
from govcrawl.domain.rounds import months_before
from govcrawl.domain.urls import host_of
from govcrawl.extract.model import MARGIN
from govcrawl.rubric.columns import ColumnKind
from pipelines.absence import is_labelled_article, unread_dates
from pipelines.model import CannotJudge, Check, Fail, Result

NEWS, NOTICE_POLICY, STATISTICS = "news", "notice_policy", "statistics"
_MONTH, _YEAR = 30, 365
_FULL_PAGE = 10  # rows from which a list without a pager may be the first page of several


@dataclass(frozen=True, slots=True)
class Window:
    """A time within which something must have been published: `cutoff` is the earliest date that is still fresh."""

    cutoff: date
    chinese: str
    threshold: str  # name in the rubric, or "register" or "vocabulary"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest entry not later than the inspection date."""

    published: date
    url: str
    later: int  # entries later than the inspection date, which do not count


def day_of(published: date | datetime | None) -> date | None:
    """The day of a date with or without a time."""
    return published.date() if isinstance(published, datetime) else published


def rubric_window(check: Check, threshold: str) -> Window:
    """The window of that threshold, back from the inspection date."""
    return Window(check.cutoff(threshold), check.rubric.threshold(threshold).chinese, threshold)


def register_window(column: ColumnItem, check: Check) -> Window | None:
    """The office's own 更新周期, to the day; None when the register gives none."""
    days = column.period_days
    if not days:
        return None
    return Window(check.date - timedelta(days=days), f"台账规定的更新周期{days}天", "register")


def kind_window(kind: ColumnKind, check: Check) -> Window:
    """The window of a kind that no indicator names: its own period, else that of other columns.

    Periods of whole months and years are counted by the calendar where that is longer: 62 days from 20 June are
    within two months.
    """
    if kind.group == NOTICE_POLICY:
        return rubric_window(check, "notice_policy_update")
    if kind.period_days is None or kind.period_days == check.days("other_update"):
        return rubric_window(check, "other_update")
    days = kind.period_days
    cutoff, chinese = check.date - timedelta(days=days), f"{days}天"
    months = 12 * (days // _YEAR) if days % _YEAR == 0 else days // _MONTH if days % _MONTH == 0 else 0
    if months:
        cutoff = min(cutoff, months_before(check.date, months))
        chinese = f"{months // 12}年" if months % 12 == 0 else f"{months}个月"
    return Window(cutoff, chinese, "vocabulary")


def has_list(column: ColumnItem) -> bool:
    """Whether freshness can be read from the column: C01 speaks for all others, and articles are no columns."""
    return (
        column.form == "list"
        and column.answer is FetchOutcome.REACHABLE
        and not column.unrendered
        and bool(column.entries or column.newest)
        and not is_labelled_article(column.labels)
    )


def should_update(column: ColumnItem, check: Check) -> bool:
    """Whether the column owes updates: its kind does, or the register says so for this very column."""
    return check.kind(column.kind).updates or bool(column.period_days) or column.this_year_required


def is_event_driven(column: ColumnItem, check: Check) -> bool:
    """Whether the column speaks only when something happens, and neither its kind nor the register demands more."""
    return check.kind(column.kind).event_driven and not should_update(column, check)


def is_undated(column: ColumnItem) -> bool:
    """Whether no entry of the column has a date."""
    return column.newest is None and not any(entry.published for entry in column.entries)


def newest_of(column: ColumnItem, check: Check) -> Newest | None:
    """The newest entry not later than the inspection date; None when there is none."""
    newest = day_of(column.newest)
    if newest is not None and newest <= check.date:
        return Newest(newest, column.newest_url, 0)
    past, later = [], 0
    for entry in column.entries:
        day = day_of(entry.published)
        if day is not None and day <= check.date:
            past.append((day, entry.url))
        elif day is not None:
            later += 1
    return Newest(*max(past), later) if past else None


def doubt_of(column: ColumnItem) -> str | None:
    """Why an old newest entry may not be the newest of the column; None when it surely is.

    A list that was not, or may not have been, read to its end shows its newest entries only when it runs from new to
    old. Rows without a date among dated ones may be newer than any dated one, and so may what looks like a date and was
    not read.
    """
    if unread := unread_dates(column.inventory):
        return unread
    if column.why is not None and column.why.confidence is not None and column.why.confidence < MARGIN:
        return f"页面是否为信息列表把握不足（{'；'.join(column.why.reasons)}）"
    days = [day_of(entry.published) for entry in column.entries]
    if not _newest_first([day for day in days if day]):
        if column.truncated or column.complete is False:
            return "列表未按时间从新到旧排列，且没有读完"
        if column.complete is None and len(days) >= _FULL_PAGE:
            return "列表未按时间从新到旧排列，未能确定是否读完"
    newest = max((day for day in days if day), default=None)
    undated = sum(day is None for day in days)
    if newest is None or not undated:
        return None
    first = days.index(newest)
    if any(day is None for day in days[:first]) or 2 * undated >= len(days):
        return f"列表中有{undated}条信息未能确定日期"
    return None


def _newest_first(days: list[date]) -> bool:
    """Whether a list runs from new to old, pinned rows aside."""
    rises = sum(after > before for before, after in pairwise(days))
    falls = sum(after < before for before, after in pairwise(days))
    return falls >= 3 * rises or (rises <= 2 and falls >= 4 and falls > rises)


def own_entries(column: ColumnItem) -> list[Entry]:
    """Entries on the target's own hosts; the others are not read, so that their dates stay unknown."""
    target = column.target
    hosts = {host_of(url).removeprefix("www.") for url in (target.url, column.url, *target.start_urls)}
    return [entry for entry in column.entries if host_of(entry.url).removeprefix("www.") in hosts]


def stale_message(what: str, newest: date, window: Window, check: Check, later: int = 0) -> str:
    """The sentence of a finding: `what` has `newest` as its last entry, which is before the `window`.

    `later` entries are dated after the inspection date, and do not count.
    """
    age = (check.date - newest).days
    rest = f"（另有{later}条晚于监测时间点，未计入）" if later else ""
    return f"{what}最新一条发布于{newest}，距监测时间点{age}天，超过{window.chinese}未更新{rest}"


def judge_summary(upkeep: FreshnessSummary, threshold: str, what: str, check: Check) -> Iterator[Result]:
    """Whether all columns of one purpose together (letters, service statistics) are up to date.

    threshold: the window's name in the rubric. what: how messages call what should have been updated.

    `upkeep` is how fresh those columns are, taken together.
    """
    window = rubric_window(check, threshold)
    if upkeep.newest is not None and upkeep.newest >= window.cutoff:
        return
    evidence = summary_evidence(upkeep) | {"cutoff": str(window.cutoff), "window": threshold}
    if upkeep.newest is None:
        # Lists without any date are F05's.
        if upkeep.undated < upkeep.lists:
            yield CannotJudge(f"{what}是否更新无法判断：已读到的信息日期均晚于监测时间点", evidence=evidence)
    elif upkeep.doubt or upkeep.undated:
        doubt = upkeep.doubt or f"有{upkeep.undated}个栏目未注明日期"
        yield CannotJudge(f"{what}是否更新无法判断：{doubt}", evidence=evidence)
    else:
        message = stale_message(f"{what}（栏目“{upkeep.column}”）", upkeep.newest, window, check)
        yield Fail(message, str(upkeep.newest), evidence=evidence, about=(upkeep.column_url, upkeep.column))


def summary_evidence(upkeep: FreshnessSummary) -> dict[str, object]:
    """The column with the newest entry, and that entry's date and address."""
    return {
        "column": upkeep.column,
        "column_url": upkeep.column_url,
        "newest": str(upkeep.newest or ""),
        "newest_url": upkeep.newest_url,
    }
