"""A page for each rule: what it means, what it costs, all of its findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exports.report.catalogue import Catalogue
from exports.report.context import ReportContext
from exports.report.counts import Counts
from govcrawl.rubric.model import Indicator, Rubric
from pipelines.catalogue import rule_title
from pipelines.texts import load_texts

_NAME = re.compile("[A-Z][0-9]{2}")
_PER = {"finding": "每处", "column": "每个栏目", "site": "每项"}


def page_of(rule: str, number: int) -> str:
    """The stem of the page of `rule`; one whose id no file should bear is called by its `number`."""
    return rule if _NAME.fullmatch(rule) else f"x{number}"


def rules_of(frame: ReportContext, catalogue: Catalogue, counts: Counts) -> list[dict[str, Any]]:
    """Every rule of the program, and those that only the round knows, by id."""
    texts = load_texts()
    rows = []
    for number, rule in enumerate(catalogue.rules.texts):
        text = texts.of(rule)
        rows.append(
            {
                "id": rule,
                "number": number,
                "page": page_of(rule, number),
                "title": rule_title(rule),
                "meaning": text.meaning,
                "basis": text.basis,
                "remedy": text.remedy,
                "problems": counts.of_rule[number],
                "units": len(counts.units_of_rule.get(number, ())),
                "doubts": counts.doubts_of_rule[number],
                "costs": [cost for family, of in frame.families for cost in _costs(family, of.rubric, rule)],
            }
        )
    return sorted(rows, key=lambda row: str(row["id"]))


def _costs(family: str, rubric: Rubric, rule: str) -> Iterator[dict[str, Any]]:
    for indicator in rubric.indicators:
        if indicator.veto is not None and rule in indicator.veto.rules:
            text = "出现即单项否决"
            if indicator.veto.per != "site":
                unit = _PER[indicator.veto.per].removeprefix("每")
                text = f"累计达到{indicator.veto.at_least}{unit}即单项否决"
            yield _cost(family, indicator, text, "否决", "", assumed=indicator.assumed)
        for each in indicator.deductions:
            if rule in each.rules:
                text = f"{each.text}，{_PER[each.per]}扣{each.points:g}分"
                assumed = each.source != "S"
                yield _cost(family, indicator, text, f"{each.points:g}", f"{indicator.cap:g}", assumed=assumed)


def _cost(family: str, of: Indicator, text: str, points: str, cap: str, *, assumed: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"family": family, "id": of.id, "title": of.title, "text": text}
    return told | {"points": points, "cap": cap, "assumed": assumed}
