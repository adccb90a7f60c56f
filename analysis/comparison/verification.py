"""整改核查: what has become of an earlier round's problems, as the facts of this round show it. Gone is not mended.

A rule's silence counts as mended only where it has looked: at the page or column itself, by the same yardstick.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Engine

from analysis.comparison.coverage import TargetCoverage, coverage_of
from analysis.round_view import RoundView
from analysis.scoring.finding_status import StatusIndex
from govcrawl.domain.decisions import DISMISSED
from govcrawl.domain.errors import InputError
from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Link
from govcrawl.domain.urls import normalise, page_key
from govcrawl.store.reader import RoundFacts, TargetState
from govcrawl.store.verifications import State, VerificationResult
from pipelines.catalogue import REGISTRY
from pipelines.model import Confirm, Identity, LaterLook, Rule
from pipelines.windows import day_of

_StateReason = tuple[State, str]


def verify(engine: Engine, round_name: str, against: str) -> list[VerificationResult]:
    """Each problem of the earlier round that counts there, in its order.

    Holds this round's findings and one target's addresses.

    against: the earlier round. Raises InputError for an unknown round, or one that is not earlier.
    """
    view, before = RoundView(engine, round_name), RoundView(engine, against)
    if before.round.date >= view.round.date:
        order = f"{before.name}（{before.round.date}）不早于 {view.name}（{view.round.date}）"
        raise InputError(f"检查期 {order}，不能据以核查。")
    today = _Today.of(view)
    states = {(each.target.url, each.target.name): each for each in view.targets}
    rows, seen, place = [], None, ("", "")
    for finding in before.problems():
        if place != (place := (finding.target_url, finding.target)):
            state = states.get(place)
            seen = coverage_of(view, state) if state else None
        rows.append(VerificationResult(finding, *today.judge(finding, seen), before.name))
    return rows


@dataclass(slots=True)
class _Today:
    """This round: its frame, and its findings by everything under which an earlier one may stand in them."""

    facts: RoundFacts
    standings: StatusIndex
    found: dict[str, Finding]
    windows: dict[str, date]

    @classmethod
    def of(cls, view: RoundView) -> _Today:
        rubric, day = view.rubric, view.round.date
        windows = {each.id: rubric.cutoff(each.within.threshold, day) for each in REGISTRY.values() if each.within}
        today = cls(view.facts, view.statuses, {}, windows)
        for each in view.findings("all"):
            for name in _names(each):
                today.found[name] = max(today.found.get(name, each), each, key=today._weight)
        return today

    def judge(self, finding: Finding, seen: TargetCoverage | None) -> _StateReason:
        now = self._now(finding)
        if now is not None and now.outcome == "fail":
            return self._found_again(finding, now)
        if seen is None:
            return "无法核实", self._why_left(finding)
        if seen.state.missed is not None:
            return "无法核实", f"该检查对象本检查期未完成检查：{seen.state.missed}"
        if now is not None:
            known = REGISTRY.get(now.rule)
            mended = now.outcome == "skip" and known is not None and known.lawful_skip
            return ("已整改" if mended else "无法核实"), now.message
        rule = REGISTRY.get(finding.rule)
        by_link = _by_link(finding, seen, rule) if rule is not None and rule.looks_at is Link else None
        return by_link or self._by_page(finding, seen)

    def _now(self, finding: Finding) -> Finding | None:
        """What this round says of the same fault; the worst, where it says more than one thing."""
        rule = REGISTRY.get(finding.rule)
        instead = rule.may_become if rule else ()
        names = [*_names(finding), *(replace(finding, rule=other).key for other in instead)]
        return max((self.found[name] for name in names if name in self.found), key=self._weight, default=None)

    def _weight(self, finding: Finding) -> int:
        if finding.outcome != "fail":
            return 1 if finding.outcome == "error" else 0
        return 2 if self.standings.of(finding).label == DISMISSED else 3

    def _found_again(self, finding: Finding, now: Finding) -> _StateReason:
        standing = self.standings.of(now)
        if standing.label == DISMISSED:
            return "无法核实", f"本检查期仍检查出该问题，但经复核不属实（{standing.reason}）"
        moved = page_key(now.url) != page_key(finding.url)
        return "未整改", f"{now.message}（现见于 {now.url}）" if moved else now.message

    def _why_left(self, finding: Finding) -> str:
        for account in self.facts.register.accounts:
            name = f"{account.name}（{account.platform}）"
            if (account.unit, name) == (finding.unit, finding.target) and account.status != "running":
                return "该账号在本检查期的台账中已关停或注销，不再检查"
        return "该检查对象不在本检查期的台账中"

    def _by_page(self, finding: Finding, seen: TargetCoverage) -> _StateReason:
        """No finding any more: whether that is because the page is in order, or because nobody has seen it."""
        page = page_key(finding.url)
        if page in seen.read:
            untold = self._untold(finding, seen.state)
            return ("无法核实", untold) if untold else ("已整改", "本检查期检查该页面，没有再发现这一问题")
        if page in seen.gone:
            return "页面已消失", "问题所在的页面已不存在，不能认定为已整改"
        if page in seen.unread:
            return "无法核实", f"本检查期未能读取该页面：{seen.unread[page]}"
        if seen.doubt:
            return "无法核实", f"本检查期没有读到该页面：{seen.doubt}"
        if finding.column and finding.title == finding.column:
            # The finding is about the column itself, and all columns were looked at.
            return "页面已消失", "网站上已没有这个栏目，不能认定为已整改"
        if page_key(finding.value) == page:
            return "无法核实", "本检查期读到的栏目列表中没有该文件"
        return "无法核实", "本检查期没有读到该页面"

    def _untold(self, finding: Finding, state: TargetState) -> str:
        """Why the rule's silence says nothing although it has looked, in Chinese; "" when it does."""
        rule = REGISTRY.get(finding.rule)
        cutoff, day = self.windows.get(finding.rule), _day(finding, rule)
        if cutoff is not None and day is not None and day < cutoff:
            return f"该页面的日期为{day}，已不在本检查期的检查范围（{cutoff}以后）"
        if rule is None or rule.silence is None:
            return ""
        sites = [each.site for each in self.facts.targets if each.target.unit == finding.unit and each.site]
        return rule.silence(LaterLook(finding, state.site, sites, self.facts.round.date))


def _names(finding: Finding) -> Iterator[str]:
    """Under what the same fault stands in any round."""
    yield finding.key
    rule = REGISTRY.get(finding.rule)
    if rule is not None and rule.identity is Identity.TARGET:
        yield "\n".join((finding.rule, normalise(finding.target_url), finding.target, finding.subject))
    elif rule is not None and rule.identity is Identity.UNIT:
        yield "\n".join((finding.rule, finding.unit, finding.subject))


def _by_link(finding: Finding, seen: TargetCoverage, rule: Rule) -> _StateReason | None:
    """What the link itself says; None when it stands nowhere any more, or leads nowhere for another rule to tell."""
    link = seen.links.get(normalise(finding.value))
    if link is None or link.state is LinkState.GONE:
        return None
    if link.state is LinkState.OK:
        told = "可以打开" if rule.confirm is Confirm.LINK else "没有再发现这一问题"
        return "已整改", f"本检查期检查该链接，{told}"
    reason = "没有检查到" if link.state is LinkState.UNCHECKED else f"无法判断：{link.reason or '原因不明'}"
    return "无法核实", f"该链接仍在网站上，本检查期{reason}"


def _day(finding: Finding, rule: Rule | None) -> date | None:
    """The day by which a rule decides whether it looks at the page at all."""
    if rule is None or rule.within is None or not rule.within.dated_by:
        return day_of(finding.published)
    told = str(finding.evidence.get(rule.within.dated_by) or "")
    return date.fromisoformat(told) if told else None
