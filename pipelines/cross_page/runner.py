"""Rules that need more than one page, run over the stored facts when a crawl ends or is rechecked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, PageItem, SiteItem
from govcrawl.domain.targets import DEPARTMENT, DISCLOSURE, NEW_MEDIA, PORTAL, WEBSITES, Target
from govcrawl.domain.urls import page_key
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.probes import read_probes
from govcrawl.store.reader import RoundFacts, TargetState, read_columns_before, read_items, read_round
from govcrawl.store.writer import replace_findings
from pipelines.catalogue import rules_looking_at
from pipelines.cross_page.availability import ProbedSite, judge_availability, probed_week
from pipelines.cross_page.backdated import SeenColumn, judge_backdating
from pipelines.cross_page.forwarding import UnitAccounts, judge_forwarding
from pipelines.cross_page.interpretation import judge_interpretations
from pipelines.cross_page.policy_cases import InterpretationCase, PolicyCase, reached_limit
from pipelines.engine import run
from pipelines.model import Check
from pipelines.patterns import judge_patterns

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

_HOLD_POLICIES = (PORTAL, DEPARTMENT, DISCLOSURE)


def run_cross_page(
    engine: Engine, round_name: str, target_urls: Collection[str] | None = None, check: Check | None = None
) -> int:
    """Judge the rules on cases anew on the round's finished targets (of those, when given); how many findings.

    One target at a time, so that memory does not grow with the city; policies and accounts with the other targets of
    their unit, also those of earlier crawls. Raises InputError for an unknown round.
    """
    facts = read_round(engine, round_name)
    check = check or Check(facts.round, load_rubric(), load_vocabulary())
    count = 0
    for state in facts.targets:
        url = state.target.url
        if state.target.platform == NEW_MEDIA:
            continue
        if state.site is None or (target_urls is not None and url not in target_urls):
            continue
        findings: list[Finding] = []
        rules = rules_looking_at(SeenColumn)
        before = _columns_before(engine, state.target, check)
        if before:
            again = read_items(engine, round_name, (ColumnItem,), url)
            findings += judge_backdating((item for item in again if isinstance(item, ColumnItem)), before, check)
        if state.site.patterns:
            rules += tuple(sorted({pattern.rule for pattern in state.site.patterns}))
            findings += _judge_patterns(engine, round_name, state.site, check)
        if state.target.platform in WEBSITES:
            probes = read_probes(engine, state.target, *probed_week(check))
            findings += judge_availability(state.site, probes, check)
            rules += rules_looking_at(ProbedSite)
        replace_findings(engine, round_name, rules, findings, (url,))
        count += len(findings)
    count += _judge_policies(engine, facts, target_urls, check)
    return count + _judge_accounts(engine, facts, target_urls, check)


def _columns_before(engine: Engine, target: Target, check: Check) -> dict[str, tuple[date, ColumnItem]]:
    """The columns of the same target as the last round before this one has them, by page key."""
    since, columns = read_columns_before(engine, target, check.round.date)
    return {page_key(each.url): (since, each) for each in columns}


def _judge_patterns(engine: Engine, round_name: str, site: SiteItem, check: Check) -> list[Finding]:
    """What the rules of the site's patterns raise on its columns and pages, seen together."""
    rules = {pattern.rule for pattern in site.patterns}
    items = read_items(engine, round_name, (ColumnItem, PageItem), site.target.url)
    mine = (item for item in items if item.target == site.target)
    found = (each for item in mine for each in run(item, check, {rule[0] for rule in rules}) if each.rule in rules)
    return judge_patterns(found, site.patterns)


def _judge_policies(engine: Engine, facts: RoundFacts, target_urls: Collection[str] | None, check: Check) -> int:
    """The rules on policies and interpretations, by all of a unit's targets that may hold either and are done."""
    targets = [state for state in facts.targets if state.target.platform in _HOLD_POLICIES]
    units = {state.target.unit for state in targets if target_urls is None or state.target.url in target_urls}
    count = 0
    for state in targets:
        if state.target.unit not in units or state.site is None:
            continue
        others = [each for each in targets if each.target.unit == state.target.unit and each is not state]
        read = [each for each in others if not each.missed]
        findings = judge_interpretations(
            _pages(engine, facts, state),
            check,
            columns=_columns(engine, facts, state),
            site=state.site,
            elsewhere=(item for each in read for of in (_columns, _pages) for item in of(engine, facts, each)),
            unread=next(filter(None, map(_unread, others)), None),
        )
        rules = rules_looking_at(PolicyCase, InterpretationCase)
        replace_findings(engine, facts.round.name, rules, findings, (state.target.url,))
        count += len(findings)
    return count


def _columns(engine: Engine, facts: RoundFacts, state: TargetState) -> Iterator[ColumnItem]:
    items = read_items(engine, facts.round.name, (ColumnItem,), state.target.url)
    return (item for item in items if isinstance(item, ColumnItem))


def _pages(engine: Engine, facts: RoundFacts, state: TargetState) -> Iterator[PageItem]:
    items = read_items(engine, facts.round.name, (PageItem,), state.target.url)
    return (item for item in items if isinstance(item, PageItem))


def _unread(state: TargetState) -> str | None:
    """Why the target may hold policies and interpretations that nobody has read, in Chinese; None when it may not."""
    why = state.missed or (reached_limit(state.site) if state.site else None)
    return f"本单位的“{state.target.name}”{why}" if why else None


def _judge_accounts(engine: Engine, facts: RoundFacts, target_urls: Collection[str] | None, check: Check) -> int:
    """The rules on a unit's accounts together, by all accounts of theirs that are done."""
    accounts = [state.site for state in facts.targets if state.target.platform == NEW_MEDIA and state.site]
    units = {site.target.unit for site in accounts if target_urls is None or site.target.url in target_urls}
    concerned = [site for site in accounts if site.target.unit in units]
    if not concerned:
        return 0
    findings = judge_forwarding(concerned, check)
    replace_findings(
        engine, facts.round.name, rules_looking_at(UnitAccounts), findings, [site.target.url for site in concerned]
    )
    return len(findings)
