"""The first page: figures, spread of scores, kinds of problems, units by indicators, changes, what was missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from analysis.scoring.round_scores import unfinished
from analysis.scoring.scores import PASSED, UNFINISHED, Score
from exports.report.catalogue import Catalogue
from exports.report.comparison import comparison_of
from exports.report.context import ReportContext
from exports.report.counts import Counts
from exports.report.heat import heat_of
from exports.report.units import unit_page
from exports.tables.problems import UNDECIDED
from exports.tables.score_text import score_tally
from govcrawl.domain.targets import INSPECTION_TITLES, NEW_MEDIA
from govcrawl.domain.targets import WEBSITES as WEBSITE_PLATFORMS

_KINDS = 12  # kinds of problems in the chart
_MISSED = 100  # targets that were not inspected: named here; the others on the pages of their units
_NONE = "—"
_NOTE = (
    "账号按单项否决判定合格；政策问答平台按接入单位统计，未列为问题的计为合格。未完成检查的不计入合格率。"
    "问题按发现它的平台统计。"
)


def overview_of(
    frame: ReportContext, catalogue: Catalogue, counts: Counts, rules: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """All that the template of the first page asks for."""
    missed = list(_missed(frame, catalogue))
    names, rows = _scores(frame)
    ranked = sorted((rule for rule in rules if rule["problems"]), key=lambda rule: (-rule["problems"], rule["id"]))
    return {
        "units": len(catalogue.units),
        "figures": _figures(frame, counts),
        "platforms": list(_platforms(frame, catalogue, counts)),
        "platforms_note": _NOTE,
        "score_names": names,
        "score_rows": rows,
        "kinds": ranked[:_KINDS],
        "heat": heat_of(frame, catalogue, counts),
        "since": comparison_of(frame, catalogue),
        "missed": missed[:_MISSED],
        "missed_more": max(len(missed) - _MISSED, 0),
    }


def link(**filters: object) -> str:
    """The fragment under which the page of findings shows what these filters take."""
    return urlencode(filters)


def _figures(frame: ReportContext, counts: Counts) -> list[dict[str, Any]]:
    targets = frame.facts.targets
    done = sum(each.missed is None for each in targets)
    inspected, passed = _grades(frame.websites.scores)
    told = [
        ("检查对象", len(targets), "网站、平台和账号", ""),
        ("完成检查", done, f"{len(targets) - done} 个未能检查" if done < len(targets) else "全部完成", ""),
        ("网站合格率", _rate(passed, inspected), f"{inspected} 个网站中 {passed} 个合格", ""),
        ("问题", counts.problems, "计分的问题", f"findings.html#{link(state='count')}"),
        ("未能判定", counts.doubts, "不算问题，须人工查看", f"findings.html#{link(state=UNDECIDED)}"),
    ]
    return [{"name": name, "value": value, "note": note, "link": to} for name, value, note, to in told]


def _rate(passed: int, inspected: int) -> str:
    return f"{passed / inspected:.1%}" if inspected else _NONE


def _grades(scores: Sequence[Score]) -> tuple[int, int]:
    """How many were inspected, and how many passed."""
    grades = [each.grade for each in scores]
    return len(grades) - grades.count(UNFINISHED), grades.count(PASSED)


def _platforms(frame: ReportContext, catalogue: Catalogue, counts: Counts) -> Iterator[dict[str, Any]]:
    """One line per platform type: targets, inspected, passed, problems found on them."""
    websites, platforms = frame.websites.scores, frame.platforms.scores
    for platform in WEBSITE_PLATFORMS:
        scores = [each for each in websites if each.platform == platform]
        if scores:
            yield _line(INSPECTION_TITLES[platform], len(scores), *_grades(scores), catalogue, counts)
    if platforms:
        yield _line(INSPECTION_TITLES["disclosure"], len(platforms), *_grades(platforms), catalogue, counts)
    running = sum(each.running for each in frame.media)
    if running:
        inspected, passed = (sum(getattr(each, name) for each in frame.media) for name in ("inspected", "qualified"))
        yield _line(INSPECTION_TITLES[NEW_MEDIA], running, inspected, passed, catalogue, counts)
    verdicts = [each.verdict for platform in frame.qa for each in platform.units]
    if verdicts:
        known = [each for each in verdicts if each != UNFINISHED]
        passed = sum(each in ("表扬", "正常") for each in known)
        yield _line(INSPECTION_TITLES["policy_qa"], len(verdicts), len(known), passed, catalogue, counts)


def _line(name: str, targets: int, inspected: int, passed: int, catalogue: Catalogue, counts: Counts) -> dict[str, Any]:
    mine = [number for number, (_, _, platform, _) in enumerate(catalogue.targets) if platform == name]
    return {
        "name": name,
        "targets": targets,
        "inspected": inspected,
        "passed": passed,
        "rate": _rate(passed, inspected),
        "problems": sum(counts.of_target[number] for number in mine),
        "doubts": sum(counts.doubts_of_target[number] for number in mine),
        "problems_link": link(state="count", platform=name),
        "doubts_link": link(state=UNDECIDED, platform=name),
    }


def _scores(frame: ReportContext) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """The spread of scores of each kind that is scored; steps that a kind does not know are 0."""
    tallies = [(name, dict(score_tally(material).rows)) for name, material in frame.families if material.scores]
    steps = dict.fromkeys(step for _, rows in tallies for step in rows)
    ordered = sorted(steps, key=lambda step: step == UNFINISHED)
    return [name for name, _ in tallies], [(step, [rows.get(step, 0) for _, rows in tallies]) for step in ordered]


def _missed(frame: ReportContext, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Targets that were not inspected, or not to their end, with the reason."""
    for state in frame.facts.targets:
        reason = state.missed or unfinished(state)
        if reason:
            target = state.target
            yield {
                "unit": target.unit,
                "page": unit_page(catalogue.units.number(target.unit)),
                "target": target.name,
                "url": target.url,
                "platform": INSPECTION_TITLES.get(target.platform, target.platform),
                "reason": reason,
            }
