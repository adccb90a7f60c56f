"""D rules: what open-information platforms must have."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import DisclosureFacts, SiteItem
from govcrawl.domain.targets import DISCLOSURE
from govcrawl.rubric.disclosure import load_disclosure
from pipelines.absence import both, quoted
from pipelines.doubts import doubt_about
from pipelines.engine import few, rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Figure, Identity, Result, Subject


def _facts(site: SiteItem) -> DisclosureFacts | None:
    return site.disclosure if site.answer is FetchOutcome.REACHABLE else None


@rule("D01", SiteItem, on=(DISCLOSURE,), confirm=Confirm.PAGE, subject=Subject.COLUMN, figure=Figure.MISSING)
def key_field_column_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """A county's platform has no column for one of the 26 key fields of the pilot standards
    (国办发〔2019〕54号, 基层政务公开标准化规范化).
    """
    facts = _facts(site)
    for name in facts.fields_missing if facts else ():
        doubt = doubt_about(site)
        evidence = {"field": name, "missing": len(facts.fields_missing) if facts else 0}
        if doubt:
            yield CannotJudge(f"是否设有重点领域“{name}”栏目无法判断：{doubt}", name, name, evidence)
        elif facts and name in facts.fields_seen:
            seen = both("没有这个领域的栏目和链接", f"首页文字“{name}”")
            message = f"没有读到重点领域“{name}”的栏目，而首页上有这个名称，需人工查看"
            yield CannotJudge(message, name, name, evidence | seen)
        else:
            yield Fail(f"平台没有设置重点领域“{name}”的栏目", name, name, evidence)


@rule(
    "D02",
    SiteItem,
    on=(DISCLOSURE,),
    confirm=Confirm.PAGE,
    subject=Subject.COLUMN,
    figure=Figure.MISSING,
    identity=Identity.TARGET,
)
def statutory_part_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """One of 政府信息公开指南, 政府信息公开制度, 法定主动公开内容, 政府信息公开年报 is missing, or has another name
    (国办公开办函〔2019〕61号).
    """
    facts = _facts(site)
    if facts is None:
        return
    doubt = doubt_about(site)
    for name in facts.parts_missing:
        if doubt:
            yield CannotJudge(f"是否设有“{name}”栏目无法判断：{doubt}", name, name, {"part": name})
        elif name in facts.parts_seen:
            seen = both("没有这个名称的栏目和链接", f"首页文字“{name}”")
            message = f"没有读到“{name}”栏目，而首页上有这个名称，需人工查看"
            yield CannotJudge(message, name, name, {"part": name} | seen)
        else:
            yield Fail(f"平台没有“{name}”栏目", name, name, {"part": name})
    for name, here, url in facts.parts_misnamed:
        evidence = {"part": name, "name": here, "column_url": url}
        about = (url, here) if url else None
        yield Fail(f"栏目“{here}”名称不规范，应为“{name}”", name, name, evidence, about)


@rule("D03", SiteItem, on=(DISCLOSURE,), confirm=Confirm.COLUMN, figure=Figure.REPORT, identity=Identity.TARGET)
def annual_report_missing(site: SiteItem, check: Check) -> Iterator[Result]:
    """Last year's report is not there after the day on which it was due (条例第四十九条). A platform without
    such a column is D02's.
    """
    facts = _facts(site)
    if facts is None or not facts.reports_column:
        return
    wanted = check.date.year - 1
    due = load_disclosure().report_due(site.target.unit_kind, check.date.year)
    if check.date <= due or wanted in facts.reports:
        return
    evidence = {"years": few(reversed(facts.reports)), "due": str(due)}
    doubt = facts.reports_undecided or doubt_about(site)
    if doubt:
        yield CannotJudge(f"{wanted}年度政府信息公开年报是否公布无法判断：{doubt}", evidence=evidence)
    elif seen := quoted(facts.reports_seen):
        message = f"栏目“{facts.reports_column}”没有{wanted}年度的年报，而平台别处有{seen}，是否为该年报需人工查看"
        yield CannotJudge(message, evidence=evidence | both(f"栏目中没有{wanted}年度的年报", f"标题{seen}"))
    else:
        newest = f"，最新为{facts.reports[-1]}年度" if facts.reports else ""
        message = f"栏目“{facts.reports_column}”没有{wanted}年度的年报（应于{due.month}月{due.day}日前公布）{newest}"
        yield Fail(message, str(wanted), evidence=evidence, about=(facts.reports_url, facts.reports_column))
