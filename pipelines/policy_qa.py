"""Q01-Q03: what the connected units answer on the policy Q&A platform. The finding is the answering unit's."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import QaFacts, QuestionItem, SiteItem
from govcrawl.domain.targets import POLICY_QA
from pipelines.absence import both
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Figure, LaterLook, Result, Subject


def not_connected(look: LaterLook) -> str:
    """Q01 and Q02 look only at units that the register calls connected."""
    qa = look.site.qa if look.site else None
    if qa is None or all(each.unit != look.finding.unit for each in qa.units):
        return "该单位在本检查期的台账中不是问答平台的接入单位，不再检查"
    return ""


@rule(
    "Q01",
    SiteItem,
    on=(POLICY_QA,),
    confirm=Confirm.PAGE,
    subject=Subject.UNIT,
    figure=Figure.NO_ANSWERS,
    silence=not_connected,
)
def no_qa_posts(site: SiteItem, _check: Check) -> Iterator[Result]:
    """A unit that the register calls connected has no question on the platform at all. Answers of units that the
    register does not know, or not as connected, are listed as undecided, since they may be another unit's.
    """
    qa = _facts(site)
    if qa is None:
        return
    for unit in qa.units:
        if unit.total:
            continue
        if doubt := _doubt(site, qa) or _namesake(unit.unit, qa):
            message = f"{unit.unit}在问答平台是否有内容无法判断：{doubt}"
            yield CannotJudge(message, unit.unit, unit.unit, {"unit": unit.unit}, unit.unit)
        else:
            message = f"{unit.unit}已接入政策问答平台，问答内容为0条"
            yield Fail(message, unit.unit, unit.unit, {"unit": unit.unit, "total": 0}, unit=unit.unit)
    for name, count in qa.strangers:
        message = f"答复单位“{name}”不在台账中，{count}条问答无法归属"
        yield CannotJudge(message, name, f"未登记：{name}", {"name": name, "answers": count})
    for name, count in qa.unconnected:
        message = f"{name}在问答平台有{count}条问答，台账未登记为接入单位"
        yield CannotJudge(message, name, f"未接入：{name}", {"name": name, "answers": count}, name)


@rule(
    "Q02",
    SiteItem,
    on=(POLICY_QA,),
    confirm=Confirm.PAGE,
    subject=Subject.UNIT,
    figure=Figure.NO_ANSWERS,
    silence=not_connected,
)
def qa_not_updated(site: SiteItem, check: Check) -> Iterator[Result]:
    """A connected unit has questions, but none of the round up to the inspection date."""
    qa = _facts(site)
    for unit in qa.units if qa else ():
        if not unit.total or unit.in_round or qa is None:
            continue
        newest = f"最新一条为{unit.newest}" if unit.newest else "均未注明日期"
        evidence = {"unit": unit.unit, "total": unit.total, "newest": str(unit.newest or ""), "url": unit.newest_url}
        undated = f"有{unit.undated}条问答未注明日期" if unit.undated else None
        if doubt := _doubt(site, qa) or _namesake(unit.unit, qa) or undated:
            message = f"{unit.unit}本检查期是否更新问答无法判断：{doubt}"
            yield CannotJudge(message, unit.unit, unit.unit, evidence, unit.unit)
        else:
            message = f"{unit.unit}共有{unit.total}条问答，{check.round.start}以来没有更新，{newest}"
            yield Fail(message, unit.unit, unit.unit, evidence, unit=unit.unit)


@rule("Q03", QuestionItem, on=(POLICY_QA,), confirm=Confirm.PAGE, figure=Figure.UNANSWERED)
def question_without_answer(question: QuestionItem, check: Check) -> Iterator[Result]:
    """The place for the answer is empty, or says that the answer is yet to come."""
    evidence: dict[str, object] = {
        "unit": question.unit or question.unit_text,
        "asked": str(question.asked or ""),
    }
    if question.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"问答页{question.answer.unread}，是否有答复无法判断：{question.reason or '原因不明'}")
    elif question.asked is not None and question.asked > check.date:
        return
    elif question.reply is None:
        yield CannotJudge("页面上没有找到答复，可能由脚本显示", evidence=evidence, unit=question.unit)
    elif not question.reply.strip():
        whose = question.unit or question.unit_text or "未注明单位"
        message = f"问答“{question.title}”没有答复内容（{whose}）"
        if question.seen:
            message = f"{message}，而页面上看得到{question.seen}，是否为答复需人工查看"
            yield CannotJudge(message, evidence=evidence | both("没有答复内容", question.seen), unit=question.unit)
        else:
            yield Fail(message, evidence=evidence, unit=question.unit)


def _facts(site: SiteItem) -> QaFacts | None:
    return site.qa if site.answer is FetchOutcome.REACHABLE else None


def _namesake(unit: str, qa: QaFacts) -> str | None:
    """Why answers that belong to no unit of the register may be those of `unit`: its name is a part of theirs."""
    alike = [(name, count) for name, count in qa.strangers if name and (unit in name or name in unit)]
    return f"有{alike[0][1]}条问答署名“{alike[0][0]}”，可能是该单位" if alike else None


def _doubt(site: SiteItem, qa: QaFacts) -> str | None:
    """Why a unit may have more than was read."""
    if site.home_unrendered:
        return "首页内容需要浏览器运行脚本才能显示，本次未能渲染"
    if site.bounds:
        return "检查达到上限，平台没有读完"
    if qa.unread:
        return f"有{qa.unread}个页面未能读取"
    if qa.unattributed:
        return f"有{qa.unattributed}条问答未注明答复单位"
    return None
