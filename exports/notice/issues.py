"""Kinds of problems as the notice (通报) tells them: which rules stand under which heading, how many, and whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govcrawl.domain.findings import Finding

NAMED = 5  # names in a sentence; whoever wants all of them has the attachments
_OTHER = "其他问题"

Kinds = tuple[tuple[str, tuple[str, ...]], ...]
SITE_KINDS: Kinds = (
    ("政策解读关联不到位", ("I01", "I02", "I03")),
    ("栏目更新不及时、存在空白栏目", ("F01", "F02", "F03", "F04", "F05", "F06", "F07", "C01")),
    ("栏目设置不规范", ("C02", "C03")),
    ("互动交流和办事服务不到位", ("H01", "H02", "H03", "V01", "V02")),
    ("链接、附件不可用或格式不规范", ("A01", "A02", "A03", "T01", "T02", "T03")),
    ("网站标识和功能设计不规范", ("S01", "S02", "S03", "S04", "S05", "S06", "S07")),
    ("页面标签不规范", ("M01", "M02", "M03", "M04")),
    ("表述、链接安全和个人信息保护存在问题", ("X01", "X02", "X03")),
)
QA_KINDS: Kinds = (
    ("接入政策问答平台后没有发布问答", ("Q01",)),
    ("本检查期没有更新政策问答", ("Q02",)),
    ("政策问答没有答复内容", ("Q03",)),
)
MEDIA_KINDS: Kinds = (
    ("账号内容不更新", ("N01",)),
    ("未按时转发上级信息", ("N04",)),
    ("账号未登记或备案不及时", ("N02", "N03")),
    ("已关停、注销的账号仍在网站上链接", ("N05",)),
)
PLATFORM_KINDS: Kinds = (
    ("内容保障不到位", ("F01", "F02", "F03", "F04", "F05", "F06", "F07", "C01", "D03")),
    ("栏目设置不规范", ("D01", "D02", "C02")),
    ("信息分类和发布位置不当", ("C04", "C05")),
    ("附件格式不规范或不可用", ("T01", "T02", "T03")),
    ("政策解读关联不到位", ("I01", "I02", "I03")),
    ("表述、链接安全和个人信息保护存在问题", ("X01", "X02", "X03")),
)


@dataclass(frozen=True, slots=True)
class Issue:
    """A kind of problem."""

    title: str
    count: int
    units: str  # up to NAMED of them, then 等N个单位


def issues_of(found: Iterable[Finding], kinds: Kinds) -> list[Issue]:
    """Kinds that there are any of, in the order of the notice; last, what belongs to none of them: nothing is lost."""
    sorted_out: dict[str, list[Finding]] = {title: [] for title, _ in (*kinds, (_OTHER, ()))}
    titles = {rule: title for title, rules in kinds for rule in rules}
    for each in found:
        sorted_out[titles.get(each.rule, _OTHER)].append(each)
    return [Issue(title, len(mine), names(each.unit for each in mine)) for title, mine in sorted_out.items() if mine]


def names(each: Iterable[str], noun: str = "单位") -> str:
    """Names in their order, each once: all of a few, the first of many and how many they are; "" for none."""
    known = [name for name in dict.fromkeys(each) if name]
    return "、".join(known[:NAMED]) + (f"等{len(known)}个{noun}" if len(known) > NAMED else "")


def wholly(places: Sequence[tuple[str, bool]]) -> list[str]:
    """Units that are good in all of their places: none is praised for one site while another of its sites is not."""
    bad = {unit for unit, good in places if not good}
    return [unit for unit, _ in places if unit not in bad]
