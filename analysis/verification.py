"""整改核查: what has become of an earlier round's problems, as the facts of this round show it. Gone is not mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Engine

from analysis.round_scores import unfinished
from analysis.standing import Standings, standings_of
from govcrawl.answers import Answer, LinkState
from govcrawl.db.reader import TargetState, read_findings, read_items, read_round
from govcrawl.db.verifications import State, Verification
from govcrawl.errors import InputError
from govcrawl.findings import Finding
from govcrawl.items import ColumnItem, Item, Link, PageItem, QuestionItem
from govcrawl.urls import page_key

_Place = tuple[str, str]  # address and name of a target
_Told = tuple[State, str]


@dataclass(slots=True)
class Seen:
    """What this round has of one target, by page key."""

    state: TargetState | None = None
    read: set[str] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)  # with the reason
    gone: set[str] = field(default_factory=set)
    columns: bool = False  # whether any column was read

    def take(self, item: Item) -> None:
        match item:
            case ColumnItem() | PageItem() | QuestionItem():
                if item.answer is Answer.REACHABLE:
                    self.read.add(page_key(item.url))
                else:
                    self.unread[page_key(item.url)] = item.reason or item.answer.chinese
                self.columns = self.columns or isinstance(item, ColumnItem)
            case Link(state=LinkState.GONE):
                self.gone.add(page_key(item.url))


def verify(engine: Engine, round_name: str, against: str) -> list[Verification]:
    """Each problem of the earlier round that counts there, in its order.

    Holds one target's addresses at a time. InputError for an unknown round, or one that is not earlier.
    """
    facts, before = read_round(engine, round_name), read_round(engine, against)
    if before.round.date >= facts.round.date:
        order = f"{against}（{before.round.date}）不早于 {round_name}（{facts.round.date}）"
        raise InputError(f"检查期 {order}，不能据以核查。")
    standings, then = standings_of(engine, facts), standings_of(engine, before)
    states = {(each.target.url, each.target.name): each for each in facts.targets}
    now = {each.key: each for each in read_findings(engine, round_name, "all")}
    rows, seen, place = [], Seen(), ("", "")
    for finding in read_findings(engine, against, "fail"):
        if not then.counts(finding):
            continue
        if place != (place := (finding.target_url, finding.target)):
            seen = _seen(engine, round_name, states.get(place))
        state, reason = _judge(finding, now.get(finding.key), seen, standings)
        rows.append(Verification(finding, state, reason, against))
    return rows


def _seen(engine: Engine, round_name: str, state: TargetState | None) -> Seen:
    seen = Seen(state)
    if state is None:
        return seen
    for item in _items(engine, round_name, state):
        seen.take(item)
    site = state.site
    if site is not None:
        seen.gone |= {page_key(url) for url in site.gone}
        if site.answer is Answer.REACHABLE:
            seen.read.add(page_key(state.target.url))
    return seen


def _items(engine: Engine, round_name: str, state: TargetState) -> Iterator[Item]:
    kinds = (ColumnItem, PageItem, QuestionItem, Link)
    return (each for each in read_items(engine, round_name, kinds, state.target.url) if each.target == state.target)


def _judge(finding: Finding, now: Finding | None, seen: Seen, standings: Standings) -> _Told:
    if now is not None and now.outcome == "fail":
        standing = standings.of(now)
        if standing.label == "不属实":
            return "无法核实", f"本检查期仍检查出该问题，但经复核不属实（{standing.reason}）"
        return "未整改", now.message
    if seen.state is None:
        return "无法核实", "该检查对象不在本检查期的台账中"
    if seen.state.missed is not None:
        return "无法核实", f"该检查对象本检查期未完成检查：{seen.state.missed}"
    if now is not None and now.outcome == "error":
        return "无法核实", now.message
    if now is not None:
        return "已整改", now.message
    return _by_page(finding, seen)


def _by_page(finding: Finding, seen: Seen) -> _Told:
    """No finding any more: whether that is because the page is in order, or because nobody has seen it."""
    page = page_key(finding.url)
    if page in seen.read:
        return "已整改", "本检查期检查该页面，没有再发现这一问题"
    if page in seen.gone:
        return "页面已消失", "问题所在的页面已不存在，不能认定为已整改"
    if page in seen.unread:
        return "无法核实", f"本检查期未能读取该页面：{seen.unread[page]}"
    cut = unfinished(seen.state) if seen.state else ""
    if cut:
        return "无法核实", cut
    if finding.column and finding.title == finding.column:
        # The finding is about the column itself, and all columns were looked at.
        return "页面已消失", "网站上已没有这个栏目，不能认定为已整改"
    return "无法核实", "本检查期没有读到该页面"
