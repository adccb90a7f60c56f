"""F01: a home page on which nothing new appears. The family's rules about columns are in `freshness`."""

from collections.abc import Iterator
from datetime import date

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import SiteItem
from govcrawl.domain.targets import WEBSITES
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Figure, Result
from pipelines.windows import Window, day_of, rubric_window, stale_message

# Bounds that may have kept a newer page from being read.
_CUTTING = frozenset({"columns", "pages", "time", "depth", "sitemap", "family", "characters"})


@rule("F01", SiteItem, on=WEBSITES, confirm=Confirm.PAGE, figure=Figure.STALE)
def home_page_not_updated(site: SiteItem, check: Check) -> Iterator[Result]:
    """No entry of the last two weeks on the home page; where it only navigates, on no second-level page (V3).
    Entries without a date count as not updated (P10). An unread second-level page leaves the question open: V3 is a
    veto.
    """
    unread = _unread_home(site)
    if unread:
        yield CannotJudge(f"首页是否更新无法判断：{unread}")
        return
    window = rubric_window(check, "home_update")
    home = None if site.navigation_only else _past(site.home_newest, check)
    second = _past(site.second_level_newest, check)
    shown = second if site.navigation_only else home
    if shown and shown >= window.cutoff:
        return
    evidence = _home_evidence(site, window)
    doubt = _home_doubt(site, home, second, window)
    if doubt:
        yield CannotJudge(f"首页是否更新无法判断：{doubt}", evidence=evidence)
    elif shown:
        what = "首页为导航页，二级页面" if site.navigation_only else "首页"
        yield Fail(stale_message(what, shown, window, check), value=str(shown), evidence=evidence)
    else:
        message = f"首页没有任何注明发布日期的信息，未注明发布时间视为不更新，按{window.chinese}内未更新计"
        yield Fail(message, evidence=evidence)


def _unread_home(site: SiteItem) -> str | None:
    if site.answer is not FetchOutcome.REACHABLE:
        return f"首页{site.answer.unread}（{site.reason or '原因不明'}）"
    return "首页内容需要浏览器运行脚本才能显示，本次未能渲染" if site.home_unrendered else None


def _past(day: date | None, check: Check) -> date | None:
    day = day_of(day)
    return day if day and day <= check.date else None


def _home_doubt(site: SiteItem, home: date | None, second: date | None, window: Window) -> str | None:
    if site.second_level_unread:
        return f"有{site.second_level_unread}个二级页面未能读取"
    if home is None and any(bound.name in _CUTTING for bound in site.bounds):
        return "检查达到上限，部分二级页面未读"
    if site.navigation_only and second is None:
        return "首页为导航页，二级页面没有读到注明日期的信息"
    if home is None and not site.navigation_only:
        if second and second >= window.cutoff:
            return f"首页信息的发布日期未能确定，而二级页面在{second}有更新"
        if site.home_entries:
            return "首页信息的日期均晚于监测时间点"
    return None


def _home_evidence(site: SiteItem, window: Window) -> dict[str, object]:
    return {
        "home_newest": str(site.home_newest or ""),
        "home_newest_url": site.home_newest_url,
        "second_level_newest": str(site.second_level_newest or ""),
        "second_level_newest_url": site.second_level_newest_url,
        "home_entries": site.home_entries,
        "navigation_only": site.navigation_only,
        "cutoff": str(window.cutoff),
    }
