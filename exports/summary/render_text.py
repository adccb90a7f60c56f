"""The morning summary in Chinese: lines for a screen, a mail or a group's chat, the most important ones first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from exports.summary.model import KINDS, Freeze, RuleCount, Summary
from govcrawl.domain.rounds import CHINA
from govcrawl.domain.sanitize import to_single_line

_MOST, _MOST_IN_CHATS = 20, 5  # lines of one list; the JSON file has all of them
_MOST_UNITS = 5  # units named for new problems


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """`lead` stands before the text, on a screen in the colour `style`. Chats get no details."""

    text: str
    lead: str = ""
    style: str = ""
    detail: bool = False

    def __str__(self) -> str:
        return to_single_line(f"{self.lead}{self.text}")


def subject(summary: Summary) -> str:
    """One line for a mail's subject."""
    missed = f"，未完成检查 {len(summary.missed)} 个" if summary.missed else ""
    problems = summary.of_kind("problem")
    return to_single_line(f"政府网站检查早报 {summary.round}（{summary.date}）：问题 {problems} 个{missed}")


def lines(summary: Summary) -> Iterator[SummaryLine]:
    """The whole summary for a screen, whose last lines are read first."""
    yield from _inspected(summary)
    yield from _missed(summary, None)
    yield from _rules(summary)
    yield from _found(summary)
    yield from _below(summary, None)
    yield from _changed(summary)
    yield from _places(summary)
    yield from _to_do(summary)


def text_of(told: Iterable[SummaryLine]) -> str:
    """The lines as one text."""
    return "".join(f"{line}\n" for line in told)


def full(summary: Summary) -> str:
    """The summary for a file or a mail, whose first lines are read first."""
    return text_of((SummaryLine(subject(summary)), SummaryLine(""), *_mail(summary, _MOST)))


def brief(summary: Summary) -> str:
    """The summary without its details, for a group's chat."""
    return text_of(line for line in (SummaryLine(subject(summary)), *_mail(summary, _MOST_IN_CHATS)) if not line.detail)


def _mail(summary: Summary, most: int) -> Iterator[SummaryLine]:
    yield from _inspected(summary)
    yield from _missed(summary, most)
    yield from _found(summary)
    yield from _below(summary, most)
    yield from _changed(summary)
    yield from _to_do(summary)
    yield SummaryLine("", detail=True)
    yield from _rules(summary)
    yield from _places(summary)


def _inspected(summary: Summary) -> Iterator[SummaryLine]:
    unit = f"，只检查 {summary.unit}" if summary.unit else ""
    done = summary.asked - len(summary.missed)
    yield SummaryLine(
        f"检查期 {summary.round}，监测时间点 {summary.date}{unit}：检查对象 {summary.asked} 个，完成 {done} 个",
    )
    for each in summary.platforms:
        yield SummaryLine(f"  {each.name} {each.asked} 个，完成 {each.inspected} 个", detail=True)


def _missed(summary: Summary, most: int | None) -> Iterator[SummaryLine]:
    if summary.run.failed_workers:
        names = "、".join(summary.run.failed_workers)
        yield SummaryLine("，可加 --resume 继续", f"检查进程异常退出：{names}", "red")
    for reason in summary.run.broken_off:
        yield SummaryLine(f"  {reason}", "检查中断", "red")
    yield from _some([_frozen(each) for each in summary.run.freezes], most)
    told = [SummaryLine(f"  {each.target}：{each.reason}", "未完成检查", "yellow") for each in summary.missed]
    yield from _some(told, most)
    lost = [
        SummaryLine(f"  {each.target} {each.url}：{each.reason}", "未能入库", "yellow") for each in summary.not_stored
    ]
    yield from _some(lost, most)


def _frozen(freeze: Freeze) -> SummaryLine:
    where = freeze.url or freeze.target or "没有检查对象时"
    then = "，该检查对象不再检查" if freeze.aside else ""
    return SummaryLine(f"  {freeze.worker}，停在 {where}{then}", "检查进程停顿后重新启动", "yellow")


def _found(summary: Summary) -> Iterator[SummaryLine]:
    others = [
        f"{name} {number}" for kind, name in KINDS.items() if kind != "problem" and (number := summary.of_kind(kind))
    ]
    aside = f"（其中不属实或例外 {summary.set_aside} 个）" if summary.set_aside else ""
    others += [f"重复 {summary.repeated}"] if summary.repeated else []
    rest = f"；{'，'.join(others)}" if others else ""
    yield SummaryLine(f"本检查期发现问题 {summary.of_kind('problem')} 个{aside}{rest}")


def _rules(summary: Summary) -> Iterator[SummaryLine]:
    for each in summary.rules:
        yield SummaryLine(f"  {each.rule}  {each.title}：{_counts(each)}", detail=True)
    yield SummaryLine(
        f"复查：疑似问题 {summary.looked_again} 个再次查看，其中 {summary.cleared} 个未再出现，已排除", detail=True
    )
    yield SummaryLine(
        f"由浏览器打开的页面：共 {summary.rendered} 个，最多的检查对象 {summary.most_rendered} 个", detail=True
    )


def _counts(rule: RuleCount) -> str:
    shared = f"（其中 {rule.shared} 个源于 {rule.causes} 个模板问题）" if rule.causes else ""
    parts = {name: number for kind, name in KINDS.items() if (number := getattr(rule, kind))}
    return "，".join(f"{name} {number}{shared if name == KINDS['problem'] else ''}" for name, number in parts.items())


def _below(summary: Summary, most: int | None) -> Iterator[SummaryLine]:
    unfinished = f"，未完成检查 {summary.unfinished} 个" if summary.unfinished else ""
    suspected = f"，疑似不合格（待复核）{len(summary.suspected)} 个" if summary.suspected else ""
    yield SummaryLine(
        f"评分（网站和信息公开平台）：合格 {summary.passed} 个，不合格 {len(summary.below)} 个{suspected}{unfinished}"
    )
    told = [SummaryLine(f"  {each.target}：{each.reason}", "不合格", "red") for each in summary.below]
    told += [SummaryLine(f"  {each.target}：{each.reason}", "疑似不合格", "yellow") for each in summary.suspected]
    yield from _some(told, most)


def _changed(summary: Summary) -> Iterator[SummaryLine]:
    found = summary.changes
    if found.against is None:
        return
    unseen = f"，上期未查 {found.unseen}" if found.unseen else ""
    yield SummaryLine(f"与检查期 {found.against} 相比：新增 {found.new}，消除 {found.gone}，持续 {found.kept}{unseen}")
    if found.new_by_unit:
        most = "、".join(f"{each.unit} {each.problems}" for each in found.new_by_unit[:_MOST_UNITS])
        more = f" 等 {len(found.new_by_unit)} 个单位" if len(found.new_by_unit) > _MOST_UNITS else ""
        yield SummaryLine(f"  新增问题较多的单位：{most}{more}", detail=True)


def _to_do(summary: Summary) -> Iterator[SummaryLine]:
    yield SummaryLine(f"需要人工处理：待复核 {summary.unreviewed} 个，未能判定 {summary.of_kind('undecided')} 个")
    yield SummaryLine("下一步：")
    for command in summary.next:
        yield SummaryLine(f"  {command}")


def _places(summary: Summary) -> Iterator[SummaryLine]:
    run = summary.run
    if run.started is not None and run.ended is not None:
        took = f"（{_took(run.minutes or 0)}）"
        yield SummaryLine(f"检查时间：{_moment(run.started)} 至 {_moment(run.ended)}{took}", detail=True)
    yield SummaryLine(f"数据库：{summary.database}", detail=True)
    if summary.archive:
        yield SummaryLine(f"证据存档：{summary.archive}", detail=True)
    if run.log:
        yield SummaryLine(f"日志：{run.log}", detail=True)


def _took(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} 小时 {rest} 分钟" if hours else f"{minutes} 分钟" if minutes else "不到 1 分钟"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _some(told: list[SummaryLine], most: int | None) -> Iterator[SummaryLine]:
    yield from islice(told, most)
    if most is not None and len(told) > most:
        yield SummaryLine(f"  …… 另有 {len(told) - most} 个", told[0].lead, told[0].style)
