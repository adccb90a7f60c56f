"""A page for each unit: its websites and platforms, its accounts, its answers, all of its findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from analysis.round_totals.media import MediaUnit
from analysis.round_totals.policy_qa import QaUnit
from analysis.scoring.scores import UNFINISHED
from exports.report.catalogue import Catalogue
from exports.report.context import DISCLOSURE, MEDIA, QA, WEBSITES, ReportContext
from exports.report.counts import Counts
from govcrawl.domain.targets import WEBSITES as WEBSITE_PLATFORMS


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A grade as the list of units shows it."""

    grade: str
    total: float | None = None


def unit_page(number: int) -> str:
    """Path of the page of unit number `number` (from 0) below the report's folder."""
    return f"units/{number + 1:04d}.html"


def units_of(frame: ReportContext, catalogue: Catalogue, counts: Counts) -> list[dict[str, Any]]:
    """Units by number, each with its results by kind."""
    results = _results(frame)
    rows = []
    for number, name in enumerate(catalogue.units.texts):
        mine = results.get(name, {})
        rows.append(
            {
                "number": number,
                "name": name,
                "page": unit_page(number),
                "results": [(kind, mine.get(kind, [])) for kind in (WEBSITES, DISCLOSURE, MEDIA, QA)],
                "problems": counts.of_unit[number],
                "doubts": counts.doubts_of_unit[number],
            }
        )
    return rows


def _results(frame: ReportContext) -> dict[str, dict[str, list[TargetResult]]]:
    results: dict[str, dict[str, list[TargetResult]]] = {}

    def add(unit: str, kind: str, grade: str, total: float | None = None) -> None:
        results.setdefault(unit, {}).setdefault(kind, []).append(TargetResult(grade, total))

    for kind, scores in ((WEBSITES, frame.websites.scores), (DISCLOSURE, frame.platforms.scores)):
        for score in scores:
            add(score.unit, kind, score.grade, score.total)
    for each in frame.media:
        add(each.unit, MEDIA, each.score.grade, each.score.total)
    for platform in frame.qa:
        for answers in platform.units:
            add(answers.unit, QA, answers.verdict)
    return results


def unit_figures(unit: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """The numbers at the head of the page."""
    for kind, results in unit["results"]:
        told = [f"{each.total:g}" if each.total is not None else each.grade for each in results]
        if told:
            yield kind, "、".join(told[:3]) + ("…" if len(told) > 3 else "")
    yield "问题", str(unit["problems"])
    yield "未能判定", str(unit["doubts"])


def media_by_unit(frame: ReportContext) -> dict[str, MediaUnit]:
    """Accounts and findings on new media by unit."""
    return {each.unit: each for each in frame.media}


def answers_by_unit(frame: ReportContext) -> dict[str, list[tuple[str, QaUnit, bool]]]:
    """By unit: platform, its answers there, and whether anything is known of them."""
    answers: dict[str, list[tuple[str, QaUnit, bool]]] = {}
    for platform in frame.qa:
        for each in platform.units:
            answers.setdefault(each.unit, []).append((platform.name, each, each.verdict != UNFINISHED))
    return answers


def is_sectioned(platform: str) -> bool:
    """Whether targets of this platform have a section of their own; accounts and answers have tables."""
    return platform in WEBSITE_PLATFORMS or platform == "disclosure"
